"""Noun phrases that name a party: a person, a body, an unnamed source; with titles and appositions tied to the name they introduce.

`read_party(page, i, limit)` reads the phrase that starts at token i. Arabic builds it from the left edge on:
head noun, its complement (an indefinite noun goes on to the next one, up to a definite noun or a name), adjectives, then the name,
or the name first and the office after a comma: "وزير الخارجية الروسي، سيرغي لافروف،" / "مايك بنس، نائب الرئيس الأميركي،".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from musnad.model import EntityType
from musnad.reading.cues import cue_at, is_cue_word
from musnad.reading.page import COMMAS, Name, Page, Role, bare_forms
from musnad.text.quotes import MARKS
from musnad.text.tokens import MARK, WORD
from musnad.text.words import begins_with_clitic, is_common, is_known

_T = TypeVar("_T", Name, Role)
_LONGEST_PERSON = 6
_LONGEST_QUOTED_NAME = 6
_BODY_KINDS = {
    "body": "body",
    "country": "body",
    "metonym": "body",
    "capital": "body",
    "place": "body",
    "outlet": "outlet",
    "people": "body",
}


@dataclass(slots=True)
class Party:
    """One who may speak or be spoken to: tokens [first, last); the bare name at tokens [name_first, name_last)."""

    first: int
    last: int
    name_first: int
    name_last: int
    type: EntityType
    named: bool
    head: str
    definite: bool
    plural: bool
    feminine: bool
    by: str
    clitics: int = 0
    short: tuple[int, int] | None = None
    role: tuple[int, int] | None = None
    entry: Name | None = None
    others: list[Party] | None = None


def read_party(page: Page, i: int, limit: int, *, tight: bool = False, clitics: int = 0) -> Party | None:
    """The party that the noun phrase at token i names, or None where none starts there.

    `tight` reads as little as the grammar allows (an object may follow), else as much as stands before `limit`.
    `clitics` is the number of letters before the phrase in token i (ل of "لوكالة").
    """
    if i >= limit:
        return None
    token = page.tokens[i]
    if token.text in MARKS:
        return _quoted_name(page, i, limit)
    if token.kind != WORD or page.time_at[i] or _stops(page, i, clitics):
        return None
    norm = token.norm[clitics:]
    if page.has_norm("honorific_pronoun", norm, i) or page.has_norm("own_country", norm, i):
        return Party(i, i + 1, i, i + 1, "person", False, norm, True, False, norm.endswith("ها"), "stands for another")
    if (first := _after_honorific(page, i)) and first < limit:
        party = read_party(page, first, limit, tight=tight)
        if party:
            party.first = i
            return party
    name, role = _starting(page.names.get(i), clitics), _starting(page.roles.get(i), clitics)
    party: Party | None
    if isinstance(name, Name) and name.entry.kind == "person" and not (role and role.last > name.last):
        party = _person(page, i, name.last, limit, name)
    elif page.has_norm("agency_word", norm, i) or (
        norm.startswith("ال") and page.has_norm("agency_word", norm[2:], i) and norm not in ("الهييه", "الموسسه", "البرنامج")
    ):
        party = _outlet(page, i, limit, norm)
    elif isinstance(name, Name) and name.entry.kind in _BODY_KINDS:
        party = _body(page, i, name, limit, tight=tight)
    elif isinstance(role, Role):
        party = _office(page, i, role, limit, tight=tight, clitics=clitics)
    elif _person_starts(page, i, limit, clitics):
        party = _person(page, i, _person_end(page, i, limit, clitics), limit, None)
    else:
        party = _plain(page, i, limit, norm, tight=tight)
    if party is None:
        return None
    party.clitics = clitics
    return _joined(page, party, limit) if not tight else party


def _after_honorific(page: Page, i: int) -> int | None:
    """The office behind an honorific: "معالي وزير الخارجية", "صاحب السمو الملكي الأمير"."""
    role = page.roles.get(i)
    if role is None or role.entry.role_class != "honorific" or role.last not in page.roles:
        return None
    return role.last


def _starting(found: _T | None, clitics: int) -> _T | None:
    return found if found and len(found.clitics) == clitics else None


def _stops(page: Page, i: int, clitics: int = 0) -> bool:
    """Whether token i cannot stand in a noun phrase that names a party; a longer name that begins so (بان كي مون) can."""
    if i in page.names and page.names[i].last > i + 1 and not page.time_at[i]:
        return False
    norm = page.tokens[i].norm[clitics:]
    return (
        page.time_at[i]
        or page.has_norm("complementizer", norm, i) > 0
        or page.has_norm("subject_stop", norm, i) > 0
        or page.has_norm("relative", norm, i) > 0
        or page.has_norm("prepositional_pronoun", norm, i) > 0
        or (norm.startswith("ل") and page.has_norm("journalists", norm, i) > 0)
        or page.has_norm("auxiliary", norm, i) > 0
    )


def _quoted_name(page: Page, i: int, limit: int) -> Party | None:
    """A name in quotation marks: “بلومبرغ”."""
    for j in range(i + 1, min(limit, i + 2 + _LONGEST_QUOTED_NAME)):
        if page.tokens[j].text in MARKS:
            if j == i + 1:
                return None
            name = page.names.get(i + 1)
            kind: EntityType = "outlet" if name and name.entry.kind == "outlet" else "body"
            party = Party(i, j + 1, i + 1, j, kind, True, page.tokens[i + 1].norm, True, False, False, "quoted name", entry=name)
            party.last = _adjectives(page, j + 1, limit)
            return party
    return None


def _person(page: Page, first: int, name_last: int, limit: int, name: Name | None) -> Party:
    """A person whose name comes first, and the office told after it."""
    party = Party(
        first, name_last, first, name_last, "person", True, page.tokens[first].norm, True, False, False, "person's name", entry=name
    )
    party.last = name_last
    apposed_office(page, party, limit)
    return party


def apposed_office(page: Page, party: Party, limit: int) -> None:
    """Take in the office after a name: "أندريه يرماك، مدير مكتب الرئيس الأوكراني،" or without a comma."""
    i = party.last
    if i < limit and page.tokens[i].text in COMMAS:
        i += 1
    if i >= limit:
        return
    role = page.roles.get(i)
    if role is None or role.clitics or page.time_at[i]:
        return
    party.role = (i, _extent(page, i, limit, tight=False))
    party.last = party.role[1]


def _office(page: Page, i: int, role: Role, limit: int, *, tight: bool, clitics: int) -> Party:
    """A role-holder, with the name where one is told: "وزير الخارجية الأميركي ماركو روبيو", "مسؤول في البيت الأبيض"."""
    end = _extent(page, i, limit, tight=tight, clitics=clitics)
    person = _name_in_office(page, i, role, end, limit)
    feminine, plural = role.entry.gender == "f", role.entry.number == "plural"
    head = role.entry.role
    if person:
        first, last, name = person
        party = Party(i, last, first, last, "person", True, head, True, False, feminine, "office and name", role=(i, first), entry=name)
        if not tight:
            _trailing_office(page, party, limit)
        return party
    if end + 1 < limit and page.tokens[end].norm in ("هو", "هي", "يدعي", "واسمه", "واسمها", "تدعي"):
        told = _name_at(page, end + 1, limit, after_comma=True)
        if told:
            return Party(
                i, told[1], told[0], told[1], "person", True, head, True, False, feminine, "office and name", role=(i, end), entry=told[2]
            )
    definite = role.definite or _is_definite(page, i, end)
    kind: EntityType = "person" if definite and not plural else "source"
    return Party(i, end, i, end, kind, False, head, definite, plural, feminine, "office without a name", role=(i, end))


def _trailing_office(page: Page, party: Party, limit: int) -> None:
    """A second office after the name ("الشيخ محمد حسين المفتي العام للقدس"), which belongs to the phrase but not to the name."""
    i = party.last
    if i < limit and not page.time_at[i] and i in page.roles and not page.roles[i].clitics:
        party.last = _extent(page, i, limit, tight=False)
        return
    if i + 1 < limit and page.tokens[i].text in COMMAS and i + 1 in page.roles and not page.roles[i + 1].clitics:
        party.last = _extent(page, i + 1, limit, tight=False)


def _name_in_office(page: Page, i: int, role: Role, end: int, limit: int) -> tuple[int, int, Name | None] | None:
    """Where the office-holder's own name stands: inside the phrase, or after a comma."""
    inside = _apposed_name(page, role, end)
    if inside:
        return inside
    if end < limit and page.tokens[end].text in COMMAS and end + 1 < limit:
        found = _name_at(page, end + 1, limit, after_comma=True)
        if found and (found[1] >= limit or page.tokens[found[1]].kind == MARK or _stops(page, found[1]) or found[2]):
            return found
    return None


def _apposed_name(page: Page, role: Role, end: int) -> tuple[int, int, Name | None] | None:
    """The name at the phrase's end; a name that a preposition or the head itself governs ("متحدث باسم لوفن", "محامي ترمب") is not it."""
    j = role.last
    if role.entry.role_class in ("source", "witness"):
        return None
    while j < end:
        name = page.names.get(j)
        if name and name.entry.kind != "person":
            j = name.last
            continue
        if name and name.clitics:
            j = name.last
            continue
        found = _name_at(page, j, end)
        at = found[0] if found else j
        governed = page.has("of_word", at - 1) > 0 or (at == role.last and not role.definite and not _complete(page, role))
        if found and not governed and (found[1] >= end or page.tokens[found[1]].kind == MARK or found[2] or found[1] in page.roles):
            inner = _inner_office(page, role, j)
            if not (inner and found[2] and _holds(found[2], inner)):
                return found
        j = found[1] if found else j + 1
    return None


def _complete(page: Page, role: Role) -> bool:
    """Whether the role stands without complement before a name: honorifics and titles (الدكتور, الشيخ, عميد)."""
    return role.entry.role_class in ("honorific", "royal", "military", "cleric") or role.last - role.first > 1


def _inner_office(page: Page, role: Role, name_at: int) -> Role | None:
    """The definite office directly before the name, where it is not the phrase's head ("مستشار الرئيس الأوكراني فلان")."""
    inner = [r for j in range(role.last, name_at) if (r := page.roles.get(j)) and r.definite]
    return inner[-1] if inner else None


def _holds(name: Name, office: Role) -> bool:
    return any(office.entry.role == held.split()[0] for held in name.entry.offices)


def _name_at(page: Page, j: int, limit: int, *, after_comma: bool = False) -> tuple[int, int, Name | None] | None:
    """A person's name that starts at token j, known or not; titles before it (الدكتور) are skipped."""
    while j < limit and page.tokens[j].kind == WORD and (page.has("person_noun", j) or _title(page, j)):
        j = page.roles[j].last if j in page.roles else j + 1
        if j < limit and page.tokens[j].text == ".":
            j += 1
    if j >= limit or page.tokens[j].kind != WORD or page.tokens[j].norm == "باسم" or (j and page.tokens[j - 1].text in MARKS):
        return None
    name = page.names.get(j)
    if name and name.entry.kind == "person" and not name.clitics:
        return j, name.last, name
    if name and not name.clitics and name.entry.kind in ("adjective", "body", "outlet", "platform", "people"):
        return None
    norm = page.tokens[j].norm
    if norm.startswith(("لل", "بال", "وال", "كال")) or (
        (norm,) not in page.lexicon.given_names and begins_with_clitic(norm, "بلك") and is_known(norm[1:])
    ):
        return None
    end = _person_end(page, j, limit)
    length = sum(1 for k in range(j, end) if page.tokens[k].kind == WORD)
    if length >= 2 or (length == 1 and not after_comma and _rare_name(page, j)):
        return (j, end, None) if _person_like(page, j, end) else None
    return None


def _rare_name(page: Page, j: int) -> bool:
    """Whether a single word after an office can only be a name: no ordinary word, no verb, no clitic before it."""
    norm = page.tokens[j].norm
    if norm.startswith(("ال", "لل", "وال", "بال")) or begins_with_clitic(norm, "بلكوف") or is_cue_word(page, norm):
        return False
    if norm.endswith(("ته", "تها", "تهم", "ها", "هم")) or page.has("anonymity", j):
        return False
    return not is_common(norm) and (norm[0] not in "بلو" or (norm,) in page.lexicon.given_names)


def _title(page: Page, j: int) -> bool:
    role = page.roles.get(j)
    return role is not None and not role.clitics and role.entry.role_class in ("honorific", "royal", "cleric", "military")


def _person_like(page: Page, first: int, last: int) -> bool:
    """Whether unknown words look like a person's name: a given name among them, or no ordinary word at all."""
    words = [page.tokens[k].norm for k in range(first, last) if page.tokens[k].kind == WORD]
    if words[0].startswith("ال") and len(words) == 1:
        return False
    if _given_name(page, first) or words[0] in ("ابن", "ابو", "ام", "ال"):
        return True
    return not any(is_common(word) for word in words[:2])


def _person_starts(page: Page, i: int, limit: int, clitics: int) -> bool:
    """Whether an unknown person's name starts here: a given name and more, or two words that can be nothing but names."""
    end = _person_end(page, i, limit, clitics)
    if end <= i:
        return False
    if _given_name(page, i, clitics):
        return end > i + 1
    words = [page.tokens[k] for k in range(i, end) if page.tokens[k].kind == WORD]
    if clitics or i in page.names or i in page.roles or not _rare_word(page, words[0].norm):
        return False
    return len(words) > 1 or (_boundary(page, end) and len(words[0].norm) > 3)


def _rare_word(page: Page, norm: str) -> bool:
    """Whether a word is in no list and no form of a verb of saying, with or without clitics: most likely a foreign name."""
    if len(norm) < 3 or norm.startswith(("ال", "لل", "وال", "بال")) or is_known(norm) or is_cue_word(page, norm):
        return False
    inflected = norm.endswith(("هم", "ها", "ات", "ون", "ين", "وا", "ته")) and is_known(norm[:-2])
    return not (norm[0] in "بلكوف" and is_known(norm[1:])) and not inflected and not norm.endswith("هما")


def _given_name(page: Page, i: int, clitics: int = 0) -> bool:
    first = page.tokens[i].norm[clitics:]
    if (first,) in page.lexicon.given_names:
        return True
    return i + 1 < len(page.tokens) and (first, page.tokens[i + 1].norm) in page.lexicon.given_names


def _person_end(page: Page, i: int, limit: int, clitics: int = 0) -> int:
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
            or page.time_at[k]
            or "\n" in page.layout.text[page.tokens[k - 1].end : token.start]
        ):
            break
        words += 1
        k += 1
    return k


def _boundary(page: Page, k: int) -> bool:
    """Whether a noun phrase surely ends before token k."""
    return k >= len(page.tokens) or page.tokens[k].kind == MARK or _stops(page, k) or _is_preposition(page, k) or _told_word(page, k)


def _told_word(page: Page, k: int) -> bool:
    """لوكالة, لصحيفة, للصحافيين: the one who was told."""
    norm = page.tokens[k].norm
    if norm[0] != "ل" or page.tokens[k].kind != WORD:
        return False
    name = page.names.get(k)
    if name and name.clitics == "ل" and name.entry.kind in ("outlet", "platform"):
        return True
    bare = norm[2:] if norm.startswith("لل") else norm[1:]
    return page.has("journalists", k) > 0 or (len(norm) > 3 and page.has_norm("agency_word", bare, k) > 0) or norm == "ل"


def _is_preposition(page: Page, k: int) -> bool:
    """على and the man's name علي are one when folded: with a dotted ya, after an office or before another name, it is the name."""
    if not page.has("preposition", k):
        return False
    token = page.tokens[k]
    if token.norm != "علي" or not token.text.endswith("ي") or k == 0:
        return True
    behind = page.tokens[k + 1].norm if k + 1 < len(page.tokens) else ""
    after_office = any(r.last == k for r in page.roles.values()) or _given_name(page, k - 1)
    return not (after_office or (behind,) in page.lexicon.given_names or (behind and not is_common(behind) and not behind.startswith("ال")))


def _ends_name(page: Page, k: int) -> bool:
    """Whether the word at token k no longer belongs to the name before it."""
    norm = page.tokens[k].norm
    if page.has_norm("connector", page.tokens[k - 1].norm, k - 1) or page.has("connector", k) or (norm,) in page.lexicon.given_names:
        return False
    if norm.startswith("عبد") and len(norm) > 5:
        return False
    if (
        norm[0] == "و"
        and len(norm) > 4
        and k > 1
        and not _given_name(page, k - 1)
        and (not is_known(norm) or (norm[1:],) in page.lexicon.given_names)
    ):
        return True
    if norm.endswith(("هما", "هم", "ها")) and len(norm) > 5 and not page.inside_name[k]:
        return True
    if norm.startswith("ال") and _given_name(page, k - 1) and _boundary(page, k + 1) and k not in page.names:
        return False
    if _stops(page, k) or _is_preposition(page, k) or k in page.roles or norm in page.lexicon.cues:
        return True
    name = page.names.get(k)
    if name and name.entry.kind in ("adjective", "people", "country", "body", "outlet", "platform", "metonym", "capital"):
        return True
    if norm[0] in "وف" and len(norm) > 4 and (norm[1:] in page.lexicon.cues or norm[1:].startswith("ال")):
        return True
    if norm.startswith(("لل", "بال", "كال")) or (norm[0] in "لب" and k in page.names and page.names[k].clitics):
        return True
    if norm[0] == "ل" and (page.has_norm("agency_word", norm[1:], k) or is_common(norm[1:])) and not page.inside_name[k]:
        return True
    if norm.startswith("ال"):
        return is_common(norm)
    return is_common(norm) and not page.inside_name[k]


def _outlet(page: Page, i: int, limit: int, norm: str) -> Party:
    """A medium told by its kind: "وكالة رويترز", "وكالتا “بلومبرغ” و”ذا بيل”", "وسائل إعلام سورية"."""
    length = max(page.has_norm("agency_word", norm, i), 1)
    j = i + length
    plural = norm in ("صحف", "وكالات", "قنوات", "وسائل", "تقارير", "مواقع") or length > 1
    if j < limit and page.tokens[j].text in MARKS:
        quoted = _quoted_name(page, j, limit)
        if quoted:
            return Party(
                i, quoted.last, quoted.name_first, quoted.name_last, "outlet", True, norm, True, False, True, "medium", entry=quoted.entry
            )
    name = page.names.get(j)
    end = _extent(page, i, limit, tight=False)
    inner = _name_in_marks(page, j, min(end + 2, limit))
    if inner:
        return Party(
            i,
            inner.last + 1,
            i,
            inner.first - 1,
            "outlet",
            True,
            norm,
            True,
            False,
            True,
            "medium",
            short=(inner.first, inner.last),
            entry=inner,
        )
    if (
        name
        and (
            name.entry.kind in ("outlet", "body", "person")
            or (name.entry.kind in ("place", "country", "capital", "metonym") and not plural)
        )
        and not name.clitics
    ):
        last = name.last + 1 if name.last < limit and page.tokens[name.last].norm in ("الرسميه", "الرسمي") else name.last
        return Party(i, max(end, last), j, last, "outlet", True, norm, True, False, True, "medium", entry=name)
    if norm.startswith("ال") and j < limit and (_is_preposition(page, j) or page.tokens[j].kind != WORD):
        end = j
    definite = norm.startswith("ال") or _is_definite(page, i, end)
    bare = j >= end
    return Party(
        i,
        end,
        i if plural or bare else j,
        end,
        "outlet",
        (definite and not bare and not plural) or bool(norm.startswith("ال")),
        norm,
        definite,
        plural,
        True,
        "medium",
    )


def _name_in_marks(page: Page, first: int, limit: int) -> Name | None:
    """The short name that follows an agency's long one: "وكالة الأنباء الإيرانية (إرنا)", "… الرسمية “سانا”"."""
    for k in range(first, min(first + 6, limit)):
        token = page.tokens[k]
        if (token.text == "(" or token.text in MARKS) and k + 1 in page.names:
            name = page.names[k + 1]
            if (
                name.entry.kind == "outlet"
                and name.last < len(page.tokens)
                and (page.tokens[name.last].text == ")" or page.tokens[name.last].text in MARKS)
            ):
                return name
    return None


def _body(page: Page, i: int, name: Name, limit: int, *, tight: bool) -> Party:
    """A body, state or place that the lexicon knows, with the adjectives after it."""
    end = _adjectives(page, name.last, limit) if not tight or name.entry.kind not in ("country", "capital", "metonym") else name.last
    kind = _BODY_KINDS[name.entry.kind]
    party = Party(
        i,
        end,
        i,
        name.last,
        "outlet" if kind == "outlet" else "body",
        True,
        page.tokens[i].norm,
        True,
        False,
        _feminine(page, i),
        "known body",
        entry=name,
    )
    if end < limit and page.tokens[end].text == "(":
        close = next((k for k in range(end, min(limit, end + 8)) if page.tokens[k].text == ")"), None)
        if close:
            party.last = close + 1
    return party


def _plain(page: Page, i: int, limit: int, norm: str, *, tight: bool) -> Party | None:
    """A noun phrase without a known name: "المعارضة", "وزارة الصحة الفلسطينية", "سكان القرية", "التقرير"."""
    if page.has_norm("preposition", norm, i) or page.has_norm("auxiliary", norm, i) or page.has_norm("negation", norm, i):
        return None
    bare = norm.removeprefix("ال")
    if i + 1 < limit and page.tokens[i + 1].text in MARKS and page.has_norm("body_noun", bare, i):
        quoted = _quoted_name(page, i + 1, limit)
        if quoted:
            return Party(
                i,
                quoted.last,
                quoted.name_first,
                quoted.name_last,
                "body",
                True,
                bare,
                True,
                False,
                _feminine(page, i),
                "noun phrase",
                entry=quoted.entry,
            )
    known = page.has_norm("body_noun", bare, i) or page.has_norm("vague_person", bare, i) or page.has_norm("document", bare, i)
    if not known and (page.has_norm("person_noun", norm, i) == 0 and not norm.startswith("ال") and not _nominal(page, i, limit, norm)):
        return None
    end = _extent(page, i, limit, tight=tight)
    if bare in ("اخرون", "اخرين", "كثيرون", "بعضهم", "كثيرين") and not (i + 1 < limit and page.tokens[i + 1].norm == "من"):
        end = i + 1
    if end <= i:
        return None
    if (
        page.has_norm("document", bare, i)
        and end < limit
        and page.tokens[end - 1].norm in ("صادر", "صادره", "الصادر", "الصادره")
        and page.tokens[end].norm == "عن"
    ):
        end = noun_phrase_end(page, end + 1, limit)
    definite = _is_definite(page, i, end)
    vague = page.has_norm("vague_person", bare, i) > 0 or (bare.endswith(("ون", "ين")) and len(bare) > 4)
    document = page.has_norm("document", bare, i) > 0
    body = page.has_norm("body_noun", bare, i) > 0
    if body and end < limit and page.tokens[end].text in COMMAS and end + 1 < limit and any(j in page.roles for j in range(i + 1, end)):
        apposed = _name_at(page, end + 1, limit, after_comma=True)
        end = apposed[1] if apposed else end
    kind: EntityType = "document" if document else "source" if vague else "body"
    named = not vague and not document and (definite or body)
    plural = bare.endswith(("ون", "ين", "ات")) or (vague and bare in ("مصادر", "نشطاء", "خبراء", "شهود", "سكان", "اهالي"))
    return Party(i, end, i, end, kind, named, bare, definite, plural, _feminine(page, i), "noun phrase")


def noun_phrase_end(page: Page, i: int, limit: int) -> int:
    """The end of the noun phrase at token i read as narrowly as the grammar allows; i itself where none starts there."""
    if i >= limit or page.tokens[i].kind == MARK:
        return i
    return _extent(page, i, limit, tight=True)


def _nominal(page: Page, i: int, limit: int, norm: str) -> bool:
    """Whether an indefinite word without article heads a chain of nouns ("رسامو الكاريكاتير"), as far as its shape tells."""
    if norm in page.lexicon.cues or norm.startswith(("لل", "بال", "ي", "وال")) or len(norm) < 3:
        return False
    if begins_with_clitic(norm, "بلكوفس"):
        return False
    return (
        i + 1 < limit
        and page.tokens[i + 1].kind == WORD
        and (page.tokens[i + 1].norm.startswith("ال") or norm.endswith(("ون", "ين", "ات", "و")) or i + 1 in page.names)
    )


def _extent(page: Page, i: int, limit: int, *, tight: bool, clitics: int = 0) -> int:
    """The end of the noun phrase that starts at token i, appositions after a comma left out."""
    k, complete = i, False
    role = page.roles.get(i)
    if role and len(role.clitics) == clitics and role.last > i + 1:
        k = min(role.last, limit)
        complete = role.definite or page.tokens[k - 1].norm.startswith("ال")
        complete = complete and not _is_preposition(page, k - 1) and page.tokens[k - 1].norm != "باسم"
    while k < limit:
        token = page.tokens[k]
        if token.kind == MARK:
            step = _mark_inside(page, k, i, limit)
            if step == k or (tight and token.text in MARKS and not _names_before(page, k)):
                break
            k = step
            continue
        if k > i and (
            _stops(page, k) or _told_word(page, k) or _verbal(page, k) or "\n" in page.layout.text[page.tokens[k - 1].end : token.start]
        ):
            break
        norm = token.norm[clitics:] if k == i else token.norm
        name = page.names.get(k)
        if k > i and not name and norm in page.lexicon.cues and not norm.startswith("ال") and k not in page.roles and complete:
            break
        if k > i and _is_preposition(page, k):
            if (tight and complete and not _place_follows(page, k)) or not _binds(page, i, k):
                break
            complete = False
        elif k > i and name and name.clitics and _annexed(page, i, k, norm, tight=tight):
            complete = True
            k = name.last
            continue
        elif name and name.last > k:
            adjective = name.entry.kind == "adjective"
            if tight and complete and not adjective and name.entry.kind != "person":
                break
            complete = complete or not adjective or norm.startswith("ال")
            k = name.last
            continue
        elif (
            k > i
            and not name
            and (_given_name(page, k) or norm == "عبد")
            and _person_end(page, k, limit) > k + 1
            and page.tokens[k].kind == WORD
        ):
            k = _person_end(page, k, limit)
            complete = True
            continue
        elif k > i and _annexed(page, i, k, norm, tight=tight):
            complete = norm.startswith(("لل", "وال")) or bool(name)
        elif norm.startswith("ال"):
            if tight and complete and not _adjective_like(norm) and not (k > i and _title(page, k) and k + 1 < limit):
                break
            complete = True
        elif (
            k > i
            and complete
            and tight
            and token.text.endswith(("ا", "اً", "ًا"))
            and len(norm) > 3
            and not page.inside_name[k]
            and is_known(norm)
        ) or (k > i + (0 if complete else 1) and tight and norm.endswith(("ها", "هم", "هما")) and len(norm) > 4 and not page.inside_name[k]) or (k > i and complete and tight and not _given_name(page, k) and is_common(norm) and norm[0] not in "وبل") or (k > i and tight and norm[0] in "وف" and _verb_after_and(page, k)):
            break
        k += 1
    while k > i + 1 and (_is_preposition(page, k - 1) or page.tokens[k - 1].text in ("-", "–")):
        k -= 1
    return k


def _verbal(page: Page, k: int) -> bool:
    """Whether token k is plainly a verb or a negation, so that a clause begins there ("مسؤولان سابقان يدعمان")."""
    if page.has("negation", k) and page.tokens[k].norm in ("لم", "لن", "لا", "ليس", "ليست"):
        return True
    if page.inside_name[k] or k in page.roles:
        return False
    norm = page.tokens[k].norm
    behind = page.tokens[k + 1].norm if k + 1 < len(page.tokens) else ""
    if behind in ("عدم", "ذكر", "كشف", "الكشف", "الافصاح") and is_cue_word(page, norm):
        return True
    if (
        norm[0] == "ي"
        and len(norm) > 3
        and (norm,) not in page.lexicon.given_names
        and norm not in ("يوم", "يومين", "يومي", "يونيو", "يوليو", "يناير", "يمين", "يورو", "يسار", "يساري", "يميني", "يهودي", "يهود")
    ):
        return is_common(norm) or norm.endswith(("ون", "ان", "وا", "ها", "ه"))
    return any(c.finite and c.suffix and c.kind == "past" for c in cue_at(page, k))


def _place_follows(page: Page, k: int) -> bool:
    """A place ties to the phrase even where it is complete: "السفير الروسي في لندن"."""
    name = page.names.get(k + 1)
    return (
        page.tokens[k].norm in ("في", "لدي") and name is not None and name.entry.kind in ("capital", "place", "country", "body", "metonym")
    )


def _annexed(page: Page, head: int, k: int, norm: str, *, tight: bool) -> bool:
    """A noun tied to the head by a clitic: "الأمين العام للحلف", "مبعوث ... بكوريا الجنوبية", "الحج والزيارة"; not the one who is told (لوكالة …)."""
    if norm.startswith("وال"):
        return (
            not page.tokens[head].norm.startswith("ال")
            and page.tokens[k - 1].norm.startswith(("ال", "لل", "وال"))
            and norm[1:] not in page.lexicon.cues
        )
    if norm[0] not in "لب" or len(norm) < 4:
        return False
    name = page.names.get(k)
    if name and name.clitics in ("ل", "ب"):
        return name.entry.kind not in ("outlet", "platform", "person") and (
            name.clitics == "ل" or name.entry.kind in ("country", "place", "body", "capital")
        )
    bare = norm[2:] if norm.startswith("لل") else norm[1:]
    if page.has_norm("agency_word", bare, k) or page.has_norm("journalists", norm, k) or page.has_norm("platform_word", bare, k):
        return False
    if norm.startswith("لل"):
        return True
    return norm[0] == "ل" and not bare.startswith(("نظير", "لقاء")) and begins_with_clitic(norm, "ل")


def _mark_inside(page: Page, k: int, first: int, limit: int) -> int:
    """Step over a mark that may stand inside a noun phrase: a short quoted name, brackets, a glued hyphen or dot; else stay."""
    token = page.tokens[k]
    if token.text in MARKS:
        close = next((j for j in range(k + 1, min(limit, k + 2 + _LONGEST_QUOTED_NAME)) if page.tokens[j].text in MARKS), None)
        return close + 1 if close and close > k + 1 and (k > first) else k
    if token.text == "(":
        close = next((j for j in range(k + 1, min(limit, k + 9)) if page.tokens[j].text == ")"), None)
        return close + 1 if close else k
    glued = 0 < k < len(page.tokens) - 1 and page.tokens[k - 1].end == token.start and page.tokens[k + 1].start == token.end
    single = page.tokens[k - 1].kind == WORD and len(page.tokens[k - 1].norm) == 1
    return k + 1 if token.text in ("-", "–", ".", "/", "'", "’") and (glued or (single and token.text == ".")) else k


def _names_before(page: Page, k: int) -> bool:
    """Whether the word before a quotation mark asks for a name: "حزب “…”", "تنظيم “…”"."""
    norm = page.tokens[k - 1].norm
    return (
        page.has_norm("body_noun", norm, k - 1) > 0
        or page.has_norm("agency_word", norm, k - 1) > 0
        or norm in ("ب", "ال", "ل", "مدينه", "بلده", "منطقه")
    )


def _binds(page: Page, head: int, k: int) -> bool:
    """Whether the preposition at token k ties what follows to the head noun (عضو في, متحدث باسم, سفير لدى, مسؤولون من), not to the verb."""
    if not page.has("binding_preposition", k):
        return False
    after = k + 1
    if after >= len(page.tokens) or page.time_at[after]:
        return False
    if occasion_at(page, after) or page.has("journalists", after):
        return False
    name = page.names.get(after)
    if name and name.entry.kind in ("platform", "outlet"):
        return False
    if name is None and page.tokens[after].norm.endswith(("ها", "هم", "هما")) and page.tokens[k].norm == "في":
        return False
    return not (page.has("agency_word", after) or page.has("platform_word", after))


def occasion_at(page: Page, i: int) -> int:
    """The number of words of the occasion told at token i ("مؤتمر صحافي"), 0 where none is."""
    if i >= len(page.tokens) or page.tokens[i].kind != WORD:
        return 0
    rest = [t.norm for t in page.tokens[i + 1 : i + 6]]
    for _, norm in bare_forms(page.tokens[i].norm):
        hit = page.lexicon.occasions.longest(norm, rest) if norm in page.lexicon.occasions else None
        if hit:
            return hit[0]
    return 0


def _adjectives(page: Page, k: int, limit: int) -> int:
    """The end of the adjectives and glued appositions that follow a name."""
    while k < limit and page.tokens[k].kind == WORD and not page.time_at[k]:
        name = page.names.get(k)
        if name and name.entry.kind == "adjective" and not name.clitics:
            k = name.last
        elif page.tokens[k].norm.startswith("ال") and _adjective_like(page.tokens[k].norm) and k not in page.names and k not in page.roles:
            k += 1
        elif _annexed(page, k, k, page.tokens[k].norm, tight=True) and name:
            k = name.last
        else:
            break
    return k


def _adjective_like(norm: str) -> bool:
    """Whether a definite word has the shape of an adjective of relation or of a participle (الروسية, المسلح, المشترك, الأعلى)."""
    return (
        norm.endswith(("ي", "يه", "يين", "يون", "ان"))
        or norm.startswith("الم")
        or norm
        in (
            "الاعلي",
            "العام",
            "العامه",
            "الخاص",
            "الخاصه",
            "العليا",
            "الجديد",
            "الجديده",
            "السابق",
            "السابقه",
            "الكبري",
            "الدائم",
            "الاول",
            "الاولي",
            "الثاني",
            "الراحل",
            "الحاكم",
            "الحاكمه",
            "البارز",
            "الحالي",
            "الشرقي",
            "الحر",
        )
    )


def _is_definite(page: Page, i: int, end: int) -> bool:
    """A noun phrase is definite where its head, or the last noun of its chain, has the article or is a name."""
    for k in range(i, end):
        if page.tokens[k].kind != WORD:
            continue
        norm = page.tokens[k].norm
        name = page.names.get(k)
        if page.has("binding_preposition", k) and k > i:
            return False
        if norm.startswith(("ال", "لل")) or (name and name.entry.kind != "adjective"):
            return True
        if name and k > i:
            return norm.startswith("ال")
    return False


def _feminine(page: Page, i: int) -> bool:
    norm = page.tokens[i].norm
    return norm.endswith(("ه", "ات"))


def _verb_after_and(page: Page, k: int) -> bool:
    return page.tokens[k].norm[1:] in page.lexicon.cues and k not in page.names


def _joined(page: Page, party: Party, limit: int) -> Party:
    """Take in parties joined by و ("بريطانيا وفرنسا وألمانيا", "شكري ونظيره كيري")."""
    others = []
    while party.last < limit:
        token = page.tokens[party.last]
        if token.norm == "و" and party.last + 1 < limit and page.tokens[party.last + 1].text in MARKS:
            quoted = _quoted_name(page, party.last + 1, limit)
            if quoted is None:
                break
            quoted.type = party.type
            others.append(quoted)
            party.last = quoted.last
            continue
        if token.kind != WORD or token.norm[0] != "و" or len(token.norm) < 3 or page.time_at[party.last]:
            break
        if token.norm[1:] in page.lexicon.cues and party.last not in page.names:
            break
        name, role = page.names.get(party.last), page.roles.get(party.last)
        starts = (
            (name and name.clitics == "و")
            or (role and role.clitics == "و")
            or token.norm.startswith("وال")
            or page.has_norm("body_noun", token.norm[1:], party.last)
        )
        other = read_party(page, party.last, limit, tight=True, clitics=1) if starts else None
        if other is None:
            break
        others.append(other)
        party.last = other.last
    party.others = others or None
    return party
