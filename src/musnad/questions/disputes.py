"""Where reports disagree: both sides with their chains, side by side; nothing is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from musnad.questions.told import Told, all_told
from musnad.questions.view import PAGE, View
from musnad.record.rows import pieces
from musnad.record.schema import articles, dispute_edges, statements


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two statements that disagree, and how: denial, numbers, wording, speaker or assessment."""

    kind: str
    later: Told
    earlier: Told


def disputes(view: View, *, kinds: Sequence[str] = (), since: dt.date | None = None, limit: int = PAGE, offset: int = 0) -> list[Dispute]:
    """The disputes between the view's reports, the latest first; each pair of sayings once, by its latest tellings."""
    edge, later, earlier = dispute_edges.c, statements.c, statements.alias("earlier")
    other = articles.alias("other")
    both = select(edge.kind, edge.later, edge.earlier, later.saying, earlier.c.saying, later.stems, earlier.c.stems, other.c.id)
    query = (
        both.join(statements, later.id == edge.later)
        .join(articles, articles.c.id == later.article)
        .join(earlier, earlier.c.id == edge.earlier)
        .join(other, other.c.id == earlier.c.article)
        .where(*view.told())
        .order_by(later.day.desc().nulls_last(), edge.later, edge.earlier)
    )
    if kinds:
        query = query.where(edge.kind.in_(kinds))
    if since:
        query = query.where(later.day >= since.toordinal())
    rows = view.connection.execute(query).all()
    seen = _seen(view, {row[7] for row in rows})
    once: dict[tuple[str, frozenset[int | str]], tuple[str, int, int]] = {}
    for kind, one, two, saying, denied, words, others, article in rows:
        if article in seen:
            once.setdefault((kind, _pair(kind, (saying or one, denied or two), (words, others))), (kind, one, two))
    return _told_once(view, list(once.values())[offset : offset + limit])


def disputes_of(view: View, sayings: Iterable[int]) -> list[Dispute]:
    """The disputes that a telling of one of these sayings is in."""
    edge = dispute_edges.c
    rows: list[tuple[str, int, int]] = []
    for piece in pieces(sayings):
        own = select(statements.c.id).where(statements.c.saying.in_(piece))
        query = select(edge.kind, edge.later, edge.earlier).where(or_(edge.later.in_(own), edge.earlier.in_(own)))
        rows += view.connection.execute(query)
    return _told_once(view, rows)


def _told_once(view: View, rows: Sequence[tuple[str, int, int]]) -> list[Dispute]:
    """The disputes of which the view has both sides, each pair of sayings once."""
    wanted = {row for _, later, earlier in rows for row in (later, earlier)}
    by_row = {each.row: each for piece in pieces(wanted) for each in all_told(view, statements.c.id.in_(piece))}
    found: dict[tuple[str, frozenset[int | str]], Dispute] = {}
    for kind, later, earlier in rows:
        if later in by_row and earlier in by_row:
            one, other = by_row[later], by_row[earlier]
            pair = _pair(kind, (one.saying, other.saying), (one.stems, other.stems))
            found.setdefault((kind, pair), Dispute(kind, one, other))
    return list(found.values())


def _pair(kind: str, sayings: tuple[int, int], words: tuple[str, str]) -> frozenset[int | str]:
    """What makes two disputes one: their sayings; where the wording differs both tell one saying, and it is the words."""
    return frozenset(words if kind == "wording" else sayings)


def _seen(view: View, rows: Iterable[int]) -> set[int]:
    """Those of these articles that the view has."""
    seen: set[int] = set()
    for piece in pieces(rows):
        seen.update(view.connection.execute(select(articles.c.id).where(articles.c.id.in_(piece), *view.reports)).scalars())
    return seen
