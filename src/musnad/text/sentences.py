"""Paragraphs and sentences as ranges of tokens.

A line break ends a paragraph. A full stop, question or exclamation mark ends a sentence, but not inside a quotation that is closed,
not behind an initial ("د. سامي"), and not glued between letters ("العربية.نت").
"""

from __future__ import annotations

from dataclasses import dataclass

from musnad.text.quotes import Quotation, find_quotations
from musnad.text.tokens import Token, tokenize

_HARD = {".", "!", "؟", "?"}
_LONGEST = 400
"""Tokens; the longest sentence of 600 news articles had 310."""


@dataclass(slots=True)
class Sentence:
    """Tokens [first, last) of paragraph number `paragraph`."""

    first: int
    last: int
    paragraph: int


@dataclass(slots=True)
class Paragraph:
    """Characters [start, end) and tokens [first, last) of one line of the text."""

    start: int
    end: int
    first: int
    last: int


@dataclass(slots=True)
class Layout:
    """A text cut up: its tokens, paragraphs, sentences and quotations; `quotation_of[i]` is the outermost quotation around token i."""

    text: str
    tokens: list[Token]
    paragraphs: list[Paragraph]
    sentences: list[Sentence]
    quotations: list[Quotation]
    quotation_of: list[int]


def lay_out(text: str) -> Layout:
    """Cut `text` into paragraphs, sentences, quotations and tokens."""
    tokens = tokenize(text)
    paragraphs = _paragraphs(text, tokens)
    quotations: list[Quotation] = []
    sentences: list[Sentence] = []
    quotation_of = [-1] * len(tokens)
    for number, paragraph in enumerate(paragraphs):
        found = find_quotations(tokens, paragraph.first, paragraph.last)
        for quotation in found:
            if quotation_of[quotation.open] < 0:
                inside = range(quotation.open, min(quotation.close + 1, paragraph.last))
                for i in inside:
                    quotation_of[i] = len(quotations)
            quotations.append(quotation)
        sentences += _sentences(tokens, paragraph, number, quotations, quotation_of)
    return Layout(text, tokens, paragraphs, sentences, quotations, quotation_of)


def _paragraphs(text: str, tokens: list[Token]) -> list[Paragraph]:
    paragraphs, at, i = [], 0, 0
    for line in text.split("\n"):
        end, first = at + len(line), i
        while i < len(tokens) and tokens[i].start < end:
            i += 1
        if i > first:
            paragraphs.append(Paragraph(at, end, first, i))
        at = end + 1
    return paragraphs


def _sentences(
    tokens: list[Token], paragraph: Paragraph, number: int, quotations: list[Quotation], quotation_of: list[int]
) -> list[Sentence]:
    sentences: list[Sentence] = []
    first = paragraph.first
    for i in range(paragraph.first, paragraph.last):
        if tokens[i].text in _HARD and _ends(tokens, i, paragraph):
            q = quotation_of[i]
            if q >= 0 and quotations[q].closed and i != quotations[q].close:
                continue
            sentences.append(Sentence(first, i + 1, number))
            first = i + 1
    if first < paragraph.last:
        sentences.append(Sentence(first, paragraph.last, number))
    return [part for sentence in sentences for part in _cut(tokens, sentence)]


def _cut(tokens: list[Token], sentence: Sentence) -> list[Sentence]:
    """A sentence without end, cut at the last comma before every _LONGEST tokens, so that reading stays linear."""
    parts, first = [], sentence.first
    while sentence.last - first > _LONGEST:
        cut = next((i + 1 for i in range(first + _LONGEST - 1, first + _LONGEST // 2, -1) if tokens[i].text in "،,؛;"), first + _LONGEST)
        parts.append(Sentence(first, cut, sentence.paragraph))
        first = cut
    parts.append(Sentence(first, sentence.last, sentence.paragraph))
    return parts


def _ends(tokens: list[Token], i: int, paragraph: Paragraph) -> bool:
    if i + 1 >= paragraph.last:
        return True
    before, behind = tokens[i - 1] if i > paragraph.first else None, tokens[i + 1]
    if tokens[i].text != ".":
        return True
    if before is None:
        return False
    glued_before, glued_behind = before.end == tokens[i].start, behind.start == tokens[i].end
    if glued_before and glued_behind and len(before.norm) > 2 and len(behind.norm) > 3 and behind.norm[0] == "و":
        return True  # "في اب.وذكر": a full stop without its space; no site's name goes on with و
    if glued_before and len(before.norm) == 1 and before.kind == "word":
        return False
    return not (glued_before and glued_behind)
