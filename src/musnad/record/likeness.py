"""How alike two texts are, by the stems that tell most of what they are about.

A pure function of the two: see `weight` in text/search_words.py, and `news_weight` here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from musnad.text.search_words import search_stem, weight
from musnad.text.tokens import MARK, tokenize

Terms = Mapping[str, float]
"""Stems with their weights, of length 1 as a vector."""
_OF_THE_TRADE = 0.5
_TABLES = (
    *("countries", "roles", "bodies", "outlets", "platforms", "occasions", "reporting", "reporting_nouns", "act_words", "grammar"),
    *("time_months", "time_weekdays", "time_units", "numbers"),
)
_COLUMNS = 4
"""The columns of these tables that may hold words; what stands behind them are codes and notes."""


def weigh(stems: Iterable[str], *, most: int, tells: Callable[[str], float] = weight) -> dict[str, float]:
    """The `most` telling stems, each weighed by how much it tells and, damped, by how often it stands there; the whole of length 1."""
    raw = {stem: (1 + math.log(n)) * w for stem, n in Counter(stems).items() if (w := tells(stem)) > 0}
    kept = sorted(raw.items(), key=lambda item: (-item[1], item[0]))[:most]
    length = math.sqrt(sum(value * value for _, value in kept)) or 1.0
    return {stem: value / length for stem, value in kept}


@lru_cache(maxsize=131072)
def news_weight(stem: str) -> float:
    """How much a stem tells of what a report is about: half as much as elsewhere where it is a word of the trade.

    "الخارجية", "أفادت" and "الأميركي" are rare in written Arabic as such, and in the news of any day common.
    """
    return weight(stem) * (_OF_THE_TRADE if stem in _words_of_the_trade() else 1.0)


@lru_cache(maxsize=1)
def _words_of_the_trade() -> frozenset[str]:
    """The stems of the lexicon's own words: states, offices, bodies, media, what reports tell by, days and months."""
    folder = files("musnad.lexicon") / "data"
    lines = (line for name in _TABLES for line in (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines())
    cells = (cell for line in lines if not line.startswith("#") for cell in line.split("\t")[:_COLUMNS])
    return frozenset(search_stem(token.norm) for cell in cells for token in tokenize(cell) if token.kind != MARK)


def cosine(one: Terms, other: Terms) -> float:
    """The cosine of two weighed texts, 0 to 1; the very same whichever is first."""
    if len(other) < len(one):
        one, other = other, one
    return math.fsum(value * other[stem] for stem, value in one.items() if stem in other)


def pack(terms: Terms) -> str:
    """Terms as a text for the database: "stem weight stem weight …", heaviest first."""
    return " ".join(f"{stem} {value:.4f}" for stem, value in terms.items())


@lru_cache(maxsize=8192)
def unpack(packed: str) -> Terms:
    """What `pack` packed; not to be altered."""
    parts = packed.split(" ") if packed else []
    return {stem: float(value) for stem, value in zip(parts[::2], parts[1::2], strict=True)}


def heaviest(terms: Terms, most: int) -> Sequence[str]:
    """The stems that weigh most, heaviest first."""
    return list(terms)[:most]
