"""How common a word is in written Arabic (wordfreq), to tell ordinary words from names that no lexicon has."""

from __future__ import annotations

from functools import lru_cache

from musnad.text.folding import fold

_COMMON = 2e-5
"""Share of running words from which a word is taken as an ordinary one: below it stand most family names, above it most nouns and verbs."""


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, float]:
    from wordfreq import get_frequency_dict  # noqa: PLC0415  0.2 s to import: only where a name is looked for

    folded: dict[str, float] = {}
    for word, frequency in get_frequency_dict("ar", "small").items():
        key = fold(word)
        folded[key] = folded.get(key, 0.0) + frequency
    return folded


@lru_cache(maxsize=65536)
def is_common(norm: str) -> bool:
    """Whether a folded word is an ordinary word of the language rather than part of a name."""
    return _frequencies().get(norm, 0.0) >= _COMMON


@lru_cache(maxsize=65536)
def begins_with_clitic(norm: str, letters: str) -> bool:
    """Whether the first letter of a folded word is one of the clitics `letters` and no part of it ("بزيادة", not "بيان").

    The rest must be the more frequent word of the two; where neither is known, a long word is taken to have one.
    """
    if len(norm) < 4 or norm[0] not in letters:
        return False
    frequencies = _frequencies()
    rest, whole = frequencies.get(norm[1:], 0.0), frequencies.get(norm, 0.0)
    return rest > whole or (rest == whole == 0.0 and len(norm) > 5)


@lru_cache(maxsize=65536)
def is_known(norm: str) -> bool:
    """Whether the frequency list holds a folded word at all (about 57,000 forms, the commonest names among them)."""
    return norm in _frequencies()
