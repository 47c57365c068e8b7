"""How far a statement's `confidence` can be trusted: reliability by bins, and what keeping only the surest ones gains.

usage: python eval/calibration.py [GOLD_DIR] [--held-back] [--bins N]

A statement is right where gold has it, and speaker and content are right by gold/score.py. GOLD_DIR (`../shared/gold/dev` unless told)
holds gold articles; the articles are read from GOLD_DIR_articles.jsonl beside it where there is one. Writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from gold_errors import pairs_of
from held_back import held_back
from reading import load_gold, load_scorer, read_articles, read_file, shared_folder

KEPT = 0.8


@dataclass(frozen=True, slots=True)
class Judged:
    """One read statement: how sure the reader was, and whether it is right."""

    confidence: float
    right: bool


def main() -> int:
    """Print the table; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", help="a folder of gold articles")
    parser.add_argument("--held-back", action="store_true", help="only the held-back fifth")
    parser.add_argument("--bins", type=int, default=10)
    options = parser.parse_args()
    shared = shared_folder()
    if shared is None:
        print("../shared is not here: calibration needs gold/score.py", file=sys.stderr)
        return 2
    folder = options.gold or shared / "gold" / "dev"
    gold = load_gold(folder)
    held = set(held_back(article["id"] for article in gold))
    chosen = [article for article in gold if article["id"] in held or not options.held_back]
    judged, wanted = judge(chosen, _readings(folder, gold), load_scorer(shared))
    print("\n".join(report(judged, wanted, options.bins)))
    return 0


def judge(gold: list[dict[str, Any]], readings: dict[str, Any], scorer: ModuleType) -> tuple[list[Judged], int]:
    """Every read statement judged, and how many there are in gold."""
    judged = []
    for article in gold:
        read = readings.get(str(article["id"]), {}).get("statements", [])
        right = {b["id"] for a, b in pairs_of(article["statements"], read, scorer) if _is_right(a, b, scorer)}
        judged += [Judged(statement["confidence"], statement["id"] in right) for statement in read]
    return judged, sum(len(article["statements"]) for article in gold)


def report(judged: Sequence[Judged], wanted: int, bins: int) -> Iterator[str]:
    """The table: for each bin how many, how sure, how often right; then the surest 80%."""
    yield f"{len(judged)} statements read, {wanted} in gold"
    yield f"{'confidence':>12}{'n':>6}{'mean':>8}{'right':>8}{'gap':>8}"
    error = 0.0
    for low, high, part in _bins(judged, bins):
        sure, right = mean([j.confidence for j in part]), mean([j.right for j in part])
        error += abs(sure - right) * len(part) / len(judged)
        yield f"{low:7.2f}-{high:4.2f}{len(part):6}{sure:8.3f}{right:8.3f}{right - sure:+8.3f}"
    yield f"expected calibration error {error:.3f}, Brier score {mean([(j.confidence - j.right) ** 2 for j in judged]):.3f}"
    surest = sorted(judged, key=lambda j: -j.confidence)[: round(KEPT * len(judged))]
    for name, kept in (("all", list(judged)), (f"the surest {KEPT:.0%}", surest)):
        hits = sum(j.right for j in kept)
        limit = min((j.confidence for j in kept), default=0.0)
        yield f"{name}: precision {mean([j.right for j in kept]):.3f}, recall {hits / max(1, wanted):.3f} (confidence from {limit:.2f})"


def mean(values: Sequence[float]) -> float:
    """Their mean, 0 where there are none."""
    return sum(values) / len(values) if values else 0.0


def _bins(judged: Sequence[Judged], bins: int) -> Iterator[tuple[float, float, list[Judged]]]:
    for at in range(bins):
        part = [j for j in judged if min(int(j.confidence * bins), bins - 1) == at]
        if part:
            yield at / bins, (at + 1) / bins, part


def _is_right(a: dict[str, Any], b: dict[str, Any], scorer: ModuleType) -> bool:
    speaker = any(scorer.same_name(a["speaker_name"], name, a["named"]) for name in scorer.speakers_of(b))
    return speaker and bool(scorer.overlap(a["content"], b["content"]) >= 0.8)


def _readings(folder: Path, gold: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    articles = folder.with_name(f"{folder.name}_articles.jsonl")
    return read_file(articles) if articles.is_file() else read_articles(gold)


if __name__ == "__main__":
    sys.exit(main())
