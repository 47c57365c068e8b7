"""Why a source is not named: "مسؤول أميركي، طلب عدم كشف هويته،"."""

from __future__ import annotations

from musnad.reading.page import Page
from musnad.text.tokens import COMMAS

_FARTHEST_START = 3
_LONGEST = 9


def anonymity_behind(page: Page, last: int) -> str | None:
    """The words that say why the one whose phrase ends before token `last` is not named; None where none do."""
    for k in range(last, min(last + _FARTHEST_START, len(page.tokens))):
        if page.has("withheld", k):
            end = anonymity_end(page, k)
            return page.span(k, end).text if end else None
    return None


def anonymity_end(page: Page, k: int) -> int:
    """The end of the request at token k not to be named ("طالباً عدم الكشف عن هويته"); 0 where there is none."""
    if not page.has("withheld", k):
        return 0
    end = next((j + 1 for j in range(k + 1, min(k + _LONGEST, len(page.tokens))) if page.has("anonymity", j)), 0)
    return 0 if any(page.tokens[j].text in COMMAS for j in range(k, end)) else end
