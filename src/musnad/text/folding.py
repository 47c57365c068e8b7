"""Folding: letters made comparable, position by position, without touching the article's text."""

from __future__ import annotations

import re

# The letter pairs are those that newspapers interchange (أميركا/اميركا, على/علي, ڤيينا/فيينا) and those of a Persian keyboard (ی, ک).
_FOLDED = {
    "أإآٱ": "ا",
    "ىئی": "ي",
    "ؤ": "و",
    "ة": "ه",
    "گک": "ك",
    "ڤ": "ف",
    "پ": "ب",
}
_DIGITS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
FOLD = str.maketrans(
    {letter: plain for letters, plain in _FOLDED.items() for letter in letters}
    | {digit: str(value) for digits in _DIGITS for value, digit in enumerate(digits)}
)
"""Translation of each letter or digit to its comparable one; one character stays one character."""

_LETTERS = tuple((letter, plain) for letters, plain in _FOLDED.items() for letter in letters)
_NUMERALS = tuple((digit, str(value)) for digits in _DIGITS for value, digit in enumerate(digits))
_ANY_NUMERAL = re.compile(f"[{''.join(_DIGITS)}]")
_SHORT = 10
"""Characters from which replacing letter after letter is faster than `translate`, which looks each one up: 13 times, over an article."""

# Harakat and the combining hamza, Quranic marks, tatweel; then soft hyphen, zero-width characters and bidi controls.
MARKS = re.compile(
    "[\u064b-\u065f\u0670\u0610-\u061a\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640"
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
)


def fold(text: str) -> str:
    """Return `text` with interchangeable letters and digits made one ("الأميركية" → "الاميركيه"); the length stays."""
    if len(text) < _SHORT:
        return text.translate(FOLD)
    for letter, plain in _LETTERS:
        text = text.replace(letter, plain)
    if _ANY_NUMERAL.search(text) is not None:
        for digit, value in _NUMERALS:
            text = text.replace(digit, value)
    return text


def strip_marks(text: str) -> tuple[str, list[int] | None]:
    """Return `text` without harakat, tatweel, zero-width and bidi marks, and the way back.

    `offsets[i]` is the place in `text` of the i-th character left, and `offsets[len(clean)]` is `len(text)`; so
    `text[offsets[start]:offsets[end]]` holds `clean[start:end]` with the marks that follow its letters.
    None stands for "nothing was removed: each place is its own" ("مُضيفاً" → "مضيفا", [0, 2, 3, 4, 5, 7]).
    """
    if MARKS.search(text) is None:
        return text, None
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    for mark in MARKS.finditer(text):
        pieces.append(text[start : mark.start()])
        offsets.extend(range(start, mark.start()))
        start = mark.end()
    pieces.append(text[start:])
    offsets.extend(range(start, len(text) + 1))
    return "".join(pieces), offsets
