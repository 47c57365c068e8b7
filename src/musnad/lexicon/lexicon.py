"""The lexicons, loaded once: names of people, bodies, places and media, roles, given names, and words of reporting.

`load_lexicon()` reads the package's tables (README.md beside this file) and, after them, those of the user's own folders.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from musnad.collector import collector_paused
from musnad.lexicon.inflect import Features, forms
from musnad.lexicon.tables import LexiconError, Row, read_table
from musnad.text.folding import fold
from musnad.text.stems import table_stem
from musnad.text.tokens import MARK, tokenize

DATA = Path(__file__).parent / "data"
BODY_TYPES = ("international", "state", "armed", "party", "court", "company", "civil", "research")
OUTLET_KINDS = ("agency", "paper", "channel", "radio", "site", "magazine")
PLACE_KINDS = ("city", "region", "water", "land", "site")
ROLE_CLASSES = (
    "head minister official spokesperson envoy military legislator jurist party cleric expert media activist business royal honorific "
    "witness source"
).split()

_COUNTED = ("source", "official", "envoy", "expert", "media", "military", "activist", "spokesperson", "legislator", "minister")
"""Classes of offices that reports count: مسؤولان, دبلوماسيتان."""

CUE_CLASSES = (
    "say announce add stress explain reveal claim opinion deny confirm accuse condemn praise demand advise ask answer warn threaten "
    "promise agree refuse express describe report write speak quote"
).split()
CONSTRUCTIONS = "an ila ila_an ala an_prep min bi li fi obj obj_bi obj_ila obj_ala obj_min quote".split()
ATTRIBUTION_CONSTRUCTIONS = "np pronoun li lima ma verb ila ila_ma an_prep fi ala_lisan".split()
NOUN_KINDS = "saying medium idea feeling".split()
ACTS = "inform claim praise accuse demand propose promise threaten accept reject deny ask predict wish".split()
_NOUN, _NOUNS = Features("noun", number="s"), Features("noun", number="p")
T = TypeVar("T")
BareForms = Callable[[str], tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name that the lexicon knows: `kind` is person, body, country, people, adjective, capital, metonym, place, outlet or platform."""

    kind: str
    name: str
    name_en: str
    country: str
    detail: str = ""
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """An office or profession: `role` is its masculine singular, `number` one of singular, plural; `gender` m or f."""

    role: str
    role_class: str
    gender: str
    number: str


@dataclass(frozen=True, slots=True)
class CueEntry:
    """A word of reporting: `lemma`, what it does, and what may follow it; `noun_kind`: a noun of saying, a medium, an idea or a feeling."""

    lemma: str
    cue_class: str
    constructions: frozenset[str]
    act: str
    noun_kind: str = ""
    clause_first: bool = True


class Later(Generic[T]):
    """A row's value, made when one of its phrases is first asked for: all articles of a day ask for few of 10,000 names."""

    __slots__ = ("_made", "_make", "_row")

    def __init__(self, make: Callable[[Row], T], row: Row) -> None:
        self._make, self._row = make, row
        self._made: list[T] = []

    def value(self) -> T:
        """The value, the same one every time."""
        if not self._made:
            self._made.append(self._make(self._row))
        return self._made[0]


class PhraseTable(Generic[T]):
    """Phrases of one or more folded words, looked up longest first; what begins with a word is laid out when that word is asked for."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[tuple[str, ...] | str, T | Later[T]]]] = {}
        self._by_first: dict[str, tuple[list[int], dict[tuple[str, ...], list[T]]]] = {}
        """For each first word the lengths of what follows it, longest first, and what follows with its values."""

    def add(self, words: tuple[str, ...], value: T) -> None:
        """Add a phrase; several values may share one."""
        self._waiting.setdefault(words[0], []).append((words, value))

    def add_later(self, folded: str, value: Later[T]) -> None:
        """Add a folded phrase, its words not yet told apart where its first one is plain to see."""
        first = folded.partition(" ")[0]
        if not first.isalpha():
            if words := folded_words(folded):
                self._waiting.setdefault(words[0], []).append((words, value))
        elif first in self._waiting:
            self._waiting[first].append((folded, value))
        else:
            self._waiting[first] = [(folded, value)]

    def longest(self, first: str, rest: Sequence[str], at: int = 0, most: int = 99) -> tuple[int, list[T]] | None:
        """The longest phrase that starts with `first` and goes on in `rest[at : at + most]`: its length in words, and its values."""
        if first in self._waiting:
            self._lay_out(first)
        found = self._by_first.get(first)
        if found is None:
            return None
        lengths, tails = found
        most = min(most, len(rest) - at)
        for length in lengths:
            values = tails.get(tuple(rest[at : at + length])) if length <= most else None
            if values is not None:
                return length + 1, values
        return None

    def _lay_out(self, first: str) -> None:
        tails: dict[tuple[str, ...], list[T]] = {tail: list(values) for tail, values in self._by_first.get(first, ((), {}))[1].items()}
        for phrase, given in self._waiting.get(first, ()):
            words = folded_words(phrase) if isinstance(phrase, str) else phrase
            value = given.value() if isinstance(given, Later) else given
            values = tails.setdefault(words[1:], [])
            if value not in values:
                values.append(value)
        self._by_first[first] = sorted({len(tail) for tail in tails}, reverse=True), tails
        self._waiting.pop(first, None)  # last, so that another thread finds the phrases in one of the two

    def __contains__(self, first: str) -> bool:
        return first in self._waiting or first in self._by_first


@dataclass(slots=True)
class Lexicon:
    """All tables, keyed by folded words."""

    names: PhraseTable[NameEntry] = field(default_factory=PhraseTable)
    roles: PhraseTable[RoleEntry] = field(default_factory=PhraseTable)
    occasions: PhraseTable[str] = field(default_factory=PhraseTable)
    outlet_names: dict[str, str] = field(default_factory=dict)
    """The names of outlets and platforms by their English ones."""
    own_words: set[str] = field(default_factory=set)
    """The occasions that are a written or recorded word of the speaker's own ("بيان"), which every report of it goes back to."""
    given_names: dict[tuple[str, ...], bool] = field(default_factory=dict)
    female_names: set[str] = field(default_factory=set)
    male_names: set[str] = field(default_factory=set)
    countries: dict[str, NameEntry] = field(default_factory=dict)
    cues: dict[str, list[tuple[CueEntry, Features]]] = field(default_factory=dict)
    attributions: PhraseTable[frozenset[str]] = field(default_factory=PhraseTable)
    act_words: PhraseTable[tuple[str, int, str]] = field(default_factory=PhraseTable)
    act_signs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    grammar_at: dict[str, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    furniture: dict[str, list[tuple[str, str, tuple[str, ...]]]] = field(default_factory=dict)
    known_words: dict[str, Any] = field(default_factory=dict)
    """What the reader has worked out of each word so far (`reading.page.KnownWord`)."""
    tenses: dict[str, str] = field(default_factory=dict)
    """What the reader takes each word's tense to be, so far (`reading.act_clause`)."""
    _clitics: dict[tuple[str, str], tuple[int, str] | None] = field(default_factory=dict)

    def without_clitics(self, group: str, word: str, bare_forms: BareForms) -> tuple[int, str] | None:
        """A word of a closed class with the number of letters before it ("لوكالة": 1, "وكالة"); None where no form of it begins one."""
        key = (group, word)
        if key not in self._clitics:
            fitting = (
                (len(clitics), norm) for clitics, norm in bare_forms(word) if any(g == group for g, _ in self.grammar_at.get(norm, ()))
            )
            self._clitics[key] = next(fitting, None)
        return self._clitics[key]


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a phrase ("الولايات المتحدة" → ("الولايات", "المتحده"))."""
    return folded_words(fold(text))


def folded_words(folded: str) -> tuple[str, ...]:
    """The words of a phrase that is folded already."""
    if folded.isalpha():
        return (folded,)
    words = folded.split(" ")
    if all(map(str.isalpha, words)):
        return tuple(words)
    return tuple(token.norm for token in tokenize(folded) if token.kind != MARK)


@lru_cache(maxsize=8)
def load_lexicon(folders: tuple[Path, ...] = (), *, people: bool = True) -> Lexicon:
    """Read the package's tables and those of `folders`.

    `people=False` leaves the people out (to measure what the reader knows without them).
    Raises LexiconError, naming file and line, where a table is not as README.md says.
    """
    lexicon = Lexicon()
    with collector_paused():
        _read_tables(lexicon, folders, people=people)
    return lexicon


def _read_tables(lexicon: Lexicon, folders: tuple[Path, ...], *, people: bool) -> None:
    for folder in (DATA, *folders):
        unknown = [
            path
            for path in sorted(folder.glob("*.tsv"))
            if path.stem not in TABLES and path.stem not in OTHER_TABLES and not path.stem.startswith("time_")
        ]
        if unknown:
            raise LexiconError(unknown[0], 1, f"no such table; known are {', '.join(sorted(TABLES))}")
        for stem, table in TABLES.items():
            path = folder / f"{stem}.tsv"
            if path.exists() and (people or stem != "people"):
                table(lexicon, path)


def _spellings(rows: list[Row]) -> Iterator[tuple[Row, list[str]]]:
    """Each row with its name and variants, folded: all in one go, since one by one would take four times as long."""
    spellings = [(row["name"], *row.words("variants")) for row in rows]
    folded = iter(fold("\n".join(spelling for told in spellings for spelling in told)).split("\n"))
    for row, told in zip(rows, spellings, strict=True):
        yield row, list(itertools.islice(folded, len(told)))


def _add_names(lexicon: Lexicon, rows: list[Row], entry: Callable[[Row], NameEntry]) -> None:
    """Let all spellings of each row be names of its entry."""
    for row, spellings in _spellings(rows):
        later = Later(entry, row)
        for spelling in spellings:
            lexicon.names.add_later(spelling, later)


def _people(lexicon: Lexicon, path: Path) -> None:
    rows = read_table(path, ("name", "variants", "name_en", "country", "offices"), ("name", "name_en"))
    _add_names(lexicon, rows, lambda row: NameEntry("person", row["name"], row["name_en"], row["country"], "", row.words("offices")))


def _bodies(lexicon: Lexicon, path: Path) -> None:
    rows = read_table(path, ("name", "variants", "name_en", "type", "country"), ("name", "type"), choices={"type": BODY_TYPES})
    _add_names(lexicon, rows, lambda row: NameEntry("body", row["name"], row["name_en"], row["country"], row["type"]))


def _countries(lexicon: Lexicon, path: Path) -> None:
    columns = ("name", "variants", "name_en", "code", "adjective", "people", "capital", "metonyms")
    for row in read_table(path, columns, ("name", "name_en")):
        country = NameEntry("country", row["name"], row["name_en"], row["code"])
        lexicon.countries.setdefault(row["code"], country)
        _add_names(lexicon, [row], lambda row: NameEntry("country", row["name"], row["name_en"], row["code"]))
        for column, kind in (("people", "people"), ("capital", "capital"), ("metonyms", "metonym")):
            for spelling in row.words(column):
                lexicon.names.add(words_of(spelling), NameEntry(kind, spelling, row["name_en"], row["code"], row["name"]))
        for adjective in row.words("adjective"):
            entry = NameEntry("adjective", adjective, row["name_en"], row["code"], row["name"])
            for words in _adjective_forms(adjective):
                lexicon.names.add(words, entry)


def _adjective_forms(adjective: str) -> Iterable[tuple[str, ...]]:
    words = words_of(adjective)
    for ending in ("", "ه", "ين", "ون", "ان", "ا", "تين", "تان", "ات"):
        inflected = tuple(word + ending for word in words)
        yield inflected
        yield tuple("ال" + word for word in inflected)


def _places(lexicon: Lexicon, path: Path) -> None:
    rows = read_table(path, ("name", "variants", "name_en", "country", "kind"), ("name", "kind"), choices={"kind": PLACE_KINDS})
    _add_names(lexicon, rows, lambda row: NameEntry("place", row["name"], row["name_en"], row["country"], row["kind"]))


def _outlets(lexicon: Lexicon, path: Path) -> None:
    columns = ("name", "variants", "name_en", "kind", "country", "needs_cue")
    rows = read_table(path, columns, ("name", "kind"), choices={"kind": OUTLET_KINDS})
    lexicon.outlet_names |= {row["name_en"]: row["name"] for row in rows if row["name_en"]}
    _add_names(lexicon, rows, _outlet)


def _outlet(row: Row) -> NameEntry:
    detail = "needs cue" if row["needs_cue"] == "yes" else row["kind"]
    return NameEntry("outlet", row["name"], row["name_en"], row["country"], detail)


def _platforms(lexicon: Lexicon, path: Path) -> None:
    rows = read_table(path, ("name", "variants", "name_en"), ("name",))
    lexicon.outlet_names |= {row["name_en"]: row["name"] for row in rows if row["name_en"]}
    _add_names(lexicon, rows, lambda row: NameEntry("platform", row["name"], row["name_en"], ""))


def _occasions(lexicon: Lexicon, path: Path) -> None:
    for row, spellings in _spellings(read_table(path, ("name", "variants", "name_en", "own"), ("name",))):
        if row["own"] == "yes":
            lexicon.own_words.add(row["name"])
        for words in filter(None, map(folded_words, spellings)):
            lexicon.occasions.add(words, row["name"])


def _roles(lexicon: Lexicon, path: Path) -> None:
    for row in read_table(path, ("role", "feminine", "plural", "class"), ("role", "class"), choices={"class": ROLE_CLASSES}):
        for column, gender, number in (("role", "m", "singular"), ("feminine", "f", "singular"), ("plural", "m", "plural")):
            for spelling in row.words(column):
                words = words_of(spelling)
                entry = RoleEntry(row.words("role")[0], row["class"], gender, number)
                lexicon.roles.add(words, entry)
                lexicon.roles.add(("ال" + words[0].removeprefix("ال"), *words[1:]), entry)
                if len(words) > 1 and not words[1].startswith("ال"):
                    lexicon.roles.add(("ال" + words[0].removeprefix("ال"), "ال" + words[1], *words[2:]), entry)
                if number == "singular" and len(words) == 1 and row["class"] in _COUNTED:
                    stem = words[0][:-1] + "ت" if words[0].endswith("ه") else words[0]
                    for ending in ("ان", "ين"):
                        dual = RoleEntry(row.words("role")[0], row["class"], gender, "plural")
                        lexicon.roles.add((stem + ending,), dual)
                        lexicon.roles.add(("ال" + stem + ending,), dual)
                if number == "singular" and gender == "m":
                    lexicon.roles.add((words[0] + "ا", *words[1:]), entry)


def _given_names(lexicon: Lexicon, path: Path) -> None:
    rows = read_table(path, ("name", "variants", "gender", "also_word"), ("name",), choices={"also_word": ("yes", "")})
    for row, spellings in _spellings(rows):
        for words in filter(None, map(folded_words, spellings)):
            lexicon.given_names[words] = row["also_word"] == "yes"
            if row["gender"] in ("m", "f"):
                (lexicon.female_names if row["gender"] == "f" else lexicon.male_names).add(words[0])


def _verbs(lexicon: Lexicon, path: Path) -> None:
    columns = ("past", "present", "participle", "masdar", "class", "construction", "act")
    choices = {"class": CUE_CLASSES, "construction": CONSTRUCTIONS, "act": ACTS}
    for row in read_table(path, columns, ("past", "present", "class", "construction", "act"), choices=choices):
        order = row.words("construction")
        clause_first = "an" in order and order.index("an") < min((order.index(c) for c in order if c.startswith("obj")), default=99)
        entry = CueEntry(row["past"], row["class"], frozenset(order), row["act"], "", clause_first)
        found = forms(row)
        for form, (_, features) in zip(fold("\n".join(form for form, _ in found)).split("\n"), found, strict=True):
            lexicon.cues.setdefault(form, []).append((entry, features))


def _nouns(lexicon: Lexicon, path: Path) -> None:
    columns = ("noun", "plural", "class", "construction", "act", "kind")
    choices = {"class": CUE_CLASSES, "construction": CONSTRUCTIONS, "act": ACTS, "kind": NOUN_KINDS}
    for row in read_table(path, columns, ("noun", "class", "construction", "act", "kind"), choices=choices):
        entry = CueEntry(row["noun"], row["class"], frozenset(row.words("construction")), row["act"], row["kind"])
        for column, features in (("noun", _NOUN), ("plural", _NOUNS)):
            for spelling in row.words(column):
                lexicon.cues.setdefault(fold(spelling), []).append((entry, features))


def _attributions(lexicon: Lexicon, path: Path) -> None:
    for row in read_table(path, ("form", "construction"), ("form", "construction"), choices={"construction": ATTRIBUTION_CONSTRUCTIONS}):
        lexicon.attributions.add(words_of(row["form"]), frozenset(row.words("construction")))


def _act_words(lexicon: Lexicon, path: Path) -> None:
    columns = ("phrase", "act", "strength", "where")
    for row in read_table(path, columns, columns, choices={"act": ACTS, "strength": ("1", "2", "3"), "where": ("start", "any")}):
        for phrase in row.words("phrase"):
            lexicon.act_words.add(words_of(phrase), (row["act"], int(row["strength"]), row["where"]))


def _act_signs(lexicon: Lexicon, path: Path) -> None:
    for row in read_table(path, ("sign", "words"), ("sign", "words")):
        for word in row.words("words"):
            stem = table_stem(fold(word))
            known = lexicon.act_signs.get(stem, ())
            if row["sign"] not in known:
                lexicon.act_signs[stem] = (*known, row["sign"])


def _grammar(lexicon: Lexicon, path: Path) -> None:
    for row in read_table(path, ("class", "words", "note"), ("class", "words")):
        for spelling in row.words("words"):
            words = words_of(spelling)
            lexicon.grammar_at.setdefault(words[0], []).append((row["class"], words))


def _furniture(lexicon: Lexicon, path: Path) -> None:
    kinds = ("related", "share", "credit", "caption", "dateline", "heading")
    for row in read_table(
        path, ("kind", "where", "phrases"), ("kind", "where", "phrases"), choices={"kind": kinds, "where": ("start", "whole", "any")}
    ):
        for phrase in row.words("phrases"):
            words = words_of(phrase)
            lexicon.furniture.setdefault(words[0], []).append((row["kind"], row["where"], words))


OTHER_TABLES = ("numbers",)
"""Tables that another module reads."""

TABLES = {
    "people": _people,
    "bodies": _bodies,
    "countries": _countries,
    "places": _places,
    "outlets": _outlets,
    "platforms": _platforms,
    "occasions": _occasions,
    "roles": _roles,
    "given_names": _given_names,
    "reporting": _verbs,
    "reporting_nouns": _nouns,
    "reporting_prepositions": _attributions,
    "act_words": _act_words,
    "act_signs": _act_signs,
    "grammar": _grammar,
    "act_grammar": _grammar,
    "furniture": _furniture,
}
