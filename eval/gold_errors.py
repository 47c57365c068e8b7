"""The errors against gold articles, sorted by row, to look for what to do next."""

from __future__ import annotations

import re
from collections import defaultdict
from types import ModuleType
from typing import Any

Find = dict[str, Any]
# How score.py tells an error, after the article's id, and the row it lowers.
_TOLD = {
    "speaker": r"speaker of ",
    "content": r"content of ",
    "via": r"via ",
    "time value": r"time ",
    "time found": r"(?:missed|spurious) time ",
    "statement": r"(?:missed|spurious) ['\"]",
}
_EQUAL = ("kind", "act", "named")


def errors_of(gold: list[Find], readings: dict[str, Find], scorer: ModuleType) -> dict[str, list[str]]:
    """The errors of each row, in the order of the articles."""
    _, told, _ = scorer.score_all(gold, readings)
    errors = {row: [t for t in told if re.match(rf"[^:]+: {start}", t)] for row, start in _TOLD.items()}
    more: dict[str, list[str]] = defaultdict(list)
    for article in gold:
        reading = readings.get(str(article["id"]), {})
        for a, b in pairs_of(article["statements"], reading.get("statements", []), scorer):
            for row in _EQUAL:
                if a[row] != b[row]:
                    more[row].append(f"{article['id']}: {a['cue']['text']!r}: gold {a[row]}, read {b[row]}: {a['content']['text'][:70]!r}")
        more["furniture"] += _furniture_errors(article, reading)
    return errors | {row: more[row] for row in (*_EQUAL, "furniture")}


def pairs_of(gold: list[Find], read: list[Find], scorer: ModuleType) -> list[tuple[Find, Find]]:
    """Gold and read statements that tell the same, paired as score.py pairs them."""

    def nearness(a: Find, b: Find) -> float:
        cue = scorer.overlap(a["cue"], b["cue"])
        return float(cue and cue + scorer.overlap(a["content"], b["content"]) / 2)

    pairs: list[tuple[Find, Find]] = scorer.pair(gold, read, nearness)
    return pairs


def _furniture_errors(article: Find, reading: Find) -> list[str]:
    text, lines, found = article["text"], article["furniture"], reading.get("furniture", [])
    missed = [text[s:e] for s, e in lines if not any(f["start"] < e and s < f["end"] for f in found)]
    wrong = [text[f["start"] : f["end"]] for f in found if not any(s < f["end"] and f["start"] < e for s, e in lines)]
    return [f"{article['id']}: missed {t[:90]!r}" for t in missed] + [f"{article['id']}: not there {t[:90]!r}" for t in wrong]
