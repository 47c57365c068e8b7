"""The gate: every score beside the floor kept in floors.json; ends with status 1 where a row fell below its floor.

usage: python eval/gate.py [--update] [--people-off] [--json] [--errors N ROW]

Measured, through the real command `musnad read --format jsonl`: the gold articles of `../shared/gold/dev`, the held-back fifth of them
alone, the treebanks' reported speech, the time cases, the Recognizers cases, clitics, lemmas, and our own samples. Where `../shared`
(or MUSNAD_SHARED) is absent, only the samples are scored, with sample_score.py. Rows of fewer than 50 gold items are hints: shown,
not gated. Events, deadlines and positions are shown and not gated until they are read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from floors import Floors, Row, Scores
from gold_errors import errors_of
from held_back import held_back
from reading import NoReading, digest, load_gold, load_scorer, read_file, shared_folder
from sample_score import score_samples
from times import is_hit, recognizer_cases, score_cases, score_recognizers
from treebank import score_treebank
from words import score_clitics, score_lemmas

WIDTH = 80
FEW = 50
NOT_YET = ("event", "deadline", "position")
CASES = {
    "time expressions (cases.tsv)": (score_cases, "data/time/cases.tsv"),
    "Recognizers, dates and durations": (score_recognizers, "data/time/recognizers_ar.jsonl"),
    "clitics": (score_clitics, "data/clitics.tsv"),
    "lemmas": (score_lemmas, "data/lemmas.tsv"),
}


@dataclass(slots=True)
class Measured:
    """The scores of every set, and the errors of each row for --errors."""

    scores: list[Scores] = field(default_factory=list)
    errors: dict[str, list[str]] = field(default_factory=dict)

    def add(self, scores: Scores, errors: dict[str, list[str]] | None = None, *, prefix: str = "") -> None:
        """Keep a set's scores, and its errors under their row's name behind `prefix`."""
        self.scores.append(scores)
        self.errors.update({prefix + row: told for row, told in (errors or {}).items()})


def main() -> int:
    """Measure, compare, print; returns the exit status."""
    options = _options()
    shared = shared_folder()
    try:
        measured = measure(shared)
        without = measure(shared, people=False).scores if options.people_off else []
    except NoReading as error:
        print(error, file=sys.stderr)
        return 1
    if options.errors:
        return _print_errors(measured.errors, int(options.errors[0]), options.errors[1])
    floors = Floors.load()
    _print_scores(measured.scores, without, floors, as_json=options.json)
    if shared is None:
        print("../shared is not here: only our own samples were scored.", file=sys.stderr)
    fallen = floors.fallen(measured.scores)
    if options.update:
        raised = floors.raise_to(measured.scores)
        floors.save()
        print(f"{len(raised)} floors raised", file=sys.stderr)
    return _verdict(fallen, sum(row.gated for scores in measured.scores for row in scores.rows))


def measure(shared: Path | None, *, people: bool = True) -> Measured:
    """Score every set at hand; without people only those sets in which names matter."""
    measured = Measured()
    if shared is not None:
        scorer = load_scorer(shared)
        _measure_gold(shared, scorer, measured, people=people)
        measured.add(*score_treebank(shared, scorer, people=people), prefix="treebank ")
        if people:
            measured.add(_score_lists(shared), {"recognizers": [case["input"] for case in recognizer_cases(shared) if not is_hit(case)]})
    measured.add(*score_samples(people=people), prefix="samples ")
    return measured


def gold_rows(tally: Any) -> Iterator[Row]:
    """The rows of score.py's tally, by F1; rows of few items and of finds that are not read yet have no floor."""
    for name, _, _, f1, _, gold, _ in tally.rows():
        yield Row(name, f1, gold, gated=gold >= FEW and not name.startswith(NOT_YET))


def table(measured: Sequence[Scores], without: Sequence[Scores], floors: Floors) -> Iterator[str]:
    """The lines of the table, none wider than WIDTH."""
    plain = {(s.set, row.name): row.score for s in without for row in s.rows}
    yield f"{'':39}{'score':>7}{'floor':>8}{'±':>8}{'goal':>7}" + (f"{'no people':>11}" if plain else "")
    for scores in measured:
        yield f"{scores.set}, {scores.digest}"
        if floors.changed(scores):
            yield "  the set has changed since its floors were measured"
        for row in _read_rows(scores):
            yield _line(scores, row, floors, plain.get((scores.set, row.name)))
        if len(_read_rows(scores)) < len(scores.rows):
            yield "  events, deadlines, positions            not yet read"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise the floors to what was measured; none is lowered")
    parser.add_argument("--people-off", action="store_true", help="score once more with the people lexicon left out")
    parser.add_argument("--json", action="store_true", help="print the scores as one JSON object")
    parser.add_argument("--errors", nargs=2, metavar=("N", "ROW"), help="list N errors of a row, none of held-back articles")
    return parser.parse_args()


def _measure_gold(shared: Path, scorer: ModuleType, measured: Measured, *, people: bool) -> None:
    folder, articles = shared / "gold" / "dev", shared / "gold" / "dev_articles.jsonl"
    gold, readings = load_gold(folder), read_file(articles, people=people)
    held = set(held_back(article["id"] for article in gold))
    seen = [article for article in gold if article["id"] not in held]
    measured.add(_score_gold("gold, dev", gold, readings, scorer, [*folder.glob("*.json"), articles]), errors_of(seen, readings, scorer))
    kept = [article for article in gold if article["id"] in held]
    measured.add(_score_gold("gold, held-back fifth", kept, readings, scorer, [folder / f"{i}.json" for i in held]))


def _score_gold(name: str, gold: list[dict[str, Any]], readings: dict[str, Any], scorer: ModuleType, paths: Sequence[Path]) -> Scores:
    tally, _, complaints = scorer.score_all(gold, readings)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return Scores(name, digest(paths), tuple(gold_rows(tally)))


def _score_lists(shared: Path) -> Scores:
    rows = [Row(name, hits / total, total) for name, (score, _) in CASES.items() for hits, total in [score(shared)]]
    return Scores("lists of cases", digest([shared / path for _, path in CASES.values()]), tuple(rows))


def _print_scores(measured: Sequence[Scores], without: Sequence[Scores], floors: Floors, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(_as_dict(measured, without, floors), ensure_ascii=False, indent=1))
    else:
        print("\n".join(table(measured, without, floors)))


def _read_rows(scores: Scores) -> list[Row]:
    return [row for row in scores.rows if not row.name.startswith(NOT_YET)]


def _line(scores: Scores, row: Row, floors: Floors, plain: float | None) -> str:
    name = f"  {row.name:37}"
    floor, goal = floors.floor(scores, row), floors.goal(scores, row)
    told = ("new" if row.gated else f"n={row.n}", "") if floor is None else (f"{floor:.3f}", f"{row.score - floor:+.3f}")
    aim = "" if goal is None else f"{goal:.2f}"
    bare = "" if plain is None else f"{plain:.3f}"
    return f"{name}{row.score:7.3f}{told[0]:>8}{told[1]:>8}{aim:>7}{bare:>11}".rstrip()


def _as_dict(measured: Sequence[Scores], without: Sequence[Scores], floors: Floors) -> dict[str, Any]:
    plain = {(s.set, row.name): row.score for s in without for row in s.rows}
    return {
        scores.set: {
            "digest": scores.digest,
            "changed": floors.changed(scores),
            "rows": {
                row.name: {"score": row.score, "n": row.n, "floor": floors.floor(scores, row), "goal": floors.goal(scores, row)}
                | ({"without_people": plain[scores.set, row.name]} if (scores.set, row.name) in plain else {})
                for row in _read_rows(scores)
            },
        }
        for scores in measured
    }


def _print_errors(errors: dict[str, list[str]], count: int, row: str) -> int:
    if row not in errors:
        print(f"no row {row!r}; there are: {', '.join(errors)}", file=sys.stderr)
        return 2
    for told in errors[row][:count]:
        print(told)
    print(f"{len(errors[row])} errors of {row}", file=sys.stderr)
    return 0


def _verdict(fallen: Sequence[str], gated: int) -> int:
    if fallen:
        print("Below their floor:\n" + "\n".join(f"  {name}" for name in fallen), file=sys.stderr)
        return 1
    print(f"No score of {gated} fell below its floor.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
