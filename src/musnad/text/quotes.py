"""Quotations: five kinds of marks, nested, turned the wrong way round, or never closed.

Arabic papers print “ ” « » ‹ › " and ', often the closing mark at both ends (”كذا”) and often only one of the two.
A straight or misturned mark opens where a space or a clitic stands before it and a word behind it, and closes otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

from musnad.text.tokens import MARK, Token

OPENING = {"“": "”", "«": "»", "‹": "›", "„": "“", "‟": "”", "‘": "’"}
CLOSING = set("”»›’")
STRAIGHT = set('"＂″')
MARKS = set(OPENING) | CLOSING | STRAIGHT
_PARTNERS = {"”": set('“”„"‟'), "»": set("«»"), "›": set("‹›"), '"': set('"“”'), "“": set('„“”"'), "’": set("‘’"), "«": set("«»")}
_STOPS = {".", "!", "؟", "?"}


@dataclass(slots=True)
class Quotation:
    """Token indexes of the opening mark and of the closing mark; an unclosed one ends before token `close` and `closed` is False."""

    open: int
    close: int
    closed: bool = True


def find_quotations(tokens: list[Token], first: int, last: int) -> list[Quotation]:
    """The quotations among tokens[first:last] (one paragraph), outer before inner, in text order."""
    found: list[Quotation] = []
    stack: list[int] = []
    for i in range(first, last):
        token = tokens[i]
        if token.kind != MARK or token.text not in MARKS:
            continue
        if _opens(tokens, i, first, last, stack):
            if token.text in STRAIGHT and stack and tokens[stack[-1]].text in STRAIGHT:
                found.append(_give_up(tokens, stack.pop(), i))
            stack.append(i)
        elif stack and tokens[stack[-1]].text in _PARTNERS.get(token.text, {token.text}):
            found.append(Quotation(stack.pop(), i))
        else:
            _close_outer(tokens, i, stack, found)
    found += [_give_up(tokens, start, last) for start in stack]
    return sorted((q for q in found if q.close > q.open + 1), key=lambda q: (q.open, -q.close))


def _opens(tokens: list[Token], i: int, first: int, last: int, stack: list[int]) -> bool:
    mark = tokens[i].text
    if mark in OPENING:
        return True
    if not stack or (mark in CLOSING and not any(tokens[s].text in _PARTNERS.get(mark, mark) for s in stack)):
        return True
    glued_behind = i + 1 < last and tokens[i + 1].start == tokens[i].end and tokens[i + 1].kind != MARK
    free_before = i == first or tokens[i - 1].end < tokens[i].start or tokens[i - 1].text[-1] in "ـ:("
    return mark in STRAIGHT and glued_behind and free_before


def _close_outer(tokens: list[Token], i: int, stack: list[int], found: list[Quotation]) -> None:
    """A mark that closes an outer quotation ends the inner ones with it."""
    partners = _PARTNERS.get(tokens[i].text, {tokens[i].text})
    if not any(tokens[s].text in partners for s in stack):
        return
    while stack:
        start = stack.pop()
        fits = tokens[start].text in partners
        found.append(Quotation(start, i, fits))
        if fits:
            return


def _give_up(tokens: list[Token], start: int, limit: int) -> Quotation:
    """An unclosed quotation runs to the first full stop behind it, or to `limit`."""
    for i in range(start + 1, limit):
        if tokens[i].text in _STOPS:
            return Quotation(start, i, False)
    return Quotation(start, limit, False)
