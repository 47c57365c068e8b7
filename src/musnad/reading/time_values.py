"""Calendar arithmetic behind the values of time expressions; TIMEX3 strings come out, None for dates that no calendar has.

`direction` says on which side of the publication date the text places a time; without publication date the unknown digits stay X.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

# How much farther a date may lie on the side that the tense speaks for and still win over one on the other side: «أعلن أن القمة في 12 مايو»
# has a past verb and a coming date. Without any cue the nearest date wins, the past one by a hair (news tells what was).
_AGAINST_TENSE = 3
_UNTOLD = Fraction(6, 5)
_SUNDAY = 7
# A weekday that fits a day of a month names its year; farther years are no news.
_YEARS_TRIED = 6


def clamp_year(year: int) -> bool:
    """Whether `datetime.date` has the year."""
    return dt.MINYEAR <= year <= dt.MAXYEAR


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where the calendar has none (31 فبراير)."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def day_shift(published: dt.date | None, days: int) -> str:
    """ISO date `days` from publication."""
    if published is None:
        return "XXXX-XX-XX"
    try:
        return (published + dt.timedelta(days=days)).isoformat()
    except OverflowError:
        return "XXXX-XX-XX"


def weekday_value(published: dt.date | None, weekday: int, direction: str | None, *, strict: bool) -> str:
    """The nearest such weekday on the side of `direction`, today included unless `strict` («الجمعة الماضي» on a Friday is last week's)."""
    if published is None:
        return f"XXXX-WXX-{weekday}"
    if direction == "week":
        return day_shift(week_base(published), weekday - week_base(published).isoweekday())
    if direction == "future":
        ahead = (weekday - published.isoweekday()) % 7
        return day_shift(published, ahead or (7 if strict else 0))
    behind = (published.isoweekday() - weekday) % 7
    return day_shift(published, -(behind or (7 if strict else 0)))


def week_base(published: dt.date) -> dt.date:
    """A day of the current week: on a Sunday Arabic news has begun the next one."""
    if published.isoweekday() == _SUNDAY and published < dt.date.max:
        return published + dt.timedelta(days=1)
    return published


def week_value(published: dt.date | None, weeks: int) -> str:
    """ISO week `weeks` from the current one: "2025-W31"."""
    if published is None:
        return "XXXX-WXX"
    try:
        year, week, _ = (week_base(published) + dt.timedelta(weeks=weeks)).isocalendar()
    except OverflowError:
        return "XXXX-WXX"
    return f"{year:04}-W{week:02}"


def weekend_value(published: dt.date | None, direction: str | None) -> str:
    """The weekend before or after publication; "2018-W09-WE"."""
    if published is None:
        return "XXXX-WXX-WE"
    weeks = {"past": -1, "future": 0, "next": 1}.get(direction or "past", -1)
    if direction != "next" and published.isoweekday() >= 6:
        weeks = 0
        year, week, _ = published.isocalendar()
        return f"{year:04}-W{week:02}-WE"
    return week_value(published, weeks) + "-WE"


def month_shift(published: dt.date | None, months: int) -> str:
    """Month `months` from the current one: "2018-02"."""
    if published is None:
        return "XXXX-XX"
    year, month = divmod(published.year * 12 + published.month - 1 + months, 12)
    return f"{year:04}-{month + 1:02}"


def year_shift(published: dt.date | None, years: int) -> str:
    """Year `years` from the current one."""
    return "XXXX" if published is None else f"{published.year + years:04}"


def month_year(published: dt.date, month: int, direction: str | None, *, strict: bool) -> int:
    """The year of a month told without one; `strict` where a modifier (الماضي، المقبل) places it."""
    ahead = (month - published.month) % 12
    behind = (published.month - month) % 12
    if strict:
        if direction == "future":
            return published.year + (month <= published.month)
        return published.year - (month >= published.month)
    if _goes_ahead(Fraction(ahead), Fraction(behind), direction):
        return published.year + (month < published.month)
    return published.year - (month > published.month)


def _goes_ahead(ahead: Fraction, behind: Fraction, direction: str | None) -> bool:
    if direction == "future":
        return ahead <= behind * _AGAINST_TENSE
    if direction == "past":
        return ahead * _AGAINST_TENSE < behind
    return ahead * _UNTOLD < behind


def month_value(published: dt.date | None, month: int, year: int | None, direction: str | None, *, strict: bool) -> str:
    """ "2018-05" for a month, its year found from publication where it is not told."""
    if year is None and published is None:
        return f"XXXX-{month:02}"
    if year is None and published is not None:
        year = month_year(published, month, direction, strict=strict)
    return f"{year:04}-{month:02}"


def day_value(
    published: dt.date | None, day: int, month: int, year: int | None, direction: str | None, *, strict: bool, weekday: int | None = None
) -> str | None:
    """ISO date of a day of a month; the year, where not told, is the one that its weekday allows, else the nearest by `direction`."""
    if year is not None:
        found = make_date(year, month, day) if clamp_year(year) else None
        return found.isoformat() if found else None
    if make_date(2024, month, day) is None:
        return None
    if published is None:
        return f"XXXX-{month:02}-{day:02}"
    around = sorted(range(published.year - _YEARS_TRIED, published.year + _YEARS_TRIED + 1), key=lambda y: abs(y - published.year))
    dates = [date for y in around if clamp_year(y) and (date := make_date(y, month, day))]
    if weekday is not None:
        fitting = [date for date in dates if date.isoweekday() == weekday]
        dates = sorted(fitting, key=lambda date: abs(date - published)) or dates
        if fitting:
            return dates[0].isoformat()
    return _nearest(published, dates, direction, strict=strict)


def _nearest(published: dt.date, dates: list[dt.date], direction: str | None, *, strict: bool) -> str | None:
    past = max((date for date in dates if date <= published), default=None)
    future = min((date for date in dates if date >= published), default=None)
    if past is None or future is None:
        return (past or future or published).isoformat()
    if strict and direction in ("past", "future"):
        return (future if direction == "future" else past).isoformat()
    ahead, behind = Fraction((future - published).days), Fraction((published - past).days)
    return (future if _goes_ahead(ahead, behind, direction) else past).isoformat()


def season_year(published: dt.date, code: str, direction: str | None) -> int:
    """The year of a season told without one; «هذا الصيف» is the year's own."""
    starts = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    if direction == "past":
        return published.year - (starts + 2 >= published.month)
    if direction == "future":
        return published.year + (starts + 2 < published.month or (starts <= published.month and code != "WI"))
    return published.year


def hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian date of a Hijri one; None outside the Umm al-Qura tables or for a day that the month has not."""
    from hijridate import Hijri  # noqa: PLC0415  its tables are loaded where a Hijri date stands, in one article of a hundred

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return dt.date(found.year, found.month, found.day)


def hijri_year_near(published: dt.date, month: int, direction: str | None) -> int | None:
    """The Hijri year of a Hijri month told without one."""
    from hijridate import Gregorian  # noqa: PLC0415  as above

    try:
        today = Gregorian(published.year, published.month, published.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    if direction == "past":
        return int(today.year) - (month > today.month)
    if direction == "future":
        return int(today.year) + (month < today.month)
    offset = month - today.month
    return int(today.year) + (1 if offset < -6 else -1 if offset > 6 else 0)


def hijri_value(published: dt.date | None, day: int | None, month: int, year: int | None, direction: str | None) -> str | None:
    """Gregorian value of a Hijri date, or of a whole month as an interval."""
    if year is None and published is not None:
        year = hijri_year_near(published, month, direction)
    if year is None:
        return None
    if day is not None:
        found = hijri_day(year, month, day)
        return found.isoformat() if found else None
    first = hijri_day(year, month, 1)
    following = hijri_day(year + month // 12, month % 12 + 1, 1)
    return f"{first.isoformat()}/{(following - dt.timedelta(days=1)).isoformat()}" if first and following else None


def hijri_year_value(year: int) -> str | None:
    """The Gregorian interval of a Hijri year."""
    first, following = hijri_day(year, 1, 1), hijri_day(year + 1, 1, 1)
    return f"{first.isoformat()}/{(following - dt.timedelta(days=1)).isoformat()}" if first and following else None


_YEARS_OF = {"DE": 10, "CE": 100}
_HALVES = {"Y": "6M", "D": "T12H", "TH": "30M", "TM": "30S"}


def duration_value(amount: Fraction | None, unit: str) -> str:
    """ "P3Y", "PT48H", "P70Y" for seven decades; "PXD" for a vague number (of minutes "PXM", as the guidelines have it)."""
    if amount is None:
        return {"DE": "PXDE", "CE": "PXCE", "TM": "PXM", "TH": "PTXH", "TS": "PTXS", "N": "PXD"}.get(unit, f"PX{unit}")
    if unit in _YEARS_OF:
        amount, unit = amount * _YEARS_OF[unit], "Y"
    if unit == "N":
        unit = "D"
    clock, letter = ("T", unit[1]) if unit.startswith("T") else ("", unit)
    return f"P{clock}{number_text(amount)}{letter}"


def half_more(amount: Fraction, unit: str) -> str:
    """The duration with half a unit more: "P3Y6M", "PT1H30M"."""
    if unit in _YEARS_OF or unit not in _HALVES:
        return duration_value(amount + Fraction(1, 2), unit)
    return duration_value(amount, unit) + _HALVES[unit]


def part_of(part: Fraction, unit: str) -> str:
    """Half an hour, a quarter of a century: told in the next smaller unit."""
    smaller = {"TH": ("TM", 60), "Y": ("M", 12), "D": ("TH", 24), "CE": ("Y", 100), "DE": ("Y", 10), "TM": ("TS", 60)}.get(unit)
    if smaller is None:
        return duration_value(part, unit)
    return duration_value(part * smaller[1], smaller[0])


def number_text(value: Fraction) -> str:
    """ "3", "3.5"."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
