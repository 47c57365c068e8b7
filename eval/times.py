"""Scores of the time reader: the gold articles, 40 news expressions, and Microsoft Recognizers' Arabic cases.

usage: python eval/times.py SHARED [--held ID ...] [--errors N]
"""

from __future__ import annotations

import argparse
import calendar
import datetime as dt
import importlib.util
import json
import re
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from musnad.model import Time
from musnad.reading.times import find_times

_SHARE = 0.5


def main() -> None:
    """Print the scores and, with --errors, what was missed or wrong in the articles that are not held back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--held", nargs="*", default=[], help="ids of gold articles whose errors are not shown")
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    score = _score_module(arguments.shared)
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((arguments.shared / "gold" / "dev").glob("*.json"))]
    held = set(arguments.held)
    for name, part in (("dev", [g for g in gold if g["id"] not in held]), ("held back", [g for g in gold if g["id"] in held])):
        errors = _score_gold(score, name, part)
        for error in errors[: arguments.errors if name == "dev" else 0]:
            print("  ", error)
    print("cases", *score_cases(arguments.shared))
    print("recognizers", *score_recognizers(arguments.shared))


def _score_module(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "gold" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _score_gold(score: ModuleType, name: str, gold: list[dict[str, Any]]) -> list[str]:
    tally = score.Tally()
    errors: list[str] = []
    for article in gold:
        published = dt.date.fromisoformat(article["published"]) if article["published"] else None
        times = [_as_json(time) for time in find_times(article["text"], published=published)]
        score.score_times(article["id"], article["times"], times, tally, errors)
    for row, precision, recall, f1, hit, total, guess in tally.rows():
        print(f"{name:10} {row:12} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}   {hit}/{total}/{guess}")
    return errors


def _as_json(time: Time) -> dict[str, Any]:
    span = {"start": time.span.start, "end": time.span.end, "text": time.span.text}
    return {"id": time.id, "span": span, "type": time.type, "value": time.value}


def score_cases(shared: Path) -> tuple[int, int]:
    """Hits among the news expressions of `data/time/cases.tsv`; weeks, months and edges are told there as intervals of days."""
    hits, lines = 0, (shared / "data" / "time" / "cases.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for line in lines:
        expression, anchor, expected, kind = line.split("\t")
        published = dt.date.fromisoformat(anchor)
        times = find_times(expression, published=published)
        hits += len(times) == 1 and _as_case(times[0], expression, published, kind) == expected
    return hits, len(lines)


def _as_case(time: Time, expression: str, published: dt.date, kind: str) -> str | None:
    """The value as the cases tell it: a whole week, month, quarter or year is an interval, «قبل ثلاثة أيام» a day."""
    value = time.value or ""
    before = expression[: time.span.start].split()
    if time.type == "DURATION" and kind == "DATE" and before and before[-1] in ("قبل", "بعد"):
        return _shifted(value, published, -1 if before[-1] == "قبل" else 1)
    interval = _interval(value)
    if interval is None:
        return value
    first, last = interval
    if time.span.text.startswith("نهاية"):
        return last.isoformat()
    if time.span.text.startswith("منتصف"):
        return f"{first.replace(day=11)}/{first.replace(day=20)}"
    return f"{first}/{last}"


def _shifted(value: str, published: dt.date, sign: int) -> str | None:
    match = re.fullmatch(r"P(\d+)([DW])", value)
    days = int(match[1]) * (7 if match[2] == "W" else 1) if match else None
    return (published + dt.timedelta(days=sign * days)).isoformat() if days else None


def _interval(value: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of a week, month, quarter, half or year."""
    if week := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        monday = dt.date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday, monday + dt.timedelta(days=6)
    spans = {"Q": 3, "H": 6}
    if share := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        length = spans[share[2]]
        return _months(int(share[1]), (int(share[3]) - 1) * length + 1, int(share[3]) * length)
    if month := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return _months(int(month[1]), int(month[2]), int(month[2]))
    return _months(int(value), 1, 12) if re.fullmatch(r"\d{4}", value) else None


def _months(year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def recognizer_cases(shared: Path) -> list[dict[str, Any]]:
    """The supported date and duration cases with good offsets."""
    lines = (shared / "data" / "time" / "recognizers_ar.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    return [
        case
        for case in cases
        if case["file"].startswith(("DateTime_Date", "DateTime_Duration"))
        and not case["not_supported"]
        and all(result["offset_ok"] for result in case["results"])
    ]


def score_recognizers(shared: Path) -> tuple[int, int]:
    """Hits among the Recognizers' cases: each expected span found, and its value right where both can be compared."""
    cases = recognizer_cases(shared)
    return sum(is_hit(case) for case in cases), len(cases)


def is_hit(case: dict[str, Any]) -> bool:
    """Whether every expected expression of a case is found and told alike; a case without any must stay empty."""
    published = dt.date.fromisoformat(case["reference_time"][:10]) if case["reference_time"] else None
    times = find_times(case["input"], published=published)
    if not case["results"]:
        return not times
    return all(any(_same(time, result, case["input"], published) for time in times) for result in case["results"])


def _same(time: Time, result: dict[str, Any], text: str, published: dt.date | None) -> bool:
    start, end = result["start"], result["end"]
    shared = min(end, time.span.end) - max(start, time.span.start)
    if shared / (max(end, time.span.end) - min(start, time.span.start)) < _SHARE:
        return False
    if _comparable(result["resolution"]) is None:
        return True
    told = {time.value}
    if published and text[: time.span.start].split()[-1:] in (["قبل"], ["منذ"]) and time.type == "DURATION":
        told.add(_shifted(time.value or "", published, -1))
    return bool(told & _comparable_values(result["resolution"]))


def _comparable(resolution: dict[str, Any] | None) -> str | None:
    """The TIMEX of a resolution, None for the forms that TIMEX3 has not."""
    timex = (resolution or {}).get("Timex")
    return timex if isinstance(timex, str) and re.fullmatch(r"[\dXPTYMWDHS.-]+", timex) else None


def _comparable_values(resolution: dict[str, Any]) -> set[str]:
    """The TIMEX, and for unknown years the dates that either direction gives."""
    values = Counter([resolution["Timex"]])
    for side in ("FutureResolution", "PastResolution"):
        told = resolution.get(side) or {}
        values.update([told["date"]] if "date" in told else [])
        if "startDate" in told and re.fullmatch(r"XXXX-\d\d", resolution["Timex"]):
            values.update([told["startDate"][:7]])
    return set(values)


if __name__ == "__main__":
    main()
