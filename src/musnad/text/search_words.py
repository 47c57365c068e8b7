"""Words made comparable for search and for likeness of texts: folded, and light-stemmed to one form each.

"وللمفاوضات", "المفاوضات", "مفاوضاته" → "مفاوض". After Larkey's light10 (2002): a prefix off, then endings off, never below two letters.
How much a stem tells is how rare it is in written Arabic as such (wordfreq), not in a record: so two texts are as like each other in
every record, in whatever order it grew.
"""

from __future__ import annotations

import math
from functools import lru_cache

from musnad.text.tokens import MARK, Token, tokenize
from musnad.text.words import frequencies

_PREFIXES = ("وبال", "فبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال")
_ENDINGS = ("تهما", "هما", "تها", "تهم", "ها", "هم", "ان", "ات", "ون", "ين", "يه", "ته", "وا", "نا", "ه", "ي", "ا")
_CLITICS = ("وف", "بلكس")
_CEILING = 7.0
"""Minus the logarithm of a word's share where no list knows it: just under the rarest word of the list."""
_NOTHING = 3.2
"""Words more frequent than 1 in 1,600 (في، من، قال، الرئيس) tell nothing of what a text is about."""


@lru_cache(maxsize=131072)
def search_stem(norm: str) -> str:
    """The one light stem of a folded word; numbers and Latin words are their own, in lower case."""
    if not "\u0600" <= norm[:1] <= "\u06ff":
        return norm.lower()
    stem = norm
    for prefix in _PREFIXES:
        if stem.startswith(prefix) and len(stem) - len(prefix) >= 3:
            stem = stem[len(prefix) :]
            break
    else:
        for clitics in _CLITICS:
            if stem[0] in clitics and len(stem) > 3 and frequencies().get(stem[1:], 0.0) > frequencies().get(stem, 0.0):
                stem = stem[1:]
    for _ in range(2):
        ending = next((e for e in _ENDINGS if stem.endswith(e) and len(stem) - len(e) >= 3), None)
        if ending is None:
            break
        stem = stem[: -len(ending)]
    return stem


def search_stems(text: str) -> list[str]:
    """The stems of a text's words and numbers, in order."""
    return stems_of(tokenize(text))


def stems_of(tokens: list[Token]) -> list[str]:
    """The stems of the words and numbers among `tokens`, in order."""
    return [search_stem(token.norm) for token in tokens if token.kind != MARK]


@lru_cache(maxsize=131072)
def weight(stem: str) -> float:
    """How much a stem tells of what a text is about, from 0 (every text has it) to about 4 (no list knows it); a number tells half."""
    if stem[:1].isdigit():
        return 1.5 if len(stem) > 1 else 0.5
    share = _stem_shares().get(stem)
    told = _CEILING if share is None else min(_CEILING, -math.log10(share))
    return max(0.0, told - _NOTHING)


@lru_cache(maxsize=1)
def _stem_shares() -> dict[str, float]:
    """Of running words, the share that have each stem."""
    shares: dict[str, float] = {}
    for word, share in frequencies().items():
        stem = search_stem(word)
        shares[stem] = shares.get(stem, 0.0) + share
    return shares
