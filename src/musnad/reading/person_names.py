"""Persons' names that no list knows: a given name and what follows it, or words that can be nothing but a name."""

from __future__ import annotations

from musnad.reading.cues import is_cue_word
from musnad.reading.page import Name, Page, is_foreign
from musnad.reading.phrase_bounds import is_boundary, is_given_name, is_preposition, stops
from musnad.text.quotes import MARKS
from musnad.text.tokens import MARK, WORD
from musnad.text.words import begins_with_clitic, is_common, is_known

_LONGEST_PERSON = 6


def name_at(page: Page, j: int, limit: int, *, after_comma: bool = False) -> tuple[int, int, Name | None] | None:
    """A person's name that starts at token j, known or not; titles before it (الدكتور) are skipped."""
    while j < limit and page.tokens[j].kind == WORD and (page.has("person_noun", j) or is_title(page, j) or _profession(page, j)):
        j = page.roles[j].last if j in page.roles else j + 1
        if j < limit and page.tokens[j].text == ".":
            j += 1
    if j >= limit or page.tokens[j].kind != WORD or page.tokens[j].norm == "باسم":
        return None
    if j and page.tokens[j - 1].text in MARKS and not _closes(page, j - 1):
        return None
    name = page.names.get(j)
    if name and name.entry.kind == "person" and not name.clitics and not another_person(page, name):
        return j, name.last, name
    if name and not name.clitics and name.entry.kind not in ("person",) and not is_given_name(page, j):
        return None
    norm = page.tokens[j].norm
    if norm.startswith("ال") and not is_given_name(page, j) and j + 1 < limit and is_given_name(page, j + 1):
        return None
    if norm.startswith(("لل", "بال", "وال", "كال")) or (
        (norm,) not in page.lexicon.given_names and begins_with_clitic(norm, "بلك") and is_known(norm[1:])
    ):
        return None
    end = person_end(page, j, limit)
    length = sum(1 for k in range(j, end) if page.tokens[k].kind == WORD)
    if length >= 2 or (length == 1 and not after_comma and _rare_name(page, j)):
        return (j, end, None) if _person_like(page, j, end) else None
    return None


def _closes(page: Page, k: int) -> bool:
    """Whether the mark at token k closes a quotation (رئيس "الخوذ البيضاء" رائد صالح)."""
    q = page.layout.quotation_of[k]
    return q >= 0 and page.layout.quotations[q].close == k


def _rare_name(page: Page, j: int) -> bool:
    """Whether a single word after an office can only be a name: no ordinary word, no verb, no clitic before it."""
    norm = page.tokens[j].norm
    if norm.startswith(("ال", "لل", "وال", "بال")) or begins_with_clitic(norm, "بلكوف") or is_cue_word(page, norm):
        return False
    if norm.endswith(("ته", "تها", "تهم", "ها", "هم")) or page.has("anonymity", j):
        return False
    return not is_known(norm) or is_given_name(page, j) or page.inside_name[j]


def another_person(page: Page, name: Name) -> bool:
    """Whether a known short name is only the given name of another one here ("صالح البيحاني", "كيري كوبيك")."""
    k = name.last
    if k != name.first + 1 or k >= len(page.tokens) or page.tokens[k].kind != WORD or page.time_at[k] or not page.plain[k]:
        return False
    norm = page.tokens[k].norm
    surname = norm.startswith("ال") and not is_known(norm) and k not in page.roles and k not in page.names
    return is_foreign(page, k) or (surname and is_given_name(page, name.first))


def _profession(page: Page, j: int) -> bool:
    """Whether a single definite word of an office or profession stands before a given name ("البروفيسور يوسي", "الباحث سامي")."""
    role = page.roles.get(j)
    single = role is not None and role.definite and not role.clitics and role.last == j + 1
    return single and j + 1 < len(page.tokens) and is_given_name(page, j + 1)


def is_title(page: Page, j: int) -> bool:
    role = page.roles.get(j)
    return role is not None and not role.clitics and role.entry.role_class in ("honorific", "royal", "cleric", "military")


def _person_like(page: Page, first: int, last: int) -> bool:
    """Whether unknown words look like a person's name: a given name among them, or no ordinary word at all."""
    words = [page.tokens[k].norm for k in range(first, last) if page.tokens[k].kind == WORD]
    if words[0].startswith("ال") and len(words) == 1:
        return False
    if is_given_name(page, first) or words[0] in ("ابن", "ابو", "ام", "ال"):
        return True
    return not any(is_common(word) for word in words[:2])


def person_starts(page: Page, i: int, limit: int, clitics: int) -> bool:
    """Whether an unknown person's name starts here: a given name and more, or two words that can be nothing but names."""
    end = person_end(page, i, limit, clitics)
    if end <= i:
        return False
    if is_given_name(page, i, clitics):
        return end > i + 1
    words = [page.tokens[k] for k in range(i, end) if page.tokens[k].kind == WORD]
    if clitics or i in page.names or i in page.roles or not _rare_word(page, words[0].norm):
        return False
    return len(words) > 1 or (is_boundary(page, end) and len(words[0].norm) > 3)


def _rare_word(page: Page, norm: str) -> bool:
    """Whether a word is in no list and no form of a verb of saying, with or without clitics: most likely a foreign name."""
    article = norm.startswith(("لل", "وال", "بال")) or (norm.startswith("ال") and is_known(norm[2:]))
    if len(norm) < 3 or article or is_known(norm) or is_cue_word(page, norm):
        return False
    inflected = norm.endswith(("هم", "ها", "ات", "ون", "ين", "وا", "ته")) and is_known(norm[:-2])
    return not (norm[0] in "بلكوف" and is_known(norm[1:])) and not inflected and not norm.endswith("هما")


def person_end(page: Page, i: int, limit: int, clitics: int = 0) -> int:
    """The end of the run of words from token i on that may be one person's name."""
    k, words = i, 0
    while k < limit and words < _LONGEST_PERSON:
        token = page.tokens[k]
        if (
            token.text in ("-", "–")
            and words
            and k + 1 < limit
            and page.tokens[k + 1].start == token.end
            and page.tokens[k - 1].end == token.start
        ):
            k += 1
            continue
        if (
            token.kind != WORD
            or (k > i and _ends_name(page, k))
            or (words > 1 and _ordinary(page, k))
            or page.time_at[k]
            or "\n" in page.layout.text[page.tokens[k - 1].end : token.start]
        ):
            break
        words += 1
        k += 1
    return k


def _ordinary(page: Page, k: int) -> bool:
    """Whether the word at token k is of the language and no given name, surname with the article or particle: what follows a whole name."""
    norm = page.tokens[k].norm
    particle = page.has("connector", k) or page.has_norm("connector", page.tokens[k - 1].norm, k - 1)
    free = particle or norm.startswith("ال") or page.inside_name[k] or is_given_name(page, k)
    return is_known(norm) and not free and not is_boundary(page, k + 1)


def _ends_name(page: Page, k: int) -> bool:
    """Whether the word at token k no longer belongs to the name before it."""
    norm = page.tokens[k].norm
    if norm == "علي" and is_preposition(page, k):
        return True
    office = page.roles.get(k)
    if (page.has("complementizer", k) and page.tokens[k].text != "فان") or (office and office.last > k + 1 and norm.startswith("ال")):
        return True
    if page.has_norm("connector", page.tokens[k - 1].norm, k - 1) or page.has("connector", k) or (norm,) in page.lexicon.given_names:
        return False
    if norm.startswith("عبد") and len(norm) > 5:
        return False
    if (
        norm[0] == "و"
        and len(norm) > 4
        and k > 1
        and not is_given_name(page, k - 1)
        and (not is_known(norm) or (norm[1:],) in page.lexicon.given_names)
    ):
        return True
    possessed = page.tokens[k].text.endswith("ه") and not norm.startswith("ال") and is_known(norm[:-1]) and not is_given_name(page, k)
    if (possessed or norm.endswith(("هما", "هم", "ها"))) and len(norm) > 4 and not page.inside_name[k]:
        return True
    plain = not norm.endswith("ا") and not begins_with_clitic(norm, "وفبل") and norm not in page.lexicon.cues and not stops(page, k)
    behind_given = is_given_name(page, k - 1) or (k > 1 and is_given_name(page, k - 2) and page.tokens[k - 2].norm in ("عبد", "ابو", "ابن"))
    if behind_given and k in page.names and page.names[k].entry.kind in ("body", "place") and page.names[k].last == k + 1:
        return page.names[k].clitics != ""
    if behind_given and k not in page.names:
        if is_boundary(page, k + 1) and norm.startswith("ال"):
            return False
        closed = k + 1 in page.roles or k + 1 >= len(page.tokens) or page.tokens[k + 1].kind == MARK or page.has("complementizer", k + 1)
        if plain and closed and k not in page.roles and not is_preposition(page, k) and not page.has("adverb", k):
            return False
    if stops(page, k) or is_preposition(page, k) or k in page.roles or norm in page.lexicon.cues:
        return True
    name = page.names.get(k)
    if name and name.entry.kind in ("adjective", "people", "country", "body", "outlet", "platform", "metonym", "capital"):
        return True
    if norm[0] in "وف" and len(norm) > 4 and (norm[1:] in page.lexicon.cues or (norm[1:].startswith("ال") and is_known(norm[1:]))):
        return True
    if norm.startswith(("لل", "بال", "كال")) or (norm[0] in "لب" and k in page.names and page.names[k].clitics):
        return True
    if norm[0] == "ل" and (page.has_norm("agency_word", norm[1:], k) or is_known(norm[1:])) and not page.inside_name[k]:
        return True
    if norm.startswith("ال"):
        return is_common(norm) or (is_known(norm) and not behind_given and not page.inside_name[k])
    return is_common(norm) and not page.inside_name[k]
