"""Readings made for tests: one by hand, in our own words, and any number by hypothesis."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from musnad.model import (
    Article,
    Entity,
    Furniture,
    Headline,
    Link,
    Note,
    Participant,
    Reading,
    Span,
    Statement,
    Time,
)

TITLE = "وزيرة الري: لا بديل عن الحوار"
TEXT = (
    "قالت وزيرة الري سلمى النجار، الأحد، إن الوفدين «اقتربا من صيغة مقبولة»، مشيرة إلى أن المسودة تُراجع الآن.\n"
    "اقرأ أيضاً: ماذا بعد جولة الحوض الثالثة؟\n"
    "ونقلت وكالة السهل عن مسؤول في الوفد الآخر قوله إن رئيسه أكد أن الاتفاق لن يوقَّع قبل 31 فبراير."
)


def span(words: str, *, text: str = TEXT, start: int = 0, where: str = "text") -> Span:
    """The span of `words` in `text`."""
    at = text.index(words, start)
    return Span(at, at + len(words), words, where)  # type: ignore[arg-type]


def reading() -> Reading:
    """A reading with all kinds of finds: a headline, a dropped subject, a nested statement, a chain, an impossible day, a related line."""
    minister = Participant("سلمى النجار", "e1", span("وزيرة الري سلمى النجار"), "named")
    official = Participant("مسؤول في الوفد الآخر", "e2", span("مسؤول في الوفد الآخر"), "role")
    agency = Link("السهل", "outlet", span("السهل"), "relayed", "e3", None)
    sunday = Time("t1", span("الأحد"), "DATE", "2025-08-03", "past", 0.97, "weekday")
    return Reading(
        article=Article(TEXT, "nahr-1", dt.date(2025, 8, 4), "ضفاف", TITLE),
        published=dt.date(2025, 8, 4),
        published_basis="given",
        furniture=(Furniture(span("اقرأ أيضاً: ماذا بعد جولة الحوض الثالثة؟"), "related", "ماذا بعد جولة الحوض الثالثة؟"),),
        entities=(
            Entity("e1", "person", "سلمى النجار", None, "وزيرة الري", None, True, (span("وزيرة الري سلمى النجار"),), 0.9, "title before"),
            Entity("e2", "source", "مسؤول في الوفد الآخر", None, None, None, False, (span("مسؤول في الوفد الآخر"),), 0.9, "role"),
        ),
        statements=(
            _statement(
                "s1", "قالت", minister, "إن الوفدين «اقتربا من صيغة مقبولة»",
                kind="mixed", quotes=("اقتربا من صيغة مقبولة",), said_at="t1",
            ),
            _statement(
                "s2", "مشيرة", Participant("سلمى النجار", "e1", None, "dropped subject"), "أن المسودة تُراجع الآن", confidence=0.4
            ),
            _statement(
                "s3", "قوله", official, "إن رئيسه أكد أن الاتفاق لن يوقَّع قبل 31 فبراير", named=False, via=(agency,), to=minister
            ),
            _statement("s4", "أكد", Participant("رئيسه", None, span("رئيسه"), "role"), "أن الاتفاق لن يوقَّع قبل 31 فبراير", within="s3"),
        ),
        times=(sunday, Time("t2", span("31 فبراير"), "DATE", None, "future", 0.9, "day and month")),
        headline=Headline(
            statements=(
                Statement(
                    "h1", span(":", text=TITLE, where="title"), span("وزيرة الري", text=TITLE, where="title"), (minister,),
                    "سلمى النجار", True, None, (span("لا بديل عن الحوار", text=TITLE, where="title"),), (),
                    "direct", "claim", "said", None, (), None, (), 0.8, "colon",
                ),
            )
        ),
        notes=(Note("encoding", "read as Windows-1256"),),
    )  # fmt: skip


def _statement(
    statement_id: str, cue: str, speaker: Participant, content: str, *, kind: str = "indirect", named: bool = True,
    quotes: tuple[str, ...] = (), said_at: str | None = None, via: tuple[Link, ...] = (), to: Participant | None = None,
    within: str | None = None, confidence: float = 0.9,
) -> Statement:  # fmt: skip
    return Statement(
        statement_id, span(cue), speaker.span, (speaker,), speaker.name, named, to, (span(content),), tuple(span(q) for q in quotes),
        kind, "inform", "said", said_at, via, within, (), confidence, "verb before subject",
    )  # type: ignore[arg-type]  # fmt: skip


# Letters, what a page or a terminal could take for its own, and what hides or reorders.
ALPHABET = (
    "ابتثجقالوهم ،.«»:abc019<>&\"'`{}%\n\t\r\x00\x07\x1b\x7f\x85\u2028\u2029\u200b\u200c\u200f\u202e\u2066\u2069\ufeff\U0001f600\U000e0041"
)
texts = st.text(ALPHABET, max_size=60) | st.text(max_size=30)
ratios = st.floats(0, 1)
maybe_texts = st.none() | texts


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading whose spans slice."""
    text, title, day = draw(texts), draw(maybe_texts), draw(st.none() | st.dates())
    basis = None if day is None else draw(st.sampled_from(["given", "inferred"]))
    article = Article(text, draw(maybe_texts), day if basis == "given" else None, draw(maybe_texts), title)
    in_text, in_title = _finds(text, "text"), _finds(title or "", "title")
    return Reading(
        article=article,
        published=day,
        published_basis=basis,
        furniture=tuple(draw(st.lists(st.builds(Furniture, _spans(text, "text"), texts, maybe_texts), max_size=2))),
        entities=tuple(
            draw(
                st.lists(
                    st.builds(
                        Entity, texts, st.sampled_from(["person", "source"]), texts, maybe_texts, maybe_texts, maybe_texts, st.booleans(),
                        st.lists(_spans(text, "text"), max_size=2).map(tuple), ratios, texts,
                    ),
                    max_size=2,
                )
            )
        ),
        statements=tuple(draw(st.lists(in_text[0], max_size=4))),
        times=tuple(draw(st.lists(in_text[1], max_size=2))),
        headline=Headline(tuple(draw(st.lists(in_title[1], max_size=1))), tuple(draw(st.lists(in_title[0], max_size=1)))),
        notes=tuple(draw(st.lists(st.builds(Note, texts, texts, st.none() | _spans(text, "text")), max_size=2))),
    )  # fmt: skip


def _spans(text: str, where: str) -> st.SearchStrategy[Span]:
    places = st.lists(st.integers(0, len(text)), min_size=2, max_size=2).map(sorted)
    return places.map(lambda p: Span(p[0], p[1], text[p[0] : p[1]], where))  # type: ignore[arg-type]


def _finds(text: str, where: str) -> tuple[st.SearchStrategy[Statement], st.SearchStrategy[Time]]:
    spans = _spans(text, where)
    participants = st.builds(Participant, texts, maybe_texts, st.none() | spans, st.sampled_from(["named", "pronoun"]))
    kinds, roles = st.sampled_from(["outlet", "platform", "occasion", "person"]), st.sampled_from(["relayed", "told"])
    links = st.tuples(spans, kinds, roles, maybe_texts, maybe_texts).map(lambda v: Link(v[0].text, v[1], v[0], *v[2:]))
    statements = st.builds(
        Statement, st.sampled_from(["s1", "s2", "s3", "s4"]), spans, st.none() | spans, st.lists(participants, max_size=2).map(tuple),
        texts,
        st.booleans(), st.none() | participants, st.lists(spans, max_size=3).map(tuple), st.lists(spans, max_size=2).map(tuple),
        st.sampled_from(["direct", "indirect", "mixed"]), texts, texts, st.none() | st.sampled_from(["t1", "t2"]),
        st.lists(links, max_size=2).map(tuple), st.none() | st.sampled_from(["s1", "s2", "s3", "s4"]), st.just(()), ratios, texts,
    )  # fmt: skip
    times = st.builds(Time, st.sampled_from(["t1", "t2"]), spans, st.just("DATE"), maybe_texts, st.none(), ratios, texts)
    return statements, times
