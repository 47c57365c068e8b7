"""Circumstances between a verb and its content: times, places, occasions, those who are told."""

from __future__ import annotations

from musnad.reading.noun_phrases import noun_phrase_end
from musnad.reading.openers import closing_mark, names_something
from musnad.reading.page import Page
from musnad.text.quotes import MARKS
from musnad.text.tokens import COMMAS, MARK, WORD


def skip_circumstances(page: Page, k: int, limit: int) -> int:
    """Step over times, adverbs, commas, occasions and other circumstances that stand between cue, subject and content."""
    while k < limit:
        token = page.tokens[k]
        if token.text in COMMAS or page.time_at[k]:
            k += 1
        elif length := page.has("adverb", k) or page.has("prepositional_pronoun", k) or page.has("saying_again", k):
            k += length
        elif token.text == "(":
            close = next((j for j in range(k, min(limit, k + 12)) if page.tokens[j].text == ")"), None)
            if close is None:
                return k
            k = close + 1
        elif token.kind == WORD and (page.has("circumstance", k) or _told_to(page, k)):
            end = phrase_end(page, k, limit)
            if end <= k:
                return k
            k = end
        else:
            return k
    return k


def _told_to(page: Page, k: int) -> bool:
    """ل with a medium or the press: "لوكالة رويترز", "للصحافيين"."""
    token = page.tokens[k]
    if token.norm[0] == "ل" and page.has("journalists", k):
        return True
    if token.norm == "ل":
        return True
    if token.norm[0] != "ل":
        return False
    name = page.names.get(k)
    if name and name.clitics == "ل":
        return name.entry.kind in ("outlet", "platform", "person", "body")
    return page.has_norm("agency_word", token.norm[1:], k) > 0 or (
        token.norm.startswith("لل") and page.has_norm("agency_word", token.norm[2:], k) > 0
    )


def phrase_end(page: Page, k: int, limit: int) -> int:
    """The end of a prepositional phrase: its noun phrase, and a relative clause up to the next comma."""
    j = k + 1
    if j < limit and page.tokens[j].norm in ("ما", "هامش", "راس", "متن") and page.tokens[j].kind == WORD:
        j += 1
    end = j
    while end < limit and page.time_at[end]:
        end += 1
    end = end if end > j else noun_phrase_end(page, j, limit)
    while end < limit:
        token = page.tokens[end]
        if token.text in MARKS:
            close = closing_mark(page, end)
            if close > end and names_something(page, end, close) and close < limit:
                end = close + 1
                continue
            return end
        if token.kind == MARK or page.has("complementizer", end):
            return end
        if page.has("relative", end) or _clause_inside(page, end):
            return _up_to_mark(page, end, limit)
        if page.has("circumstance", end) or page.time_at[end] or page.has("adverb", end) or page.has("prepositional_pronoun", end):
            end += 1
            continue
        further = noun_phrase_end(page, end, limit) if page.has("circumstance", end - 1) else end
        if further <= end:
            return end
        end = further
    return end


def _clause_inside(page: Page, k: int) -> bool:
    """A clause without relative pronoun after an indefinite noun ("مؤتمر صحافي عقده في موسكو")."""
    norm = page.tokens[k].norm
    return norm in (
        "عقده",
        "عقدها",
        "عقدته",
        "عقداه",
        "نشره",
        "نشرها",
        "نشرته",
        "نشر",
        "صدر",
        "اصدره",
        "اصدرته",
        "بثته",
        "بثه",
        "اجرته",
        "اجراها",
        "القاه",
        "القاها",
        "جمعه",
        "جمعها",
        "جمعته",
    )


def _up_to_mark(page: Page, k: int, limit: int) -> int:
    while k < limit and (page.tokens[k].kind != MARK or page.tokens[k].text in ("-", "/")) and not page.has("complementizer", k):
        k += 1
    return k
