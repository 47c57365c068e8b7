"""Furniture: the lines of a page that are no report. Own lines between two paragraphs; add a row."""

from __future__ import annotations

import pytest

from told import missed, read

param = pytest.param

BEFORE = "قالت وزيرة الري سلمى النجار إن الوفدين اقتربا من صيغة مقبولة، وإن جولة أخرى ستبدأ قريباً."
AFTER = "وأضافت أن المسودة تراجع الآن سطراً سطراً، وأن الخبراء لم يغادروا مكان الاجتماع بعد."


def kinds(line: str) -> list[tuple[str, str]]:
    """Kind and text of the furniture found where `line` stands between two paragraphs."""
    return [(one.kind, one.span.text) for one in read(f"{BEFORE}\n{line}\n{AFTER}").furniture]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("اقرأ أيضاً: ماذا بعد جولة الحوض الثالثة؟", "related"),
        ("إقرأ أيضا: سدود الشمال تمتلئ", "related"),
        ("طالع المزيد: رحلة قطرة من المنبع إلى المصب", "related"),
        ("شاهد: لحظة فتح بوابات السد", "related"),
        param("بالفيديو.. لحظة فتح بوابات السد", "related", marks=missed("one word and two dots open no teaser")),
        ("شاركها", "share"),
        ("شارك الخبر على فيسبوك", "share"),
        ("تابعونا على تلغرام", "share"),
        ("إعداد: قسم الأخبار", "credit"),
        ("المصدر: وكالات", "credit"),
        ("تحرير: هند الرفاعي", "credit"),
        ("صورة أرشيفية من موقع السد", "caption"),
        ("مصدر الصورة: وكالة سديم", "caption"),
        ("خلفية الخلاف", "heading"),
        ("ما المنتظر من الجولة المقبلة؟", "heading"),
    ],
)
def test_lines_that_are_no_report(line: str, kind: str) -> None:
    assert kinds(line) == [(kind, line)]


@pytest.mark.parametrize(
    "line",
    [
        "وشاهد السكان عشرات الشاحنات وهي تعبر الجسر ليلاً.",
        "كتب الوزير كامل الصيفي أن المعبر سيفتح يوم الخميس المقبل.",
        "المصدر الأمني أكد أن الطريق إلى السد مفتوح أمام الجميع.",
        "وقال الخبير فادي كرم: «الماء يكفي الجميع».",
        "وفي ما يأتي أبرز ما جاء في المسودة:",
    ],
)
def test_lines_that_are_report(line: str) -> None:
    assert kinds(line) == []


def test_a_related_line_keeps_the_other_storys_title() -> None:
    [line] = read(f"{BEFORE}\nاقرأ أيضاً: ماذا بعد جولة الحوض الثالثة؟\n{AFTER}").furniture
    assert line.title == "ماذا بعد جولة الحوض الثالثة؟"


def test_a_dateline_at_the_beginning() -> None:
    reading = read(f"عمّان - وكالات\n{BEFORE}\n{AFTER}")
    assert [(one.kind, one.span.text) for one in reading.furniture] == [("dateline", "عمّان - وكالات")]


def test_furniture_says_nothing() -> None:
    line = "اقرأ أيضاً: ترمب: اللقاء يوم الجمعة"
    reading = read(f"{BEFORE}\n{line}\n{AFTER}")
    assert [one.cue.text for one in reading.statements] == ["قالت", "أضافت"]
    assert reading.statements[1].speaker_name == "سلمى النجار"
    assert not any(time.span.text.endswith("الجمعة") for time in reading.times)
