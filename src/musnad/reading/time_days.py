"""Rules for single days: «اليوم», weekdays, days of a month, dates in digits.

Each rule takes the scan and the place where its expression starts and answers with what it found there, or None. The span keeps «يوم»,
«عام», «شهر» and the modifier («يوم الجمعة الماضي») and leaves out prepositions.
"""

from __future__ import annotations

from collections.abc import Callable

from musnad.model import Direction
from musnad.reading import time_values as values
from musnad.reading.time_scan import Found, Scan, Tail
from musnad.reading.time_words import Month, deictic

Rule = Callable[[Scan, int], Found | None]

SHIFT = {"past": -1, "present": 0, "future": 1}
LINKS = frozenset(("-", "–", "—", "الي", "حتي", "وحتي", "والي", "و", "/"))


def weekday_at(scan: Scan, at: int) -> int | None:
    """The ISO number of a weekday at `at`."""
    return scan.lexicon.weekdays.get(scan.word(at)) if "weekdays" in scan.classes(at) else None


def a_deictic(scan: Scan, at: int) -> Found | None:
    """«اليوم الأربعاء», «أمس», «أول من أمس», «بعد غد», «يوم أمس»."""
    place = at + 1 if scan.bare(at) == "يوم" and not scan.tokens[at].definite and scan.norm(at + 1) in ("امس", "غد", "الغد") else at
    shift, behind = _deictic_shift(scan, place)
    if shift is None or (shift == 0 and not _is_today(scan, at, behind)):
        return None
    behind = _same_day(scan, behind)
    value = _speech_day(scan, at, behind, place) if shift == 0 else None
    value = value or values.day_shift(scan.published, shift)
    direction: Direction = "past" if shift < 0 else "future" if shift > 0 else "present"
    if scan.published is None and (weekday := _named_weekday(scan, place + 1, behind)):
        value = f"XXXX-WXX-{weekday}"
    if shift == 0 and behind == place + 1 and _nowadays(scan, at, behind):
        return Found(at, behind, "DATE", "PRESENT_REF", "nowadays", "present")
    return Found(at, behind, "DATE", value, "deictic", direction)


def _is_today(scan: Scan, at: int, behind: int) -> bool:
    """Not «اليوم التالي», nor a name («روسيا اليوم», «"العراق اليوم"»)."""
    if scan.word(at) != "اليوم":
        return True
    paper = scan.role(at - 2, "set_not") and scan.norm(at - 1) == "اسراييل"
    named = (paper or scan.role(at - 1, "name_today")) and not scan.has(behind, "weekdays")
    titled = scan.norm(behind) in CLOSING and scan.norm(at - 2) in OPENING
    return not (scan.listed(behind, "no_today") or named or titled)


OPENING = frozenset(('"', "«", "“", "”", "'"))
CLOSING = frozenset(('"', "»", "”", "“", "'"))


def _speech_day(scan: Scan, at: int, behind: int, place: int) -> str | None:
    """The day of a quoted speech: «قال الجمعة: "التقينا اليوم"» was said on Friday, and so meant by «اليوم»."""
    if scan.last_behind is None or behind != place + 1 or scan.published is None:
        return None
    if not scan.last_behind <= at <= scan.last_behind + _SPEECH:
        return None
    between = [scan.norm(i) for i in range(scan.last_behind, at)]
    if "\n" in between or "." in between or sum(norm in OPENING or norm in CLOSING for norm in between) % 2 == 0:
        return None
    last = scan.last_value or ""
    week_ago = values.day_shift(scan.published, -7)
    return last if len(last) == len(week_ago) and week_ago < last <= scan.published.isoformat() else None


_SPEECH = 25


def _deictic_shift(scan: Scan, at: int) -> tuple[int | None, int]:
    word, second, third = scan.word(at), scan.norm(at + 1), scan.norm(at + 2)
    if word == "اول" and second == "امس":
        return -2, at + 2
    if word == "اول" and second == "من" and third == "امس":
        return -2, at + 3
    if word == "امس" and second == "الاول":
        return -2, at + 2
    if word == "بعد" and second in ("غد", "الغد", "غدا"):
        return 2, at + 2
    if word in ("هذا", "هذه") and second == "اليوم":
        return 0, at + 2
    shift = deictic(word) if "deictic" in scan.classes(at) else None
    return shift, at + 1


def _same_day(scan: Scan, behind: int) -> int:
    """Take in the weekday and date that name the same day again: «اليوم الأربعاء (6 أغسطس 2025)», «أمس، الثلاثاء» stays apart."""
    place = behind + 1 if scan.norm(behind) == "(" else behind
    if not scan.has(place, "weekdays"):
        return behind
    end = place + 1
    date = day_of_month(scan, end + (scan.norm(end) in ("،", ",")), first=end)
    if date and scan.published and date.value == scan.published.isoformat():
        end = date.behind
    return end + (scan.norm(behind) == "(" and scan.norm(end) == ")")


def _named_weekday(scan: Scan, first: int, behind: int) -> int | None:
    return next((scan.lexicon.weekdays[scan.norm(at)] for at in range(first, behind) if scan.norm(at) in scan.lexicon.weekdays), None)


def _nowadays(scan: Scan, at: int, behind: int) -> bool:
    """«سوريا اليوم» against «قال اليوم»: behind «حتى», «منذ ... وإلى», or beside «أكثر من أي وقت مضى», «اليوم» is the present age."""
    token = scan.tokens[at]
    after = scan.norm(behind)
    if token.skip:
        return scan.norm(at).startswith(("وال", "فال")) and after in ("نحن", "لدينا", "بات", "اصبح", "اصبحت", "باتت")
    return scan.listed(at - 1, "nowadays") or after == "اكثر"


def a_weekday(scan: Scan, at: int) -> Found | None:
    """«الجمعة», «يوم الجمعة الماضي», «الخميس 7 أغسطس 2025»."""
    place = at + 1 if scan.bare(at) in ("يوم", "نهار") else at
    weekday = weekday_at(scan, place)
    if weekday is None or (place > at and scan.tokens[place].skip) or scan.role(at - 1, "no_day"):
        return None
    behind = place + 1
    dated = _weekday_with_date(scan, at, behind, weekday)
    if dated:
        return dated
    direction = scan.modifier(behind)
    if direction and scan.norm(behind) not in ("الاخير", "السابق"):
        wanted = "week" if direction == "present" else direction
        return Found(at, behind + 1, "DATE", values.weekday_value(scan.published, weekday, wanted, strict=True), "weekday", direction)
    week = _of_week(scan, behind)
    if week:
        shift, behind, direction = week
        return Found(at, behind, "DATE", _weekday_of_week(scan, weekday, shift), "weekday", direction)
    tense = scan.tense(at, behind)
    return Found(at, behind, "DATE", values.weekday_value(scan.published, weekday, tense, strict=False), "weekday", tense)


def _weekday_of_week(scan: Scan, weekday: int, shift: int) -> str:
    if scan.published is None:
        return f"XXXX-WXX-{weekday}"
    base = values.week_base(scan.published)
    return values.day_shift(base, shift * 7 + weekday - base.isoweekday())


def _of_week(scan: Scan, at: int) -> tuple[int, int, Direction] | None:
    """«(الثلاثاء) من الأسبوع المقبل»."""
    noun = at + 1 if scan.norm(at) == "من" else at
    if scan.norm(noun) == "الاسبوع" and (direction := scan.modifier(noun + 1)):
        return SHIFT[direction], noun + 2, direction
    return None


def _weekday_with_date(scan: Scan, first: int, at: int, weekday: int) -> Found | None:
    place = at + 1 if scan.norm(at) in ("،", ",", "(") else at
    place += scan.norm(place) in ("الموافق", "المصادف")
    place += scan.norm(place) in ("ل", "يوم")
    date = day_of_month(scan, place, first=first, weekday=weekday) or numeric_date(scan, place)
    if date is None or scan.tokens[place].skip > (scan.norm(place)[:1] == "ل"):
        return None
    behind = date.behind + (scan.norm(at) == "(" and scan.norm(date.behind) == ")")
    return Found(first, behind, "DATE", date.value, "weekday and date", date.direction)


def day_of_month(scan: Scan, at: int, *, first: int, weekday: int | None = None) -> Found | None:
    """«8 أغسطس الجاري», «الثامن من أغسطس», «6 من الشهر المقبل», «12 صفر 1447 هـ», «5 و8 أغسطس»."""
    place = at + 1 if scan.bare(at) == "يوم" and first <= at else at
    day = _day_number(scan, place)
    if day is None:
        return None
    number, behind = day
    last = _second_day(scan, behind)
    until, behind = last or (None, behind)
    month_at = behind + _joint(scan, behind)
    if scan.word(month_at) == "شهر" and scan.has(month_at + 1, "months"):
        month_at += 1
    month = scan.month(month_at) if not (month_at < len(scan.tokens) and scan.tokens[month_at].skip) else None
    if month is None:
        this = month_at > behind or scan.norm(month_at) in ("الشهر", "هذا")
        return _day_of_this_month(scan, first, (number, until), month_at) if this else None
    tail = scan.tail(month[1])
    if month[0].context == "day" and month[0].hijri and tail.year is None and _is_score(scan, month_at):
        return None
    return _dated(scan, first, (number, until), month[0], tail, weekday=weekday)


def _joint(scan: Scan, at: int) -> bool:
    """Whether a word or mark joins day and month at `at` («8 من أغسطس», «8-أغسطس»)."""
    return scan.norm(at) == "من" or (scan.norm(at) in (".", "-", "/", "في") and "months" in scan.classes(at + 1))


def _is_score(scan: Scan, month_at: int) -> bool:
    """«1-صفر» is a match lost to nil."""
    joint = scan.norm(month_at - 1)
    return joint not in ("من", "شهر") and (joint == "-" or scan.norm(month_at) == "صفر")


def _day_number(scan: Scan, at: int) -> tuple[int, int] | None:
    if scan.norm(at) in ("ال",) and scan.glued(at + 1):
        at += 1
    digits = scan.whole(at)
    if digits is not None:
        return (digits, at + 1) if 0 < digits <= 39 and not inside_number(scan, at) else None
    found = scan.ordinal(at) if "ordinal" in scan.classes(at) or (scan.tokens[at : at + 1] and scan.tokens[at].definite) else None
    if found is None and "number" in scan.classes(at):
        cardinal = scan.number(at)
        found = cardinal if cardinal and cardinal.value <= 31 else None
    return (int(found.value), found.end) if found and found.value <= 31 else None


def inside_number(scan: Scan, at: int) -> bool:
    """Whether the digits at `at` are the tail of a longer code («1/2/3», «F-16»)."""
    return scan.glued(at) and scan.norm(at - 1) in ("/", "-", ":", ".") and scan.glued(at - 1)


def _second_day(scan: Scan, at: int) -> tuple[int, int] | None:
    """«(18) إلى 20», «(5) و8», «(18)-20»."""
    link = scan.norm(at)
    if link in LINKS and scan.norm(at + 1) != "":
        return _plain_day(scan, at + 1 + (scan.norm(at + 1) == "يوم"))
    if len(link) > 1 and link[0] == "و" and "ordinal" in scan.classes(at):
        found_ordinal = scan.ordinal(at)
        return (int(found_ordinal.value), found_ordinal.end) if found_ordinal else None
    return None


def _plain_day(scan: Scan, at: int) -> tuple[int, int] | None:
    digits = scan.whole(at)
    if digits is not None:
        return (digits, at + 1) if 0 < digits <= 31 else None
    found = scan.ordinal(at) if scan.has(at, "ordinal") else None
    return (int(found.value), found.end) if found else None


def _dated(scan: Scan, first: int, days: tuple[int, int | None], name: Month, tail: Tail, *, weekday: int | None) -> Found:
    (day, until), month = days, name.number
    direction = tail.direction or (None if tail.year else scan.tense(first, tail.behind))
    if name.hijri or tail.hijri:
        marked = tail.behind + (not tail.hijri and scan.hijri_mark(tail.behind))
        return Found(first, marked, "DATE", values.hijri_value(scan.published, day, month, tail.year, direction), "hijri date", direction)

    def value_of(number: int) -> str | None:
        if tail.direction == "present" and scan.published:
            return values.day_value(None, number, month, scan.published.year, None, strict=True)
        return values.day_value(scan.published, number, month, tail.year, direction, strict=tail.strict, weekday=weekday)

    if tail.every:
        return Found(first, tail.behind, "SET", values.day_value(None, day, month, None, None, strict=False), "day of every year")
    value = value_of(day)
    if until is not None:
        end = value_of(until)
        value = f"{value}/{end}" if value and end else None
    return Found(first, tail.behind, "DATE", value, "day and month", direction)


def _day_of_this_month(scan: Scan, first: int, days: tuple[int, int | None], at: int) -> Found | None:
    """«السادس من الشهر المقبل», «12 من هذا الشهر», «10 الجاري»."""
    direction: Direction | None
    if scan.norm(at) == "هذا" and scan.norm(at + 1) == "الشهر":
        direction, behind = "present", at + 2
    elif scan.norm(at) == "الشهر" and (direction := scan.modifier(at + 1)):
        behind = at + 2
    else:
        return None
    month = values.month_shift(scan.published, SHIFT[direction])
    if scan.published is None:
        return Found(first, behind, "DATE", f"XXXX-XX-{days[0]:02}", "day of this month", direction)
    year, number = int(month[:4]), int(month[5:])
    told = [values.day_value(None, one, number, year, None, strict=True) for one in days if one is not None]
    value = None if None in told else "/".join(one for one in told if one)
    return Found(first, behind, "DATE", value, "day of this month", direction)


def a_day_of_month(scan: Scan, at: int) -> Found | None:
    """A day of a month, not of a place named for one («مدينة 6 أكتوبر», «قوى 14 آذار»)."""
    if scan.role(at - 1, "no_date"):
        return None
    return day_of_month(scan, at, first=at)


def numeric_date(scan: Scan, at: int) -> Found | None:
    """«2018/05/12», «12-5-2018», «12.5.2018», «1439/6/12هـ»; «12/5» only behind «يوم» or «الموافق»."""
    parts, behind = _numeric_parts(scan, at)
    if len(parts) == 2 and scan.norm(at - 1) in ("يوم", "الموافق", "بتاريخ", "تاريخ") and parts[1] <= 12:
        tense = scan.tense(at, behind)
        value = values.day_value(scan.published, parts[0], parts[1], None, tense, strict=False)
        return Found(at, behind, "DATE", value, "numeric date", tense)
    if len(parts) != 3:
        return None
    year, month, day = parts if parts[0] > 31 else (parts[2], parts[1], parts[0])
    if scan.hijri_mark(behind) or 1300 <= year <= 1500:
        found = values.hijri_day(year, month, day)
        return Found(at, behind + scan.hijri_mark(behind), "DATE", found.isoformat() if found else None, "hijri date")
    if not 1000 <= year <= 2150:
        return None
    if month > 12 >= day:
        month, day = day, month
    value = values.day_value(None, day, month, year, None, strict=True)
    return Found(at, behind + (scan.norm(behind) == "م"), "DATE", value, "numeric date")


def _numeric_parts(scan: Scan, at: int) -> tuple[list[int], int]:
    norm = scan.norm(at)
    pieces = norm.split(".")
    if len(pieces) == 3 and all(piece.isdigit() and len(piece) <= 4 for piece in pieces):
        return [int(piece) for piece in pieces], at + 1
    first = scan.whole(at)
    parts, place = [] if first is None else [first], at + 1
    while len(parts) < 3 and parts and scan.norm(place) in ("/", "-") and scan.norm(place) == (scan.norm(at + 1)):
        following = scan.whole(place + 1)
        if following is None:
            break
        parts.append(following)
        place += 2
    loose = not all(scan.glued(i) for i in range(at + 1, place))
    return ([], at) if loose and (len(parts) < 3 or scan.norm(at + 1) != "/") else (parts, place)


def consecutive_day(scan: Scan, at: int) -> Found | None:
    """«لليوم الثالث على التوالي», «ثالث يوم على التوالي»: today, told by its count."""
    if scan.word(at) == "اليوم" and (found := scan.ordinal(at + 1)):
        behind = found.end
    elif (found := scan.ordinal(at)) and scan.norm(found.end) == "يوم":
        behind = found.end + 1
    else:
        return None
    if scan.norm(behind) != "علي" or scan.norm(behind + 1) != "التوالي":
        return None
    return Found(at, behind + 2, "DATE", values.day_shift(scan.published, 0), "consecutive day", "present")


DAY_RULES: tuple[tuple[str, Rule], ...] = (
    ("deictic", consecutive_day),
    ("ordinal", consecutive_day),
    ("deictic", a_deictic),
    ("ordinal", a_deictic),
    ("this", a_deictic),
    ("parts", a_deictic),
    ("units", a_deictic),
    ("weekdays", a_weekday),
    ("units", a_weekday),
    ("units", a_day_of_month),
    ("ordinal", a_day_of_month),
    ("number", a_day_of_month),
    ("digits", numeric_date),
    ("digits", a_day_of_month),
)
"""Rules for single days, by the class of the word that opens them."""
