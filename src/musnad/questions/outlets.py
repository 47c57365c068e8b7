"""Outlets and counts: what each carries, from whom it has it, how often it was first; and how much there is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from musnad.questions.view import View
from musnad.record.outlets import outlet_name
from musnad.record.schema import articles, corrections, entities, links, statement_edges, statements

AGENCIES = 6
"""Agencies told of each outlet."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet: its reports and statements, and the outlets and agencies that it names.

    `shared` are the sayings that other outlets tell too, `first` those of them that it had on their first day.
    """

    name: str
    key: str | None
    articles: int
    statements: int
    carries: tuple[tuple[str, int], ...]
    shared: int
    first: int


@dataclass(frozen=True, slots=True)
class Stats:
    """How much the record has; days are those of publication."""

    articles: int
    statements: int
    outlets: int
    stories: int
    sayings: int
    entities: int
    undated: int
    earlier_versions: int
    corrections: int
    first_day: dt.date | None
    last_day: dt.date | None


def outlets(view: View) -> list[Outlet]:
    """Each outlet, those with most reports first."""
    run = view.connection.execute
    a, s = articles.c, statements.c
    printed = run(select(a.outlet_key, func.max(a.outlet), func.count()).where(*view.printed()).group_by(a.outlet_key)).all()
    told: dict[str | None, int] = {}
    told |= run(select(a.outlet_key, func.count()).join(statements, s.article == a.id).where(*view.told()).group_by(a.outlet_key)).all()
    carried: dict[str | None, Counter[str]] = {}
    written: dict[str, str] = {}
    query = (
        select(a.outlet_key, links.c.key, func.min(links.c.name), func.count())
        .join(statements, s.article == a.id)
        .join(links, links.c.statement == s.id)
    )
    for key, link, name, count in run(query.where(*view.told(), links.c.kind == "outlet").group_by(a.outlet_key, links.c.key)):
        carried.setdefault(key, Counter())[link] += count
        written.setdefault(link, name)
    shared, first = _firsts(view)
    found = []
    for key, name, count in printed:
        names = tuple((outlet_name(link, written[link]), n) for link, n in carried.get(key, Counter()).most_common(AGENCIES) if link != key)
        found.append(Outlet(name or "—", key, count, told.get(key, 0), names, shared[key], first[key]))
    return sorted(found, key=lambda outlet: (-outlet.articles, outlet.name))


def stats(view: View) -> Stats:
    """How much the view has."""
    run = view.connection.execute
    a = articles.c
    count, printed, undated, first, last = run(
        select(
            func.count(), func.count(a.outlet_key.distinct()), func.count().filter(a.day.is_(None)), func.min(a.day), func.max(a.day)
        ).where(*view.printed())
    ).one()
    told, sayings, who, stories = _distinct(view)
    earlier = run(select(func.count()).where(~a.current)).scalar_one()
    corrected = run(select(func.count()).select_from(corrections)).scalar_one()
    named = who if view.as_of or view.followed is not None else run(select(func.count()).select_from(entities)).scalar_one()
    return Stats(count, told, printed, stories, sayings, named, undated, earlier, corrected, _date(first), _date(last))


def _distinct(view: View) -> tuple[int, int, int, int]:
    """How many statements, sayings, speakers and stories the view has."""
    run = view.connection.execute
    s, story = statements.c, articles.c.story
    counts = (func.count(), func.count(s.saying.distinct()), func.count(s.entity.distinct()))
    if view.as_of or view.followed is not None or len(view.reports) > 1:
        joined = statements.join(articles, articles.c.id == s.article)
        told, sayings, who = run(select(*counts).select_from(joined).where(*view.told())).one()
        return told, sayings, who, run(select(func.count(story.distinct())).where(*view.printed())).scalar_one()
    # Only current reports have statements and stories, so that of the whole record the indexes alone can tell: 50 ms, not 200.
    told, sayings, who = (run(select(each).select_from(statements)).scalar_one() for each in counts)
    return told, sayings, who, run(select(func.count(story.distinct())).where(story.is_not(None))).scalar_one()


def _firsts(view: View) -> tuple[Counter[str | None], Counter[str | None]]:
    """By outlet, the sayings that another outlet tells too, and those of them that it told on the first day."""
    a, s = articles.c, statements.c
    several = select(s.saying).join(statement_edges, statement_edges.c.later == s.id).distinct()
    query = select(s.saying, a.outlet_key, func.min(a.day)).join(articles, a.id == s.article).where(*view.told(), s.saying.in_(several))
    days: dict[int, dict[str | None, int]] = {}
    for saying, key, day in view.connection.execute(query.group_by(s.saying, a.outlet_key)):
        days.setdefault(saying, {})[key] = day or 10**9
    shared: Counter[str | None] = Counter()
    first: Counter[str | None] = Counter()
    for by_outlet in days.values():
        if len(by_outlet) > 1:
            shared.update(by_outlet.keys())
            first.update(key for key, day in by_outlet.items() if day == min(by_outlet.values()))
    return shared, first


def _date(day: int | None) -> dt.date | None:
    return dt.date.fromordinal(day) if day else None
