"""Persons, bodies and places of the record: who they are, by which names, in which offices when, and how often they speak."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from musnad.questions.view import View
from musnad.record.names import Known, named_entities
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
    known, *others = named_entities(view.connection, name)
    m = mentions.c
    run = view.connection.execute
    own = select(m.article, m.name, m.role, m.reason, articles.c.day).join(articles, articles.c.id == m.article)
    told = run(own.where(m.entity == known.row, *view.reports)).all()
    in_articles: dict[str, set[int]] = {}
    days_in: dict[str, dict[int, int | None]] = {}
    for article, called, role, _, day in told:
        in_articles.setdefault(called, set()).add(article)
        if role is not None:
            days_in.setdefault(role, {})[article] = day
    names = [NameTold(called, len(those)) for called, those in in_articles.items()]
    roles = [RoleTold(role, *_ends(days.values()), len(days)) for role, days in days_in.items()]
    joins = Counter(reason for *_, reason, _ in told)
    said = run(
        select(func.count())
        .select_from(statements.join(articles, articles.c.id == statements.c.article))
        .where(statements.c.entity == known.row, *view.reports)
    ).scalar_one()
    return Profile(
        known,
        run(select(entities.c.country).where(entities.c.id == known.row)).scalar(),
        tuple(sorted(names, key=lambda each: (-each.articles, each.name))),
        tuple(sorted(roles, key=lambda each: (-each.articles, each.role))),
        tuple(Join(reason, n) for reason, n in sorted(joins.items(), key=lambda item: (-item[1], item[0]))),
        said,
        *_ends(row.day for row in told),
        _corrections(view, known.uid),
        tuple(others),
    )


def _corrections(view: View, uid: str) -> tuple[str, ...]:
    c = corrections.c
    query = select(c.kind, c.one, c.other).where((c.one == uid) | (c.other == uid)).order_by(c.id)
    return tuple(f"{kind} {one} {other}" for kind, one, other in view.connection.execute(query))


def _ends(days: Iterable[int | None]) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last of those days that are known."""
    known = [day for day in days if day]
    return (dt.date.fromordinal(min(known)), dt.date.fromordinal(max(known))) if known else (None, None)
