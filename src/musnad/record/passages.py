"""Passages of a text, and the sketch by which copies of one are found.

A passage is a sentence that is no furniture. Its sketch (MinHash over pairs of neighbouring stems) is cut into bands; two passages that
share a band are worth comparing word by word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rensa import RMinHash

from musnad.model import Furniture
from musnad.text.search_words import stems_of
from musnad.text.sentences import lay_out

SHORTEST = 6
"""Words; a shorter sentence says too little to tell who copied it."""
_BANDS, _ROWS = 12, 2
"""Passages that share 3 of 10 word pairs are compared with probability .68, those that share half with .97."""
_SEED = 1
_MIX = 0x9E3779B97F4A7C15
_POSITIVE = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters [start, end) of a text and the stems of the words there."""

    start: int
    end: int
    stems: tuple[str, ...]


def cut(text: str, furniture: Sequence[Furniture]) -> list[Passage]:
    """The passages of `text`, in order."""
    layout = lay_out(text)
    passages = []
    for sentence in layout.sentences:
        tokens = layout.tokens[sentence.first : sentence.last]
        if not tokens or any(f.span.start <= tokens[0].start < f.span.end for f in furniture):
            continue
        passages.append(Passage(tokens[0].start, tokens[-1].end, tuple(stems_of(tokens))))
    return passages


def bands(stems: Sequence[str]) -> list[int]:
    """The bands of a passage's sketch, as positive 63-bit numbers; none for a passage shorter than `SHORTEST`."""
    if len(stems) < SHORTEST:
        return []
    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update([f"{one} {two}" for one, two in pairwise(stems)])
    digest = sketch.digest()
    return [_mixed(n, digest[n * _ROWS : (n + 1) * _ROWS]) for n in range(_BANDS)]


def _mixed(number: int, rows: Sequence[int]) -> int:
    value = number + 1
    for row in rows:
        value = (value * _MIX + row) & 0xFFFFFFFFFFFFFFFF
    return (value ^ (value >> 29)) & _POSITIVE
