"""Time expressions of a report: dates, clock times, lengths and sets, with their TIMEX3 values.

`find_times` reads a text once: at each word that may open an expression the rules are tried, the longest find wins, and reading goes on
behind it. `infer_published` finds the day a report was written where the report itself leaves one answer only.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from musnad.model import Span, Time, Where
from musnad.reading.time_clock import a_clock, a_late_hour, a_part_of_day, day_with_hour
from musnad.reading.time_dates import OTHER_RULES
from musnad.reading.time_days import DAY_RULES, Rule, day_of_month
from musnad.reading.time_durations import (
    a_counted_definite,
    a_number_of_units,
    a_pair_of_units,
    a_part_of_unit,
    a_phrase,
    a_set,
    a_single_unit,
    a_vague_number,
    a_whole_unit,
    from_before,
)
from musnad.reading.time_scan import Found, Scan
from musnad.reading.time_values import make_date
from musnad.reading.time_words import Token, Tokens, time_lexicon, time_tokens

_CLOCK_RULES: tuple[tuple[str, Rule], ...] = (
    ("parts", a_part_of_day),
    ("edges", a_part_of_day),
    ("clock", a_late_hour),
    ("clock", a_clock),
    ("ordinal", a_clock),
    ("number", a_clock),
    ("digits", a_clock),
)
_LENGTH_RULES: tuple[tuple[str, Rule], ...] = (
    ("phrases", a_phrase),
    ("every", a_set),
    ("approximate_before", a_number_of_units),
    ("approximate_before", a_pair_of_units),
    ("approximate_before", a_single_unit),
    ("approximate_before", a_part_of_unit),
    ("number", a_number_of_units),
    ("digits", a_number_of_units),
    ("number", a_part_of_unit),
    ("units", a_pair_of_units),
    ("quantity", a_vague_number),
    ("units", a_vague_number),
    ("units", a_single_unit),
    ("units", a_whole_unit),
    ("article", a_counted_definite),
    ("article", DAY_RULES[-1][1]),
    ("from", from_before),
)


def _by_class() -> dict[str, tuple[Rule, ...]]:
    rules: dict[str, list[Rule]] = {}
    for name, rule in (*_CLOCK_RULES, *((name, _with_hour(rule)) for name, rule in DAY_RULES), *OTHER_RULES, *_LENGTH_RULES):
        rules.setdefault(name, []).append(rule)
    return {name: tuple(found) for name, found in rules.items()}


def _with_hour(rule: Rule) -> Rule:
    def rule_with_hour(scan: Scan, at: int) -> Found | None:
        found = rule(scan, at)
        return day_with_hour(scan, found) if found else None

    return rule_with_hour


_RULES = _by_class()

# How often a find of each rule had the right value on 31 gold articles; 0.9 where there were fewer than ten to tell.
_CONFIDENCE = {
    "phrase": 0.95,
    "weekday": 0.98,
    "deictic": 0.86,
    "day and month": 0.98,
    "duration": 0.94,
    "month": 0.98,
    "relative unit": 0.98,
    "year": 0.94,
}
_USUAL_CONFIDENCE = 0.9
_DAY_LENGTH = len("2025-08-06")


def find_times(
    text: str,
    *,
    published: dt.date | None,
    where: Where = "text",
    tense_at: Callable[[int], str | None] | None = None,
    tokens: Tokens | None = None,
) -> list[Time]:
    """Every time expression of `text`, in order; values are resolved against `published`, without it they stay relative ("XXXX-WXX-3").

    `tense_at` may tell the tense ("past", "present", "future") of the clause at an offset; without it, the words around decide on which
    side of `published` a bare «الجمعة» lies. `tokens` are the text's `time_tokens`, where they are at hand.
    """
    tokens = tokens or time_tokens(text)
    scan = Scan(text, tokens, own_today(tokens[0], published), tense_at)
    return [_time(scan, found, number, where) for number, found in enumerate(_scan(scan), start=1)]


def own_today(tokens: list[Token], published: dt.date | None) -> dt.date | None:
    """The day that the text itself calls today («اليوم السبت», «أمس الثلاثاء») where it contradicts `published` by a few days."""
    if published is None:
        return None
    weekdays = time_lexicon().weekdays
    found: set[dt.date] = set()
    for at, token in enumerate(tokens[:-2]):
        shift = _OWN_DAYS.get(token.word)
        if shift is None or "deictic" not in token.classes:
            continue
        behind = at + 1 + (tokens[at + 1].norm == "(")
        weekday = weekdays.get(tokens[behind].norm) if behind < len(tokens) else None
        if weekday and (tokens[at - 1].norm if at else "") not in _COMPOUND_DAYS:
            days = (weekday - shift - published.isoweekday() + _HALF_WEEK) % 7 - _HALF_WEEK
            found.add(published + dt.timedelta(days=days) if 0 < (published.toordinal() + days) < dt.date.max.toordinal() else published)
    return found.pop() if len(found) == 1 else published


_OWN_DAYS = {"اليوم": 0, "امس": -1, "غدا": 1}
_COMPOUND_DAYS = frozenset(("اول", "من"))
_HALF_WEEK = 3


def _scan(scan: Scan) -> Iterator[Found]:
    at = 0
    while at < len(scan.tokens):
        found = _best_at(scan, at) if scan.tokens[at].classes else None
        if found is None:
            at += 1
            continue
        _remember(scan, found)
        yield found
        at = found.behind


def _remember(scan: Scan, found: Found) -> None:
    """Keep a date before publication: «آنذاك» and «ذلك العام» look back to it."""
    value = found.value or ""
    if len(value.split("T")[0]) == _DAY_LENGTH and value[:4].isdigit() and found.type in ("DATE", "TIME"):
        scan.last_day = value[:_DAY_LENGTH]
    today = scan.published.isoformat() if scan.published else "9999"
    if found.type in ("DATE", "TIME") and value[:4].isdigit() and value[:10] < today and found.direction != "future":
        scan.last_value, scan.last_behind = value, found.behind


def infer_published(text: str, tokens: Tokens | None = None) -> tuple[dt.date, str] | None:
    """The day a report was written, and how it is known, where its own words leave one answer: «اليوم الأربعاء 6 أغسطس 2025».

    The weekday must fit the date. A year that stands elsewhere in the text serves where only one such year fits the weekday.
    Two answers are none.
    """
    scan = Scan(text, tokens or time_tokens(text), None, None)
    answers = {answer for at in range(len(scan.tokens)) if (answer := _day_of_writing(scan, at)) is not None}
    return answers.pop() if len(answers) == 1 else None


def _day_of_writing(scan: Scan, at: int) -> tuple[dt.date, str] | None:
    """The day of writing that «اليوم الأربعاء 6 أغسطس», «أمس الثلاثاء (5 أغسطس 2025)» or a line with nothing but such a date tells."""
    token = scan.tokens[at]
    if "deictic" in token.classes and (shift := _OWN_DAYS.get(token.word)) is not None and scan.norm(at - 1) not in _COMPOUND_DAYS:
        place, basis = at + 1 + (scan.norm(at + 1) == "("), "today's weekday and date"
    elif scan.norm(at - 1) in ("", "\n") and "weekdays" in token.classes:
        place, basis, shift = at, "dateline", 0
    else:
        return None
    if not scan.has(place, "weekdays"):
        return None
    weekday = scan.lexicon.weekdays[scan.norm(place)]
    found = day_of_month(scan, place + 1 + (scan.norm(place + 1) in ("،", ",", "(")), first=place)
    if found is None or found.value is None or (basis == "dateline" and scan.norm(found.behind) not in ("", "\n")):
        return None
    days = [day for day in _days_told(scan, found.value) if day.isoweekday() == weekday]
    return (days[0] - dt.timedelta(days=shift), basis) if len(days) == 1 else None


def _days_told(scan: Scan, value: str) -> list[dt.date]:
    """The day told, or, without a year, that day in each year of the text."""
    years = [value[:4]] if value[:4].isdigit() else sorted({token.norm for token in scan.tokens if _YEAR.fullmatch(token.norm)})
    return [
        day for year in years if len(value) == _DAY_LENGTH and (day := make_date(int(year), int(value[5:7]), int(value[8:]))) is not None
    ]


_YEAR = re.compile(r"19\d\d|20\d\d")


@lru_cache(maxsize=4_000)
def _rules_for(classes: frozenset[str]) -> tuple[Rule, ...]:
    """The rules that a word of these classes may open."""
    return tuple(rule for name in sorted(classes) for rule in _RULES.get(name, ()))


def _best_at(scan: Scan, at: int) -> Found | None:
    """The longest find that starts at `at`; of equal ones the first rule's."""
    token = scan.tokens[at]
    best: Found | None = None
    for rule in _rules_for(token.classes):
        found = rule(scan, at)
        if found and (best is None or found.behind > best.behind):
            best = found
    if best is not None and best.first == at:
        best.skip = token.skip
    return best


def _time(scan: Scan, found: Found, number: int, where: Where) -> Time:
    start, end = scan.start_of(found), scan.places[found.behind - 1][1]
    span = Span(start, end, scan.text[start:end], where)
    confidence = _CONFIDENCE.get(found.rule, _USUAL_CONFIDENCE)
    return Time(f"t{number}", span, found.type, found.value, found.direction, confidence, f"{found.rule}: {span.text}")
