"""Where a noun phrase must end: closed classes of words that cannot stand in it, and what marks a person's given name."""

from __future__ import annotations

from musnad.reading.page import LONGEST_NAME, Page
from musnad.text.tokens import MARK, WORD
from musnad.text.words import is_common

_STOPPING = frozenset(("complementizer", "subject_stop", "relative", "prepositional_pronoun", "auxiliary"))


def stops(page: Page, i: int, clitics: int = 0) -> bool:
    """Whether token i cannot stand in a noun phrase that names a party; a longer name that begins so (بان كي مون) can."""
    if i in page.names and page.names[i].last > i + 1 and not page.time_at[i]:
        return False
    norm = page.tokens[i].norm[clitics:]
    if norm not in page.lexicon.grammar_at:
        return page.time_at[i]
    classes = page.classes_as(norm, i)
    return page.time_at[i] or not _STOPPING.isdisjoint(classes) or (norm.startswith("ل") and "journalists" in classes)


def is_boundary(page: Page, k: int) -> bool:
    """Whether a noun phrase surely ends before token k."""
    return k >= len(page.tokens) or page.tokens[k].kind == MARK or stops(page, k) or is_preposition(page, k) or is_told(page, k)


def is_told(page: Page, k: int) -> bool:
    """لوكالة, لصحيفة, للصحافيين: the one who was told."""
    norm = page.tokens[k].norm
    if norm[0] != "ل" or page.tokens[k].kind != WORD:
        return False
    name = page.names.get(k)
    if name and name.clitics == "ل" and name.entry.kind in ("outlet", "platform"):
        return True
    bare = norm[2:] if norm.startswith("لل") else norm[1:]
    medium = len(norm) > 3 and page.has_norm("agency_word", bare, k) > 0
    if medium and page.has_norm("body_noun", bare, k):
        named = page.names.get(k + 1)  # هيئة, شبكة are bodies of any kind
        medium = named is not None and named.entry.kind == "outlet"
    return page.has("journalists", k) > 0 or medium or norm == "ل"


def is_preposition(page: Page, k: int) -> bool:
    """على and the man's name علي are one when folded.

    A dotted ya tells the name where the article writes على otherwise; where it doesn't, an office before it or another name around it does.
    """
    if not page.has("preposition", k):
        return False
    token = page.tokens[k]
    if token.norm != "علي" or not token.text.endswith("ي") or k == 0:
        return True
    if page.dots_ya:
        return False
    behind = page.tokens[k + 1].norm if k + 1 < len(page.tokens) else ""
    after_office = any((role := page.roles.get(j)) and role.last == k for j in range(k - LONGEST_NAME * 2, k)) or is_given_name(page, k - 1)
    return not (after_office or (behind,) in page.lexicon.given_names or (behind and not is_common(behind) and not behind.startswith("ال")))


def is_given_name(page: Page, i: int, clitics: int = 0) -> bool:
    first = page.tokens[i].norm[clitics:]
    if (first,) in page.lexicon.given_names or (first.startswith("عبدال") and len(first) > 7):
        return True
    return i + 1 < len(page.tokens) and (first, page.tokens[i + 1].norm) in page.lexicon.given_names
