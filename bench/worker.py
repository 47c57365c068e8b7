"""One measurement in a process of its own, on one core: reads a job as JSON on standard input, writes its result as JSON.

A job: {"tool", "articles", "repeats", "budget"}; no pass but the first begins after `budget` seconds. The result: seconds of each pass
over all articles, of each article in the first pass, and the peak memory of the process. Loading the tool and its tables (one of our
samples is read before) is not in the times; start-up is measured by itself.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from articles import samples

Read = Callable[[dict[str, Any]], object]


def main() -> None:
    """Do the job."""
    job = json.load(sys.stdin)
    core = pin()
    read = TOOLS[job["tool"]]()
    read(samples()[0])
    passes: list[list[float]] = []
    while len(passes) < job["repeats"] and sum(map(sum, passes)) < job["budget"]:
        passes.append([_time(read, article) for article in job["articles"]])
    json.dump({"passes": [sum(times) for times in passes], "each": passes[0], "peak_mb": peak_memory(), "core": core}, sys.stdout)


def pin() -> int | None:
    """Keep this process on one core, and tell which; None where the system cannot."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core


def peak_memory() -> float:
    """The most memory that this process held, in MB (10^6 bytes).

    Linux's own figure where there is one: getrusage's counts what the parent held when it started us.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1e6 if sys.platform == "darwin" else used * 1024 / 1e6


def _time(read: Read, article: dict[str, Any]) -> float:
    began = time.perf_counter()
    read(article)
    return time.perf_counter() - began


def _musnad() -> Read:
    import musnad  # noqa: PLC0415  each tool is loaded in its own process only

    return lambda article: musnad.read(**article)


def _tokens() -> Read:
    from musnad.text.tokens import tokenize  # noqa: PLC0415

    return lambda article: tokenize(article["text"])


def _dateparser() -> Read:
    from dateparser.search import search_dates  # noqa: PLC0415

    return lambda article: search_dates(article["text"], languages=["ar"])


TOOLS: dict[str, Callable[[], Read]] = {"musnad": _musnad, "tokens only": _tokens, "dateparser": _dateparser}


if __name__ == "__main__":
    main()
