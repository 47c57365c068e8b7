"""Noun phrases that name a party: a person, a body, an unnamed source; with titles and appositions tied to the name they introduce.

`read_party(page, i, limit)` reads the phrase that starts at token i. Arabic builds it from the left edge on:
head noun, its complement (an indefinite noun goes on to the next one, up to a definite noun or a name), adjectives, then the name,
or the name first and the office after a comma: "وزير الخارجية الروسي، سيرغي لافروف،" / "مايك بنس، نائب الرئيس الأميركي،".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from musnad.model import EntityType
from musnad.reading.noun_phrases import LONGEST_QUOTED_NAME, adjectives_end, extent, is_definite, is_feminine, is_nominal, noun_phrase_end
from musnad.reading.page import Name, Page, Role
from musnad.reading.person_names import another_person, is_title, name_at, person_end, person_starts
from musnad.reading.phrase_bounds import is_given_name, is_preposition, stops
from musnad.text.folding import fold
from musnad.text.quotes import MARKS
from musnad.text.tokens import COMMAS, MARK, WORD

_T = TypeVar("_T", Name, Role)
_LONGEST_DOCUMENT = 2
"""Words of a document's phrase behind which its issuer is told (تقرير مشترك نشرته …)."""
_JOINT = ("body_noun", "vague_person", "people_plural", "agency_word")
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
    name_clitics: int = 0
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
    if token.kind != WORD or page.time_at[i] or stops(page, i, clitics):
        return None
    norm = token.norm[clitics:]
    classes = page.classes_as(norm, i)
    if "honorific_pronoun" in classes or "own_country" in classes:
        return Party(i, i + 1, i, i + 1, "person", False, norm, True, False, norm.endswith("ها"), "stands for another")
    if (first := _after_honorific(page, i)) and first < limit:
        party: Party | None = read_party(page, first, limit, tight=tight)
        if party:
            party.first = i
        return party
    if "demonstrative" in classes and i + 1 < limit and page.tokens[i + 1].norm.startswith("ال"):
        shown = read_party(page, i + 1, limit, tight=tight)
        if shown:
            shown.first = i
        return shown
    name, role = _starting(page.names.get(i), clitics), _starting(page.roles.get(i), clitics)
    titled = role and (inner := page.names.get(role.last)) and name and inner.entry is name.entry
    if (
        isinstance(name, Name)
        and name.entry.kind == "person"
        and another_person(page, name)
        and (end := person_end(page, i, limit, clitics)) > i
    ):
        party = _person(page, i, end, limit, None)
    elif isinstance(name, Name) and name.entry.kind == "person" and not (role and role.last > name.last) and not titled:
        party = _person(page, i, name.last, limit, name)
    elif "own_site" in classes and (owner := _site_owner(page, i, limit)):
        party = owner
    elif "document" in classes and i + 1 < limit and page.has("agency_word", i + 1):
        party = _outlet(page, i + 1, limit, page.tokens[i + 1].norm)
        party.first = i
    elif "document" in classes and _issuer_end(page, i, 0, limit):
        party = _plain(page, i, limit, norm, tight=tight)
    elif isinstance(name, Name) and name.entry.kind == "body" and name.last > i + 2:
        party = _body(page, i, name, limit, tight=tight)
    elif "agency_word" in classes or (
        norm.startswith("ال") and page.has_norm("agency_word", norm[2:], i) and norm not in ("الهييه", "الموسسه", "البرنامج")
    ):
        party = _outlet(page, i, limit, norm, tight=tight)
    elif isinstance(name, Name) and name.entry.kind in _BODY_KINDS:
        party = _body(page, i, name, limit, tight=tight)
    elif isinstance(role, Role):
        party = _office(page, i, role, limit, tight=tight, clitics=clitics)
    elif "document" not in classes and person_starts(page, i, limit, clitics):
        party = _person(page, i, person_end(page, i, limit, clitics), limit, None)
    else:
        party = _plain(page, i, limit, norm, tight=tight)
    if party is None:
        return None
    party.clitics = clitics
    return join_others(page, party, limit) if not tight else party


def _site_owner(page: Page, i: int, limit: int) -> Party | None:
    """The body that speaks on its own site: "الموقع الرسمي للجيش اليمني", "حساب الوزارة على تويتر"."""
    k = i + 2 if i + 1 < limit and page.tokens[i + 1].norm in ("الرسمي", "الرسميه", "الالكتروني", "الالكترونيه") else i + 1
    if k >= limit or page.tokens[k].kind != WORD:
        return None
    clitics = 1 if page.tokens[k].norm.startswith("ل") and k > i + 1 else 0
    name = page.names.get(k)
    body = (name and name.entry.kind in ("body", "person")) or page.has_norm("body_noun", page.tokens[k].norm[1 + clitics :], k)
    owner = read_party(page, k, limit, tight=True, clitics=clitics) if body else None
    if owner:
        owner.first, owner.clitics, owner.name_clitics = i, 0, clitics
    return owner


def _after_honorific(page: Page, i: int) -> int | None:
    """The office behind an honorific: "معالي وزير الخارجية", "صاحب السمو الملكي الأمير"."""
    role = page.roles.get(i)
    if role is None or role.entry.role_class != "honorific" or role.last not in page.roles:
        return None
    return role.last


def _starting(found: _T | None, clitics: int) -> _T | None:
    return found if found and len(found.clitics) == clitics else None


def _quoted_name(page: Page, i: int, limit: int) -> Party | None:
    """A name in quotation marks: “بلومبرغ”."""
    for j in range(i + 1, min(limit, i + 2 + LONGEST_QUOTED_NAME)):
        if page.tokens[j].text in MARKS:
            if j == i + 1:
                return None
            name = page.names.get(i + 1)
            kind: EntityType = "outlet" if name and name.entry.kind == "outlet" else "body"
            party = Party(i, j + 1, i + 1, j, kind, True, page.tokens[i + 1].norm, True, False, False, "quoted name", entry=name)
            party.last = adjectives_end(page, j + 1, limit)
            return party
    return None


def _person(page: Page, first: int, name_last: int, limit: int, name: Name | None) -> Party:
    """A person whose name comes first, and the office told after it."""
    if name_last + 1 < limit and page.tokens[name_last].text == "آل" and page.tokens[name_last + 1].kind == WORD:
        name_last += 2
    title = page.roles.get(first)
    bare = title.last if title and title.entry.role_class in ("honorific", "royal", "cleric") and title.last < name_last - 1 else first
    party = Party(
        first, name_last, bare, name_last, "person", True, page.tokens[first].norm, True, False, False, "person's name", entry=name
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
    if role is None or role.clitics or page.time_at[i] or role.entry.number == "plural":
        return
    party.role = (i, extent(page, i, limit, tight=False))
    party.last = party.role[1]


def _office(page: Page, i: int, role: Role, limit: int, *, tight: bool, clitics: int) -> Party:
    """A role-holder, with the name where one is told: "وزير الخارجية الأميركي ماركو روبيو", "مسؤول في البيت الأبيض"."""
    end = extent(page, i, limit, tight=tight, clitics=clitics)
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
        told = name_at(page, end + 1, limit, after_comma=True)
        if told:
            return Party(
                i, told[1], told[0], told[1], "person", True, head, True, False, feminine, "office and name", role=(i, end), entry=told[2]
            )
    definite = role.definite or is_definite(page, i, end)
    kind: EntityType = "person" if definite and not plural else "source"
    return Party(i, end, i, end, kind, False, head, definite, plural, feminine, "office without a name", role=(i, end))


def _trailing_office(page: Page, party: Party, limit: int) -> None:
    """A second office after the name ("الشيخ محمد حسين المفتي العام للقدس"), which belongs to the phrase but not to the name."""
    i = party.last
    if i < limit and not page.time_at[i] and i in page.roles and not page.roles[i].clitics:
        party.last = extent(page, i, limit, tight=False)
        return
    if i + 1 < limit and page.tokens[i].text in COMMAS and i + 1 in page.roles and not page.roles[i + 1].clitics:
        party.last = extent(page, i + 1, limit, tight=False)


def _name_in_office(page: Page, i: int, role: Role, end: int, limit: int) -> tuple[int, int, Name | None] | None:
    """Where the office-holder's own name stands: inside the phrase, or after a comma."""
    inside = _apposed_name(page, role, end)
    if inside:
        return inside
    if end < limit and page.tokens[end].text in COMMAS and end + 1 < limit:
        found = name_at(page, end + 1, limit, after_comma=True)
        if found and (found[1] >= limit or page.tokens[found[1]].kind == MARK or stops(page, found[1]) or found[2]):
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
        found = name_at(page, j, end)
        at = found[0] if found else j
        single = found is not None and found[2] is None and found[1] == found[0] + 1
        if found and single and not role.definite and page.tokens[found[0]].norm.endswith("ي") and found[0] == role.last:
            j = found[1]
            continue
        if found and single and found[1] < end and is_title(page, found[1]):
            j = found[1]
            continue
        indefinite = single and not role.definite and not is_definite(page, role.first, at) and not _complete(page, role)
        governed = indefinite or page.has("of_word", at - 1) > 0 or (at == role.last and not role.definite and not _complete(page, role))
        if (
            found
            and not governed
            and (found[1] >= end or page.tokens[found[1]].kind == MARK or found[2] or found[1] in page.roles or _full_name(page, found))
        ):
            inner = _inner_office(page, role, j)
            if not (inner and found[2] and _holds(found[2], inner)):
                ordinary = single and found[0] == role.last + 1 and role.definite and not page.tokens[role.last].norm.startswith("ال")
                return (role.last, found[1], None) if ordinary and page.names.get(role.last) is None else found
        j = found[1] if found else j + 1
    return None


def _full_name(page: Page, found: tuple[int, int, Name | None]) -> bool:
    """Whether the words are a given name and more, so that what follows is an apposition ("العميد علي ردمان أحد القادة")."""
    return found[1] - found[0] > 1 and is_given_name(page, found[0])


def _complete(page: Page, role: Role) -> bool:
    """Whether the role stands without complement before a name: honorifics and titles (الدكتور, الشيخ, عميد)."""
    return role.entry.role_class in ("honorific", "royal", "military", "cleric") or role.last - role.first > 1


def _inner_office(page: Page, role: Role, name_at: int) -> Role | None:
    """The definite office directly before the name, where it is not the phrase's head ("مستشار الرئيس الأوكراني فلان")."""
    inner = [r for j in range(role.last, name_at) if (r := page.roles.get(j)) and r.definite]
    return inner[-1] if inner else None


def _holds(name: Name, office: Role) -> bool:
    return any(office.entry.role == held.split()[0] for held in name.entry.offices)


def _outlet(page: Page, i: int, limit: int, norm: str, *, tight: bool = False) -> Party:
    """A medium told by its kind: "وكالة رويترز", "وكالتا “بلومبرغ” و”ذا بيل”", "وسائل إعلام سورية"."""
    length = max(page.has_norm("agency_word", norm, i), 1)
    j = i + length
    own = page.names.get(i)
    further = own is not None and own.last < limit and page.tokens[own.last].norm == "للانباء"
    spelt = " ".join(token.norm for token in page.tokens[j : own.last]) if own and not further else ""
    if own and own.entry.kind == "outlet" and spelt == fold(own.entry.name):
        return Party(i, own.last, j, own.last, "outlet", True, norm, True, False, True, "medium", entry=own)
    plural = norm in ("صحف", "وكالات", "قنوات", "وسائل", "تقارير", "مواقع") or length > 1
    if j < limit and page.tokens[j].text in MARKS:
        quoted = _quoted_name(page, j, limit)
        if quoted:
            return Party(
                i, quoted.last, quoted.name_first, quoted.name_last, "outlet", True, norm, True, False, True, "medium", entry=quoted.entry
            )
    name = page.names.get(j)
    end = extent(page, i, limit, tight=False)
    end = next((k for k in range(j + 1, end) if (joined := page.names.get(k)) and joined.clitics.startswith("و")), end)
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
        if name.entry.kind not in ("outlet", "body", "person"):
            last = max(end, last)
            return Party(i, last, i, last, "outlet", True, norm, True, False, True, "medium")
        return Party(i, max(end, last), j, last, "outlet", True, norm, True, False, True, "medium", entry=name)
    if norm.startswith("ال") and j < limit and (is_preposition(page, j) or page.tokens[j].kind != WORD):
        end = j
    elif norm.startswith("ال") and tight:
        end = adjectives_end(page, j, limit)
    definite = norm.startswith("ال") or is_definite(page, i, end)
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
    end = adjectives_end(page, name.last, limit) if not tight or name.entry.kind not in ("country", "capital", "metonym") else name.last
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
        is_feminine(page, i),
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
    classes = page.classes_as(norm, i)
    if "preposition" in classes or "auxiliary" in classes or "negation" in classes:
        return None
    bare = norm.removeprefix("ال")
    kinds = page.classes_as(bare, i)
    if "followers" in classes:
        end = adjectives_end(page, i + 1, limit)
        return Party(i, end, i, end, "source", False, norm, True, True, False, "noun phrase")
    if i + 1 < limit and page.tokens[i + 1].text in MARKS and "body_noun" in kinds:
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
                is_feminine(page, i),
                "noun phrase",
                entry=quoted.entry,
            )
    known = any(kind in kinds for kind in ("body_noun", "vague_person", "document")) or "people_plural" in classes or "partitive" in classes
    if not known and ("person_noun" not in classes and not norm.startswith("ال") and not is_nominal(page, i, limit, norm)):
        return None
    end = extent(page, i, limit, tight=tight)
    if bare in ("اخرون", "اخرين", "كثيرون", "بعضهم", "كثيرين") and not (i + 1 < limit and page.tokens[i + 1].norm == "من"):
        end = i + 1
    if end <= i:
        return None
    if "document" in kinds:
        end = _issuer_end(page, i, end, limit)
    definite = is_definite(page, i, end)
    vague = "vague_person" in kinds or "partitive" in classes or (bare.endswith(("ون", "ين")) and len(bare) > 4)
    document, body = "document" in kinds, "body_noun" in kinds
    if body and end < limit and page.tokens[end].text in COMMAS and end + 1 < limit and any(j in page.roles for j in range(i + 1, end)):
        apposed = name_at(page, end + 1, limit, after_comma=True)
        end = apposed[1] if apposed else end
    kind: EntityType = "document" if document else "source" if vague else "body"
    named = not vague and not document and (definite or body)
    plural = bare.endswith(("ون", "ين", "ات")) or (vague and bare in ("مصادر", "نشطاء", "خبراء", "شهود", "سكان", "اهالي"))
    name_end = _bare_body_end(page, i, end) if kind == "body" else end
    return Party(i, end, i, name_end, kind, named, bare, definite, plural, is_feminine(page, i), "noun phrase")


def _bare_body_end(page: Page, i: int, end: int) -> int:
    """The end of a body's own name: before what only tells of it ("المعترف بها دوليا", "المدعومة من") and before its place."""
    for k in range(i + 1, end):
        recognised = k + 1 < len(page.tokens) and page.has("prepositional_pronoun", k + 1) and page.tokens[k].norm.startswith("ال")
        place = page.tokens[k].norm == "في" and k + 1 < end and (name := page.names.get(k + 1)) and name.entry.kind in ("place", "capital")
        if recognised or (k > i + 1 and (place or page.has("belonging", k))):
            return k
    return end


def _issuer_end(page: Page, i: int, end: int, limit: int) -> int:
    """The end of a document's phrase with who issued it: "بيان صادر عن الجيش", "تقارير نشرتها وسائل إعلام أميركية"."""
    for k in range(i + 1, min(max(end, i + _LONGEST_DOCUMENT) + 1, limit)):
        length = page.has("issued", k) or (k + 1 < limit and page.tokens[k].norm in ("من", "في") and page.has("agency_word", k + 1) > 0)
        if length and k + length < limit:
            return noun_phrase_end(page, k + length, limit)
    return end


def join_others(page: Page, party: Party, limit: int) -> Party:
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
            or any(page.has_norm(group, token.norm[1:], party.last) for group in _JOINT)
            or (token.text.endswith(("ها", "ه")) and page.has_norm("followers", token.norm[1:], party.last))
        )
        other = read_party(page, party.last, limit, tight=True, clitics=1) if starts else None
        if other is None:
            break
        others.append(other)
        party.last = other.last
    party.others = others or None
    return party
