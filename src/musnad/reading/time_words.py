"""The words of time expressions: tables of `lexicon/data/time_*.tsv` and the text cut into tokens that carry their readings.

A word is looked up folded and, where it is not known so, without a leading «و»/«ف» and a preposition «ب»/«ل»/«ك»; a reading tells how many
letters were taken off, so a span starts at the word itself ("للعامين" → "لعامين", "بالثامن" → "الثامن").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import cast

from musnad.lexicon.tables import Row, read_table
from musnad.model import Direction, TimeType
from musnad.text.folding import MARKS, fold
from musnad.text.numbers import cardinal, ordinal, read_part

_DATA = Path(__file__).parents[1] / "lexicon" / "data"
_INNER = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_TOKEN = re.compile(rf"[^\W\d_]+(?:[{_INNER}]+[^\W\d_]*)*|\d+(?:[.,٫٬]\d+)*|\n|[^\w\s{_INNER}]")
_LONGEST_WORD = 18
_ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class Month:
    """A month's number, its calendar, and what must stand by an ambiguous name ("", "cue", "day")."""

    number: int
    hijri: bool
    context: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fixed expression with its value, and the words of which one must stand before it."""

    type: TimeType
    value: str
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time ("Y", "TH", "DE") in the form for one, two or many."""

    code: str
    count: str


@dataclass(slots=True)
class TimeLexicon:
    """All tables, keyed by folded form; forms of several words are keyed by their tuple."""

    months: dict[tuple[str, ...], Month] = field(default_factory=dict)
    weekdays: dict[str, int] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    modifiers: dict[str, Direction] = field(default_factory=dict)
    parts: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)
    seasons: dict[str, str] = field(default_factory=dict)
    edges: dict[str, str] = field(default_factory=dict)
    zones: dict[tuple[str, ...], str] = field(default_factory=dict)
    decades: dict[str, int] = field(default_factory=dict)
    holidays: dict[tuple[str, ...], tuple[bool, int, int]] = field(default_factory=dict)
    phrases: dict[tuple[str, ...], tuple[Phrase, ...]] = field(default_factory=dict)
    tense: dict[str, str] = field(default_factory=dict)
    context: dict[str, frozenset[str]] = field(default_factory=dict)
    longest: dict[tuple[str, str], int] = field(default_factory=dict)
    known: dict[str, frozenset[str]] = field(default_factory=dict)


def split_form(form: str) -> tuple[str, ...]:
    """The folded words of a table's form."""
    return tuple(_TOKEN.findall(fold(form)))


def _rows(name: str, *columns: str, optional: tuple[str, ...] = ()) -> list[Row]:
    return read_table(_DATA / f"time_{name}.tsv", (*columns, *optional), columns)


@lru_cache(maxsize=1)
def time_lexicon() -> TimeLexicon:
    """Load the tables once."""
    lexicon = TimeLexicon()
    for row in _rows("months", "forms", "number", "calendar", optional=("context",)):
        month = Month(int(row["number"]), row["calendar"] == "hijri", row["context"])
        lexicon.months |= {split_form(form): month for form in row.words("forms")}
    for row in _rows("weekdays", "forms", "number"):
        lexicon.weekdays |= {fold(form): int(row["number"]) for form in row.words("forms")}
    for row in _rows("units", "unit", "count", "forms"):
        lexicon.units |= {fold(form): Unit(row["unit"], row["count"]) for form in row.words("forms")}
    for row in _rows("modifiers", "forms", "direction"):
        direction = cast("Direction", row["direction"])
        lexicon.modifiers |= {fold(form): direction for form in row.words("forms")}
    for row in _rows("parts", "forms", "code", "clock"):
        lexicon.parts |= {split_form(form): (row["code"], row["clock"]) for form in row.words("forms")}
    for row in _rows("seasons", "forms", "code"):
        lexicon.seasons |= {fold(form): row["code"] for form in row.words("forms")}
    for row in _rows("edges", "forms", "edge"):
        lexicon.edges |= {fold(form): row["edge"] for form in row.words("forms")}
    for row in _rows("zones", "forms", optional=("zone",)):
        lexicon.zones |= {split_form(form): row["zone"] for form in row.words("forms")}
    for row in _rows("decades", "forms", "number"):
        lexicon.decades |= {fold(form): int(row["number"]) for form in row.words("forms")}
    for row in _rows("holidays", "forms", "calendar", "month", "day"):
        day = (row["calendar"] == "hijri", int(row["month"]), int(row["day"]))
        lexicon.holidays |= {split_form(form): day for form in row.words("forms")}
    _load_phrases(lexicon)
    for row in _rows("tense", "cue", "forms"):
        lexicon.tense |= {fold(form): row["cue"] for form in row.words("forms")}
    for row in _rows("context", "role", "forms"):
        lexicon.context[row["role"]] = frozenset(map(fold, row.words("forms")))
    _index(lexicon)
    return lexicon


def _load_phrases(lexicon: TimeLexicon) -> None:
    for row in _rows("phrases", "forms", "type", "value", optional=("after",)):
        phrase = Phrase(cast("TimeType", row["type"]), row["value"], frozenset(map(fold, row.words("after"))))
        for form in row.words("forms"):
            key = split_form(form)
            lexicon.phrases[key] = (*lexicon.phrases.get(key, ()), phrase)


_DEICTIC = {"اليوم": 0, "امس": -1, "الامس": -1, "البارحه": -1, "غدا": 1, "غد": 1, "الغد": 1}
_OPENERS = {"الفتره": "period", "وقت": "clock", "الساعه": "clock", "ساعه": "clock", "الساعات": "clock", "كل": "every", "القرن": "century",
            "عامي": "years", "سنتي": "years", "اعوام": "years", "الاعوام": "years", "سنوات": "years", "السنوات": "years"}  # fmt: skip
_DEMONSTRATIVES = frozenset(("هذا", "هذه", "هاته"))
"""«هذا الأسبوع»"""


def deictic(word: str) -> int | None:
    """Days from today of «أمس», «اليوم», «غداً»."""
    return _DEICTIC.get(word)


def _index(lexicon: TimeLexicon) -> None:
    """Note the classes that each first word may open, and how long the forms behind it may be."""
    known: dict[str, set[str]] = {"ال": {"article"}, "من": {"from"}}
    for name in ("months", "parts", "phrases", "zones", "holidays"):
        for key in getattr(lexicon, name):
            known.setdefault(key[0], set()).add(name)
            lexicon.longest[name, key[0]] = max(len(key), lexicon.longest.get((name, key[0]), 0))
    for name in ("weekdays", "units", "modifiers", "seasons", "edges", "decades"):
        for word in getattr(lexicon, name):
            known.setdefault(word, set()).add(name)
    for word in _DEICTIC:
        known.setdefault(word, set()).add("deictic")
    for word in _DEMONSTRATIVES:
        known.setdefault(word, set()).add("this")
    for role in ("approximate_before", "quantity"):
        for word in lexicon.context[role]:
            known.setdefault(word, set()).add(role)
    for word, name in _OPENERS.items():
        known.setdefault(word, set()).add(name)
    lexicon.known = {word: frozenset(classes) for word, classes in known.items()}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or one mark: `norm` is folded, `word` is `norm` without the `skip` letters of its clitics.

    Where it stands is kept apart, so that a word is read once for all places and articles.
    """

    norm: str
    word: str
    skip: int
    classes: frozenset[str]

    @property
    def definite(self) -> bool:
        """Whether the word carries the article."""
        return self.word.startswith(_ARTICLE)

    @property
    def bare(self) -> str:
        """The word without its article."""
        return self.word[2:] if self.word.startswith(_ARTICLE) and len(self.word) > 3 else self.word


Tokens = tuple[list[Token], list[tuple[int, int]]]
"""The tokens of a text, and the characters [start, end) of each."""
_NOTHING: frozenset[str] = frozenset()
_DIGITS = frozenset(("digits",))
_TATWEEL = "\u0640"
_FIRST_LETTER = "\u0621"


def _classes(word: str) -> frozenset[str]:
    known = time_lexicon().known
    classes = known.get(word, _NOTHING)
    if word.startswith(_ARTICLE) and word[2:] in known:
        # «الأول» of a phrase list stands as written; units, seasons, edges and parts take the article
        classes |= known[word[2:]] & {"units", "seasons", "parts", "edges", "decades"}
    if cardinal(word) is not None or read_part((word,), 0) is not None:
        classes |= {"number"}
    if ordinal(word) is not None:
        classes |= {"ordinal"}
    return classes


@lru_cache(maxsize=20_000)
def _read_word(norm: str) -> Token:
    """A word with the classes that it has by itself, else with the fewest clitic letters taken off."""
    first = norm[0]
    if first < _FIRST_LETTER or len(norm) == 1:
        return Token(norm, norm, 0, _DIGITS if first.isdigit() else _NOTHING)
    for skip, rest in ((0, norm), *(_without_clitics(norm) if len(norm) > 2 else ())):
        classes = _classes(rest)
        if classes:
            return Token(norm, rest, skip, classes)
    return Token(norm, norm, 0, _NOTHING)


def _without_clitics(norm: str) -> list[tuple[int, str]]:
    """Ways to take clitics off a word, fewest letters first; «لل» leaves the article («لليوم» → «اليوم»)."""
    rests = [(0, norm)]
    if norm[0] in "وف":
        rests.append((1, norm[1:]))
    ways = list(rests[1:])
    for skip, rest in rests:
        if rest.startswith("لل"):
            ways.append((skip + 1, _ARTICLE + rest[2:]))
        if rest[0] in "بلك" and len(rest) > 2:
            ways.append((skip + 1, rest[1:]))
        if rest.startswith(("بال", "كال")):
            ways.append((skip + 1, rest[1:]))
    return ways


def time_tokens(text: str) -> Tokens:
    """Cut `text` into tokens with the readings of their words; spaces, `#` signs apart, belong to none."""
    marked = MARKS.search(text) is not None
    tokens, places = [], []
    for match in _TOKEN.finditer(fold(text)):
        norm = match[0]
        if marked and (not norm.isalpha() or _TATWEEL in norm):
            norm = MARKS.sub("", norm) or norm
            if norm[0] == _TATWEEL and not 1 < len(norm) <= _LONGEST_WORD:
                continue
        tokens.append(_read_word(norm) if len(norm) <= _LONGEST_WORD else Token(norm, norm, 0, _DIGITS if norm[0].isdigit() else _NOTHING))
        places.append(match.span())
    return tokens, places


def place_of_letter(text: str, start: int, end: int, skip: int) -> int:
    """The place of the letter behind the first `skip` letters of the word at [start, end), marks passed over."""
    at = start
    for _ in range(skip):
        at += 1
        while at < end and MARKS.match(text[at]):
            at += 1
    return at
