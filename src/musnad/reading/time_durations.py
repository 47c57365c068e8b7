"""Rules for lengths of time and for what repeats: «3 سنوات ونصف السنة», «بضعة أيام», «السنوات الخمس الماضية», «كل يوم جمعة»."""

from __future__ import annotations

from fractions import Fraction

from musnad.model import Direction
from musnad.reading import time_values as values
from musnad.reading.time_scan import Found, Scan
from musnad.reading.time_words import Unit
from musnad.text.numbers import read_part

_WEEKDAY_NAMES = {"اثنين": 1, "ثلاثاء": 2, "اربعاء": 3, "خميس": 4, "جمعه": 5, "سبت": 6, "احد": 7}
# «عام ونصف المليون» would be half a million
_SCALES = frozenset(("مليون", "الف", "مليار"))
_REFERENCE = {"past": "PAST_REF", "future": "FUTURE_REF", "present": "PRESENT_REF"}
# «الأيام والأسابيع والأشهر المقبلة»; the bound keeps hostile input linear
_MOST_UNITS = 3
# «استغرقت أعمال الترميم سنوات»
_VERB_REACH = 4
_CONTRACTS = frozenset(("DE", "CE"))


def _unit(scan: Scan, at: int) -> Unit | None:
    """The unit of time at `at`, no clitic before it."""
    return scan.lexicon.units.get(scan.bare(at)) if scan.has(at, "units") else None


def a_number_of_units(scan: Scan, at: int) -> Found | None:
    """«3 ساعات تقريباً», «30 يوماً», «نحو عشر سنوات», «الـ24 ساعة», «20 عاماً ونصف العام»."""
    place = at + ("approximate_before" in scan.classes(at))
    number = scan.number(place)
    if number is None or number.value <= 0 or (scan.glued(at) and scan.norm(at - 1) in ("-", "/", ".", ":", "+")):
        return None
    return _between_counts(scan, at, number.value, number.end) or _counted(scan, at, number.value, number.end)


def _between_counts(scan: Scan, first: int, least: Fraction, at: int) -> Found | None:
    """«8-10 أشهر»: both ends, "P8M/P10M"."""
    most = scan.number(at + 1) if scan.norm(at) in ("-", "–") else None
    unit = _unit(scan, most.end) if most else None
    if most is None or unit is None or most.value <= least:
        return None
    value = f"{values.duration_value(least, unit.code)}/{values.duration_value(most.value, unit.code)}"
    return _finish(scan, first, most.end + 1, value)


def _counted(scan: Scan, first: int, amount: Fraction, at: int) -> Found | None:
    unit = _unit(scan, at)
    if unit is None or unit.count == "two" or _is_ordinal_second(scan, at, unit) or _names_year(scan, at, unit):
        return None
    value, behind = _and_more(scan, amount, unit.code, at + 1)
    return _finish(scan, first, behind, value)


def _names_year(scan: Scan, at: int, unit: Unit) -> bool:
    """«القانون 49 عام 1980»: the year of the law, not its age."""
    return unit.code == "Y" and unit.count == "one" and scan.norm(at) != "عاما" and scan.year(at + 1, least=1900) is not None


def _is_ordinal_second(scan: Scan, at: int, unit: Unit) -> bool:
    """«ثانية» beside a count of one is «again»; «العام» behind a number is «general»."""
    again = unit.code == "TS" and scan.norm(at) == "ثانيه" and scan.bare(at - 1) in ("واحده", "مره")
    return again or scan.norm(at) == "العام"


def _and_more(scan: Scan, amount: Fraction, unit: str, at: int) -> tuple[str, int]:
    """The value with «ونصف السنة» or a smaller unit («ساعة و30 دقيقة») taken in."""
    norm = scan.norm(at)
    place, word = (at + 1, scan.norm(at + 1)) if norm == "و" else (at, norm[1:] if norm[:1] == "و" else "")
    part = read_part((word,), 0) if word else None
    if part:
        behind = place + 1
        repeated = _unit(scan, behind)
        if repeated and repeated.code == unit:
            behind += 1
        elif repeated:
            return values.duration_value(amount, unit), at
        value = values.half_more(amount, unit) if part.value == Fraction(1, 2) else values.duration_value(amount + part.value, unit)
        return value, behind
    return _smaller_unit(scan, values.duration_value(amount, unit), unit, place if word else at, at)


def _smaller_unit(scan: Scan, value: str, unit: str, place: int, at: int) -> tuple[str, int]:
    if place == at and not scan.norm(at).startswith("و"):
        return value, at
    number = scan.number(place)
    smaller = _unit(scan, number.end) if number else None
    order = ["CE", "DE", "Y", "M", "W", "D", "TH", "TM", "TS"]
    if number is None or smaller is None or unit not in order or order.index(smaller.code) <= order.index(unit):
        return value, at
    tail = values.duration_value(number.value, smaller.code)[1:]
    if tail.startswith("T") and "T" in value:
        tail = tail[1:]
    return value + tail, number.end + 1


def _finish(scan: Scan, first: int, behind: int, value: str) -> Found:
    """Take in what follows a length («تقريباً», «الماضية», «إضافية», «كاملة») and tell its direction."""
    direction = scan.modifier(behind)
    if direction and scan.norm(behind) not in ("السابقه", "السابق"):
        behind += 1
    else:
        direction = _side(scan, first, behind)
    if scan.norm(behind).startswith("تقريبا"):
        behind += 1
    return Found(first, behind, "DURATION", value, "duration", direction)


def _side(scan: Scan, first: int, behind: int) -> Direction | None:
    """«قبل يومين» was, «بعد أسبوعين» (not «بعد أسبوعين من») comes."""
    before = scan.norm(first - 1).lstrip("و")
    if before in ("قبل", "منذ"):
        return "past"
    if before in ("بعد", "خلال", "غضون") and scan.norm(behind) not in ("من", "علي"):
        return "future"
    return None


def a_pair_of_units(scan: Scan, at: int) -> Found | None:
    """«يومين», «شهرين ونصف», «الأسبوعين الأخيرين»."""
    place = at + ("approximate_before" in scan.classes(at))
    if place > at and scan.tokens[place : place + 1] and scan.tokens[place].skip:
        return None
    unit = scan.lexicon.units.get(scan.bare(place)) if "units" in scan.classes(place) else None
    if unit is None or unit.count != "two":
        return None
    if unit.code in _CONTRACTS and not (_after_preposition(scan, at) or scan.norm(place + 1) == "من" or scan.modifier(place + 1)):
        return None
    if scan.year(place + 1, least=1900):
        return None
    value, behind = _and_more(scan, Fraction(2), unit.code, place + 1)
    behind += scan.norm(behind) in ("اثنين", "اثنتين")
    return _finish(scan, at, behind, value)


def _after_preposition(scan: Scan, at: int) -> bool:
    """Whether what stands before makes a bare «سنوات», «عام» a length."""
    if scan.tokens[at].skip and scan.norm(at)[scan.tokens[at].skip - 1] in "بل":
        return True
    before = scan.norm(at - 1)
    if any(scan.role(i, "lasting_verb") for i in range(max(0, at - _VERB_REACH), at)):
        return True
    if scan.glued(at) and before in ("ل", "ب"):
        return True
    if before == "من":
        return scan.norm(at - 2).removeprefix("ل").removeprefix("ب") in ("اقل", "اكثر", "ازيد", "مدار", "اكتر")
    return scan.role(at - 1, "span_of") and before != "كل"


def a_vague_number(scan: Scan, at: int) -> Found | None:
    """«بضعة أيام», «عدة أسابيع», «أشهر قليلة», «(منذ) سنوات», «سنوات طويلة», «الأيام والأسابيع المقبلة»."""
    if "quantity" in scan.classes(at):
        place = at + 1 + (scan.norm(at + 1) == "من")
        unit = _unit(scan, place)
        if unit is None or unit.count != "many":
            return None
        behind = place + 1 + scan.role(place + 1, "few")
        return _finish(scan, at, behind, values.duration_value(None, unit.code))
    unit = scan.lexicon.units.get(scan.bare(at))
    if unit is None or unit.count != "many":
        return None
    if scan.tokens[at].definite:
        return _definite_plural(scan, at, unit)
    few = scan.role(at + 1, "few")
    modified = scan.modifier(at + 1)
    if not few and not _after_preposition(scan, at):
        return None
    if modified and not few:
        return None
    return _finish(scan, at, at + 1 + few, values.duration_value(None, unit.code))


def _definite_plural(scan: Scan, at: int, unit: Unit) -> Found | None:
    """«السنوات الخمس (الماضية)», «الساعات الـ24 الماضية», «الأيام القليلة المقبلة»."""
    behind = at + 1
    place = behind + (scan.norm(behind) == "ال" and scan.glued(behind + 1))
    number = scan.number(place) if scan.norm(place).startswith("ال") or place > behind else None
    if number:
        value, end = _and_more(scan, number.value, unit.code, number.end)
        return _finish(scan, at, end, value)
    for _ in range(_MOST_UNITS):
        more = scan.lexicon.units.get(scan.norm(behind).removeprefix("وال"))
        if more is None or more.count != "many" or not scan.norm(behind).startswith("وال"):
            break
        behind += 1
    if scan.norm(behind) in ("و", "او") and (more := scan.lexicon.units.get(scan.bare(behind + 1))) and more.count == "many":
        behind += 2
    behind += scan.norm(behind) in ("القليله", "الطويله", "العديده", "القلايل")
    if scan.norm(behind) in ("الباقيه", "المتبقيه"):
        return Found(at, behind + 1, "DURATION", values.duration_value(None, unit.code), "duration", "future")
    direction = scan.modifier(behind)
    if direction is None or (unit.code in ("TM", "TS") and scan.norm(behind) == "الاخيره"):
        return None  # «في الدقائق الأخيرة» of a match
    end = behind + 1 + (scan.norm(behind + 1) in ("القليله", "المقبله", "الطويله"))
    number = scan.number(end) if scan.norm(end).startswith("ال") else None
    if number:
        return Found(at, number.end, "DURATION", values.duration_value(number.value, unit.code), "duration", direction)
    return Found(at, end, "DATE", _REFERENCE[direction], "vague days", direction)


def a_single_unit(scan: Scan, at: int) -> Found | None:
    """«(قبل) أسبوع», «(أقل من) يوم», «عام ونصف العام», «ساعة واحدة»."""
    place = at + ("approximate_before" in scan.classes(at))
    unit = scan.lexicon.units.get(scan.bare(place)) if "units" in scan.classes(place) else None
    if unit is None or unit.count != "one" or scan.tokens[place].definite or (place > at and scan.tokens[place].skip):
        return None
    behind = place + 1
    value, end = _and_more(scan, Fraction(1), unit.code, behind)
    if end > behind and scan.norm(end).removeprefix("ال") not in _SCALES:
        return _finish(scan, at, end, value)
    one = scan.norm(behind) in ("واحد", "واحده", "كامل", "كامله", "كاملا")
    if one and unit.code not in ("TS",):
        return _finish(scan, at, behind + 1, value)
    if not _after_preposition(scan, at) or scan.word(place) in _OFTEN_OTHER:
        return _bare_decade(scan, at, place, unit)
    if _continues(scan, behind):
        return None
    return _finish(scan, at, behind, value)


# «ثانية» is also "again", «عقد» "holding, contract", «حول» "about"
_OFTEN_OTHER = frozenset(("ثانيه", "عقد", "عقدا", "حول", "قرن", "يوما"))


def _bare_decade(scan: Scan, at: int, place: int, unit: Unit) -> Found | None:
    """«عقد» is a contract unless «من الزمن» or «منذ» and its like say otherwise."""
    if unit.code in _CONTRACTS and (scan.norm(place + 1) == "من" and scan.norm(place + 2) in ("الزمن", "الزمان")):
        return Found(at, place + 3, "DURATION", values.duration_value(Fraction(1), unit.code), "duration")
    if unit.code in _CONTRACTS and not scan.tokens[at].skip and _after_preposition(scan, at) and _length_ends(scan, place + 1):
        return _finish(scan, at, place + 1, values.duration_value(Fraction(1), unit.code))
    return None


def _length_ends(scan: Scan, at: int) -> bool:
    """Whether no noun follows: «قبل عقد.» is a decade ago, «قبل عقد اجتماع» before a meeting is held."""
    return not scan.norm(at)[:1].isalpha() or scan.norm(at) in ("علي", "من", "في", "ونصف", "الي", "عن", "حين", "عندما", "و", "بعد")


def _continues(scan: Scan, at: int) -> bool:
    """Whether the noun goes on to name a day or year («يوم الجمعة», «عام 2014», «شهر رمضان», «يوم عمل»)."""
    classes = scan.classes(at)
    if scan.norm(at)[:1].isdigit() or scan.has(at, "weekdays") or scan.has(at, "months") or scan.has(at, "deictic"):
        return True
    word = scan.norm(at)
    return bool("number" in classes and scan.year(at)) or (word.startswith("ال") and "modifiers" not in classes) or word in ("غد", "امس")


def a_whole_unit(scan: Scan, at: int) -> Found | None:
    """«طوال الأسبوع», «طيلة العام»."""
    unit = scan.lexicon.units.get(scan.bare(at))
    if unit is None or unit.count != "one" or not scan.has(at, "units") or not scan.tokens[at].definite:
        return None
    if scan.norm(at - 1) not in ("طوال", "طيله") or scan.modifier(at + 1):
        return None
    return Found(at, at + 1, "DURATION", values.duration_value(Fraction(1), unit.code), "duration")


def a_part_of_unit(scan: Scan, at: int) -> Found | None:
    """«نصف ساعة», «ربع قرن», «نصف العام» is none."""
    place = at + ("approximate_before" in scan.classes(at))
    part = read_part((scan.word(place),), 0)
    unit = _unit(scan, place + 1) if part else None
    if part is None or unit is None or unit.count != "one" or scan.tokens[place + 1].definite or scan.tokens[place].definite:
        return None
    return _finish(scan, at, place + 2, values.part_of(part.value, unit.code))


def a_counted_definite(scan: Scan, at: int) -> Found | None:
    """«الـ48 ساعة المقبلة»: the article stands alone before the digits."""
    if scan.word(at) != "ال" or not scan.glued(at + 1):
        return None
    number = scan.number(at + 1)
    return _counted(scan, at, number.value, number.end) if number else None


def a_set(scan: Scan, at: int) -> Found | None:
    """«كل يوم», «كل يوم جمعة», «كل 4 سنوات», «كل عام»."""
    if scan.word(at) != "كل":
        return None
    if scan.norm(at + 1) == "يوم" and (weekday := _WEEKDAY_NAMES.get(scan.norm(at + 2))):
        return Found(at, at + 3, "SET", f"XXXX-WXX-{weekday}", "set")
    weekday = _WEEKDAY_NAMES.get(scan.norm(at + 1))
    if weekday and scan.norm(at + 1) not in ("احد", "اثنين"):
        return Found(at, at + 2, "SET", f"XXXX-WXX-{weekday}", "set")
    number = scan.number(at + 1)
    place = number.end if number else at + 1
    unit = _unit(scan, place)
    if unit is None or scan.tokens[place].definite or (unit.count == "many" and not number) or scan.norm(place + 1) == "وانتم":
        return None
    amount = number.value if number else Fraction(2 if unit.count == "two" else 1)
    return Found(at, place + 1, "SET", values.duration_value(amount, unit.code), "set")


def a_phrase(scan: Scan, at: int) -> Found | None:
    """A fixed expression of `time_phrases.tsv`."""
    found = scan.sequence(at, scan.lexicon.phrases, "phrases") if "phrases" in scan.classes(at) else None
    if found is None:
        return None
    phrases, behind = found
    for phrase in phrases:
        if phrase.after and scan.norm(at - 1).lstrip("وف") not in phrase.after and scan.norm(at - 1) not in phrase.after:
            continue
        value, direction = _phrase_value(scan, phrase.value, at, behind)
        if phrase.type == "SET" and (_names_paper(scan, at) or _names_days(scan, behind)):
            continue
        return Found(at, behind, phrase.type, value, "phrase", direction)
    return None


def _names_paper(scan: Scan, at: int) -> bool:
    """«صحيفة "الجزيرة" اليومية» tells a kind of paper, «نصف سنوي» half of it."""
    return any(scan.role(i, "set_not") for i in range(max(0, at - 5), at)) or scan.norm(at - 1) in ("نصف", "ربع")


def _names_days(scan: Scan, at: int) -> bool:
    """«يومي الجمعة والسبت», «يومي 5 و6»: the dual in construct, not «daily»."""
    return bool(scan.classes(at) & {"weekdays", "number", "ordinal", "months"}) or scan.norm(at)[:1].isdigit()


def _phrase_value(scan: Scan, value: str, at: int, behind: int) -> tuple[str, Direction | None]:
    """The value of a phrase: its own, the tense's, or the date told last."""
    directions: dict[str, Direction] = {"PAST_REF": "past", "PRESENT_REF": "present", "FUTURE_REF": "future"}
    if value == "tense":
        tense = scan.tense(at, behind)
        return ("FUTURE_REF", "future") if tense == "future" else ("PAST_REF", "past")
    if value.startswith("then"):
        return _told_last(scan, value), "past"
    return value, directions.get(value)


def _told_last(scan: Scan, value: str) -> str:
    """The date told last, cut to what «ذلك العام» or «ذلك اليوم» names."""
    if value == "then-day":
        return scan.last_day or "PAST_REF"
    last = (scan.last_value or "").split("T")[0].split("/")[0]
    length = {"then-year": 4, "then-month": 7}.get(value)
    if not last[:4].isdigit():
        return "PAST_REF"
    if length is None:
        return last
    return last[:length] if len(last) >= length and "W" not in last[:length] else "PAST_REF"


def from_before(scan: Scan, at: int) -> Found | None:
    """«(أشاد به) من قبل.»: before now, where no agent follows («من قبل الرئيس» is "by the president")."""
    if scan.norm(at) != "من" or scan.norm(at + 1) != "قبل" or (scan.norm(at + 2)[:1].isalpha() and not scan.listed(at + 2, "no_agent")):
        return None
    return Found(at, at + 2, "DATE", "PAST_REF", "before now", "past")
