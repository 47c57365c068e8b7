"""The text under reading: its tokens, its publication date, and the small readers that all rules of time share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from musnad.model import Direction, TimeType
from musnad.reading.time_tense import tense_around
from musnad.reading.time_words import Month, TimeLexicon, Tokens, place_of_letter, time_lexicon
from musnad.text.numbers import Number, read_number, read_ordinal

Value = TypeVar("Value")
_NUMBER_WINDOW = 18
_WHOLE = re.compile(r"\d{1,4}")
_HIJRI_MARKS = frozenset(("ه", "هجري", "هجريه", "هج"))
_YEAR_WORDS = frozenset(("عام", "العام", "سنه", "السنه"))
_MONTH_JOINTS = frozenset(("/", "-", "(", "،", "\\", "–"))
_TENSES: dict[str, Direction] = {"past": "past", "future": "future", "present": "future"}


@dataclass(slots=True)
class Found:
    """An expression: tokens [first, behind), `skip` clitic letters left out at its start, and what it says."""

    first: int
    behind: int
    type: TimeType
    value: str | None
    rule: str
    direction: Direction | None = None
    skip: int = 0


@dataclass(slots=True)
class Tail:
    """What follows a month: a year told, or a modifier's direction; the place behind it."""

    behind: int
    year: int | None = None
    direction: Direction | None = None
    strict: bool = False
    hijri: bool = False
    every: bool = False


class Scan:
    """Tokens of one text with what the rules ask of them; `last_value` is the date before publication told last,
    for «آنذاك», `last_behind` its end; `last_day` the day told last, today too, for «اليوم ذاته»."""

    def __init__(self, text: str, tokens: Tokens, published: dt.date | None, tense_at: Callable[[int], str | None] | None) -> None:
        self.text = text
        self.tokens, self.places = tokens
        self.published = published
        self.lexicon: TimeLexicon = time_lexicon()
        self.last_value: str | None = None
        self.last_behind: int | None = None
        self.last_day: str | None = None
        self._tense_at = tense_at

    def norm(self, at: int) -> str:
        """The folded word at `at`, empty outside the text."""
        return self.tokens[at].norm if 0 <= at < len(self.tokens) else ""

    def word(self, at: int) -> str:
        """The folded word at `at` without clitics."""
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def classes(self, at: int) -> frozenset[str]:
        """The readings of the token at `at`; inside an expression a word with a clitic has none."""
        return self.tokens[at].classes if 0 <= at < len(self.tokens) else frozenset()

    def has(self, at: int, name: str) -> bool:
        """Whether the token at `at` has a reading, no clitic before it."""
        return 0 <= at < len(self.tokens) and name in self.tokens[at].classes and self.tokens[at].skip == 0

    def bare(self, at: int) -> str:
        """The word at `at` without article."""
        return self.tokens[at].bare if 0 <= at < len(self.tokens) else ""

    def glued(self, at: int) -> bool:
        """Whether the token at `at` follows the one before it without a space."""
        return 0 < at < len(self.tokens) and self.places[at][0] == self.places[at - 1][1]

    def role(self, at: int, role: str) -> bool:
        """Whether the word at `at` stands in a list of `time_context.tsv`, its «و» taken off."""
        norm = self.norm(at)
        words = self.lexicon.context[role]
        return norm in words or (len(norm) > 3 and norm[0] in "ولبف" and norm[1:] in words)

    def listed(self, at: int, role: str) -> bool:
        """Whether the word at `at`, as it stands, is in a list of `time_context.tsv`."""
        return self.norm(at) in self.lexicon.context[role]

    def start_of(self, found: Found) -> int:
        """The character where an expression starts."""
        return place_of_letter(self.text, *self.places[found.first], found.skip)

    def tense(self, first: int, behind: int) -> Direction | None:
        """The direction that the caller's own tense reader tells, else the words around."""
        told = self._tense_at(self.places[first][0]) if self._tense_at else None
        return _TENSES.get(told or tense_around(self.tokens, first, behind) or "")

    def sequence(self, at: int, forms: Mapping[tuple[str, ...], Value], name: str) -> tuple[Value, int] | None:
        """The longest form of a table that stands at `at`, and the place behind it."""
        word = self.word(at)
        for length in range(self.lexicon.longest.get((name, word), 0), 0, -1):
            key = (word, *(self.norm(at + i) for i in range(1, length)))
            if key in forms:
                return forms[key], at + length
        return None

    def number(self, at: int) -> Number | None:
        """The cardinal number that starts at `at`; its end is a token's place."""
        if at >= len(self.tokens) or not (self.norm(at)[:1].isdigit() or "number" in self.classes(at)):
            return None
        window = [self.word(at), *(token.norm for token in self.tokens[at + 1 : at + _NUMBER_WINDOW])]
        found = read_number(window, 0)
        return Number(found.value, at + found.end) if found else None

    def ordinal(self, at: int) -> Number | None:
        """The ordinal number that starts at `at`."""
        if "ordinal" not in self.classes(at) and "number" not in self.classes(at):
            return None
        window = [self.word(at), *(token.norm for token in self.tokens[at + 1 : at + 4])]
        found = read_ordinal(window, 0)
        return Number(found.value, at + found.end) if found else None

    def whole(self, at: int) -> int | None:
        """The value of a token of one to four digits."""
        norm = self.norm(at)
        return int(norm) if _WHOLE.fullmatch(norm) else None

    def month(self, at: int) -> tuple[Month, int] | None:
        """A month's name at `at`, double names too («آب/أغسطس», «يونيو (حزيران)»)."""
        found = self.sequence(at, self.lexicon.months, "months") if "months" in self.classes(at) else None
        if found is None or self._other_hamza(at):
            return None
        month, behind = found
        joint = behind + 1 if self.norm(behind) in _MONTH_JOINTS else behind
        again = self.sequence(joint, self.lexicon.months, "months") if self.has(joint, "months") else None
        if again and again[0].number == month.number and again[0].hijri == month.hijri:
            behind = again[1] + (self.norm(behind) == "(" and self.norm(again[1]) == ")")
            month = Month(month.number, month.hijri, "")
        return month, behind

    def _other_hamza(self, at: int) -> bool:
        """«إب» is a city and «أب» a father where «آب» is August; folding has made them one."""
        end = self.places[at][1]
        return self.tokens[at].word == "اب" and self.text[end - 2 : end] in ("إب", "أب")

    def year(self, at: int, *, least: int = 1000) -> tuple[int, int] | None:
        """A year in digits or words at `at`: (2013, behind)."""
        digits = self.whole(at)
        if digits is not None:
            if not least <= digits <= 2150 or (self.glued(at + 1) and self.norm(at + 1) == "%"):
                return None
            behind = at + 1
            return (digits, behind + 1) if self.norm(behind) in ("م", "ميلادي", "ميلاديه") else (digits, behind)
        if "number" not in self.classes(at):
            return None
        number = self.number(at)
        if number and number.value.denominator == 1 and least <= number.value <= 2150 and number.end - at >= 1 and number.value != 1000:
            return int(number.value), number.end
        return None

    def hijri_mark(self, at: int) -> bool:
        """Whether «هـ» stands at `at`."""
        return self.norm(at) in _HIJRI_MARKS

    def told_year(self, at: int) -> tuple[int, int] | None:
        """A year with or without its noun: "2015", "عام 2015", "من عام 2017", "من العام 2014"."""
        place = at + 1 if self.norm(at) in ("من", "لعام", "للعام", "لسنه", "عام") or self.norm(at) in _YEAR_WORDS else at
        if self.norm(at) == "من":
            if self.norm(place) not in _YEAR_WORDS and self.norm(place) not in ("عام", "سنه"):
                return None
            place += 1
        found = self.year(place)
        if found is None or (place == at and self.norm(at)[:1].isdigit() is False):
            return None
        return found

    def modifier(self, at: int) -> Direction | None:
        """Direction of «الماضي», «المقبل», «الجاري» at `at`."""
        return self.lexicon.modifiers.get(self.norm(at)) if self.has(at, "modifiers") else None

    def tail(self, at: int) -> Tail:
        """What follows a month or a day of a month: a year, a modifier, or «من العام الماضي»."""
        place = at + 1 if self.norm(at) in (",", "،") and self.whole(at + 1) and self.year(at + 1, least=1900) else at
        told = self.told_year(place)
        if told:
            year, behind = told
            if self.hijri_mark(behind):
                return Tail(behind + 1, year, hijri=True)
            direction = self.modifier(behind)
            return Tail(behind + (direction is not None), year)
        direction = self.modifier(at)
        if direction and self.norm(at) not in ("السابق", "اللاحق"):
            return Tail(at + 1, None, direction, strict=True)
        return self._relative_year(at)

    def _relative_year(self, at: int) -> Tail:
        noun = at + 1 if self.norm(at) == "من" else at
        if self.norm(noun) == "كل" and self.norm(noun + 1) in ("عام", "سنه") and noun > at:
            return Tail(noun + 2, every=True)
        if self.norm(noun) in ("العام", "السنه", "هذا"):
            current = self.published.year if self.published else None
            if self.norm(noun) == "هذا" and self.norm(noun + 1) in ("العام", "السنه"):
                return Tail(noun + 2, current)
            if self.norm(noun + 1) in ("نفسه", "ذاته", "نفسها") and noun > at and (self.last_value or "")[:4].isdigit():
                return Tail(noun + 2, int((self.last_value or "")[:4]))
            direction = self.modifier(noun + 1)
            if direction:
                return Tail(noun + 2, None if current is None else current + {"past": -1, "present": 0, "future": 1}[direction])
        return Tail(at)
