"""Score a record's stories on pairs labelled by reading (eval/pairs/stories.tsv), beside a plain rule.

usage: python eval/stories.py RECORD.sqlite [--half tune|end] [--more] [--show]

RECORD holds the articles of data/news under their ids. The plain rule joins two articles by their cosine alone, at the threshold that
suits these very pairs best: so it is told a little too well. --more takes stories_more.tsv instead, whose pairs share no article with
the end half; --show lists the pairs that are told wrongly, by id.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from musnad.record.likeness import cosine, unpack
from musnad.record.schema import articles
from musnad.record.store import open_record
from reading import ROOT

PAIRS = ROOT / "eval" / "pairs"


class Found(NamedTuple):
    """An article in the record: its story, and what it is about, packed."""

    story: int
    likeness: str


def main() -> None:
    """Print precision, recall and F of stories and of the plain rule, and the largest stories."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("record", type=Path)
    parser.add_argument("--half", choices=("tune", "end"), default="tune")
    parser.add_argument("--more", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    with open_record(options.record) as record, record.reading() as connection:
        query = select(articles.c.local_id, articles.c.story, articles.c.likeness).where(articles.c.current)
        found = {name: Found(story, likeness) for name, story, likeness in connection.execute(query)}
    with (PAIRS / ("stories_more.tsv" if options.more else "stories.tsv")).open(encoding="utf-8") as file:
        pairs = [row for row in csv.DictReader(file, delimiter="\t") if options.more or row["half"] == options.half]
    gold = [row["same"] == "yes" for row in pairs]
    told = [found[row["one"]].story == found[row["other"]].story for row in pairs]
    alike = [cosine(unpack(found[row["one"]].likeness), unpack(found[row["other"]].likeness)) for row in pairs]
    print("stories       ", _line(told, gold))
    print("cosine alone  ", max((_line([c >= t for c in alike], gold) for t in set(alike)), key=lambda line: line.split()[-1]))
    sizes = Counter(Counter(one.story for one in found.values()).values())
    print(f"{sum(sizes.values())} stories, {sizes[1]} of one article; the largest", sorted(sizes, reverse=True)[:6])
    if options.show:
        for row, joined, same in zip(pairs, told, gold, strict=True):
            if joined != same:
                print("joined" if joined else "apart ", row["one"], row["other"])


def _line(told: Iterable[bool], gold: Iterable[bool]) -> str:
    counts = Counter(zip(told, gold, strict=True))
    precision = counts[True, True] / max(1, counts[True, True] + counts[True, False])
    recall = counts[True, True] / max(1, counts[True, True] + counts[False, True])
    f = 2 * precision * recall / max(1e-9, precision + recall)
    return f"{counts.total()} pairs  P {precision:.3f}  R {recall:.3f}  F {f:.3f}"


if __name__ == "__main__":
    main()
