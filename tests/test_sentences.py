"""Paragraphs, sentences and quotations: texts and how they are cut. Own texts; add a row."""

from __future__ import annotations

import pytest

from musnad.text.sentences import lay_out
from told import missed

param = pytest.param


def sentences(text: str) -> list[str]:
    """The sentences of a text as written."""
    page = lay_out(text)
    return [text[page.tokens[one.first].start : page.tokens[one.last - 1].end] for one in page.sentences]


def quotations(text: str) -> list[tuple[str, bool]]:
    """What stands between the marks of each quotation, outer before inner, and whether a mark closes it."""
    page = lay_out(text)
    return [(text[page.tokens[q.open].end : page.tokens[q.close - 1].end], q.closed) for q in page.quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n", []),
        ("فتح المعبر", ["فتح المعبر"]),
        ("فتح المعبر. وعاد الهدوء.", ["فتح المعبر.", "وعاد الهدوء."]),
        ("هل فتح المعبر؟ نعم! عاد الهدوء", ["هل فتح المعبر؟", "نعم!", "عاد الهدوء"]),
        ("فتح المعبر\nعاد الهدوء", ["فتح المعبر", "عاد الهدوء"]),
        ("وصل د. سامي النابلسي. وعاد مساء.", ["وصل د. سامي النابلسي.", "وعاد مساء."]),
        ("ارتفع السعر 3.5 في المئة. ثم هبط.", ["ارتفع السعر 3.5 في المئة.", "ثم هبط."]),
        ("قال لموقع سديم.نت إنه عائد.", ["قال لموقع سديم.نت إنه عائد."]),
        ("عاد في المساء.وقال إنه بخير.", ["عاد في المساء.", "وقال إنه بخير."]),
        ("قال: «انتهى الأمر. لن نعود». ثم خرج.", ["قال: «انتهى الأمر. لن نعود».", "ثم خرج."]),
        ("قال: «انتهى الأمر. ثم خرج.", ["قال: «انتهى الأمر.", "ثم خرج."]),
        ("قال... ثم صمت.", ["قال... ثم صمت."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال «نعم» وخرج", [("نعم", True)]),
        ("قال “نعم” وخرج", [("نعم", True)]),
        ('قال "نعم" وخرج', [("نعم", True)]),
        ("قال ‹نعم› وخرج", [("نعم", True)]),
        ("قال ‘نعم’ وخرج", [("نعم", True)]),
        ("قال ”نعم” وخرج", [("نعم", True)]),
        param("قال „نعم“ وخرج", [("نعم", True)]),
        param("قال »نعم« وخرج", [("نعم", True)]),
        ("قال «سمعت “لا” أمس» وخرج", [("سمعت “لا” أمس", True), ("لا", True)]),
        ("قال «سمعت «لا» أمس» وخرج", [("سمعت «لا» أمس", True), ("لا", True)]),
        ('وصفه بـ"المفيد" ثم بـ"الضار"', [("المفيد", True), ("الضار", True)]),
        ("قال «نعم وخرج. ثم عاد", [("نعم وخرج", False)]),
        param("قال «نعم\nثم عاد» وجلس", [("نعم", False)], marks=missed("a closing mark that nothing opened opens a quotation")),
        ("قال نعم وخرج", []),
        ("قال «» وخرج", []),
        param("قال 'نعم' وخرج", [("نعم", True)], marks=missed("straight single marks are no quotation")),
        param("قال نعم» وخرج", [], marks=missed("a closing mark that nothing opened opens a quotation")),
    ],
)
def test_quotations(text: str, expected: list[tuple[str, bool]]) -> None:
    assert quotations(text) == expected


def test_a_sentence_without_end_is_cut() -> None:
    text = "ذهب ثم عاد، " * 5000
    page = lay_out(text)
    assert max(one.last - one.first for one in page.sentences) <= 400
    assert sum(one.last - one.first for one in page.sentences) == len(page.tokens)
