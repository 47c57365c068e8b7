"""Stories: reports of one happening, over the days that it lives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from musnad.errors import RecordError
from musnad.questions.told import Report, reports
from musnad.questions.view import PAGE, View
from musnad.record.link_stories import WINDOW
from musnad.record.rows import pieces
from musnad.record.schema import articles


@dataclass(frozen=True, slots=True)
class Story:
    """A story by its first report; `alive` tells that a report of the view's last days could still join it."""

    uid: str
    first: Report
    latest: Report
    articles: int
    outlets: int
    alive: bool


def stories(
    view: View, *, since: dt.date | None = None, limit: int = PAGE, offset: int = 0, least: int = 2, row: int | None = None
) -> list[Story]:
    """The stories of at least so many reports, those told latest first; with `since`, those told since then; with `row`, that one."""
    a = articles.c
    last = func.max(a.day)
    query = select(a.story, func.count(), func.count(a.outlet_key.distinct()), last).where(*view.printed(), a.story.is_not(None))
    if row is not None:
        query = query.where(a.story == row)
    query = query.group_by(a.story).having(func.count() >= least)
    if since:
        query = query.having(last >= since.toordinal())
    return _told(view, query.order_by(last.desc().nulls_last(), func.count().desc(), a.story).limit(limit).offset(offset))


def stories_of(view: View, found: Iterable[int]) -> list[Story]:
    """These stories, where the view has more than one report of them."""
    a = articles.c
    query = select(a.story, func.count(), func.count(a.outlet_key.distinct()), func.max(a.day)).where(*view.printed(), a.story.in_(found))
    return _told(view, query.group_by(a.story).having(func.count() > 1))


def _told(view: View, query: Select[Any]) -> list[Story]:
    """The stories of a query for (story, reports, outlets, last day)."""
    rows = view.connection.execute(query).all()
    ends = _ends(view, [row[0] for row in rows])
    newest = view.connection.execute(select(func.max(articles.c.day)).where(*view.reports)).scalar() or 0
    return [
        Story(first.uid, first, latest, count, outlets, bool(day and newest - day <= WINDOW))
        for story, count, outlets, day in rows
        for first, latest in [ends[story]]
    ]


def story_of(view: View, uid: str) -> tuple[Story, int]:
    """The story that a report (a-…, the first of it or another) belongs to, and its row. Raises RecordError where there is none."""
    row = view.connection.execute(select(articles.c.story).where(articles.c.uid == uid, *view.reports)).scalar()
    if row is None:
        raise RecordError(f"the record has no story {uid}", hint="musnad stories tells them; --as-of may hide it")
    return stories(View(view.connection, view.as_of, view.reports), row=row, least=1)[0], row


def story_reports(view: View, row: int, *, limit: int = PAGE, offset: int = 0) -> list[Report]:
    """The reports of a story, newest first."""
    return reports(view, articles.c.story == row, limit=limit, offset=offset)


def gaps(view: View, found: Iterable[int], since: dt.date) -> dict[int, int | None]:
    """For each story, the day before `since` on which it was last told; None where it began since."""
    before: dict[int, int | None] = dict.fromkeys(found)
    for piece in pieces(before):
        query = select(articles.c.story, func.max(articles.c.day)).where(*view.reports, articles.c.day < since.toordinal())
        before |= dict(view.connection.execute(query.where(articles.c.story.in_(piece)).group_by(articles.c.story)).all())
    return before


def _ends(view: View, found: Iterable[int]) -> dict[int, tuple[Report, Report]]:
    """The first and the latest report of each story."""
    told: dict[int, list[Report]] = {}
    for piece in pieces(found):
        for report in reports(view, articles.c.story.in_(piece)):
            if report.story is not None:
                told.setdefault(report.story, []).append(report)
    return {story: (min(of, key=lambda report: report.place), max(of, key=lambda report: report.place)) for story, of in told.items()}
