"""Fit the weights of `musnad.record.same_saying` on pairs labelled by reading: python eval/fit_statement_links.py RECORD [--write]

RECORD is a record that holds the articles of `data/news` (`musnad add`). Only the tune half is read. Prints precision, recall and F1 by
cross-validation whose folds share no article, then the weights; `--write` puts these into the package.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sqlalchemy import Connection, func, select

from musnad.record.link_statements import SAME, told_statements
from musnad.record.same_saying import FEATURES, Told, comparisons
from musnad.record.schema import articles, statements
from musnad.record.store import open_record

HERE = Path(__file__).parent / "pairs"
WEIGHTS = Path(__file__).parent.parent / "src/musnad/record/same_saying.tsv"
STRENGTH = 0.3
"""Inverse of the L2 penalty: from .1 to 1 the cross-validated F1 is the same within .01."""
AGAINST = frozenset(("other person", "other country", "no relation", "other number", "days"))
"""Comparisons that speak against one saying; all others speak for it."""
FOLDS, ROUNDS = 8, 5

Pair = dict[str, str]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled pair as the model sees it; `group` is one for all pairs that are joined by articles."""

    values: Sequence[float]
    same: bool
    group: str
    hard: bool


def pairs() -> Iterator[tuple[bool, Pair]]:
    """The tune half: the hard pairs that the end half is like, and more, from the candidates that these were drawn from."""
    for name in ("statements.tsv", "statements_more.tsv"):
        with (HERE / name).open(encoding="utf-8", newline="") as file:
            yield from ((name == "statements.tsv", row) for row in csv.DictReader(file, delimiter="\t") if row["half"] == "tune")


def cases(connection: Connection) -> Iterator[Case]:
    """The pairs whose statements the record's readings have."""
    labelled = list(pairs())
    groups: dict[str, str] = {}

    def group(article: str) -> str:
        while groups.setdefault(article, article) != article:
            article = groups[article]
        return article

    for _, pair in labelled:
        groups[group(pair["one"])] = group(pair["other"])
    for hard, pair in labelled:
        one, other = found(connection, pair, "one"), found(connection, pair, "other")
        if one and other:
            told = comparisons(one, other)
            yield Case([told[name] for name in FEATURES], pair["same"] == "yes", group(pair["one"]), hard)


def found(connection: Connection, pair: Pair, which: str) -> Told | None:
    """The statement whose content covers most of the labelled one."""
    s, start, end = statements.c, int(pair[f"{which}_start"]), int(pair[f"{which}_end"])
    covered = func.min(end, s.content_end) - func.max(start, s.content_start)
    query = (
        select(s.id)
        .join(articles, articles.c.id == s.article)
        .where(articles.c.local_id == pair[which], articles.c.current, s.place == "text", covered > 0)
        .order_by(covered.desc(), s.id)
    )
    row = connection.execute(query).scalar()
    return told_statements(connection, [row])[row] if row else None


def fit(values: Numbers, same: NDArray[np.bool_]) -> LogisticRegression:
    """The model; every weight must have the sign that its comparison means."""
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(values, same)
    wrong = [name for name, weight in zip(FEATURES, model.coef_[0], strict=True) if (weight < 0) != (name in AGAINST)]
    if wrong:
        print("against its sense in a fit:", ", ".join(wrong))
    return model


def cross_validated(values: Numbers, same: NDArray[np.bool_], groups: Sequence[str]) -> Numbers:
    """Each pair's chance by models that saw no article of its group."""
    chances = np.zeros(len(same))
    for seed in range(ROUNDS):
        folds = GroupKFold(FOLDS, shuffle=True, random_state=seed)
        for train, test in folds.split(values, same, groups):
            chances[test] += fit(values[train], same[train]).predict_proba(values[test])[:, 1] / ROUNDS
    return chances


def score(chances: Numbers, same: NDArray[np.bool_], threshold: float) -> str:
    """Precision, recall and F1 of the pairs whose chance is `threshold` or more."""
    chosen = chances >= threshold
    right = (chosen & same).sum()
    precision, recall = right / max(1, chosen.sum()), right / max(1, same.sum())
    return f"P {precision:.3f} R {recall:.3f} F {2 * precision * recall / max(1e-9, precision + recall):.3f}"


def main() -> None:
    """Cross-validate, print, and write the weights if asked to."""
    with open_record(Path(sys.argv[1])) as record, record.reading() as connection:
        told = list(cases(connection))
    values, same = np.array([case.values for case in told]), np.array([case.same for case in told])
    hard = np.array([case.hard for case in told])
    chances = cross_validated(values, same, [case.group for case in told])
    for threshold in sorted({0.3, 0.35, 0.4, 0.45, 0.5, 0.6, SAME}):
        print(f"{threshold:.2f}  all {score(chances, same, threshold)}   hard {score(chances[hard], same[hard], threshold)}")
    model = fit(values, same)
    weights = dict(zip(FEATURES, model.coef_[0], strict=True)) | {"bias": float(model.intercept_[0])}
    for name, weight in weights.items():
        print(f"{name:14}{weight:6.2f}")
    if "--write" in sys.argv:
        write(weights)


def write(weights: dict[str, float]) -> None:
    """New weights into the package's file; the notes there stay."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        notes = {row["feature"]: row["note"] for row in csv.DictReader(file, delimiter="\t")}
    lines = [f"{name}\t{weight:.2f}\t{notes[name]}\n" for name, weight in weights.items()]
    WEIGHTS.write_text("feature\tweight\tnote\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
