"""Clitics: a written word split into the words that Arabic joins on to it ("وللمرة" → و + ل + ل + مرة).

Every way to split a word is weighed by how often what is left is written by itself (wordfreq's small list, 17 ms to load), and the
heaviest wins. The weights were fitted on the 7,240 different words of the treebank UD Arabic-PUD by `eval/fit_clitics.py`:
98.2 % of them come out as annotated, 97.9 % of a half that was left out of the fit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from musnad.text.folding import strip_marks

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "لل", "ل", "ك", "س")
_PRONOUNS = ("", "هما", "كما", "هم", "هن", "ها", "كم", "نا", "ني", "ه", "ك", "ي")
_ENDINGS = ("تان", "تين", "ات", "ون", "ين", "ان", "تا", "وا", "ة", "ت", "ا", "ه", "ن")
# Relative pronouns begin with ال but leave no word behind it; so do الله and الآن, in today's use.
_WITHOUT_ARTICLE = frozenset("الذي التي الذين اللذان اللذين اللتان اللتين اللاتي اللواتي اللائي الله الآن الان اللهم".split())
_RARE = 3e-7
"""Just under the rarest word of the list, so that an unknown word weighs 0."""
_ALIFS = str.maketrans("أإآ", "ااا")

WEIGHTS = {
    "و before و": 2.0,
    "+ك": -2.08,
    "+كم": -0.34,
    "+نا": -1.56,
    "+ني": -3.16,
    "+ه": 1.52,
    "+ها": 2.14,
    "+هم": 1.74,
    "+هما": 0.61,
    "+هن": 0.03,
    "+ي": -4.71,
    "2 letters": -4.18,
    "3 letters": -0.99,
    "after و": 0.53,
    "alone": 1.63,
    "both sides": 0.41,
    "family": 0.27,
    "foreign cluster": -2.24,
    "foreign vowel": -1.96,
    "preposition before ال": 2.89,
    "preposition before ي": -3.35,
    "pronoun for stem": 0.94,
    "stem, with article": 0.46,
    "stem, without article": -0.97,
    "two proclitics": -0.96,
    "unknown": -0.33,
    "unknown after و": 0.66,
    "whole": 0.11,
    "whole, with article": 1.34,
    "whole, without article": -1.03,
    "ب": 0.37,
    "ت for ة": 0.92,
    "س": 0.35,
    "ف": -1.69,
    "ك": -2.76,
    "ل": 0.28,
    "ل before a verb": 0.56,
    "لل": 4.82,
    "و": 1.36,
}
"""Weight of each feature (see `features`) of a way to split a word; a clitic's own weight stands under the clitic."""


class Split(NamedTuple):
    """One way to split a word; a part that is not there is empty.

    `preposition` also holds the future's س, and لل where ل stands before an article.
    """

    conjunction: str
    preposition: str
    stem: str
    pronoun: str


def split_clitics(word: str) -> list[str]:
    """Split `word` into its proclitics, its stem as written, and its pronoun ("منصتها" → ["منصت", "ها"]); marks are dropped.

    A word of one letter, such as a lone "بـ", is returned as it is.
    """
    clean, _ = strip_marks(word)
    return list(_split(clean)) if len(clean) > 1 else [word]


@lru_cache(maxsize=65536)
def _split(word: str) -> tuple[str, ...]:
    best = max(splits(word), key=weigh)
    if best.conjunction and not best.preposition and len(word) > 2:
        return (best.conjunction, *_split_joined(word[1:]))
    return _parts(best)


@lru_cache(maxsize=65536)
def _split_joined(word: str) -> tuple[str, ...]:
    """Split what a conjunction was taken from; the list of frequencies may hold it as one word ("للمرة", "سيكون")."""
    return _parts(max((split for split in splits(word) if not split.conjunction), key=weigh))


def _parts(split: Split) -> tuple[str, ...]:
    stem = ("ال", split.stem[2:]) if split.preposition != "لل" and _has_article(split.stem) else (split.stem,)
    parts = (split.conjunction, *split.preposition, *stem, split.pronoun)
    return tuple(part for part in parts if part)


def _has_article(stem: str) -> bool:
    """Whether ال is the article: not of a relative pronoun, of التزام (which has الالتزام), or of التقى (which has يلتقي)."""
    if not stem.startswith("ال") or len(stem) < 4 or stem in _WITHOUT_ARTICLE:
        return False
    rest = stem[2:]
    if len(rest) == 2 or frequency(rest) > frequency(stem) / 30:
        return frequency(rest) > 0
    is_verb = any(frequency("ي" + verb) for verb in (stem[1:], stem[1:-1] + "ي"))
    return not is_verb and frequency("ال" + stem) == 0


def splits(word: str) -> Iterator[Split]:
    """Every way to split `word` that its letters allow, the whole word first."""
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            before = conjunction + preposition
            if word.startswith(before):
                for pronoun in _PRONOUNS:
                    stem = word[len(before) :].removesuffix(pronoun)
                    split = Split(conjunction, preposition, stem, pronoun)
                    if word.endswith(pronoun) and len(before + stem + pronoun) == len(word) and _is_allowed(split):
                        yield split


def _is_allowed(split: Split) -> bool:
    stem, preposition, pronoun = split.stem, split.preposition, split.pronoun
    if len(stem) < 2:
        return (stem in ("ه", "ك", "ي") and preposition in ("ب", "ل") and not pronoun) or not any(split[:2] + split[3:])
    if preposition == "س":
        return len(stem) > 2 and stem[0] in "يتنأ"
    if preposition == "لل":
        return not pronoun
    return not (pronoun and stem.startswith("ال") and frequency(stem[2:]))


def weigh(split: Split) -> float:
    """The weight of one way to split a word; the heaviest is the likeliest."""
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in features(split))


def features(split: Split) -> Iterator[tuple[str, float]]:
    """Name and value of what speaks for or against a split."""
    stem = split.stem
    alone, family, article = _alone(split), _weight(_family(stem)), _weight(_with_article(stem))
    is_whole = not any(split[:2] + split[3:])
    yield "alone", alone
    yield "family", family
    yield ("whole, with article" if is_whole else "stem, with article"), article
    if not article:
        yield ("whole, without article" if is_whole else "stem, without article"), 1.0
    if split.preposition in ("ب", "ل") and stem in _PRONOUNS:
        yield "pronoun for stem", 1.0
    elif len(stem) < 4:
        yield f"{max(len(stem), 2)} letters", 1.0
    if is_whole:
        yield "whole", 1.0
        return
    yield "after و", _weight(frequency("و" + stem))
    if split.conjunction == "و" and stem.startswith("و"):
        yield "و before و", 1.0
    if not alone and not family:
        yield from _unknown(split)
    yield from _clitics(split)


def _unknown(split: Split) -> Iterator[tuple[str, float]]:
    """What tells a foreign name (لوفيغارو، بريتوريا) from an unknown word behind a clitic."""
    yield "unknown", 1.0
    if split.conjunction == "و" and not split.preposition:
        yield "unknown after و", 1.0
    if split.stem[0] in "ويا" and not split.stem.startswith("ال"):
        yield "foreign vowel", 1.0
    if split.stem[0] in "لر" and (split.preposition in ("ب", "ك") or split.conjunction == "ف"):
        yield "foreign cluster", 1.0


def _clitics(split: Split) -> Iterator[tuple[str, float]]:
    conjunction, preposition, stem, pronoun = split
    for clitic in (conjunction, preposition, f"+{pronoun}" if pronoun else ""):
        if clitic:
            yield clitic, 1.0
    if conjunction and preposition:
        yield "two proclitics", 1.0
    if preposition and pronoun:
        yield "both sides", 1.0
    if preposition in ("ب", "ك"):
        if stem[0] == "ي":
            yield "preposition before ي", 1.0
        if stem.startswith("ال"):
            yield "preposition before ال", 1.0
    if preposition == "ل" and stem[0] in "يتن":
        yield "ل before a verb", 1.0
    if pronoun and stem.endswith("ت") and frequency(stem[:-1] + "ة"):
        yield "ت for ة", 1.0


def _alone(split: Split) -> float:
    """How common the stem is as a word, in the spelling that it has without the clitics."""
    stem = split.stem
    if split.preposition == "لل":
        return _weight(max(frequency("ال" + stem), frequency(stem)))
    share = max(frequency(stem), _inflected(stem))
    if split.pronoun:
        share = max(share, frequency(before_pronoun(stem)))
    return _weight(share)


def _inflected(stem: str) -> float:
    """How common a word is whose tanwin (رفضاً) or construct dual (دولتا) the list of frequencies lacks."""
    if stem.endswith("تا") and len(stem) > 5:
        return frequency(stem[:-2] + "ة") / 3
    if stem.endswith("ا") and len(stem) > 3:
        return frequency(stem[:-1]) / 3
    return 0.0


def before_pronoun(stem: str) -> str:
    """The stem as it is spelt when no pronoun follows (دعوت → دعوة, علي → على)."""
    if stem.endswith("ي"):
        return stem[:-1] + "ى" if len(stem) == 3 else stem
    return stem[:-1] + {"ت": "ة", "ئ": "ء", "ؤ": "ء", "ا": "ى", "و": "وا"}.get(stem[-1], stem[-1])


@lru_cache(maxsize=65536)
def _family(stem: str) -> float:
    """How common the stem is in another inflection ("لوحتا": لوحة; "لطيفا": لطيف)."""
    bases = [stem[: -len(ending)] for ending in _ENDINGS if stem.endswith(ending) and len(stem) - len(ending) > 2]
    known = max((frequency(form) for base in bases for form in (base, base + "ة")), default=0.0)
    return known or max(frequency(stem + "ة"), frequency(stem + "ت"))


def _with_article(stem: str) -> float:
    return 0.0 if stem.startswith("ال") else frequency("ال" + stem)


def _weight(share: float) -> float:
    """A share of running words on a scale from 0, unknown, to about 5."""
    return math.log10((share + _RARE) / _RARE)


def frequency(word: str) -> float:
    """Share of running words, a tenth of it where only another hamza makes the word a known one (افق, أفق)."""
    written, folded = _frequencies()
    return written.get(word) or folded.get(word.translate(_ALIFS), 0.0) / 10


@lru_cache(maxsize=1)
def _frequencies() -> tuple[dict[str, float], dict[str, float]]:
    from wordfreq import get_frequency_dict  # noqa: PLC0415  0.2 s to import: only where a word is split

    written = get_frequency_dict("ar", "small")
    folded: dict[str, float] = {}
    for word, share in written.items():
        key = word.translate(_ALIFS)
        folded[key] = max(folded.get(key, 0.0), share)
    return written, folded
