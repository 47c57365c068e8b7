"""Rules for parts of a day and clock times: «مساء الخميس», «ليل الخميس - الجمعة», «الساعة 19:00 بتوقيت غرينتش», «الثامنة والنصف صباحاً»."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.model import TimeType
from musnad.reading import time_values as values
from musnad.reading.time_dates import a_month, a_relative_unit
from musnad.reading.time_days import DAY_RULES, weekday_at
from musnad.reading.time_scan import Found, Scan

_NIGHT = frozenset(("ليل", "ليله", "الليل"))
_DAY_LENGTH = 10
_MINUTES = {"النصف": 30, "نصف": 30, "الربع": 15, "ربع": 15, "ربعا": 15, "الثلث": 20, "ثلث": 20, "ثلثا": 20} | {
    "دقيقه": 1,
    "دقيقتين": 2,
    "دقيقتان": 2,
}
_LATE = frozenset(("سابق", "لاحق", "متاخر", "متاخره", "مبكر", "مبكره", "الاولي", "لاحقه", "سابقه"))


@dataclass(slots=True)
class Clock:
    """Hour and minute, the place behind them, and whether they were told in words or with minutes (then they need no «الساعة»)."""

    hour: int
    minute: int
    behind: int
    exact: bool


def a_day(scan: Scan, at: int) -> Found | None:
    """The day that stands at `at`, in whatever form."""
    if at >= len(scan.tokens):
        return None
    classes = scan.tokens[at].classes
    for name, rule in DAY_RULES:
        if name in classes and (found := rule(scan, at)):
            return found
    return None


def _moment(day: str | None, code: str) -> str | None:
    """The day's value with a part of the day; weekdays of unknown date keep theirs ("XXXX-WXX-5TEV")."""
    return f"{day}T{code}" if day and ("W" in day or len(day) == _DAY_LENGTH) else None


def a_part_of_day(scan: Scan, at: int) -> Found | None:
    """«مساء الخميس», «صباح اليوم», «بعد ظهر 5 مايو», «فجر اليوم الأربعاء»."""
    if (found := midnight(scan, at)) is not None:
        return found
    told = scan.sequence(at, scan.lexicon.parts, "parts") if "parts" in scan.classes(at) else None
    if told is None:
        return None
    (code, _), behind = told
    place = behind + (scan.norm(behind) in ("من", "يومي", "هذا"))
    between = _night_between(scan, at, place) if code == "NI" else None
    if between:
        return between
    day = a_day(scan, place)
    if day is None or scan.tokens[day.first].skip or (value := _moment(day.value, code)) is None:
        return (_last_night(scan, at) if code == "NI" else None) or _bare_part(scan, at, behind, code)
    if scan.tokens[at].definite and code != "AF":
        return None
    found = Found(at, day.behind, "TIME", value, "part of day", day.direction)
    return _with_clock(scan, found)


def _bare_part(scan: Scan, at: int, behind: int, code: str) -> Found | None:
    """«(قتلوا) ليلا», «بعد الظهر», «(منذ) الصباح الباكر»: of the day told before in its sentence, else of the day of writing."""
    adverb = scan.norm(at) in _PLAIN_ADVERBS or (scan.norm(at) == "بعد" and scan.norm(at + 1) == "الظهر")
    definite = scan.norm(at) in _DEFINITE_PARTS and scan.listed(at - 1, "part_after")
    if "ئ" in scan.text[slice(*scan.places[at])]:
        return None  # «لئلا» folds to «ليلا»
    if not (adverb or definite) or scan.norm(behind)[:1] == "و" or scan.tokens[at].skip > scan.norm(at).startswith("و"):
        return None
    behind += scan.norm(behind) in ("الباكر", "الباكره")
    return Found(at, behind, "TIME", f"{values.day_shift(scan.published, 0)}T{code}", "bare part of day")


_PLAIN_ADVERBS = frozenset(["ليلا", "صباحا", "فجرا", "عصرا", "ظهرا"])
_DEFINITE_PARTS = frozenset(["الصباح", "المساء", "الظهر", "الفجر"])


def _last_night(scan: Scan, at: int) -> Found | None:
    """«ليل أول من أمس» has no day rule of its own here; «الليلة قبل الماضية» is two nights back."""
    if scan.norm(at + 1) == "قبل" and scan.norm(at + 2) == "الماضيه":
        return Found(at, at + 3, "TIME", values.day_shift(scan.published, -2) + "TNI", "part of day", "past")
    return None


def _night_between(scan: Scan, first: int, at: int) -> Found | None:
    """«ليل الخميس - الجمعة», «ليل الخميس الجمعة», «منتصف ليل الجمعة السبت»: the first day's night."""
    start = weekday_at(scan, at)
    link = scan.norm(at + 1) in ("-", "–", "/", "الي", "علي", "ـ")
    second = at + 1 + link
    clitic = scan.norm(second)[:1] == "و" and not link
    end = weekday_at(scan, second) if "weekdays" in scan.classes(second) and (clitic or scan.tokens[second].skip == 0) else None
    if start is None or end is None or end != start % 7 + 1:
        return None
    tense = scan.tense(first, second + 1)
    night = values.weekday_value(scan.published, start, tense, strict=False)
    return Found(first, second + 1, "TIME", night + "TNI", "part of day", tense)


def midnight(scan: Scan, at: int) -> Found | None:
    """«منتصف الليل», «منتصف ليل الثلاثاء», «منتصف ليلة الخميس», «منتصف النهار»."""
    if scan.word(at) != "منتصف":
        return None
    noun = scan.norm(at + 1)
    if noun in ("النهار", "نهار"):
        return Found(at, at + 2, "TIME", values.day_shift(scan.published, 0) + "T12:00", "midnight")
    if noun not in _NIGHT:
        return None
    if between := _night_between(scan, at, at + 2):
        between.value = (between.value or "").replace("TNI", "T24:00")
        return between
    day = a_day(scan, at + 2 + (scan.norm(at + 2) in ("من", "يوم")))
    if day and (value := _moment(day.value, "24:00")) and not scan.tokens[day.first].skip:
        return Found(at, day.behind, "TIME", value, "midnight", day.direction)
    behind = _zone(scan, at + 2)[1]
    return Found(at, behind, "TIME", values.day_shift(scan.published, 0) + "T00:00", "midnight")


def day_with_hour(scan: Scan, found: Found) -> Found:
    """Add what follows a day: «(الجمعة) مساء», «(الأربعاء) الساعة 19:00 بتوقيت غرينتش», «(أمس) بعد الظهر»."""
    at = found.behind
    if found.value is None or _moment(found.value, "") is None or "/" in found.value:
        return found
    told = scan.sequence(at, scan.lexicon.parts, "parts") if scan.has(at, "parts") else None
    if told and scan.norm(at + (scan.norm(at) in ("بعد", "قبل"))) in _ADVERBS and not a_day(scan, told[1]):
        value = _moment(found.value, told[0][0])
        return _with_clock(scan, Found(found.first, told[1], "TIME", value, found.rule + " and part", found.direction, found.skip))
    return _with_clock(scan, found)


_ADVERBS = frozenset(["صباحا", "مساء", "مساءا", "ظهرا", "عصرا", "فجرا", "ليلا", "الظهر", "ضحي", "المساء", "الليل", "ظهر"])


def _with_clock(scan: Scan, found: Found) -> Found:
    at = found.behind
    place = at + (scan.norm(at) in ("،", ",", "في", "عند"))
    worded = "ordinal" in scan.classes(place) and a_clock(scan, place) is not None
    if not worded and scan.norm(place) not in ("الساعه", "عند") and not (scan.norm(place)[:1].isdigit() and scan.norm(place + 1) == ":"):
        return found
    hour = clock_at(scan, place)
    if hour is None:
        return found
    day = (found.value or "").split("T")[0]
    value, behind = _clock_value(scan, hour, day, part=(found.value or "").partition("T")[2])
    return Found(found.first, behind, "TIME", value, "day and clock", found.direction, found.skip)


def clock_at(scan: Scan, at: int) -> Clock | None:
    """Hour and minute at `at`, «الساعة» taken in: digits ("19:00", "19,00"), or feminine ordinals («الرابعة ودقيقة»)."""
    place = at + (scan.norm(at) == "تمام")
    named = scan.bare(place) == "ساعه"
    place += named
    if named and scan.norm(place) == "(" and scan.norm(place + 1)[:1].isdigit():
        return _clock_in_brackets(scan, place + 1)
    clock = _digit_clock(scan, place, named=named) or _word_clock(scan, place)
    if clock is None or not (0 <= clock.hour <= 24 and 0 <= clock.minute < 60):
        return None
    clock.exact = clock.exact or named
    return clock


def _clock_in_brackets(scan: Scan, at: int) -> Clock | None:
    """«الساعة (11:59)»."""
    clock = _digit_clock(scan, at, named=True)
    if clock is None or clock.hour > 24 or clock.minute > 59:
        return None
    clock.behind += scan.norm(clock.behind) == ")"
    return clock


def _digit_clock(scan: Scan, at: int, *, named: bool) -> Clock | None:
    norm = scan.norm(at)
    hour = scan.whole(at)
    if hour is not None and hour <= 24 and scan.norm(at + 1) == ":" and scan.glued(at + 1) and (minute := scan.whole(at + 2)) is not None:
        behind = at + 3
        if scan.norm(behind) == ":" and scan.whole(behind + 1) is not None:
            behind += 2
        return Clock(hour, minute, behind, exact=len(scan.norm(at + 2)) == 2)
    for mark in (",", ".", "٫"):
        head, _, tail = norm.partition(mark)
        shaped = len(tail) == 2 and tail.isdigit() and head.isdigit() and len(head) <= 2
        if shaped and (named or _zone(scan, at + 1)[1] > at + 1 or _hour_word(scan, at + 1)):
            return Clock(int(head), int(tail), at + 1, exact=True)
    if hour is not None and len(norm) == 4 and (named or (norm[0] in "012" and _zone(scan, at + 1)[1] > at + 1)):
        return Clock(hour // 100, hour % 100, at + 1, exact=True)
    if hour is not None and hour <= 24 and (named or _hour_word(scan, at + 1)):
        minute, behind = _minutes(scan, at + 1)
        return Clock(hour, minute, behind, exact=named)
    return None


def _hour_word(scan: Scan, at: int) -> bool:
    return scan.norm(at) in _CLOCK_ADVERBS


_CLOCK_ADVERBS = frozenset(["صباحا", "مساء", "مساءا", "ظهرا", "عصرا", "فجرا", "ليلا", "ص"])


def _word_clock(scan: Scan, at: int) -> Clock | None:
    word = scan.norm(at)
    if not word.startswith("ال"):
        return None
    if word == "الواحده":
        hour, behind = 1, at + 1
    elif word.endswith(("ه", "ي")) and "ordinal" in scan.classes(at) and word != "الاولي":
        found = scan.ordinal(at)
        if found is None or found.value > 12:
            return None
        hour, behind = int(found.value), found.end
    else:
        return None
    minute, end = _minutes(scan, behind)
    if minute < 0:
        return Clock((hour - 2) % 12 + 1, 60 + minute, end, exact=False)
    return Clock(hour, minute, end, exact=False)


def _minutes(scan: Scan, at: int) -> tuple[int, int]:
    """Minutes behind an hour: «والنصف» 30, «و10 دقائق» 10, «إلا الربع» -15."""
    norm = scan.norm(at)
    if norm == "الا" and (less := _MINUTES.get(scan.norm(at + 1))):
        return -less, at + 2
    place, word = (at + 1, scan.norm(at + 1)) if norm == "و" else (at, norm[1:] if norm[:1] == "و" else "")
    if word in _MINUTES:
        return _MINUTES[word], place + 1
    if place == at and not word:
        return 0, at
    number = scan.number(place)
    if number and number.value < 60 and scan.bare(number.end) in ("دقيقه", "دقايق"):
        return int(number.value), number.end + 1
    return 0, at


def _zone(scan: Scan, at: int) -> tuple[str, int]:
    """A time zone's suffix and the place behind it; longer descriptions of places are taken in up to their known words."""
    place = at + (scan.norm(at) == "(")
    found = scan.sequence(place, scan.lexicon.zones, "zones")
    if found is None:
        return "", at
    zone, behind = found
    return zone, behind + (place > at and scan.norm(behind) == ")")


def _to_24(hour: int, part: str) -> int:
    """The hour of the day, by the part of day told beside it."""
    if part == "pm" and hour < 12:
        return hour + 12
    if part == "noon" and hour <= 4:
        return hour + 12
    if part == "night" and 6 <= hour <= 12:
        return (hour + 12) % 24
    if part == "am" and hour == 12:
        return 0
    return hour


_PART_OF_CODE = {"MO": "am", "AF": "pm", "EV": "pm", "NI": "night", "MI": "noon"}


def _clock_value(scan: Scan, clock: Clock, day: str, *, part: str = "") -> tuple[str, int]:
    """Value of a clock time on `day`, and the place behind its part of day and zone."""
    clock_part, behind = _PART_OF_CODE.get(part, ""), clock.behind
    told = scan.sequence(behind, scan.lexicon.parts, "parts") if scan.has(behind, "parts") else None
    if told and not a_day(scan, told[1]):
        clock_part, behind = told[0][1], told[1]
    elif scan.norm(behind) == "ص":
        clock_part, behind = "am", behind + 1
    elif scan.norm(behind) == "م" and scan.norm(behind + 1) != ".":
        clock_part, behind = "pm", behind + 1
    elif scan.norm(behind) in ("من", "بعد") and scan.norm(behind + 1) in ("مساء", "صباح", "منتصف") and scan.norm(behind + 2) == "الليل":
        clock_part, behind = "am", behind + 3
    zone, behind = _zone(scan, behind)
    return f"{day}T{_to_24(clock.hour, clock_part):02}:{clock.minute:02}{zone}", behind


def a_clock(scan: Scan, at: int) -> Found | None:
    """A clock time of the day told beside it («من صباح الثلاثاء»), else of the day of publication."""
    clock = clock_at(scan, at)
    if clock is None:
        return None
    day_at = clock.behind + (scan.norm(clock.behind) in ("من", "،", "في"))
    part = a_part_of_day(scan, day_at) if "parts" in scan.classes(day_at) else None
    if part and part.value and scan.tokens[day_at].skip == 0:
        clock.behind = part.behind
        day, _, code = part.value.partition("T")
        value, behind = _clock_value(scan, clock, day, part=code)
        return Found(at, behind, "TIME", value, "clock and day", part.direction)
    value, behind = _clock_value(scan, clock, values.day_shift(scan.published, 0))
    if not clock.exact and behind == clock.behind:
        return None
    day_place = behind + (scan.norm(behind) in ("من", "يوم"))
    named = a_day(scan, day_place) if scan.classes(day_place) and not scan.tokens[day_place].skip else None
    if named and named.value and _moment(named.value, "") and "/" not in named.value:
        value = value.replace(values.day_shift(scan.published, 0), named.value, 1)
        zone, behind = _zone(scan, named.behind)
        return Found(at, behind, "TIME", value + zone, "clock and day", named.direction)
    return Found(at, behind, "TIME", value, "clock")


def a_late_hour(scan: Scan, at: int) -> Found | None:
    """«وقت سابق اليوم», «وقت متأخر من مساء الخميس», «ساعة متأخرة من ليل الجمعة», «الساعات الأولى من صباح الأحد»."""
    if scan.norm(at + 1) not in _LATE:
        return None
    place = at + 2 + (scan.norm(at + 2) in ("من", "،"))
    day = a_part_of_day(scan, place) or a_day(scan, place) or a_longer_stretch(scan, place)
    if day is None or scan.tokens[place].skip or day.value is None:
        return None
    kind: TimeType = "TIME" if "T" in day.value else "DATE"
    return Found(at, day.behind, kind, day.value, "hour of a day", day.direction)


def a_longer_stretch(scan: Scan, at: int) -> Found | None:
    """«(وقت لاحق من) العام الجاري», «(وقت سابق من) هذا الشهر»."""
    if scan.norm(at - 1) != "من" and "this" not in scan.classes(at):
        return None
    return a_relative_unit(scan, at) or a_month(scan, at)
