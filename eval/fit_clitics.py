"""Fit the weights of `musnad.text.clitics` on a treebank in CoNLL-U form: python eval/fit_clitics.py TREEBANK.conllu

Prints the weights, how many of the treebank's different words come out as annotated, and how many of a half that was left out of a fit.
The treebank joins the article to its noun, so the article takes no part.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from musnad.text.clitics import Split, features, splits
from musnad.text.folding import strip_marks

# A treebank of translated news has too few such words ("ووزيرستان"), and half of them names (وورلد).
BY_HAND = {"و before و": 2.0}
_PROCLITICS = frozenset("وفبلكس")
_PRONOUNS = frozenset("ه ها هم هما هن نا ي ك كم ني".split())


class Case:
    """One word: its ways to split, which of them is right, and how often it stands in the treebank."""

    def __init__(self, ways: list[Split], right: int, count: int) -> None:
        self.rows = [dict(features(way)) for way in ways]
        self.right = right
        self.weight = math.sqrt(count)


def words(path: Path) -> Counter[tuple[str, ...]]:
    """The parts of each written word and how often it stands in the treebank, words of punctuation and Latin letters left out."""
    found: Counter[tuple[str, ...]] = Counter()
    parts: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 10:
            parts.append(strip_marks(cells[1])[0])
            if "SpaceAfter=No" in cells[9]:
                continue
        if word := _trimmed(parts):
            found[word] += 1
        parts = []
    return found


def _trimmed(parts: list[str]) -> tuple[str, ...] | None:
    is_arabic = [part != "" and all("ء" <= letter <= "ي" for letter in part) for part in parts]
    if True not in is_arabic:
        return None
    first, last = is_arabic.index(True), len(parts) - is_arabic[::-1].index(True)
    kept = parts[first:last]
    stem = next((i for i, part in enumerate(kept[:-1]) if part not in _PROCLITICS), len(kept) - 1)
    after = kept[stem + 1 :]
    if not all(is_arabic[first:last]) or len(after) > 1 or not _PRONOUNS.issuperset(after):
        return None
    return tuple(kept)


def cases(counted: Counter[tuple[str, ...]]) -> Iterator[Case]:
    """Cases of the words whose annotated split is among the possible ones."""
    for parts, count in sorted(counted.items()):
        ways = list(splits("".join(parts)))
        joined = [_article_joined(way) for way in ways]
        if parts in joined:
            yield Case(ways, joined.index(parts), count)


def _article_joined(way: Split) -> tuple[str, ...]:
    """The parts as the treebank has them: للمرة is ل + لمرة."""
    before = (way.conjunction, way.preposition, way.stem)
    if way.preposition == "لل":
        before = (way.conjunction, "ل", "ل" + way.stem)
    return tuple(part for part in (*before, way.pronoun) if part)


def fit(chosen: list[Case]) -> dict[str, float]:
    """Weights that make the right ways likeliest: a log-linear model, L2 penalty 0.3."""
    names = sorted({name for case in chosen for row in case.rows for name in row} - BY_HAND.keys())
    table = np.array([[row.get(name, 0.0) for name in names] for case in chosen for row in case.rows])
    sizes = [len(case.rows) for case in chosen]
    starts = np.cumsum([0, *sizes[:-1]])
    owner = np.repeat(np.arange(len(chosen)), sizes)
    right = starts + np.array([case.right for case in chosen])
    weight = np.array([case.weight for case in chosen])

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        score = table @ theta
        top = np.maximum.reduceat(score, starts)
        share = np.exp(score - top[owner])
        total = np.add.reduceat(share, starts)
        likelihood = ((score[right] - top - np.log(total)) * weight).sum()
        gradient = table[right].T @ weight - table.T @ (share / total[owner] * weight[owner])
        return 0.3 * theta @ theta - likelihood, 0.6 * theta - gradient

    theta = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return BY_HAND | {name: round(float(value), 2) for name, value in zip(names, theta, strict=True) if abs(value) >= 0.005}


def share_right(chosen: list[Case], weights: dict[str, float]) -> float:
    """Share of the cases whose heaviest way is the right one."""

    def heaviest(case: Case) -> int:
        scores = [sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in case.rows]
        return scores.index(max(scores))

    return sum(heaviest(case) == case.right for case in chosen) / len(chosen)


def main() -> None:
    """Fit on all words, and on one half to measure on the other."""
    chosen = list(cases(words(Path(sys.argv[1]))))
    random.Random(1).shuffle(chosen)
    half = len(chosen) // 2
    weights = fit(chosen)
    for name, value in weights.items():
        print(f'    "{name}": {value},')
    print(f"# {len(chosen)} words: {share_right(chosen, weights):.4f}; unseen half: {share_right(chosen[half:], fit(chosen[:half])):.4f}")


if __name__ == "__main__":
    main()
