"""Lemmas: the dictionary form of a written word ("وسيتواصل" → تواصل).

simplemma's table is asked for the whole word, then for its stem without clitics; what the table lacks is taken back to a past or a
singular by rule, the commonest of the possible ones (wordfreq).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from musnad.text.clitics import before_pronoun, frequency, split_clitics
from musnad.text.folding import strip_marks

_PROCLITICS = frozenset(("و", "ف", "ب", "ل", "ك", "س", "ال"))
_PRESENT_ENDINGS = ("ون", "وا", "ان", "ين", "ن", "")
_PAST_ENDINGS = ("وا", "تا", "نا", "تم", "ت", "ا")
_NOUN_ENDINGS = (
    ("ات", "ة"),
    ("ات", ""),
    ("ين", ""),
    ("ون", ""),
    ("ان", ""),
    ("تين", "ة"),
    ("تان", "ة"),
    ("ية", "ي"),
    ("يا", "ي"),
    ("ا", ""),
)


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """The dictionary form of `word`, unvocalised: a noun's singular, a verb's past; its stem where nothing is known of it."""
    clean, _ = strip_marks(word)
    if not clean:
        return word
    before, stem, after = _around_stem(clean)
    if before[-1:] == ("س",):
        return _past_of("ي" + stem[1:]) or stem  # "ستواصل": after the future's س stands a verb, not the noun تواصل
    whole = _looked_up(clean)
    if whole != clean and not before and not after:
        return whole
    if after and frequency(before_pronoun(stem)) > frequency(stem):
        stem = before_pronoun(stem)
    return _noun_with_article(clean, stem) if before[-1:] == ("ال",) else _of_stem(stem)


def _around_stem(word: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    parts = tuple(split_clitics(word))
    place = next((i for i, part in enumerate(parts[:-1]) if part not in _PROCLITICS), len(parts) - 1)
    return parts[:place], parts[place], parts[place + 1 :]


def _noun_with_article(word: str, stem: str) -> str:
    """The table's word for the noun, but no verb (العثور is not عثر): a verb takes ت and no article."""
    for found in (_looked_up(word), _looked_up(stem)):
        if found not in (word, stem) and (frequency("ال" + found) or not frequency(found + "ت")):
            return found
    return _singular_of(stem) or stem


def _of_stem(stem: str) -> str:
    found = _looked_up(stem)
    if found != stem:
        return found
    if stem[0] in "يتن" and len(stem) > 3 and not frequency("ال" + stem):
        return _past_of("ي" + stem[1:]) or _past_base(stem) or stem
    return _past_base(stem) or _singular_of(stem) or stem


def _past_base(stem: str) -> str | None:
    """The 3rd person masculine of a past that the table lacks ("هددت" → هدد, "حصلوا" → حصل)."""
    for ending in _PAST_ENDINGS:
        base = stem.removesuffix(ending)
        if base != stem and len(base) > 2 and frequency(base) and frequency("ال" + stem) == 0 and frequency(base + "ت"):
            return base
    return None


def _singular_of(stem: str) -> str | None:
    for ending, singular in _NOUN_ENDINGS:
        base = stem.removesuffix(ending)
        common = frequency("ال" + base + singular)
        if base != stem and len(base) > 2 and common and common * 2 > frequency("ال" + stem):  # not شخصي of شخصية
            return base + singular
    return None


def _past_of(present: str) -> str | None:
    """The past of a present that begins with ي: the one whose feminine is commonest ("يتواصل" → تواصل, "يعلن" → أعلن)."""
    found = {past: _weight_of_past(past) for ending in _PRESENT_ENDINGS for past in _pasts(present, ending)}
    best = max(found, key=found.__getitem__, default=None)
    return best if best and found[best] else None


def _weight_of_past(past: str) -> float:
    feminine = past[:-1] + "ت" if past[-1] in "ىا" else past + "ت"
    return min(frequency(past), frequency(feminine))


def _pasts(present: str, ending: str) -> Iterator[str]:
    """Pasts that the letters of a present allow: sound, hollow and defective, of the forms I to X."""
    if not present.endswith(ending):
        return
    root = present[1 : len(present) - len(ending)]
    if len(root) < 2:
        return
    roots = [root]
    if root[-1] in "يو":
        roots = [root[:-1] + "ى", root[:-1] + "ا"]
    elif root[-2] in "يو" and len(root) > 2:
        roots.append(root[:-2] + "ا" + root[-1])  # يقول، يفيد
    elif ending in ("ون", "وا"):
        roots.append(root + "ى")  # ينفون
    for letters in roots:
        yield letters
        yield ("ا" if len(letters) > 3 else "أ") + letters  # ينتقد، يستحق; يعلن
        if len(letters) == 2:
            yield "و" + letters  # يصف


def _looked_up(word: str) -> str:
    from simplemma import lemmatize  # noqa: PLC0415  0.2 s to load its table: only where a lemma is asked for

    return lemmatize(word, lang="ar")
