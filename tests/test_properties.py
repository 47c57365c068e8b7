"""What holds for every string: a reading without exception, spans that slice, the same twice, whole after JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

import musnad
from musnad.model import Reading, Span
from musnad.present.json import dumps, loads

WORDS = (
    "قال قالت وقال أكد أعلن مضيفاً مشيراً نقلت قوله بحسب وفق وفقاً لـ بـ إلى على عن أن إن إنه بأن التي ما لم لا لن يستبعد نفى كان وكان هدد "
    "ترمب زيلينسكي لافروف الوزير وزير الخارجية الروسي رئيس مسؤول مصدر مصادر مطلعة نفسه نظيره بلاده موسكو الكرملين وكالة قناة رويترز "
    "منصة إكس مؤتمر صحافي بيان تغريدة طلب عدم كشف هويته اليوم أمس الثلاثاء المقبل 31 فبراير آب مليون ونصف ثلاثة أيام اقرأ أيضاً شاركها د"
).split()
SIGNS = "، . : ؛ ؟ ! … - – ( ) « » “ ” „ ‹ › \" ' ‘ ’ \n \n\n \t # _ @ / 5 ٣ 19:30 2025-08-06 10% ـ \u064b".split(" ")
HIDDEN = "\u200b \u200c \u200d \u200e \u200f \u202a \u202b \u202c \u202d \u202e \u2066 \u2069 \ufeff \u00ad \u2028 \x00 \U0001f600".split(
    " "
)
JOINTS = st.sampled_from(["", " ", " ", " ", " "])

pieces = st.sampled_from(WORDS) | st.sampled_from(WORDS) | st.sampled_from(SIGNS) | st.sampled_from(HIDDEN)
mixtures = st.lists(st.tuples(pieces, JOINTS), max_size=40).map(lambda parts: "".join(word + joint for word, joint in parts))
texts = st.text(max_size=80) | mixtures
titles = st.none() | mixtures
days = st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def spans(value: object) -> Iterator[Span]:
    """Every span inside a reading."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from spans(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))


def check(reading: Reading) -> None:
    """Spans slice back, ids lead somewhere, confidence is a ratio."""
    for span in spans(reading):
        source = reading.article.text if span.where == "text" else reading.article.title or ""
        assert 0 <= span.start <= span.end
        assert source[span.start : span.end] == span.text
    times, entities = {time.id for time in reading.times}, {entity.id for entity in reading.entities}
    known = {one.id for one in reading.statements}
    assert len(known) == len(reading.statements)
    for one in reading.statements:
        assert one.within is None or one.within in known - {one.id}
        assert one.said_at is None or one.said_at in times
        assert all(who.entity is None or who.entity in entities for who in one.speakers)
        assert all(link.entity is None or link.entity in entities for link in one.via)
        assert one.speaker_name
        assert 0 <= one.confidence <= 1


@settings(max_examples=150, deadline=None)
@given(texts, titles, days)
def test_any_text_is_read(text: str, title: str | None, day: dt.date | None) -> None:
    reading = musnad.read(text, title=title, published=day)
    assert (reading.article.text, reading.article.title) == (text, title)
    check(reading)


@settings(max_examples=150, deadline=None)
@given(mixtures)
def test_any_mixture_of_report_words_is_read(text: str) -> None:
    check(musnad.read(text, published="2025-08-06"))


@settings(max_examples=60, deadline=None)
@given(texts, titles)
def test_same_input_same_reading(text: str, title: str | None) -> None:
    assert musnad.read(text, title=title) == musnad.read(text, title=title)


@settings(max_examples=80, deadline=None)
@given(texts, titles, days)
def test_a_reading_survives_json(text: str, title: str | None, day: dt.date | None) -> None:
    reading = musnad.read(text, title=title, published=day)
    assert loads(dumps(reading)) == reading


@settings(max_examples=30, deadline=None)
@given(st.lists(mixtures, min_size=1, max_size=6), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_paragraphs_are_read(paragraphs: list[str], gap: str) -> None:
    check(musnad.read(gap.join(paragraphs)))
