"""Numbers as Arabic writes them: "مليون ونصف المليون", "مئتي ألف", "1.5 مليون", "ثلاثة وعشرون"; ordinals: "الثامن والعشرين".

The readers take a sequence of folded words (`musnad.text.folding.fold`, marks removed) and a place in it; they answer with the value and
the place behind the number, or None where no number starts. A «و» may be glued to its word or stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from musnad.lexicon.tables import LexiconError, read_table
from musnad.text.folding import MARKS, fold

_TABLE = Path(__file__).parents[1] / "lexicon" / "data" / "numbers.tsv"
_KINDS = ("unit", "ten", "hundred", "scale", "part", "ordinal")
# «تسعة وتسعون مليارا وتسعمئة ...» is told in fewer words; the bound keeps hostile input linear.
_MOST_WORDS = 16
_DIGITS = re.compile(r"\d{1,15}(?:[.,٫٬]\d{1,15}){0,4}")
_WORD = re.compile(r"\d+(?:[.,٫٬]\d+)*|[^\W\d_]+")

# Tens and what stands below them, hundreds, thousands: each next level must be lower («مئة وثلاثة»), a scale closes the group.
_LEVEL = {"unit": 1, "ten": 2, "hundred": 3}


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from words: its value and the place behind its last word."""

    value: Fraction
    end: int


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[tuple[str, Fraction], ...]]:
    """Each folded number word with its kinds and values."""
    words: dict[str, tuple[tuple[str, Fraction], ...]] = {}
    for row in read_table(_TABLE, ("kind", "value", "forms"), ("kind", "value", "forms"), choices={"kind": _KINDS}):
        try:
            value = Fraction(row["value"])
        except ValueError as error:
            raise LexiconError(_TABLE, row.line, f"not a number: {row['value']!r}") from error
        for form in row.words("forms"):
            words[fold(form)] = (*words.get(fold(form), ()), (row["kind"], value))
    return words


def digits_value(word: str) -> Fraction | None:
    """The value of a word in digits: "1.5", "1,200", "19,5"; None where it is none or is too long to be meant as a number."""
    if _DIGITS.fullmatch(word) is None:
        return None
    plain = word.replace("٫", ".").replace("٬", ",")
    head, *groups = re.split(r"[.,]", plain)
    if not groups:
        return Fraction(head)
    # «1,200» and «1.200.000» group thousands; «1,5» and «1.25» tell a fraction
    if all(len(group) == 3 for group in groups) and head != "0" and (len(groups) > 1 or "," in plain):
        return Fraction(head + "".join(groups))
    return Fraction(f"{head}.{groups[0]}") if len(groups) == 1 else None


def _entries(word: str) -> tuple[tuple[str, Fraction], ...]:
    """The number readings of one word, its article dropped."""
    found = _lexicon().get(word, ())
    return found or (_lexicon().get(word[2:], ()) if word.startswith("ال") else ())


def cardinal(word: str) -> tuple[str, Fraction] | None:
    """Kind and value of one cardinal word, None for any other word and for ordinals."""
    return next(((kind, value) for kind, value in _entries(word) if kind not in ("ordinal", "part")), None)


def _part(word: str) -> Fraction | None:
    return next((value for kind, value in _entries(word) if kind == "part"), None)


def ordinal(word: str) -> int | None:
    """Value of one ordinal word up to ten ("الثالث", "ثالثة")."""
    return next((int(value) for kind, value in _entries(word) if kind == "ordinal"), None)


def _joined(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """The word behind a «و», glued or alone, and its place."""
    if at >= len(words):
        return None
    if words[at] == "و":
        return (words[at + 1], at + 1) if at + 1 < len(words) else None
    return (words[at][1:], at) if len(words[at]) > 2 and words[at][0] == "و" else None


def _teen(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at] in ("عشر", "عشره")


@dataclass(slots=True)
class _Sum:
    """A number in the making: closed groups and the open one («مئتان وثلاثة» of «مليون ومئتان وثلاثة آلاف»)."""

    total: Fraction = Fraction(0)
    group: Fraction = Fraction(0)
    level: int = 9
    scale: Fraction = Fraction(10**18)

    def add(self, kind: str, value: Fraction, *, joined: bool) -> bool:
        """Take one more word; False where it does not continue the number."""
        if kind == "scale":
            return self._multiply(value, joined=joined)
        level = _LEVEL[kind]
        if self.level == 9 or (joined and (level < self.level or (kind == "ten" and self.level == 1 and self.group % 100 < 10))):
            self.group += value
            self.level = level if kind != "ten" or self.level == 9 else 1
            return True
        # «ثلاث مئة» written apart
        if kind == "hundred" and value == 100 and not joined and self.level == 1 and 3 <= self.group <= 9:
            self.group *= 100
            self.level = level
            return True
        return False

    def _multiply(self, value: Fraction, *, joined: bool) -> bool:
        if value >= self.scale and not (self.group and not joined):
            return False
        if joined and self.group:
            self.total, self.group = self.total + self.group, Fraction(0)
        self.total += (self.group or 1) * value
        self.group, self.level, self.scale = Fraction(0), 9, value
        return True


def read_number(words: Sequence[str], at: int) -> Number | None:
    """Read the cardinal number that starts at `at`: digits with or without a scale word, or number words.

    "3 آلاف" → 3000, "1.5 مليون" → 1500000, "مليون ونصف المليون" → 1500000, "ألفين وثلاثة عشر" → 2013.
    A vague plural ("ملايين", "آلاف") is no number.
    """
    if at >= len(words):
        return None
    if words[at][:1].isdigit():
        return _read_digits(words, at)
    first = cardinal(words[at])
    if first is None or _VAGUE & {words[at], words[at].removeprefix("ال")}:
        return None
    return _read_words(words, at, first)


# What «ونصف» halves: one million in «مليونين ونصف», not two
_POWERS = tuple(Fraction(1000**power) for power in range(1, 5))
_VAGUE = frozenset(map(fold, ("آلاف", "ملايين", "مليارات", "بلايين", "تريليونات")))


def _read_digits(words: Sequence[str], at: int) -> Number | None:
    value = digits_value(words[at])
    if value is None:
        return None
    end = at + 1
    while end < len(words) and end < at + 3 and (entry := cardinal(words[end])) is not None and entry[0] == "scale":
        value *= entry[1]
        end += 1
    return _with_part(words, Number(value, end), words[end - 1]) if end > at + 1 else Number(value, end)


def _read_words(words: Sequence[str], at: int, first: tuple[str, Fraction]) -> Number | None:
    number = _Sum()
    number.add(*first, joined=False)
    end = at + 1
    while end < len(words) and end - at < _MOST_WORDS:
        if _teen(words, end) and number.level == 1 and 1 <= number.group % 100 <= 9:
            number.group, end = number.group + 10, end + 1
            continue
        following = _joined(words, end)
        word, place, joined = (*following, True) if following and cardinal(following[0]) else (words[end], end, False)
        entry = cardinal(word)
        if entry is None or not number.add(*entry, joined=joined):
            break
        end = place + 1
    total = number.total + number.group
    return _with_part(words, Number(total, end), words[end - 1]) if number.group == 0 else Number(total, end)


def _with_part(words: Sequence[str], number: Number, scale_word: str) -> Number:
    """Add "ونصف (المليون)" to a number that ends in a scale word."""
    following = _joined(words, number.end)
    part = _part(following[0]) if following else None
    scale = cardinal(scale_word.removeprefix("و"))
    if following is None or part is None or scale is None or scale[0] != "scale":
        return number
    end = following[1] + 1
    again = cardinal(words[end]) if end < len(words) else None
    base = max(power for power in _POWERS if power <= scale[1])
    return Number(number.value + part * base, end + 1 if again and again[0] == "scale" else end)


def read_part(words: Sequence[str], at: int) -> Number | None:
    """Read "نصف", "ربع", "ثلثي" at `at`, the article allowed."""
    part = _part(words[at]) if at < len(words) else None
    return None if part is None else Number(part, at + 1)


def read_ordinal(words: Sequence[str], at: int) -> Number | None:
    """Read the ordinal that starts at `at`: "الثالث", "الحادي عشر", "الثامن والعشرين", "الثلاثين" (with the article)."""
    if at >= len(words):
        return None
    low = ordinal(words[at])
    if low is None:
        return _read_definite_cardinal(words, at)
    if _teen(words, at + 1) and low <= 9:
        return Number(Fraction(low + 10), at + 2)
    following = _joined(words, at + 1)
    if following and low <= 9 and following[0].startswith("ال"):
        entry = cardinal(following[0])
        if entry and entry[0] == "ten":
            return Number(entry[1] + low, following[1] + 1)
    return Number(Fraction(low), at + 1)


def _read_definite_cardinal(words: Sequence[str], at: int) -> Number | None:
    """«الثلاثين من يونيو», «الواحد والعشرين»: cardinals that stand for ordinals."""
    entry = cardinal(words[at]) if words[at].startswith("ال") else None
    if entry is None:
        return None
    if entry[0] == "ten":
        return Number(entry[1], at + 1)
    following = _joined(words, at + 1)
    tens = cardinal(following[0]) if following and entry[1] == 1 and following[0].startswith("ال") else None
    return Number(tens[1] + 1, following[1] + 1) if following and tens and tens[0] == "ten" else None


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(MARKS.sub("", text)))


def number_value(text: str) -> int | float | None:
    """The value of a text that is one cardinal number and nothing else ("مليون ونصف المليون" → 1500000)."""
    words = _words(text)
    number = read_number(words, 0)
    return _plain(number.value) if number and number.end == len(words) else None


def ordinal_value(text: str) -> int | None:
    """The value of a text that is one ordinal and nothing else ("الثامن والعشرين" → 28)."""
    words = _words(text)
    number = read_ordinal(words, 0)
    return int(number.value) if number and number.end == len(words) else None


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
