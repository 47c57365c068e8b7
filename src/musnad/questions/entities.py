"""Persons, bodies and places of the record: who they are, by which names, in which offices when, and how often they speak."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from musnad.errors import RecordError
from musnad.questions.view import View
from musnad.record.names import Known, find_entities
from musnad.record.schema import articles, corrections, entities, mentions, statements


@dataclass(frozen=True, slots=True)
class NameTold:
    """A way in which reports write the name, and in how many."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class RoleTold:
    """An office as reports tell it, from the first day to the last on which they do."""

    role: str
    first: dt.date | None
    last: dt.date | None
    articles: int


@dataclass(frozen=True, slots=True)
class Join:
    """Why mentions were taken as one: the reason and how many mentions it joined."""

    reason: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity of the record; `namesakes` are others who may be meant by the name asked for."""

    known: Known
    country: str | None
    names: tuple[NameTold, ...]
    roles: tuple[RoleTold, ...]
    joins: tuple[Join, ...]
    statements: int
    first: dt.date | None
    last: dt.date | None
    corrections: tuple[str, ...]
    namesakes: tuple[Known, ...]


def entity(view: View, name: str) -> Profile:
    """Who `name` is: of several so called the most named one. Raises RecordError where nobody is."""
    found = find_entities(view.connection, name)
    if not found:
        raise RecordError(f"nobody in the record is called {name!r}", hint="musnad search finds words; names may be in Arabic or English")
    known, *others = found
    m = mentions.c
    own = select(m.article, m.name, m.role, m.reason, articles.c.day).join(articles, articles.c.id == m.article)
    own = own.where(m.entity == known.row, *view.reports)
    told = own.subquery()
    t = told.c
    run = view.connection.execute
    count = func.count(t.article.distinct())
    names = run(select(t.name, count).group_by(t.name).order_by(count.desc(), t.name))
    roles = run(
        select(t.role, func.min(t.day), func.max(t.day), count).where(t.role.is_not(None)).group_by(t.role).order_by(count.desc(), t.role)
    )
    joins = run(select(t.reason, func.count()).group_by(t.reason).order_by(func.count().desc()))
    first, last = run(select(func.min(t.day), func.max(t.day))).one()
    said = run(
        select(func.count())
        .select_from(statements.join(articles, articles.c.id == statements.c.article))
        .where(statements.c.entity == known.row, *view.reports)
    ).scalar_one()
    return Profile(
        known,
        run(select(entities.c.country).where(entities.c.id == known.row)).scalar(),
        tuple(NameTold(*row) for row in names),
        tuple(RoleTold(role, _date(begin), _date(end), n) for role, begin, end, n in roles),
        tuple(Join(*row) for row in joins),
        said,
        _date(first),
        _date(last),
        _corrections(view, known.uid),
        tuple(others),
    )


def holders(view: View, role: str, day: dt.date) -> list[tuple[Known, int]]:
    """Who reports around `day` (thirty days on each side) call so ("وزير الخارجية الأميركي"), and in how many of them."""
    m = mentions.c
    count = func.count(m.article.distinct())
    query = (
        select(entities.c.id, entities.c.uid, entities.c.type, entities.c.name, entities.c.name_en, count)
        .join(mentions, m.entity == entities.c.id)
        .join(articles, articles.c.id == m.article)
        .where(*view.reports, m.role == role, m.day.between(day.toordinal() - 30, day.toordinal() + 30))
        .group_by(entities.c.id)
        .order_by(count.desc())
    )
    return [(Known(*row), row[5]) for row in view.connection.execute(query)]


def _corrections(view: View, uid: str) -> tuple[str, ...]:
    c = corrections.c
    query = select(c.kind, c.one, c.other).where((c.one == uid) | (c.other == uid)).order_by(c.id)
    return tuple(f"{kind} {one} {other}" for kind, one, other in view.connection.execute(query))


def _date(day: int | None) -> dt.date | None:
    return dt.date.fromordinal(day) if day else None
