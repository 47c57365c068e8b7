"""Who is who inside one article: short forms, offices, counterparts, bare "the source", capitals that stand for governments.

A `Cast` collects everybody whom the article names; `resolve` tells whom a noun phrase means, with the basis.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from musnad.lexicon.lexicon import NameEntry
from musnad.model import Basis, EntityType
from musnad.reading.page import Name, Page, bare_forms, is_foreign, learn_names
from musnad.reading.parties import Party, apposed_office, read_party
from musnad.text.folding import fold
from musnad.text.tokens import WORD, tokenize

_SPACES = re.compile(r"[\s_#]+")
_OUTER = "\"“”„«»‹›'‘’ـ،,:؛.()[] "
_VAGUE_HEADS = frozenset(
    "مصدر مسؤول مسوول مسئول دبلوماسي متحدث ناطق قيادي ضابط مصادر مسوولون مسوولين شاهد ناشط محلل خبير وزير نايب".split()
)
_QUANTIFIERS = frozenset(("عده", "بعض", "احد", "احدي"))
_LINKING = frozenset(("في", "من", "عن", "علي", "الي", "لدي", "مع", "باسم"))
_SAME = frozenset(("نفسها", "ذاتها", "نفسه", "ذاته", "مذكور", "مذكوره"))
_COUNTERPARTS = frozenset("نظيره نظيرته نظيرها نظيرتها نظرايه نظراوه".split())


_LOOK_BACK = 400
"""Tokens before a bare "الائتلاف" in which its full name is looked for."""
_NEAR_BEFORE = 45
"""Tokens before الجانبان within which two people just named are meant rather than their states."""


@dataclass(slots=True, eq=False)
class Member:
    """One person, body, medium or unnamed source of the article."""

    number: int
    type: EntityType
    name: str
    words: frozenset[str]
    named: bool
    role_words: frozenset[str] = frozenset()
    role_heads: frozenset[str] = frozenset()
    role_class: str = ""
    role_states: frozenset[str] = frozenset()
    role: str | None = None
    head: str = ""
    entry: Name | None = None
    feminine: bool | None = None
    plural: bool = False
    mentions: list[tuple[int, int]] = field(default_factory=list)
    last_word: str = ""
    name_at: tuple[int, int] = (0, 0)
    by: str = ""
    spoke: bool = False


@dataclass(slots=True)
class Who:
    """Whom a phrase means: a member of the cast, and how that is known."""

    member: Member
    basis: Basis
    told: str | None = None

    @property
    def name(self) -> str:
        """The name to tell: the clause's own words where they name the same body otherwise (الجيش التركي, القوات التركية)."""
        return self.told or self.member.name


@dataclass(slots=True)
class Cast:
    """Everybody in the article, in order of first appearance."""

    page: Page
    members: list[Member] = field(default_factory=list)
    by_entry: dict[str, Member] = field(default_factory=dict)
    by_word: dict[str, list[Member]] = field(default_factory=dict)

    def add_named(self, party: Party) -> Member:
        """The member whom a named party is, a new one where the article has not named it before."""
        clitics = party.clitics if party.name_first == party.first else party.name_clitics
        joined = self.page.tokens[party.name_first].norm
        if (
            not clitics
            and party.type == "person"
            and joined[0] == "و"
            and len(joined) > 6
            and (joined[1:],) in self.page.lexicon.given_names
        ):
            clitics = 0 if (joined,) in self.page.lexicon.given_names else 1
        place = name_chars(self.page, party.name_first, party.name_last, clitics)
        article = "ال" if clitics and self.page.tokens[party.name_first].norm.startswith("لل") else ""
        name = article + _SPACES.sub(" ", self.page.layout.text[place[0] : place[1]]).strip()
        if party.type == "source" and not party.definite:
            name = nominative(name)
        words = _words(name)
        member = self._same(party, words)
        if member is None:
            member = Member(
                len(self.members),
                party.type,
                name,
                words,
                party.named,
                head=party.head,
                entry=party.entry,
                plural=party.plural,
                name_at=place,
                by=party.by,
            )
            if party.type == "person" and party.named:
                member.feminine = _gender(self.page, name)
            self.members.append(member)
            if party.entry:
                self.by_entry.setdefault(party.entry.entry.name, member)
        elif member.entry and member.entry.entry.kind == "country":
            if name == member.entry.entry.name or (len(words) > len(member.words) and name.startswith(member.name + " ")):
                member.name, member.words, member.name_at = name, words, place
        elif len(words) > len(member.words) and member.type == party.type and not (member.words - words and party.entry is None):
            member.name, member.words, member.name_at = name, words, place
            member.entry = member.entry or party.entry
        elif len(words) == len(member.words) and name.endswith("ون") and member.name.endswith("ين"):
            member.name, member.name_at, member.words = name, place, words
        for word in words:
            known = self.by_word.setdefault(word, [])
            if member not in known:
                known.append(member)
        member.last_word = _last_word(member.name)
        if party.role:
            self._learn_role(member, *party.role)
        member.mentions.append((party.first, party.last))
        return member

    def _same(self, party: Party, words: frozenset[str]) -> Member | None:
        if party.entry and party.entry.entry.name in self.by_entry and _identifies(party.entry.entry):
            return self.by_entry[party.entry.entry.name]
        if party.type == "source":
            return next((m for m in self.members if m.words == words and m.type == "source"), None)
        fitting = [m for word in words for m in self.by_word.get(word, ()) if self._fits(m, party, words)]
        return max(fitting, key=lambda m: (m.type == party.type, len(m.words & words), m.number), default=None)

    def _fits(self, member: Member, party: Party, words: frozenset[str]) -> bool:
        if member.type != party.type or member.type == "source" or member.named != party.named:
            return False
        if (
            member.entry
            and party.entry
            and member.entry.entry.name != party.entry.entry.name
            and member.entry.entry.kind == party.entry.entry.kind
        ):
            return False
        ours, theirs = name_words(member.name), name_words(clean_name(self.page, party.name_first, party.name_last))
        if member.type == "person":
            if _spelt_alike(self.page, member.name, words):
                return True
            alike = (words <= member.words or member.words <= words) and bool(
                words & {member.last_word, *list(words)[-1:]} or words <= member.words
            )
            return alike and (len(words) < 2 or _one_in_other(ours, theirs))
        if words <= member.words:
            whole = len(words) == 1 or _goes_on(theirs, ours) or (len(ours) == len(theirs) + 1 and ours[1:] == theirs)
            return member.last_word in words and whole
        return (
            member.words <= words
            and len(words) <= len(member.words) + 2
            and party.head.removeprefix("ال") == member.head.removeprefix("ال")
        )

    def _learn_role(self, member: Member, first: int, last: int) -> None:
        text = clean_name(self.page, first, last)
        role = self.page.roles.get(first)
        words = _words(text) - member.words
        if role and words:
            told = _words(clean_name(self.page, role.first, role.last, len(role.clitics)))
            member.role_words = member.role_words | (words - told) | _words(role.entry.role)
            member.role_heads = member.role_heads | {role.entry.role}
            member.role = member.role or text
            member.role_class = member.role_class or role.entry.role_class
            states = {n.entry.country for j in range(first, last) if (n := self.page.names.get(j)) and n.entry.country}
            member.role_states = member.role_states | frozenset(states)

    def add_unmentioned(self, entry: NameEntry) -> Member:
        """A state that the article tells only by a pronoun ("بلاده")."""
        member = Member(len(self.members), "body", entry.name, _words(entry.name), True, last_word=_last_word(entry.name), by="own country")
        self.members.append(member)
        self.by_entry[entry.name] = member
        return member

    def add_source(self, party: Party) -> Member:
        """An unnamed source or a body told by a noun phrase only."""
        return self.add_named(party)

    def nearest(self, token: int, test: Callable[[Member], bool]) -> Member | None:
        """The member of a kind that was mentioned last before `token`."""
        best, at = None, -1
        for member in self.members:
            if test(member):
                place = max((first for first, _ in member.mentions if first < token), default=-1)
                if place > at:
                    best, at = member, place
        return best


def _spelt_alike(page: Page, name: str, words: frozenset[str]) -> bool:
    """Whether two names differ by one letter in one word only ("فيليكس / فيلكس بولانيوس")."""
    ours, theirs = _words(name) - words, words - _words(name)
    if len(ours) != 1 or len(theirs) != 1 or len(words) < 2:
        return False
    (a,), (b,) = ours, theirs
    if (a,) in page.lexicon.given_names and (b,) in page.lexicon.given_names:
        return False
    shared = sum(block.size for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
    return min(len(a), len(b)) > 3 and a[0] == b[0] and shared >= max(len(a), len(b)) - 1


def _one_in_other(first: list[str], second: list[str]) -> bool:
    """Whether one person's name may be the other: the same given name, or one stands in the other word by word."""
    short, full = sorted((first, second), key=len)
    return short[0] == full[0] or any(full[n : n + len(short)] == short for n in range(len(full) - len(short) + 1))


def _identifies(entry: NameEntry) -> bool:
    """Whether an entry is of one only: وزارة الخارجية without its state is of any."""
    return entry.kind in ("person", "outlet", "country") or (entry.kind == "body" and (entry.detail != "state" or bool(entry.country)))


def clean_name(page: Page, first: int, last: int, clitics: int = 0) -> str:
    """A name as written, without hashes, underscores, outer quotation marks and `clitics` letters before it."""
    start, end = name_chars(page, first, last, clitics)
    article = "ال" if clitics and page.tokens[first].norm.startswith("لل") else ""
    return article + _SPACES.sub(" ", page.layout.text[start:end]).strip()


def name_chars(page: Page, first: int, last: int, clitics: int = 0) -> tuple[int, int]:
    """The characters of the bare name at tokens [first, last): no quotation marks around it, no bracket behind it."""
    if clitics and page.tokens[first].norm.startswith("لل"):
        clitics += 1
    start, end = page.tokens[first].start + clitics, page.tokens[last - 1].end
    bracket = page.layout.text.find("(", start + 1, end)
    end = bracket if bracket >= 0 else end
    while start < end - 1 and page.layout.text[start] in _OUTER:
        start += 1
    while end > start + 1 and page.layout.text[end - 1] in _OUTER:
        end -= 1
    return start, end


def nominative(name: str) -> str:
    """An indefinite source without the alif of the accusative: "مسؤولا رفيعا في" → "مسؤول رفيع في"."""
    words = name.split(" ")
    for n, word in enumerate(words):
        if not re.fullmatch(r"\w{3,}(?:اً|ًا|ا)", word) or word.startswith("ال"):
            break
        words[n] = re.sub(r"(?:اً|ًا|ا)$", "", word)
    return " ".join(words)


@lru_cache(maxsize=16384)
def _words(name: str) -> frozenset[str]:
    words = (t.norm.removeprefix("ال") if len(t.norm) > 4 else t.norm for t in tokenize(name) if t.kind == WORD)
    return frozenset(word for word in words if word not in _LINKING)


@lru_cache(maxsize=16384)
def _last_word(name: str) -> str:
    words = [t.norm for t in tokenize(name) if t.kind == WORD]
    return (words[-1].removeprefix("ال") if len(words[-1]) > 4 else words[-1]) if words else ""


def gather_cast(page: Page) -> Cast:
    """Read the whole page for names, known ones and those that an office introduces."""
    cast, at = Cast(page), 0
    starts = [i for i, word in enumerate(page.words) if word.introduces or i in page.names or i in page.roles]
    for sentence in page.layout.sentences:
        behind = sentence.first
        while at < len(starts) and starts[at] < sentence.last:
            if starts[at] >= behind:
                behind = _gather_at(page, cast, starts[at], sentence.last)
            at += 1
    _learn_short_forms(page, cast)
    page.cues.clear()  # names found only now are no cues any more
    return cast


def _learn_short_forms(page: Page, cast: Cast) -> None:
    """Let the page know the family names of those whom only this article names."""
    short: dict[str, NameEntry] = {}
    for member in cast.members:
        if member.type != "person" or not member.named or len(member.words) < 2:
            continue
        entry = member.entry.entry if member.entry else NameEntry("person", member.name, "", "")
        if member.entry is None:
            cast.by_entry.setdefault(entry.name, member)
        family_first = entry.country in ("KP", "KR", "CN", "VN")
        for word in (name_words(member.name)[:1] if family_first else []) + name_words(member.name)[-1:]:
            particle = any(group == "connector" for group, _ in page.lexicon.grammar_at.get(word, ()))
            if len(word) > 2 and word not in short and not particle:
                short.setdefault(word, entry)
                short.setdefault(word.removeprefix("ال"), entry)
    learn_names(page, short)


def _gender(page: Page, name: str) -> bool | None:
    """Whether a person's given name is a woman's; None where it may be either or is not known."""
    words = name_words(name)
    female, male = words[0] in page.lexicon.female_names, words[0] in page.lexicon.male_names
    return female if len(words) > 1 and female != male else None


def name_words(name: str) -> list[str]:
    """The folded words of a name, in order, with their article."""
    return [t.norm for t in tokenize(name) if t.kind == WORD]


def _gather_at(page: Page, cast: Cast, i: int, limit: int) -> int:
    name, role = page.names.get(i), page.roles.get(i)
    if medium_word(page, i):
        medium = read_party(page, i, limit, tight=True, clitics=_clitics_of_medium(page, i))
        if medium and medium.type == "outlet" and medium.named and (medium.entry or _foreign_medium(page, medium)):
            cast.add_named(medium)
            return medium.last
    if role and not (name and name.last > role.last):
        party = read_party(page, i, limit, tight=True, clitics=len(role.clitics))
        if party and party.type == "person" and party.named and party.name_first > i:
            cast.add_named(party)
            return party.name_last
        if party and role.entry.role_class == "source" and not party.definite and party.last - party.first > 1:
            if i and page.tokens[i - 1].norm in _QUANTIFIERS:
                party.first = party.name_first = i - 1
            cast.add_named(party)
        return i + 1
    if name and name.entry.kind == "person":
        party = Party(
            i,
            name.last,
            i,
            name.last,
            "person",
            True,
            page.tokens[i].norm,
            True,
            False,
            False,
            "known person",
            len(name.clitics),
            entry=name,
        )
        _take_role(page, party, limit)
        cast.add_named(party)
        return name.last
    if name and name.entry.kind in ("body", "country", "outlet"):
        kind: EntityType = "outlet" if name.entry.kind == "outlet" else "body"
        cast.add_named(
            Party(
                i, name.last, i, name.last, kind, True, page.tokens[i].norm, True, False, False, "known body", len(name.clitics), entry=name
            )
        )
        return name.last
    definite_body = page.tokens[i].norm.startswith("ال") and page.has_norm("body_noun", page.tokens[i].norm[2:], i) > 0
    if (page.has("body_noun", i) or definite_body) and not any(
        (before := page.roles.get(j)) and before.last > i for j in range(max(0, i - 3), i)
    ):
        body = read_party(page, i, limit, tight=True)
        if body and body.type == "body" and body.named and body.last - body.first > 1:
            cast.add_named(body)
            return i + 1
    if (page.tokens[i].norm,) in page.lexicon.given_names and not page.lexicon.given_names[(page.tokens[i].norm,)]:
        party_read = read_party(page, i, limit, tight=True)
        if party_read and party_read.type == "person" and party_read.named and party_read.name_last - party_read.name_first >= 2:
            cast.add_named(party_read)
            return party_read.name_last
    return i + 1


def _foreign_medium(page: Page, medium: Party) -> bool:
    """Whether a medium that no list knows is named by words of another language ("صحيفة ذي وال ستريت جورنال")."""
    return medium.name_first > medium.first and any(is_foreign(page, k) for k in range(medium.name_first, medium.name_last))


def medium_word(page: Page, i: int) -> bool:
    """Whether token i is وكالة, صحيفة …, with or without و, ل or ب before it."""
    token = page.tokens[i]
    found = page.lexicon.without_clitics("agency_word", token.norm, bare_forms) if token.kind == WORD else None
    return found is not None and page.has_norm("agency_word", found[1], i) > 0


def _clitics_of_medium(page: Page, i: int) -> int:
    found = page.lexicon.without_clitics("agency_word", page.tokens[i].norm, bare_forms)
    return found[0] if found else 0


def _clitics_of_body(page: Page, i: int) -> int | None:
    """The number of letters before a head noun of bodies at token i ("للرئاسة": one, the alif being dropped); None where none is."""
    for clitics, norm in bare_forms(page.tokens[i].norm):
        if page.tokens[i].kind == WORD and page.has_norm("body_noun", norm.removeprefix("ال"), i):
            return len(clitics)
    return None


def _take_role(page: Page, party: Party, limit: int) -> None:
    """An office after a known name: "أندريه يرماك، مدير مكتب الرئيس"."""
    apposed_office(page, party, limit)


def resolve(cast: Cast, party: Party, recent: list[Member]) -> Who:
    """Whom `party` means; `recent` are the speakers so far, the latest last."""
    page = cast.page
    head_word = page.tokens[party.first].norm[party.clitics :]
    if page.has_norm("pair", head_word, party.first):
        both = pair_of(cast, party)
        if both:
            return Who(both[0], "role")
    if party.by == "stands for another":
        return _stands_for(cast, party, recent)
    if (
        party.last - party.first <= 3
        and party.definite
        and any(page.has("same_one", j) for j in range(party.first + 1, party.last))
        and not party.named
    ):
        speaker = next((m for m in reversed(recent) if m.type in ("person", "source")), None)
        if speaker:
            return Who(speaker, "role")
    if party.type == "person" and party.named:
        member = cast.add_named(party)
        return Who(member, "named" if party.name_last - party.name_first > 1 else "short form")
    if head_word in _COUNTERPARTS:
        return _counterpart(cast, party, recent)
    if party.by == "office without a name" or party.type == "source":
        holder = _by_role(cast, party, recent) or _named_later(cast, party)
        if holder:
            return Who(holder, "role")
        return Who(cast.add_source(party), "named")
    if party.type == "document":
        return _behind_document(cast, party, recent)
    return _body(cast, party, recent)


def pair_of(cast: Cast, party: Party) -> list[Member]:
    """الجانبان, الوزيران: the two states, bodies or people named last before, the first-named first; empty for any other phrase."""
    head = cast.page.tokens[party.first].norm[party.clitics :]
    if not cast.page.has_norm("pair", head, party.first):
        return []
    if cast.page.has_norm("pair_of_people", head, party.first):
        return _last_two(cast, party, _is_person)
    if not cast.page.has_norm("pair_of_states", head, party.first):
        two = _last_two(cast, party, _is_person)
        if two and all(party.first - max(f for f, _ in m.mentions if f < party.first) <= _NEAR_BEFORE for m in two):
            return two
    states = [m for m in cast.members if _is_country(m) and m.mentions and m.mentions[0][0] < party.first]
    most = sorted(states, key=lambda m: -len(m.mentions))[:2]
    return sorted(most, key=lambda m: m.mentions[0]) if len(most) == 2 else _last_two(cast, party, _is_person) or most


def _last_two(cast: Cast, party: Party, test: Callable[[Member], bool]) -> list[Member]:
    """The two members of a kind named last before the phrase, the first-named first; none where there are fewer."""
    places = sorted(
        ((first, m.number) for m in cast.members if m.named and test(m) for first, _ in m.mentions if first < party.first), reverse=True
    )
    numbers = list(dict.fromkeys(number for _, number in places))[:2]
    two = sorted((cast.members[n] for n in numbers), key=lambda m: m.mentions[0])
    return two if len(two) == 2 else []


def _is_person(member: Member) -> bool:
    return member.type == "person"


def _is_country(member: Member) -> bool:
    return member.entry is not None and member.entry.entry.kind == "country"


def _stands_for(cast: Cast, party: Party, recent: list[Member]) -> Who:
    """معاليه, الأخير: the person named last; بلاده: the speaker's state."""
    page = cast.page
    if page.has_norm("own_country", party.head, party.first):
        country = _own_state(cast, recent)
        return Who(country, "possessive") if country else Who(cast.add_named(party), "possessive")
    if party.head.startswith("الاخير"):
        near = cast.nearest(party.first, lambda m: m.type == "person" and m.named)
    else:
        near = next((m for m in reversed(recent) if m.type == "person"), None)
    return Who(near, "pronoun") if near else Who(cast.add_named(party), "pronoun")


def _own_state(cast: Cast, recent: list[Member]) -> Member | None:
    """The state of the one who spoke last: that of the person's entry, or of the office told."""
    speaker = next((m for m in reversed(recent) if m.type in ("person", "source", "body")), None)
    if speaker is None:
        return None
    known = speaker.entry.entry.country if speaker.entry else next(iter(speaker.role_states), "") if len(speaker.role_states) == 1 else ""
    entry = cast.page.lexicon.countries.get(known)
    if entry is None:
        return None
    return cast.by_entry.get(entry.name) or cast.add_unmentioned(entry)


def _office_start(page: Page, party: Party) -> int:
    """The token where the office begins behind its honorifics ("معالي وزير الخارجية")."""
    first = party.first
    while first in page.roles and page.roles[first].entry.role_class == "honorific" and page.roles[first].last < party.last:
        first = page.roles[first].last
    return first


def _role_words(page: Page, party: Party) -> frozenset[str]:
    first = _office_start(page, party)
    words = _words(clean_name(page, first, party.last, party.clitics if first == party.first else 0))
    return frozenset(w for w in words if w not in ("نفسه", "نفسها", "ذاته", "ذاتها", "مذكور", "مذكوره", "مذكور"))


def _by_role(cast: Cast, party: Party, recent: list[Member]) -> Member | None:
    """The earlier (or later) member whose office or description holds all words of a definite phrase."""
    if not party.definite:
        return None
    wanted = _role_words(cast.page, party)
    head = next(iter(_words(cast.page.tokens[party.first].text[party.clitics :])), "")
    ordered = [
        m
        for m in (*reversed(recent), *reversed(cast.members))
        if not (party.feminine and m.feminine is False) and not (party.plural and m.type == "person")
    ]
    wanted = _canonical(cast.page, party, wanted)
    office = party.head
    holders = [m for m in ordered if any(h == office or h.startswith(office + " ") for h in m.role_heads) and wanted <= m.role_words]
    if holders and len(wanted) == 1:
        return cast.nearest(party.first, lambda m: m in holders) or holders[0]
    if holders:
        return min(holders, key=lambda m: len(m.role_words - wanted))
    same_state = _same_state(cast, party, ordered)
    if same_state:
        return same_state
    if len(wanted) <= 2 and party.type in ("source", "person"):
        near = cast.nearest(
            party.first, lambda m: m.type == "source" and m.head == party.head and m.plural == party.plural and len(m.words) > 1
        )
        if near and (len(wanted) == 1 or wanted & near.words):
            return near
    if head in _VAGUE_HEADS:
        for member in reversed(recent):
            if (
                not member.named
                and member.type == "source"
                and (wanted - {head} <= member.words or cast.page.tokens[party.first].norm[party.clitics :].startswith("ال"))
                and (head in member.words or (head in ("مسوول", "مصدر", "مصادر") and wanted & member.words))
            ):
                return member
        if len(wanted) == 1:
            for member in reversed(recent):
                if not member.named and member.type == "source" and member.plural == party.plural:
                    return member
    profession = cast.page.roles.get(_office_start(cast.page, party))
    if len(wanted) == 1 and profession and profession.entry.role_class == "spokesperson" and not party.plural:
        near = cast.nearest(party.first, lambda m: m.type == "person" and m.named and m.role_class == "spokesperson")
        if near:
            return near
    if len(wanted) == 1 and profession and profession.entry.role_class in ("expert", "media", "activist") and not party.plural:
        near = cast.nearest(
            party.first, lambda m: m.type == "person" and m.named and m.feminine in (None, party.feminine) and m.entry is None
        )
        if near:
            return near
    for member in ordered:
        if member.entry and member.entry.entry.kind == "person" and _office_fits(cast, member, party, wanted):
            return member
    return None


def _named_later(cast: Cast, party: Party) -> Member | None:
    """The one of the same office whom the article names only afterwards: "متحدث باسم الوزارة … وقال المتحدث فلان"."""
    role = cast.page.roles.get(_office_start(cast.page, party))
    if party.plural or role is None or role.entry.role_class in ("source", "witness", "honorific"):
        return None
    wanted = _canonical(cast.page, party, _role_words(cast.page, party))
    head = role.entry.role.split(" ")[0]
    later = [
        m
        for m in cast.members
        if m.type == "person"
        and m.named
        and (m.mentions[0][0] > party.last or _words(role.entry.role) < m.role_words < wanted)
        and (m.feminine is None or m.feminine == party.feminine)
        and any(h.split(" ")[0] == head for h in m.role_heads)
        and (m.role_words <= wanted or wanted & m.role_words - _words(role.entry.role))
    ]
    return min(later, key=lambda m: m.mentions[0][0], default=None)


_OF_THE_UN = _words("الأممي الأممية الأمم")
"""Words that tell an office of the United Nations (المبعوث الأممي, مبعوث الأمم المتحدة)."""


def _same_state(cast: Cast, party: Party, ordered: list[Member]) -> Member | None:
    """The only speaker of a kind of office and a state: "السفير الفلسطيني" for "مراقب فلسطين الدائم"."""
    role = cast.page.roles.get(_office_start(cast.page, party))
    states = {n.entry.country for j in range(party.first, party.last) if (n := cast.page.names.get(j)) and n.entry.country}
    if role is None or role.entry.role_class not in ("envoy", "spokesperson", "minister", "official"):
        return None
    of_un = bool(_OF_THE_UN & _role_words(cast.page, party))
    if not states and not of_un:
        return None
    free = role.entry.role_class in ("envoy", "spokesperson")
    head = role.entry.role.split(" ")[0]
    fitting = [
        m
        for m in dict.fromkeys(ordered)
        if m.type == "person"
        and m.named
        and m.role_class == role.entry.role_class
        and (m.role_states & states or (of_un and m.role_words & _OF_THE_UN))
        and (free or any(held.split(" ")[0] == head for held in m.role_heads))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _canonical(page: Page, party: Party, words: frozenset[str]) -> frozenset[str]:
    """The office's words in their masculine singular, so that رئيسة الوزراء and رئيس الوزراء are one; feminine adjectives likewise."""
    role = page.roles.get(_office_start(page, party))
    if role is None:
        return words
    told = _words(clean_name(page, role.first, role.last, len(role.clitics)))
    return frozenset((words - told) | _words(role.entry.role))


_TIMES_OF_OFFICE = frozenset(_words("السابق الأسبق الحالي المنتخب الجديد الراحل المقبل"))
"""What may be said of a known office without making it another one."""


def _office_fits(cast: Cast, member: Member, party: Party, wanted: frozenset[str]) -> bool:
    """Whether a known person has held the office that the phrase tells, of the state it tells."""
    assert member.entry is not None
    known = member.entry.entry
    countries = {n.entry.country.split("-")[0] for j in range(party.first, party.last) if (n := cast.page.names.get(j))}
    if countries and known.country not in countries:
        return False
    if not countries and len(wanted) < 2:
        return False
    head = party.head.split(" ")[0]
    names = [name for j in range(party.first, party.last) if (name := cast.page.names.get(j))]
    named = frozenset(w for name in names for k in range(name.first, name.last) for w in _words(cast.page.tokens[k].text))
    return any(
        office.split(" ")[0] == head and _words(office) <= wanted and wanted - _words(office) - named <= _TIMES_OF_OFFICE
        for office in known.offices
    )


def _counterpart(cast: Cast, party: Party, recent: list[Member]) -> Who:
    """نظيره الأميركي: the holder of the same office in another state."""
    countries = {n.entry.country for j in range(party.first, party.last) if (n := cast.page.names.get(j))}
    head = recent[-1].role_words if recent else frozenset()
    for member in reversed(cast.members):
        if (
            member.entry
            and member.entry.entry.kind == "person"
            and member.entry.entry.country in countries
            and (not recent or member is not recent[-1])
        ) and (not head or any(_words(o) & head for o in member.entry.entry.offices)):
            return Who(member, "role")
    return Who(cast.add_source(party), "role")


def _behind_document(cast: Cast, party: Party, recent: list[Member]) -> Who:
    """The body behind a statement or report: "بيان الجيش الإسرائيلي", or whoever spoke last for a bare "البيان"."""
    page = cast.page
    for j in range(party.first + 1, party.last):
        name, role = page.names.get(j), page.roles.get(j)
        clitics = _clitics_of_body(page, j)
        if page.has("issued", j):
            issuer = read_party(page, j + page.has("issued", j), party.last)
            return resolve(cast, issuer, recent) if issuer else Who(cast.add_source(party), "named")
        if (
            (name and name.entry.kind in ("body", "outlet", "country", "person", "metonym"))
            or role
            or clitics is not None
            or medium_word(page, j)
        ):
            clitics = _clitics_of_medium(page, j) if medium_word(page, j) else len(name.clitics) if name else clitics or 0
            inner = read_party(page, j, party.last, clitics=clitics)
            if inner:
                return resolve(cast, inner, recent)
    if party.definite and party.last - party.first <= 2:
        for member in reversed(recent):
            if member.type in ("body", "outlet", "document"):
                return Who(member, "role")
    return Who(cast.add_source(party), "named")


_OF_A_STATE = frozenset(_words("الرسمي الرسمية الحكومي الحكومية"))
"""Words of a state's own medium, which names itself so (التلفزيون الرسمي)."""


def _medium_told(cast: Cast, party: Party, kind: str) -> Member | None:
    """The outlet that a bare "الصحيفة البريطانية" means: the nearest before of that kind, else the nearest before, else a later one."""
    if _OF_A_STATE & _words(clean_name(cast.page, party.first, party.last)):
        return None
    known = [m for m in cast.members if m.type == "outlet" and m.entry is not None and m.entry.entry.kind == "outlet"]
    states = {n.entry.country for j in range(party.first, party.last) if (n := cast.page.names.get(j)) and n.entry.country}
    of_state = [m for m in known if m.entry and m.entry.entry.country in states]
    if of_state:
        return cast.nearest(party.first, lambda m: m in of_state) or of_state[0]
    near = cast.nearest(party.first, lambda m: m.type == "outlet" and m.named and (m.head == kind or kind in m.words))
    return near or cast.nearest(party.first, lambda m: m in known) or next(iter(known), None)


def _goes_on(short: list[str], full: list[str]) -> bool:
    """Whether a fuller name only adds words behind the short one: "الحكومة البريطانية" is not "حكومة الظل البريطانية"."""
    return [word.removeprefix("ال") for word in full[: len(short)]] == [word.removeprefix("ال") for word in short]


def _inside_another(cast: Cast, head: str) -> Member | None:
    """The body whose name stands in another's ("الجامعة" behind "مجلس جامعة الدول العربية"): a member of its own from then on."""
    longest: list[str] = []
    for member in cast.members:
        words = member.name.split(" ")
        at = next((n for n, word in enumerate(words) if n and fold(word).removeprefix("ال") == head), None)
        if member.type == "body" and at is not None and len(words) - at > max(len(longest), 2):
            longest = words[at:]
    if not longest:
        return None
    name = " ".join(longest)
    found = next((m for m in cast.members if m.type == "body" and m.words == _words(name)), None)
    if found is None:
        found = Member(len(cast.members), "body", name, _words(name), True, head=head, last_word=_last_word(name), by="inside a name")
        cast.members.append(found)
    return found


def _told_before(cast: Cast, party: Party, bare: str) -> Member | None:
    """The body that an earlier phrase with the same head names in full ("الائتلاف السوري المعارض … الائتلاف")."""
    page = cast.page
    for k in range(party.first - 1, max(-1, party.first - _LOOK_BACK), -1):
        if page.tokens[k].norm.removeprefix("ال") == bare and page.tokens[k].kind == WORD and k not in page.names:
            fuller = read_party(page, k, page.layout.sentences[-1].last, tight=True)
            if fuller and fuller.type == "body" and fuller.named and fuller.definite and fuller.last - fuller.first > 1:
                return cast.add_named(fuller)
    return None


def _fuller(cast: Cast, member: Member) -> Member:
    """The member that the article names more fully, where `member` is a ministry told without its state."""
    if member.entry is None or _identifies(member.entry.entry):
        return member
    return next((m for m in cast.members if m.type == "body" and member.words < m.words and m.head == member.head), member)


def _body(cast: Cast, party: Party, recent: list[Member]) -> Who:
    page = cast.page
    entry = party.entry.entry if party.entry else None
    if entry and entry.kind == "capital" and (state := cast.by_entry.get(entry.detail)):
        return Who(state, "metonym")
    head = page.tokens[party.first].norm[party.clitics :]
    words = _words(clean_name(page, party.first, party.last, party.clitics))
    if (
        party.type == "outlet"
        and not party.plural
        and entry is None
        and head.startswith("ال")
        and page.has_norm("agency_word", head.removeprefix("ال"), party.first)
    ):
        medium = _medium_told(cast, party, head.removeprefix("ال"))
        if medium:
            return Who(medium, "short form")
    if party.definite and len(words - _SAME) == 1 and head.startswith("ال") and entry is None:
        bare = head.removeprefix("ال")
        near = cast.nearest(
            party.first,
            lambda m: bare == m.head.removeprefix("ال") and (m.type == "outlet" or (m.type == "body" and len(m.words) > 1)),
        )
        near = near or _inside_another(cast, bare) or _told_before(cast, party, bare)
        near = near or cast.nearest(party.first, lambda m: m.type in ("body", "outlet") and bare in m.words and len(m.words) > 1)
        if near is None and party.type == "outlet":
            near = cast.nearest(party.first, lambda m: m.type == "outlet" and m.named)
        if near:
            return Who(_fuller(cast, near), "short form")
    if entry is None or (entry.kind == "body" and not _identifies(entry)):
        bare = head.removeprefix("ال")
        told = name_words(clean_name(page, party.first, party.last, party.clitics))
        fuller = cast.nearest(party.first, lambda m: m.type == "body" and words < m.words and _goes_on(told, name_words(m.name)))
        fuller = fuller or next(
            (m for m in cast.members if m.type == "body" and words < m.words and _goes_on(told, name_words(m.name)) and len(words) > 1),
            None,
        )
        if fuller:
            return Who(fuller, "short form")
    member = cast.add_named(party)
    own = clean_name(page, party.name_first, party.name_last, party.clitics if party.name_first == party.first else party.name_clitics)
    own_words = _words(own)
    other_words = party.type == "body" and len(own_words) > 1 and not (own_words <= member.words or member.words <= own_words)
    return Who(member, "named", own if other_words else None)
