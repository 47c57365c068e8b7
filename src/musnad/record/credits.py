"""The agency or outlet that a whole article is credited to: in its dateline ("الرياض – واس"), or at its end ("نقلا عن …")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musnad.lexicon.lexicon import load_lexicon
from musnad.model import Article, Furniture
from musnad.record.outlets import outlet_key
from musnad.text.tokens import MARK, WORD, Token, tokenize

MOST_WORDS, MOST_AT_THE_END = 12, 6
"""Words of a dateline ("واشنطن 15 شوال 1436 هـ الموافق 31 يوليو 2015 م واس"), and of a line at the end that is no more than a credit."""
_DATELINE = re.compile(r"[^\n]{0,70}?(?=\s*[-–—:]|\n|$)")
_AT_THE_END = 3
"""Lines at the end of an article that are looked at."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Characters [start, end) of an article's text that name whom it has its news from, and that outlet's one name."""

    start: int
    end: int
    key: str


def find_credit(article: Article, furniture: Sequence[Furniture]) -> Credit | None:
    """The outlet, other than its own, that an article's dateline or credit names; of several the last."""
    own = outlet_key(article.outlet) if article.outlet else None
    for start, end, sure in _lines(article.text, furniture):
        for credit in _named(article.text, start, end, sure=sure):
            if credit.key != own:
                return credit
    return None


def _lines(text: str, furniture: Sequence[Furniture]) -> Iterator[tuple[int, int, bool]]:
    """The stretches where a credit may stand, the surest first, and whether they are credits: there a common word is a paper's name."""
    for found in furniture:
        if found.kind in ("credit", "dateline"):
            yield found.span.start, found.span.end, True
    begins = len(text) - len(text.lstrip())
    dateline = _DATELINE.match(text, begins)
    if dateline:
        yield *dateline.span(), False
    lines = [line.span() for line in re.finditer(r"[^\n]*\S[^\n]*", text)]
    for start, end in reversed(lines[-_AT_THE_END:]):
        if len(text[start:end].split()) <= MOST_AT_THE_END:
            yield start, end, False


def _named(text: str, start: int, end: int, *, sure: bool) -> Iterator[Credit]:
    """The outlets of a short line that ends with one, the last first."""
    tokens = [token for token in tokenize(text[start:end]) if token.kind != MARK]
    if not tokens or len([token for token in tokens if token.kind == WORD]) > MOST_WORDS:
        return
    at = len(tokens)
    while at > 0:
        k = _outlet_before(tokens, at, sure=sure)
        if k is None:
            return
        begins, ends = start + tokens[k].start, start + tokens[at - 1].end
        yield Credit(begins, ends, outlet_key(text[begins:ends]))
        at = k


def _outlet_before(tokens: Sequence[Token], end: int, *, sure: bool) -> int | None:
    """Where the outlet's name begins that `end` is the end of; a country's adjective may follow it ("الخليج" الإماراتية)."""
    names = load_lexicon().names
    for k in range(max(0, end - 5), end):
        found = names.longest(tokens[k].norm, [token.norm for token in tokens[k + 1 : end]])
        if (
            found
            and any(entry.kind == "outlet" and (sure or entry.detail != "needs cue") for entry in found[1])
            and k + found[0] >= end - (1 if end == len(tokens) else 0)
        ):
            return k
    return None
