"""The bench: articles a second on one core, peak memory, start-up, and growth with length; prints tables, writes build/bench.json.

usage: python bench/bench.py [--quick]

Each measurement runs in a process of its own, kept on one core (worker.py). Beside Musnad, in the same run over the same articles: a bare
pass of its tokeniser (the limit), and `dateparser.search.search_dates` (which finds dates only) over the first few of them.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from articles import ROOT, hostile, natural, news, seed, seed_length

RESULT = ROOT / "build" / "bench.json"
LIMIT = 300
GROWTH_LIMIT = 60
"""Seconds after which a measurement of speed, or of one length, is given up."""
STEEP = 2.5
"""Time for twice the text, from which growth is called more than linear: 2 is linear, and machines are noisy."""
MEASURABLE = 0.05
"""Seconds up to which a slope is noise."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Articles read by a tool: a second in the median pass, in the first one, and the most memory held."""

    articles: str
    tool: str
    count: int
    characters: int
    a_second: float | None
    first_pass: float | None
    slowest_ms: float | None
    peak_mb: float | None


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds for texts of growing length, and how many times longer twice the text takes; not `whole` where the longest were given up."""

    text: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    per_doubling: float | None
    peak_mb: float
    whole: bool

    @property
    def steep(self) -> bool:
        """Whether it grows faster than the length."""
        if not self.whole or self.per_doubling is None:
            return True
        return self.per_doubling >= STEEP and self.seconds[-1] > MEASURABLE


def main() -> int:
    """Measure and tell; 1 where some text's reading grows faster than its length."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer articles and repeats, for a first look")
    quick = parser.parse_args().quick
    print("Machines are noisy: told is the median of repeats, and one run is one run.\n")
    machine = {"python": platform.python_version(), "processor": _processor(), "cores": os.cpu_count(), "quick": quick}
    print(f"Python {machine['python']}, {machine['processor']}, one core used")
    result: dict[str, Any] = {"machine": machine}
    result["startup_seconds"] = dict(_told_startups(3 if quick else 9))
    result["speed"] = [asdict(speed) for speed in _told_speeds(quick=quick)]
    growths = list(_told_growths(quick=quick))
    result["growth"] = [asdict(growth) for growth in growths]
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"\nWritten to {RESULT.relative_to(ROOT)}")
    return int(any(growth.steep for growth in growths))


def per_doubling(sizes: tuple[int, ...], seconds: tuple[float, ...]) -> float:
    """How many times longer twice the text takes, from the second size to the last (the first also pays for small things)."""
    return math.exp(math.log(2) * math.log(seconds[-1] / seconds[-2]) / math.log(sizes[-1] / sizes[-2]))


def _told_startups(runs: int) -> Iterator[tuple[str, float]]:
    print(f"\n{'start-up (median of ' + str(runs) + ')':44}{'seconds':>9}")
    musnad = str(Path(sys.executable).parent / "musnad")
    commands = {
        "musnad read, one line": [musnad, "read", "--format", "jsonl", "-"],
        "musnad --version": [musnad, "--version"],
        "python alone": [sys.executable, "-c", ""],
    }
    for name, command in commands.items():
        seconds = statistics.median(_time_command(command) for _ in range(runs))
        print(f"  {name:42}{seconds:9.3f}", flush=True)
        yield name, seconds


def _time_command(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, input="قال الوزير إن المحادثات ستُستأنف غداً.", encoding="utf-8", capture_output=True, check=True)  # noqa: S603  our own
    return time.perf_counter() - began


def _told_speeds(*, quick: bool) -> Iterator[Speed]:
    print(f"\n{'articles':27}{'tool':13}{'n':>5}{'first/s':>9}{'median/s':>9}{'slowest ms':>11}{'MB':>5}")
    made = seed_length(12)
    sets = [
        (f"seed length ({len(made[0]['text'])} chars)", made),
        ("the seed", seed()),
        news(20 if quick else 100),
        news(100 if quick else 2000),
    ]
    for name, chosen in sets:
        repeats = 1 if len(chosen) > 500 else 3 if quick else 7
        for tool, most, times in (("musnad", len(chosen), repeats), ("tokens only", 100, 3), ("dateparser", 2 if quick else 8, 1)):
            if chosen:
                yield _told_speed(_speed(name, tool, chosen[:most], times))


def _told_speed(speed: Speed) -> Speed:
    rates = ["-" if v is None else f"{v:.1f}" for v in (speed.first_pass, speed.a_second, speed.slowest_ms)]
    memory = "-" if speed.peak_mb is None else f"{speed.peak_mb:.0f}"
    print(f"{speed.articles:27}{speed.tool:13}{speed.count:5}{rates[0]:>9}{rates[1]:>9}{rates[2]:>11}{memory:>5}", flush=True)
    return speed


def _speed(name: str, tool: str, articles: list[dict[str, Any]], repeats: int) -> Speed:
    count, characters = len(articles), sum(len(article["text"]) for article in articles)
    done = _work(tool, articles, repeats)
    if done is None:
        return Speed(name, tool, count, characters, None, None, None, None)
    median = statistics.median(done["passes"])
    return Speed(name, tool, count, characters, count / median, count / done["passes"][0], max(done["each"]) * 1000, done["peak_mb"])


def _told_growths(*, quick: bool) -> Iterator[Growth]:
    sizes = (1_000, 10_000, 100_000) if quick else (1_000, 10_000, 100_000, 1_000_000)
    print(f"\n{'growth with length':23}{'seconds at each size':45}{'x2':>6}{'MB':>6}")
    yield _told_growth("natural (bytes)", sizes, [natural(size) for size in sizes])
    sizes = (5_000, 10_000, 20_000) if quick else (25_000, 50_000, 100_000)
    for name, make in hostile():
        yield _told_growth(name, sizes, [make(size) for size in sizes])


def _told_growth(name: str, sizes: tuple[int, ...], texts: list[str]) -> Growth:
    """The texts one after the other, shortest first; after one that takes too long the longer ones are not tried."""
    seconds, memory = [], 0.0
    for text in texts:
        done = _work("musnad", [{"text": text}], 5, limit=GROWTH_LIMIT)
        if done is None:
            break
        seconds.append(statistics.median(done["passes"]))
        memory = done["peak_mb"]
    read = sizes[: len(seconds)]
    slope = per_doubling(read, tuple(seconds)) if len(seconds) > 1 else None
    growth = Growth(name, read, tuple(seconds), slope, memory, whole=read == sizes)
    _tell_growth(growth)
    return growth


def _tell_growth(growth: Growth) -> None:
    told = "  ".join(f"{size // 1000}k {second:.3f}" for size, second in zip(growth.sizes, growth.seconds, strict=True))
    told += "" if growth.whole else "  given up"
    slope = "-" if growth.per_doubling is None else f"x{growth.per_doubling:.2f}"
    print(f"  {growth.text:21}{told:45}{slope:>6}{growth.peak_mb:6.0f}{'  STEEP' if growth.steep else ''}", flush=True)


def _work(tool: str, articles: list[dict[str, Any]], repeats: int, *, limit: int = LIMIT) -> dict[str, Any] | None:
    """The worker's result, None where it took too long or failed (it then says why on standard error)."""
    job = json.dumps({"tool": tool, "articles": articles, "repeats": repeats, "budget": limit / 6})
    command = [sys.executable, str(Path(__file__).resolve().parent / "worker.py")]
    try:
        done = subprocess.run(command, input=job, stdout=subprocess.PIPE, encoding="utf-8", timeout=limit, check=True)  # noqa: S603  our own
    except subprocess.TimeoutExpired:
        return None
    except subprocess.CalledProcessError as error:
        print(f"{tool} broke with status {error.returncode}", file=sys.stderr)
        return None
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.is_file() else []
    models = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or "unknown processor")


if __name__ == "__main__":
    sys.exit(main())
