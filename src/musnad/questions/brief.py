"""The brief: what is new since one last looked; the most corroborated first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from musnad.questions.disputes import Dispute, disputes
from musnad.questions.origins import Origins, origins_of_sayings
from musnad.questions.stories import Story, gaps, stories
from musnad.questions.told import Told, all_told
from musnad.questions.view import View
from musnad.record.names import Known
from musnad.record.rows import pieces
from musnad.record.schema import articles, entities, mentions, statements

STATEMENTS, DISPUTES, FIRSTS, STORIES = 15, 6, 8, 8
"""What one page holds."""
SURE = 0.5
"""Confidence from which a statement is put before a reader who has one page."""
QUIET = 3
"""Days without a report after which a story that is told again has woken."""
_LOOKED_AT = 400
"""Sayings of which the origins are counted, those of most outlets first."""


@dataclass(frozen=True, slots=True)
class New:
    """A saying that was first told since: its first telling, and its origins."""

    told: Told
    origins: Origins


@dataclass(frozen=True, slots=True)
class First:
    """A person or body that no report named before, and a statement of theirs where there is one."""

    known: Known
    told: Told | None


@dataclass(frozen=True, slots=True)
class Woken:
    """A story that began since, or that is told again after days of silence (`quiet` of them; None where it is new)."""

    story: Story
    quiet: int | None


@dataclass(frozen=True, slots=True)
class Brief:
    """What is new in the reports of `since` up to `until` (both inclusive), with how many there are of each kind beside those shown."""

    since: dt.date | None
    until: dt.date | None
    articles: int
    outlets: int
    statements: int
    new: tuple[New, ...]
    disputes: tuple[Dispute, ...]
    firsts: tuple[First, ...]
    stories: tuple[Woken, ...]
    notes: tuple[str, ...]


def brief(view: View, since: dt.date | None = None) -> Brief:
    """What the reports since a day (of the last day that has any, where none is given) tell that was not told before."""
    run = view.connection.execute
    a = articles.c
    until = run(select(func.max(a.day)).where(*view.printed())).scalar()
    if until is None:
        return Brief(since, None, 0, 0, 0, (), (), (), (), view.notes)
    start = since.toordinal() if since else until
    count, outlets = run(select(func.count(), func.count(a.outlet_key.distinct())).where(*view.printed(), a.day >= start)).one()
    fresh, total = _new_sayings(view, start)
    origins = origins_of_sayings(view, fresh)
    first = {saying: next(carried.telling.told for carried in origins[saying].tellings) for saying in fresh if saying in origins}
    new = [New(told, origins[saying]) for saying, told in first.items() if told is not None]
    new.sort(
        key=lambda each: (
            -len(each.origins.traced),
            -len(each.origins.outlets),
            -each.origins.articles,
            -each.told.confidence,
            each.told.uid,
        )
    )
    told_stories = stories(view, since=dt.date.fromordinal(start), limit=100)
    return Brief(
        dt.date.fromordinal(start),
        dt.date.fromordinal(until),
        count,
        outlets,
        total,
        tuple(new[:STATEMENTS]),
        tuple(disputes(view, since=dt.date.fromordinal(start), limit=DISPUTES)),
        _firsts(view, start),
        _woken(view, told_stories, dt.date.fromordinal(start)),
        view.notes,
    )


def _new_sayings(view: View, start: int) -> tuple[list[int], int]:
    """The sayings first told since, those that most outlets carry first, and how many there are in all."""
    a, s, root = articles.c, statements.c, statements.alias("root")
    outlets = func.count(a.outlet_key.distinct())
    query = (
        select(s.saying)
        .join(articles, a.id == s.article)
        .join(root, root.c.id == s.saying)
        .where(*view.told(), a.day >= start, root.c.day >= start, s.place == "text", s.confidence >= SURE)
        .group_by(s.saying + 0)  # by the index of sayings all statements would be read: 100 ms, not 1
        .order_by(outlets.desc(), func.count().desc(), func.max(s.confidence).desc(), s.saying)
    )
    found = view.connection.execute(query).scalars().all()
    return list(found[:_LOOKED_AT]), len(found)


def _firsts(view: View, start: int) -> tuple[First, ...]:
    """Persons and bodies that no earlier report names, those that most name first."""
    a, m, e = articles.c, mentions.c, entities.c
    count = func.count(m.article.distinct())
    query = (
        select(e.id, e.uid, e.type, e.name, e.name_en, count)
        .join(mentions, m.entity == e.id)
        .join(articles, a.id == m.article)
        .where(*view.printed(), a.day >= start, e.type.in_(("person", "body")))
        .group_by(e.id)
        .order_by(count.desc(), e.uid)
        .limit(_LOOKED_AT)
    )
    found = [Known(*row) for row in view.connection.execute(query)]
    before: set[int] = set()
    earlier = exists().where(m.entity == e.id, m.day < start, articles.c.id == m.article, *view.reports).correlate(entities)
    for piece in pieces(known.row for known in found):
        before.update(view.connection.execute(select(e.id).where(e.id.in_(piece), earlier)).scalars())
    new = [known for known in found if known.row not in before]
    said = {
        each.entity: each for each in reversed(all_told(view, statements.c.entity.in_([k.row for k in new[:_LOOKED_AT]]), a.day >= start))
    }
    # Who neither speaks nor is known may be a phrase that was taken for a name.
    new = [known for known in new if known.uid in said or known.name_en]
    new.sort(key=lambda known: (-known.articles, known.uid not in said, known.uid))
    return tuple(First(known, said.get(known.uid)) for known in new[:FIRSTS])


def _woken(view: View, found: list[Story], start: dt.date) -> tuple[Woken, ...]:
    """Of the stories told since, those that began since or had been silent, those with most reports first."""
    before = gaps(view, [story.first.story for story in found if story.first.story is not None], start)
    woken = []
    for story in found:
        last = before.get(story.first.story or 0)
        quiet = None if last is None else start.toordinal() - last
        if quiet is None or quiet >= QUIET:
            woken.append(Woken(story, quiet))
    return tuple(sorted(woken, key=lambda each: (-each.story.outlets, -each.story.articles, each.story.uid))[:STORIES])
