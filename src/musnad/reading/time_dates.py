"""Rules for what is longer than a day: months, years, weeks, seasons, decades, and stretches between two dates."""

from __future__ import annotations

import datetime as dt

from musnad.model import Direction, TimeType
from musnad.reading import time_values as values
from musnad.reading.time_days import LINKS, SHIFT, Rule, a_day_of_month, day_of_month, inside_number
from musnad.reading.time_scan import Found, Scan, Tail

_SATURDAY = 6
_YEAR_LENGTH = 4
_YEAR_LINKS = frozenset(("و", "-", "،", "–", "الي", "او"))
_YEAR = frozenset(("عام", "العام", "سنه", "السنه"))


def a_month(scan: Scan, at: int) -> Found | None:
    """«أيار/مايو المقبل», «شهر أبريل», «نوفمبر من عام 2017», «شهر رمضان»."""
    noun = scan.bare(at) == "شهر"
    found = scan.month(at + noun) if not (noun and scan.tokens[at + 1 : at + 2] and scan.tokens[at + 1].skip) else None
    if found is None:
        return None
    month, behind = found
    tail = scan.tail(behind)
    if not noun and not _month_is_meant(scan, at, month.context, tail):
        return None
    direction = tail.direction or (None if tail.year else scan.tense(at, tail.behind))
    if month.hijri or tail.hijri:
        marked = tail.behind + (not tail.hijri and scan.hijri_mark(tail.behind))
        value = values.hijri_value(scan.published, None, month.number, tail.year, direction)
        return Found(at, marked, "DATE", value, "hijri month", direction)
    if tail.direction == "present" and scan.published:
        tail.year = scan.published.year
    ranged = _month_range(scan, at, month.number, tail)
    if ranged:
        return ranged
    value = values.month_value(scan.published, month.number, tail.year, direction, strict=tail.strict)
    return Found(at, tail.behind, "DATE", value, "month", direction)


def _month_is_meant(scan: Scan, at: int, context: str, tail: Tail) -> bool:
    """«مارس» is also a verb, «رجب» a man: such names need a year, a modifier or a preposition."""
    if scan.role(at - 1, "no_date") or (scan.whole(at - 1) is not None and scan.role(at - 2, "no_date")):
        return False
    if not context:
        return True
    if context == "day":
        return tail.year is not None and not scan.tokens[at].skip
    if scan.tokens[at].skip and scan.norm(at)[scan.tokens[at].skip - 1] in "بلك":
        return False  # «باب» is no «ب+آب»
    told = tail.year is not None or tail.direction is not None
    return told or scan.listed(at - 1, "before_year") or scan.norm(at - 1) in ("من", "بين", "شهري")


def _month_range(scan: Scan, at: int, month: int, tail: Tail) -> Found | None:
    """«يناير-مارس 2018»: two months with one year."""
    if tail.year or tail.direction or scan.norm(tail.behind) not in ("-", "–"):
        return None
    second = scan.month(tail.behind + 1)
    after = scan.tail(second[1]) if second else None
    if second is None or after is None or after.year is None:
        return None
    return Found(at, after.behind, "DATE", f"{after.year:04}-{month:02}/{after.year:04}-{second[0].number:02}", "months")


def a_year(scan: Scan, at: int) -> Found | None:
    """«عام 2014», «العام ألفين وثلاثة عشر», «عام 1439 هـ», «العام الدراسي 2017/2018» without its adjective."""
    if scan.word(at) not in _YEAR or scan.bare(at - 1) in scan.lexicon.context["adjective_year"]:
        return None
    told = scan.year(at + 1, least=1)
    if told is None or (told[0] < 1000 and scan.norm(told[1]) not in ("م", "ميلادي", "قبل", "للميلاد")):
        return None
    year, behind = told
    if scan.norm(behind) == "قبل" and scan.norm(behind + 1) == "الميلاد":
        return Found(at, behind + 2, "DATE", f"-{year:04}", "year")
    if scan.hijri_mark(behind):
        return Found(at, behind + 1, "DATE", values.hijri_year_value(year), "hijri year")
    second = _second_year(scan, behind, year)
    if second:
        return Found(at, second[1], "DATE", f"{year:04}/{second[0]:04}", "years")
    behind += scan.modifier(behind) is not None
    return Found(at, behind, "DATE", f"{year:04}", "year")


def _second_year(scan: Scan, at: int, year: int) -> tuple[int, int] | None:
    """«(2017)-2018», «(2017)/2018»."""
    if scan.norm(at) in ("-", "/", "–") and (second := scan.year(at + 1, least=1900)) and second[0] > year:
        return second
    return None


def _until_year(scan: Scan, at: int) -> tuple[int, int] | None:
    """«(من 2014) إلى 2018»."""
    return scan.year(at + 1, least=1900) if scan.norm(at) in ("الي", "حتي", "و", "وحتي") else None


def some_years(scan: Scan, at: int) -> Found | None:
    """«عامي 2017 و2018», «العامين 2017 و2018», «أعوام 2011 و2012 و2013», «2014 إلى 2018»."""
    first = scan.year(at + 1, least=1900)
    if first is None:
        return None
    year, behind = first
    last = year
    while scan.norm(behind) in _YEAR_LINKS and (following := scan.year(behind + 1, least=1900)) and following[0] > last:
        last, behind = following
    return Found(at, behind, "DATE", f"{year:04}/{last:04}", "years") if last > year else None


def a_bare_year(scan: Scan, at: int) -> Found | None:
    """«2018» behind a preposition or an event that is known by its year («منذ 2015», «انتخابات 2016»)."""
    if scan.whole(at) is None or not (told := scan.year(at, least=1900)) or inside_number(scan, at):
        return None
    year, behind = told
    glued_before = scan.norm(at - 1) in ("ب", "ل", "و", "ال") and scan.glued(at)
    if scan.norm(at - 1) in ("من", "بين") and (until := _until_year(scan, behind)) and until[0] > year:
        return Found(at, until[1], "DATE", f"{year:04}/{until[0]:04}", "years")
    known = scan.listed(at - 1, "before_year") or scan.role(at - 1, "year_noun") or (scan.norm(at - 1) == "(" and scan.norm(behind) == ")")
    second = _second_year(scan, behind, year)
    if second and not scan.role(at - 1, "no_year"):
        return Found(at, second[1], "DATE", f"{year:04}/{second[0]:04}", "years")
    if glued_before or not known or year >= 2100 or scan.role(at - 1, "no_year"):
        return None
    if (
        scan.has(behind, "units")
        or scan.norm(behind) in ("%", "مليون", "الف", "شخص", "شخصا")
        or scan.norm(behind + 1) in ("الميه", "المايه")
    ):
        return None
    return Found(at, behind, "DATE", f"{year:04}", "bare year")


def a_relative_unit(scan: Scan, at: int) -> Found | None:
    """«الأسبوع الماضي», «هذا الشهر», «العام الجاري», «الليلة الماضية», «القرن الماضي», «العام قبل الماضي»."""
    this = "this" in scan.classes(at)
    place = at + this
    unit = scan.lexicon.units.get(scan.bare(place))
    if unit is None or unit.count != "one" or (this and not scan.has(place, "units")) or not scan.tokens[place].definite:
        return None
    if not this and unit.code == "Y" and scan.bare(at - 1) in scan.lexicon.context["adjective_year"]:
        return None
    if not this and unit.code == "Y" and f"ال{scan.bare(at - 1)}" in scan.lexicon.context["adjective_year"]:
        return None
    shift, behind, direction = _shift_told(scan, place + 1, this=this)
    if shift is None or (this and unit.code in ("TH", "TM", "TS")):
        return None
    value = _shifted(scan, unit.code, shift)
    if value is None:
        return None
    kind: TimeType = "TIME" if unit.code == "N" else "DATE"
    return Found(at, behind, kind, value, "relative unit", direction)


def _shift_told(scan: Scan, at: int, *, this: bool) -> tuple[int | None, int, Direction | None]:
    direction = scan.modifier(at)
    if this:
        return 0, at + (direction == "present"), "present"
    if scan.norm(at) in ("قبل", "ما") and scan.norm(at + (scan.norm(at) == "ما") + 1) == "الماضي":
        return -2, at + 2 + (scan.norm(at) == "ما"), "past"
    if scan.norm(at) in ("بعد",) and scan.norm(at + 1) in ("المقبل", "القادم"):
        return 2, at + 2, "future"
    if direction is None or scan.norm(at) in ("الاخير", "الاخيره", "اللاحق", "اللاحقه"):
        return None, at, None
    return SHIFT[direction], at + 1, direction


def _shifted(scan: Scan, code: str, shift: int) -> str | None:
    published = scan.published
    if code == "Y":
        return values.year_shift(published, shift)
    if code == "M":
        return values.month_shift(published, shift)
    if code == "W":
        return values.week_value(published, shift)
    if code == "D":
        return values.day_shift(published, shift)
    if code == "N":
        return values.day_shift(published, min(shift, 0)) + "TNI"
    if code == "CE":
        return "XX" if published is None else f"{published.year // 100 + shift:02}"
    if code == "DE":
        return "XXX" if published is None else f"{published.year // 10 + shift:03}"
    return None


def a_following_unit(scan: Scan, at: int) -> Found | None:
    """«اليوم التالي», «العام التالي», «الشهر التالي»: counted from the date told last."""
    unit = scan.lexicon.units.get(scan.bare(at))
    if unit is None or unit.count != "one" or not scan.tokens[at].definite or scan.norm(at + 1) not in ("التالي", "التاليه"):
        return None
    value = _following(scan, unit.code)
    return Found(at, at + 2, "DATE", value, "following unit") if value else None


def _following(scan: Scan, code: str) -> str | None:
    """The unit behind the date told last, None where that date is not as precise."""
    last = scan.last_value or ""
    if code == "Y" and last[:4].isdigit() and len(last) >= _YEAR_LENGTH:
        return f"{int(last[:4]) + 1:04}"
    if code == "M" and last[5:7].isdigit():
        return values.month_shift(dt.date(int(last[:4]), int(last[5:7]), 1), 1)
    if code == "D" and scan.last_day:
        return values.day_shift(dt.date.fromisoformat(scan.last_day), 1)
    return None


def tonight(scan: Scan, at: int) -> Found | None:
    """«الليلة», «هذا المساء», «هذا الصباح»."""
    this = "this" in scan.classes(at)
    word = scan.norm(at + 1) if this else scan.word(at)
    codes = {"الليله": "NI", "المساء": "EV", "الصباح": "MO"}
    if word not in codes or (not this and (word != "الليله" or scan.listed(at + 1, "no_tonight"))):
        return None
    return Found(at, at + 1 + this, "TIME", values.day_shift(scan.published, 0) + "T" + codes[word], "tonight", "present")


def a_season(scan: Scan, at: int) -> Found | None:
    """«الصيف المقبل», «هذا الصيف», «صيف 2015», «خريف العام الماضي»."""
    this = "this" in scan.classes(at)
    place = at + this
    code = scan.lexicon.seasons.get(scan.bare(place)) if "seasons" in scan.classes(place) else None
    if code is None or (this and not scan.tokens[place].definite):
        return None
    behind = place + 1 + (scan.norm(place + 1) == "من")
    told = scan.told_year(behind)
    if told and not scan.tokens[place].definite:
        return Found(at, told[1], "DATE", f"{told[0]:04}-{code}", "season")
    relative = a_relative_unit(scan, behind) or (a_year(scan, behind) if scan.has(behind, "units") else None)
    if relative and relative.value and len(relative.value) == 4 and not this:
        return Found(at, relative.behind, "DATE", f"{relative.value}-{code}", "season", relative.direction)
    direction: Direction | None = "present" if this else scan.modifier(place + 1)
    if direction is None and scan.tokens[place].definite and scan.listed(at - 1, "part_after") and scan.norm(place + 1) != "العربي":
        return Found(at, place + 1, "DATE", f"{values.year_shift(scan.published, 0)}-{code}", "season")
    if direction is None or not scan.tokens[place].definite or scan.norm(place + 1) in ("السابق", "الاخير"):
        return None
    year = "XXXX" if scan.published is None else f"{values.season_year(scan.published, code, direction):04}"
    return Found(at, place + (1 if this else 2), "DATE", f"{year}-{code}", "season", direction)


def an_edge(scan: Scan, at: int) -> Found | None:
    """«نهاية أيار/مايو», «أوائل يونيو الجاري», «مطلع 2021», «بداية العام», «نهاية الصيف», «عطلة نهاية الأسبوع»."""
    edge = scan.word(at)
    place = at + 1 + (scan.norm(at + 1) == "من")
    if scan.word(at) == "اخر" and not scan.has(place, "months"):
        return None
    if edge == "نهايه" and scan.norm(place) == "الاسبوع":
        return _weekend(scan, at, place)
    for rule in (a_month, a_relative_unit, a_year, a_season, a_decade, a_century):
        if place < len(scan.tokens) and not scan.tokens[place].skip and (found := rule(scan, place)):
            return Found(at, found.behind, "DATE", found.value, "edge of " + found.rule, found.direction)
    bare_year = a_bare_year(scan, place)
    if bare_year:
        return Found(at, bare_year.behind, "DATE", bare_year.value, "edge of year")
    return _edge_of_this(scan, at, place)


def _edge_of_this(scan: Scan, at: int, place: int) -> Found | None:
    """«بداية العام», «نهاية الشهر», «منتصف الأسبوع», «نهاية الصيف» without a modifier."""
    if not (place < len(scan.tokens) and scan.tokens[place].definite and scan.tokens[place].skip == 0):
        return None
    season = scan.lexicon.seasons.get(scan.bare(place))
    unit = scan.lexicon.units.get(scan.bare(place))
    if season:
        return Found(at, place + 1, "DATE", f"{values.year_shift(scan.published, 0)}-{season}", "edge of season")
    if unit is None or unit.count != "one" or unit.code not in ("Y", "M", "W"):
        return None
    return Found(at, place + 1, "DATE", _shifted(scan, unit.code, 0), "edge of unit")


def _weekend(scan: Scan, at: int, place: int) -> Found | None:
    first = at - 1 if scan.word(at - 1) in ("عطله", "اجازه") and at else at
    direction = scan.modifier(place + 1)
    if first == at and direction == "present":
        return Found(at, place + 2, "DATE", values.week_value(scan.published, 0), "edge of week", direction)
    tense = direction or scan.tense(first, place + 1)
    late = scan.published is not None and scan.published.isoweekday() >= _SATURDAY
    value = values.weekend_value(scan.published, "next" if direction == "future" and late else tense)
    return Found(first, place + 1 + (direction is not None), "DATE", value, "weekend", tense)


def a_decade(scan: Scan, at: int) -> Found | None:
    """«الثمانينيات», «تسعينيات القرن الماضي», «ستينات القرن العشرين»; not «في الستينيات من عمره»."""
    number = scan.lexicon.decades.get(scan.bare(at)) if "decades" in scan.classes(at) else None
    if number is None:
        return None
    behind, century = at + 1, 19
    place = behind + (scan.norm(behind) == "من")
    if scan.norm(place) == "القرن" and (told := a_century(scan, place)) and told.value:
        behind, century = told.behind, int(told.value) if told.value.isdigit() else 19
    elif not scan.tokens[at].definite or scan.norm(place) in ("عمره", "العمر", "عمرها", "عمرهم"):
        return None
    return Found(at, behind, "DATE", f"{century:02}{number}", "decade")


def a_century(scan: Scan, at: int) -> Found | None:
    """«القرن الماضي» → "19", «القرن التاسع عشر» → "18", «القرن الحادي والعشرين» → "20"."""
    if scan.word(at) != "القرن":
        return None
    found = scan.ordinal(at + 1)
    if found and found.value <= 31:
        return Found(at, found.end, "DATE", f"{int(found.value) - 1:02}", "century")
    return a_relative_unit(scan, at)


def a_share_of_year(scan: Scan, at: int) -> Found | None:
    """«الربع الثالث من العام الجاري» → "2025-Q3", «النصف الأول من 2018» → "2018-H1", «الأسبوع الأول من مايو» → the month."""
    letter = {"الربع": "Q", "النصف": "H", "الاسبوع": "", "الثلث": ""}.get(scan.word(at))
    found = scan.ordinal(at + 1) if letter is not None else None
    if found is None and letter is not None and scan.norm(at + 1) == "الاخير":
        return _last_share(scan, at, letter)
    if found is None or letter is None or scan.norm(found.end) != "من" or found.value > 5:
        return None
    whole = _whole_of(scan, found.end + 1)
    if whole is None or whole.value is None:
        return None
    value = f"{whole.value}-{letter}{int(found.value)}" if letter and len(whole.value) == 4 else whole.value
    return Found(at, whole.behind, "DATE", value, "share of a year", whole.direction)


def _last_share(scan: Scan, at: int, letter: str) -> Found | None:
    whole = _whole_of(scan, at + 3) if scan.norm(at + 2) == "من" else None
    if whole is None or whole.value is None:
        return None
    value = f"{whole.value}-{letter}{4 if letter == 'Q' else 2}" if letter and len(whole.value) == 4 else whole.value
    return Found(at, whole.behind, "DATE", value, "share of a year", whole.direction)


def _whole_of(scan: Scan, at: int) -> Found | None:
    for rule in (a_month, a_year, a_relative_unit):
        if found := rule(scan, at):
            return found
    told = scan.year(at, least=1900)
    if told:
        return Found(at, told[1], "DATE", f"{told[0]:04}", "year")
    return _edge_of_this(scan, at, at)


def a_period(scan: Scan, at: int) -> Found | None:
    """«الفترة من 18 إلى 20 سبتمبر», «الفترة بين 5 و8 أغسطس», «الفترة الممتدة من ...»."""
    place = at + 1
    while scan.norm(place) in ("الممتده", "الواقعه", "ما", "من", "بين", "يوم", "يومي") and place < at + 5:
        place += 1
    if place == at + 1:
        return None
    found = day_of_month(scan, place, first=place)
    if found and found.value and "/" in found.value:
        return Found(at, found.behind, "DATE", found.value, "period", found.direction)
    return _from_to(scan, at, place)


def _from_to(scan: Scan, at: int, place: int) -> Found | None:
    """«الفترة من 28 مايو إلى 3 يونيو»."""
    start = day_of_month(scan, place, first=place) or a_month(scan, place) or a_bare_or_named_year(scan, place)
    if start is None or start.value is None or scan.norm(start.behind) not in LINKS:
        return None
    end = next((found for rule in (a_day_of_month, a_month, a_bare_or_named_year) if (found := rule(scan, start.behind + 1))), None)
    if end is None or end.value is None:
        return None
    return Found(at, end.behind, "DATE", f"{start.value}/{end.value}", "period", end.direction)


def a_bare_or_named_year(scan: Scan, at: int) -> Found | None:
    """A year in a stretch, where the stretch itself makes it one."""
    told = scan.year(at, least=1900)
    return Found(at, told[1], "DATE", f"{told[0]:04}", "year") if told else a_year(scan, at)


def a_holiday(scan: Scan, at: int) -> Found | None:
    """«عيد الفطر», «رأس السنة»: the day that the verb's tense allows."""
    told = scan.sequence(at, scan.lexicon.holidays, "holidays")
    if told is None:
        return None
    (hijri, month, day), behind = told
    tail = scan.tail(behind)
    direction = tail.direction or (None if tail.year else scan.tense(at, behind))
    if hijri:
        value = values.hijri_value(scan.published, day, month, tail.year, direction) if not tail.year else f"{tail.year:04}"
    else:
        value = values.day_value(scan.published, day, month, tail.year, direction, strict=tail.strict)
    return Found(at, tail.behind, "DATE", value, "holiday", direction)


OTHER_RULES: tuple[tuple[str, Rule], ...] = (
    ("period", a_period),
    ("months", a_month),
    ("units", a_month),
    ("years", some_years),
    ("units", some_years),
    ("units", a_year),
    ("units", a_share_of_year),
    ("number", a_share_of_year),
    ("this", a_season),
    ("seasons", a_season),
    ("edges", an_edge),
    ("this", tonight),
    ("units", a_relative_unit),
    ("units", a_following_unit),
    ("this", a_relative_unit),
    ("units", tonight),
    ("parts", tonight),
    ("decades", a_decade),
    ("century", a_century),
    ("holidays", a_holiday),
    ("digits", a_bare_year),
)
"""Rules for months, years and what is built of them."""
