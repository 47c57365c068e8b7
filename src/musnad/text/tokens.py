"""Tokens of an article with their offsets and their folded form.

A token is a word (letters with their marks), a number, or one piece of punctuation. `#` and `_` of hashtags make no token, so
"#كوريا_الشمالية" is the two words كوريا and الشمالية. A clitic glued to a quotation mark or a
digit ("بـ”المفيدة", "لـ3") is a token of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from musnad.text.folding import MARKS, fold

WORD, NUMBER, MARK = "word", "number", "mark"

_INNER = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_TOKEN = re.compile(
    rf"(?P<word>[^\W\d_]+(?:[{_INNER}]+[^\W\d_]*)*)"
    r"|(?P<number>\d+(?:[.,:/٫٬\u2044]\d+)*)"
    rf"|(?P<mark>\.{{2,}}|-{{2,}}|[^\w\s#{_INNER}])"
)
_GAP = "\0"
"""Stands for a mark in the folded text: one character is sooner looked for in every word than all marks."""
COMMAS = frozenset("،,؛;")


@dataclass(slots=True)
class Token:
    """One token: `text` as written at [start, end), `norm` folded and free of marks and tatweel, for comparing only."""

    start: int
    end: int
    text: str
    norm: str
    kind: str


def tokenize(text: str) -> list[Token]:
    """Split `text` into tokens, in order; white space, hashes and underscores belong to none."""
    folded = MARKS.sub(lambda marks: _GAP * len(marks[0]), fold(text))
    tokens = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        norm = folded[start:end]
        if _GAP in norm:
            norm = norm.replace(_GAP, "") or match[0]
        tokens.append(Token(start, end, match[0], norm, match.lastgroup or MARK))
    return tokens
