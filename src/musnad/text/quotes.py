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
_CLOSED_BY = {"“": set("„"), "«": set("»")}
"""Opening marks that close what another opened: „so“, »so«."""
_DEEPEST = 12
"""Quotations inside quotations that a mark may close; more are open only where marks are strewn about."""
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
    marks = [i for i in range(first, last) if tokens[i].kind == MARK and tokens[i].text in MARKS]
    stop_at = _next_stops(tokens, first, last) if marks else []
    for i in marks:
        token = tokens[i]
        if _opens(tokens, i, first, last, stack):
            if token.text in STRAIGHT and stack and tokens[stack[-1]].text in STRAIGHT:
                start = stack.pop()
                found.append(Quotation(start, min(stop_at[start - first], i), False))
            stack.append(i)
        elif stack and tokens[stack[-1]].text in _PARTNERS.get(token.text, {token.text}):
            found.append(Quotation(stack.pop(), i))
        else:
            _close_outer(tokens, i, stack, found)
    found += [Quotation(start, stop_at[start - first], False) for start in stack]
    return sorted((q for q in found if q.close > q.open + 1), key=lambda q: (q.open, -q.close))


def _opens(tokens: list[Token], i: int, first: int, last: int, stack: list[int]) -> bool:
    mark = tokens[i].text
    if mark in OPENING:
        return not (stack and tokens[stack[-1]].text in _CLOSED_BY.get(mark, ()))
    if not stack or (mark in CLOSING and not any(tokens[s].text in _PARTNERS.get(mark, mark) for s in stack[-_DEEPEST:])):
        return True
    glued_behind = i + 1 < last and tokens[i + 1].start == tokens[i].end and tokens[i + 1].kind != MARK
    free_before = i == first or tokens[i - 1].end < tokens[i].start or tokens[i - 1].text[-1] in "ـ:("
    return mark in STRAIGHT and glued_behind and free_before


def _close_outer(tokens: list[Token], i: int, stack: list[int], found: list[Quotation]) -> None:
    """A mark that closes an outer quotation ends the inner ones with it."""
    partners = _PARTNERS.get(tokens[i].text, {tokens[i].text})
    if not any(tokens[s].text in partners for s in stack[-_DEEPEST:]):
        return
    while stack:
        start = stack.pop()
        fits = tokens[start].text in partners
        found.append(Quotation(start, i, fits))
        if fits:
            return


def _next_stops(tokens: list[Token], first: int, last: int) -> list[int]:
    """For each token of the paragraph, the first full stop behind it, or the paragraph's end: an unclosed quotation runs so far."""
    stops, after = [last] * (last - first), last
    for i in range(last - 1, first - 1, -1):
        stops[i - first] = after
        if tokens[i].text in _STOPS:
            after = i
    return stops
