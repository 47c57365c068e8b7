"""Score what a record has linked on pairs labelled by reading (eval/pairs), and titles that agree or disagree (data/pairs).

usage: python eval/linking.py RECORD.sqlite [--half tune|end] [--show]

RECORD holds the articles of data/news under their ids (`musnad add`). The half `end` is for reporting only. Beside stories stands a plain
rule, cosine alone at the threshold that suits these very pairs best: so it is told a little too well.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from musnad.questions.origins import origins_of_passages
from musnad.questions.view import View, look
from musnad.record.likeness import cosine, unpack, weigh
from musnad.record.schema import articles, passages, statements
from musnad.record.store import open_record
from musnad.text.search_words import search_stems
from reading import ROOT, shared_folder

PAIRS = ROOT / "eval" / "pairs"
AT_LEAST = 0.5
"""Share of the shorter of two stretches that must lie in both for one to be the other."""
NEGATIONS = frozenset(search_stems("لا لم لن ليس ليست غير عدم ينفي تنفي نفي نفت نافيا يكذب تكذب ينفيان ينفون"))
ONE_MATTER = 0.3
"""Cosine of two titles from which they are taken to be about one thing."""
Row = dict[str, str]


def main() -> None:
    """Print precision, recall and F of stories, statements and origins, and of the stances of titles."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("record", type=Path)
    parser.add_argument("--half", choices=("tune", "end"), default="tune")
    parser.add_argument("--show", action="store_true", help="name the pairs that are told wrongly")
    options = parser.parse_args()
    with open_record(options.record) as record, record.reading() as connection:
        view = look(connection)
        a = articles.c
        query = select(a.local_id, a.id, a.story, a.likeness).where(a.current)
        known = {row.local_id: row for row in connection.execute(query)}
        judges: dict[str, Callable[[Row], bool]] = {
            "stories": lambda pair: known[pair["one"]].story == known[pair["other"]].story,
            "statements": lambda pair: one_saying(connection, known, pair),
            "origins": lambda pair: one_origin(view, known, pair),
        }
        for name, judge in judges.items():
            pairs = [pair for pair in _rows(PAIRS / f"{name}.tsv", "\t") if pair["half"] == options.half]
            gold, told = [pair["same"] == "yes" for pair in pairs], list(map(judge, pairs))
            print(f"{name:14}", _line(told, gold))
            if options.show:
                for pair, joined, same in zip(pairs, told, gold, strict=True):
                    if joined != same:
                        print("  joined" if joined else "  apart ", pair["one"], pair["other"])
            if name == "stories":
                alike = [cosine(unpack(known[p["one"]].likeness), unpack(known[p["other"]].likeness)) for p in pairs]
                print("  cosine alone", max((_line([c >= t for c in alike], gold) for t in set(alike)), key=lambda line: line.split()[-1]))
        sizes = Counter(Counter(row.story for row in known.values()).values())
    print(f"{sum(sizes.values())} stories, {sizes[1]} of one article; the largest: {sorted(sizes, reverse=True)[:6]}")
    if shared := shared_folder():
        print("titles        ", _stances(shared / "data" / "pairs" / "stance_dev.csv"))


def one_saying(connection: Connection, known: dict[str, Any], pair: Row) -> bool:
    """Whether the statements of a pair tell one saying; not, where the reader has not found one of them."""
    told = [_overlapping(connection, statements, known, pair, side) for side in ("one", "other")]
    sayings = [{row.saying for row in found[:1]} for found in told]
    return bool(sayings[0] & sayings[1])


def one_origin(view: View, known: dict[str, Any], pair: Row) -> bool:
    """Whether the passages of a pair have an origin in common: that of their copies, or one that both name."""
    names = [
        {name for row in _overlapping(view.connection, passages, known, pair, side) for name in _origin_of(view, row.id)}
        for side in ("one", "other")
    ]
    return bool(names[0] & names[1])


def _origin_of(view: View, passage: int) -> Iterator[str]:
    """The origin of a passage: the key of who is named, else the first report of its copies."""
    found = origins_of_passages(view, [passage])
    for carried in found.tellings:
        if carried.telling.passage == passage:
            group = found.groups[carried.group]
            yield carried.origin.key or group.first.uid


def _overlapping(connection: Connection, table: Any, known: dict[str, Any], pair: Row, side: str) -> list[Any]:
    """The rows of an article whose stretch is that of the pair's side, the best first."""
    start, end = int(pair[f"{side}_start"]), int(pair[f"{side}_end"])
    own = table.c
    begin, stop = (own.content_start, own.content_end) if table is statements else (own.start, own.end)
    query = select(table, begin.label("begins"), stop.label("stops")).where(own.article == known[pair[side]].id, begin < end, stop > start)
    found = []
    for row in connection.execute(query):
        shared = min(end, row.stops) - max(start, row.begins)
        if shared >= AT_LEAST * min(end - start, row.stops - row.begins):
            found.append((shared, row))
    return [row for _, row in sorted(found, key=lambda each: -each[0])]


def _stances(labelled: Path) -> str:
    """Titles that agree, disagree, or tell of other things: by cosine, negation and numbers."""
    gold, told = [], []
    for pair in _rows(labelled, ","):
        gold.append(pair["stance"])
        told.append(stance(pair["s1"], pair["s2"]))
    scores = {}
    for name in sorted(set(gold)):
        right = sum(g == t == name for g, t in zip(gold, told, strict=True))
        scores[name] = 2 * right / max(1, gold.count(name) + told.count(name))
    each = "  ".join(f"{name} {score:.3f}" for name, score in scores.items())
    return f"{len(gold)} pairs  macro F {sum(scores.values()) / len(scores):.3f}  ({each}); the corpus paper: .767"


def stance(one: str, other: str) -> str:
    """`agree`, `disagree` or `other`, by the words of two titles."""
    mine, yours = search_stems(one), search_stems(other)
    if cosine(weigh(mine, most=20), weigh(yours, most=20)) < ONE_MATTER:
        return "other"
    numbers = [{stem for stem in stems if stem[:1].isdigit()} for stems in (mine, yours)]
    opposed = bool(NEGATIONS.intersection(mine)) != bool(NEGATIONS.intersection(yours))
    return "disagree" if opposed or (all(numbers) and not numbers[0] & numbers[1]) else "agree"


def _rows(path: Path, delimiter: str) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def _line(told: Iterable[bool], gold: Iterable[bool]) -> str:
    counts = Counter(zip(told, gold, strict=True))
    precision = counts[True, True] / max(1, counts[True, True] + counts[True, False])
    recall = counts[True, True] / max(1, counts[True, True] + counts[False, True])
    f = 2 * precision * recall / max(1e-9, precision + recall)
    return f"{counts.total()} pairs  P {precision:.3f}  R {recall:.3f}  F {f:.3f}"


if __name__ == "__main__":
    main()
