"""How common a word is in written Arabic (wordfreq), to tell ordinary words from names that no lexicon has."""

from __future__ import annotations

import gzip
from collections import Counter
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import msgpack

from musnad.text.folding import fold

_COMMON = 2e-5
"""Share of running words from which a word is taken as an ordinary one: below it stand most family names, above it most nouns and verbs."""


@lru_cache(maxsize=1)
def frequencies() -> dict[str, float]:
    """Folded words with their share of running words.

    The list is read from wordfreq's data file: importing the package itself takes ten times as long, for tokenisers of other languages.
    Its form (cBpack) is a header and then lists of words, list n holding those of frequency 10 ** (-n / 100).
    """
    spec = find_spec("wordfreq")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("the package wordfreq is not installed")
    path = Path(spec.submodule_search_locations[0], "data", "small_ar.msgpack.gz")
    with gzip.open(path) as file:
        buckets = msgpack.load(file, raw=False)
    folded: dict[str, float] = {}
    for number, words in enumerate(buckets[1:]):
        frequency = 10 ** (-number / 100)
        spellings = fold(" ".join(words)).split(" ") if words else []
        new = dict.fromkeys(spellings, frequency)  # a whole list at once takes half the time of word by word
        for word in new.keys() & folded.keys():
            new[word] += folded[word]
        if len(new) < len(spellings):
            for word in (spelling for spelling, count in Counter(spellings).items() for _ in range(1, count)):
                new[word] += frequency
        folded |= new
    return folded


@lru_cache(maxsize=65536)
def is_common(norm: str) -> bool:
    """Whether a folded word is an ordinary word of the language rather than part of a name."""
    return frequencies().get(norm, 0.0) >= _COMMON


@lru_cache(maxsize=65536)
def begins_with_clitic(norm: str, letters: str) -> bool:
    """Whether the first letter of a folded word is one of the clitics `letters` and no part of it ("بزيادة", not "بيان").

    The rest must be the more frequent word of the two; where neither is known, a long word is taken to have one.
    """
    if len(norm) < 4 or norm[0] not in letters:
        return False
    known = frequencies()
    rest, whole = known.get(norm[1:], 0.0), known.get(norm, 0.0)
    return rest > whole or (rest == whole == 0.0 and len(norm) > 5)


@lru_cache(maxsize=65536)
def is_known(norm: str) -> bool:
    """Whether the frequency list holds a folded word at all (about 57,000 forms, the commonest names among them)."""
    return norm in frequencies()
