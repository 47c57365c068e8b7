"""Statements as answers show them: each with the article, the characters that say it, and its chain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, select

from musnad.questions.view import View
from musnad.record import order
from musnad.record.rows import pieces
from musnad.record.schema import articles, entities, links, statements


@dataclass(frozen=True, slots=True)
class Report:
    """An article as answers cite it; `outlet_key` is its outlet's one name."""

    row: int
    uid: str
    outlet: str | None
    outlet_key: str | None
    published: dt.date | None
    title: str | None
    url: str | None
    story: int | None
    place: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters [start, end) of a report's text (of its title where `where` says so), as they stand there."""

    start: int
    end: int
    text: str
    where: str = "text"


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A link between speaker and reader: `key` is the outlet's one name."""

    name: str
    key: str
    kind: str
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """One telling of a statement."""

    row: int
    uid: str
    report: Report
    content: Passage
    cue: Passage
    speaker: str
    entity: str | None
    entity_type: str | None
    named: bool
    to: str | None
    kind: str
    act: str
    polarity: str
    confidence: float
    saying: int
    passage: int | None
    stems: str
    chain: tuple[ChainLink, ...]


REPORT = (  # the columns that make a report
    articles.c.id.label("article_row"),
    articles.c.uid.label("article_uid"),
    articles.c.outlet,
    articles.c.outlet_key,
    articles.c.published,
    articles.c.day.label("article_day"),
    articles.c.title,
    articles.c.url,
    articles.c.story,
    articles.c.hash,
)
_NEWEST = (articles.c.day.desc().nulls_last(), articles.c.hash)


def reports(view: View, *where: ColumnElement[bool], limit: int | None = None, offset: int = 0) -> list[Report]:
    """The articles that the view and the conditions choose, newest first, undated ones last."""
    query = select(*REPORT).where(*view.printed(), *where).order_by(*_NEWEST).limit(limit).offset(offset)
    return [report_of(row) for row in view.connection.execute(query).mappings()]


def report_of(told: RowMapping) -> Report:
    """The report of a row that has the columns of one."""
    published = dt.date.fromisoformat(told["published"]) if told["published"] else None
    place = order.place(told["article_day"], told["hash"])
    return Report(
        told["article_row"],
        told["article_uid"],
        told["outlet"],
        told["outlet_key"],
        published,
        told["title"],
        told["url"],
        told["story"],
        place,
    )


def told(view: View, *where: ColumnElement[bool], limit: int | None = None, offset: int = 0, few: bool = False) -> list[Told]:
    """The statements that the view and the conditions choose, newest first, undated ones last.

    `few` tells that the conditions choose by an index of statements (words, speaker), so that these are looked up before their reports.
    """
    # First which, then what they tell: sorting carries all columns along, and the text is long.
    # The sum keeps SQLite from going through all reports with each of the statements chosen: 15 ms, not 170.
    article = statements.c.article + 0 if few or view.followed is not None else statements.c.article
    which = select(statements.c.id).join(articles, articles.c.id == article).where(*view.told(), *where)
    ordered = which.order_by(*_NEWEST, statements.c.ordinal).limit(limit).offset(offset)
    rows = view.connection.execute(ordered).scalars().all()
    found = {each.row: each for piece in pieces(rows) for each in _with_chains(view, _statements().where(statements.c.id.in_(piece)))}
    return [found[row] for row in rows]


def tellings(view: View, sayings: Iterable[int]) -> dict[int, list[Told]]:
    """All tellings of these sayings in the view's reports, whatever is followed, in order of first appearance."""
    found: dict[int, list[Told]] = {}
    for piece in pieces(sayings):
        for each in all_told(view, statements.c.saying.in_(piece)):
            found.setdefault(each.saying, []).append(each)
    return found


def all_told(view: View, *where: ColumnElement[bool]) -> list[Told]:
    """The statements of the view's reports that the conditions choose, whatever is followed, in order of first appearance."""
    found = _with_chains(view, _statements().where(*view.reports, *where))
    return sorted(found, key=lambda each: (each.report.place, each.cue.start))


def told_by_uid(view: View, uid: str) -> Told | None:
    """The statement of this name, where the view has it."""
    return next(iter(all_told(view, statements.c.uid == uid)), None)


def told_in(view: View, article: int) -> list[Told]:
    """The statements of an article's text, in their order."""
    return all_told(view, statements.c.article == article, statements.c.place == "text")


def _statements() -> Select[Any]:
    s = statements.c
    columns = (
        s.id,
        s.uid,
        s.place,
        s.cue_start,
        s.cue_end,
        s.content_start,
        s.content_end,
        s.speaker,
        s.named,
        s.to,
        s.kind,
        s.act,
        s.polarity,
        s.confidence,
        s.saying,
        s.passage,
        s.stems,
        entities.c.uid.label("entity_uid"),
        entities.c.type.label("entity_type"),
        articles.c.text,
    )
    joined = statements.join(articles, articles.c.id == s.article).outerjoin(entities, entities.c.id == s.entity)
    return select(*columns, *REPORT).select_from(joined)


def _with_chains(view: View, query: Select[Any]) -> list[Told]:
    rows = view.connection.execute(query).mappings().all()
    chains = _chains(view, [row["id"] for row in rows])
    return [_told(row, chains.get(row["id"], ())) for row in rows]


def _told(told: RowMapping, chain: tuple[ChainLink, ...]) -> Told:
    whole = told["text"] if told["place"] == "text" else told["title"] or ""
    cue = Passage(told["cue_start"], told["cue_end"], whole[told["cue_start"] : told["cue_end"]], told["place"])
    content = Passage(told["content_start"], told["content_end"], whole[told["content_start"] : told["content_end"]], told["place"])
    return Told(
        row=told["id"],
        uid=told["uid"],
        report=report_of(told),
        content=content,
        cue=cue,
        speaker=told["speaker"],
        entity=told["entity_uid"],
        entity_type=told["entity_type"],
        named=told["named"],
        to=told["to"],
        kind=told["kind"],
        act=told["act"],
        polarity=told["polarity"],
        confidence=told["confidence"],
        saying=told["saying"] or told["id"],
        passage=told["passage"],
        stems=told["stems"],
        chain=chain,
    )


def _chains(view: View, rows: Iterable[int]) -> dict[int, tuple[ChainLink, ...]]:
    found: dict[int, list[ChainLink]] = {}
    for piece in pieces(rows):
        link = links.c
        query = select(link.statement, link.name, link.key, link.kind, link.role, link.start, link.end)
        for statement, *values in view.connection.execute(query.where(link.statement.in_(piece)).order_by(link.statement, link.ordinal)):
            found.setdefault(statement, []).append(ChainLink(*values))
    return {statement: tuple(chain) for statement, chain in found.items()}
