"""How alike two texts are, by the stems that tell most of what they are about.

A pure function of the two: see `weight` and `news_weight` in text/search_words.py.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from musnad.text.search_words import weight

Terms = Mapping[str, float]
"""Stems with their weights, of length 1 as a vector."""


def weigh(stems: Iterable[str], *, most: int, tells: Callable[[str], float] = weight) -> dict[str, float]:
    """The `most` telling stems, each weighed by how much it tells and, damped, by how often it stands there; the whole of length 1."""
    raw = {stem: (1 + math.log(n)) * w for stem, n in Counter(stems).items() if (w := tells(stem)) > 0}
    kept = sorted(raw.items(), key=lambda item: (-item[1], item[0]))[:most]
    length = math.sqrt(sum(value * value for _, value in kept)) or 1.0
    return {stem: value / length for stem, value in kept}


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
