"""A reading as one self-contained page: the article with its finds marked, each statement beside it with its chain."""

# ruff: noqa: PLC0415  imports inside functions: Jinja is loaded for pages only

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from musnad import __version__
from musnad.model import Reading, Span, Statement, Time
from musnad.present.labels import Labels, Lang, labels
from musnad.present.view import SURE, Node, all_statements, all_times, chain, speaker_node, statements_by_id, summary, times_by_id
from musnad.text.hidden import hidden_characters, visible

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_DEEPEST = 3
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A find in the text: `kind` is cue, speaker, content, link, time or furniture; `number` is its statement's or time's."""

    start: int
    end: int
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same marks cover: `classes` for the style sheet, `href` to the find it belongs to, `anchor` where a find
    begins, `sign` the number after a cue that ends here."""

    text: str
    classes: str = ""
    href: str | None = None
    anchor: str | None = None
    sign: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A statement as the page tells it."""

    number: int
    statement: Statement
    speaker: Node
    basis: str | None
    chain: list[Node]
    said_at: Time | None
    within: int | None
    unsure: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the article and the statements whose cue it has; `furniture` is its kind where it is no report."""

    segments: list[Segment]
    cards: list[Card]
    furniture: str | None = None


@dataclass(slots=True)
class _Marks:
    """The marks of a text (or title), and the ends of cues."""

    all: list[Mark] = field(default_factory=list)

    def add(self, span: Span | None, kind: str, number: int) -> None:
        if span is not None and span.start < span.end:
            self.all.append(Mark(span.start, span.end, kind, number))


def render_page(reading: Reading, *, lang: Lang = "ar") -> str:
    """The page of `reading`, its labels in `lang`; it needs no script and nothing from elsewhere."""
    return _template("reading.html.j2").render(page_values(reading, labels(lang)))


def page_values(reading: Reading, words: Labels) -> dict[str, Any]:
    """What the template of a reading's page shows."""
    cards = _cards(reading, words)
    title_marks, text_marks = _marks(reading, "title"), _marks(reading, "text")
    furniture = [(line.span, line.kind) for line in reading.furniture]
    return {
        "reading": reading,
        "words": words,
        "summary": summary(reading, words),
        "title": list(segments(reading.article.title, title_marks, 0, len(reading.article.title))) if reading.article.title else [],
        "title_cards": [card for card in cards if card.statement.cue.where == "title"],
        "rows": list(_rows(reading.article.text, text_marks, cards, furniture)),
        "cards": cards,
        "times": all_times(reading),
        "version": __version__,
        "has_hidden": bool(hidden_characters(reading.article.text) or hidden_characters(reading.article.title or "")),
    }


def render_index(pages: Sequence[tuple[str, Reading]], *, lang: Lang = "ar") -> str:
    """A page that leads to several readings' pages, given as (file name, reading)."""
    words = labels(lang)
    entries = [(link, reading, " · ".join(summary(reading, words))) for link, reading in pages]
    return _template("index.html.j2").render(entries=entries, words=words)


def segments(text: str, marks: Iterable[Mark], start: int, end: int) -> Iterator[Segment]:
    """`text[start:end]` cut wherever a mark begins or ends, so that marks that overlap or nest need no nested elements."""
    inside = [mark for mark in marks if mark.start < end and start < mark.end]
    cuts = sorted({start, end, *(min(max(place, start), end) for mark in inside for place in (mark.start, mark.end))})
    opening = sorted(inside, key=lambda mark: mark.start)
    active: list[Mark] = []
    upcoming = 0
    for left, right in pairwise(cuts):
        while upcoming < len(opening) and opening[upcoming].start <= left:
            active.append(opening[upcoming])
            upcoming += 1
        active = [mark for mark in active if mark.end > left]
        yield _segment(text[left:right], left, right, active)


def _segment(text: str, left: int, right: int, active: list[Mark]) -> Segment:
    if not active:
        return Segment(text)
    first = {kind: min((m for m in active if m.kind == kind), key=lambda m: m.end - m.start) for kind in {m.kind for m in active}}
    classes = sorted(first.keys() - {"content"})
    if depth := len({m.number for m in active if m.kind == "content"}):
        classes += ["content", f"depth{min(depth, _DEEPEST)}"]
    classes += sorted({f"n{m.number}" for m in active if m.kind in {"cue", "speaker", "content", "link"}})
    cue, time = first.get("cue"), first.get("time")
    linked = cue or time or first.get("speaker") or first.get("link")
    return Segment(
        text,
        " ".join(classes),
        href=None if linked is None else f"#{'t' if linked is time else 's'}{linked.number}",
        anchor=_anchor(left, cue, time),
        sign=cue.number if cue and cue.end == right else None,
    )


def _anchor(left: int, cue: Mark | None, time: Mark | None) -> str | None:
    if cue and cue.start == left:
        return f"m{cue.number}"
    return f"mt{time.number}" if time and time.start == left else None


def _marks(reading: Reading, where: str) -> list[Mark]:
    marks = _Marks()
    for number, statement in enumerate(all_statements(reading), start=1):
        finds = [(statement.cue, "cue"), (statement.speaker, "speaker"), *((c, "content") for c in statement.content)]
        finds += [(link.span, "link") for link in statement.via]
        for span, kind in finds:
            if span is not None and span.where == where:
                marks.add(span, kind, number)
    for number, time in enumerate(all_times(reading), start=1):
        if time.span.where == where:
            marks.add(time.span, "time", number)
    if where == "text":
        for line in reading.furniture:
            marks.add(line.span, "furniture", 0)
    return marks.all


def _rows(text: str, marks: list[Mark], cards: list[Card], furniture: list[tuple[Span, str]]) -> Iterator[Row]:
    """The lines of the text; marks are handed on in order, so that a long article costs no more than its length."""
    marks = sorted(marks, key=lambda mark: mark.start)
    pending = [card for card in cards if card.statement.cue.where == "text"]
    pending.sort(key=lambda card: card.statement.cue.start)
    open_marks: list[Mark] = []
    taken = card_at = furniture_at = 0
    for line in _LINE.finditer(text):
        start, end = line.span()
        while taken < len(marks) and marks[taken].start < end:
            open_marks.append(marks[taken])
            taken += 1
        open_marks = [mark for mark in open_marks if mark.end > start]
        here = card_at
        while card_at < len(pending) and pending[card_at].statement.cue.start < end:
            card_at += 1
        while furniture_at < len(furniture) and furniture[furniture_at][0].end <= start:
            furniture_at += 1
        kind = furniture[furniture_at][1] if furniture_at < len(furniture) and furniture[furniture_at][0].start < end else None
        if line.group().strip():
            yield Row(list(segments(text, open_marks, start, end)), pending[here:card_at], kind)


def _cards(reading: Reading, words: Labels) -> list[Card]:
    by_id, times = statements_by_id(reading), times_by_id(reading)
    numbers = {statement.id: number for number, statement in enumerate(all_statements(reading), start=1)}
    return [
        Card(
            number,
            statement,
            speaker_node(statement),
            next((p.basis for p in statement.speakers[:1] if p.basis != "named"), None),
            chain(reading, statement, words, by_id),
            times.get(statement.said_at or ""),
            numbers.get(statement.within or ""),
            statement.confidence < SURE,
        )
        for number, statement in enumerate(all_statements(reading), start=1)
    ]


@cache
def environment(*packages: str) -> Environment:
    """The templates of these packages, before those of this one."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader

    # Whatever a template prints is escaped, and made visible before that: no value can hide, reorder or mark up anything.
    return Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, "musnad.present")]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )


def _template(name: str) -> Template:
    return environment().get_template(name)
