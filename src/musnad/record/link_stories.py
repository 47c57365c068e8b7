"""Articles joined into stories that live over days.

Each article looks at the earlier ones that are like it and joins the story that holds most of them; where none is like enough it begins
a story of its own. A story is named by its first article.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, insert, select, update

from musnad.record import order
from musnad.record.likeness import cosine, unpack
from musnad.record.link_passages import Placed
from musnad.record.rows import pieces
from musnad.record.schema import article_edges, article_terms, articles

WINDOW = 7
"""Days after which a story that nobody tells any more is over."""
LIKE = 0.2
"""Cosine from which two articles are kept as alike at all."""
JOINS = 0.34
"""How alike an article must be to a story to join it."""
SHARED = 2
"""Two articles are compared where they share so many of the stems that tell most of each."""
_STRONGEST, _MORE = 3, 0.02


def link_stories(connection: Connection, article: Placed, likeness: str, numbers: Sequence[int]) -> None:
    """Keep what an article is about, and link it with those in the window of days that are like it; stories are settled later."""
    terms = unpack(likeness)
    near = _candidates(connection, article, numbers)
    day = article.day or order.UNDATED
    if numbers:
        connection.execute(insert(article_terms), [{"term": n, "day": day, "article": article.row} for n in numbers])
    edges = []
    for piece in pieces(near):
        query = select(articles.c.id, articles.c.day, articles.c.hash, articles.c.likeness).where(articles.c.id.in_(piece))
        for row, other_day, digest, packed in connection.execute(query):
            alike = cosine(terms, unpack(packed))
            if alike >= LIKE:
                later, earlier = (article.row, row) if order.place(other_day, digest) < article.place else (row, article.row)
                edges.append({"later": later, "earlier": earlier, "likeness": round(alike, 4)})
    if edges:
        connection.execute(insert(article_edges), edges)


def _candidates(connection: Connection, article: Placed, numbers: Sequence[int]) -> list[int]:
    table = article_terms.c
    when = table.day == order.UNDATED if article.day is None else and_(table.day >= article.day - WINDOW, table.day <= article.day + WINDOW)
    query = select(table.article).where(table.term.in_(numbers), when).group_by(table.article).having(func.count() >= SHARED)
    return list(connection.execute(query).scalars())


def settle_stories(connection: Connection, changed: Iterable[int] | None = None) -> int:
    """Say of every article that is in no story yet, and of those whose choice that touches, which story it is in; how many were looked at.

    In the order of the record, so that each finds the earlier ones settled. `changed` are rows to look at besides those in no story.
    """
    unsettled = connection.execute(select(articles.c.id).where(articles.c.story.is_(None), articles.c.current)).scalars()
    rows = {*unsettled, *(changed or ())}
    heap = [(place, row) for row, place in order.places(connection, sorted(rows)).items()]
    heapq.heapify(heap)
    waiting, looked = set(rows), 0
    while heap:
        _, row = heapq.heappop(heap)
        if row not in waiting:
            continue
        waiting.discard(row)
        looked += 1
        if _settle(connection, row):
            later = connection.execute(select(article_edges.c.later).where(article_edges.c.earlier == row)).scalars()
            touched = sorted(set(later) - waiting)
            for other, place in order.places(connection, touched).items():
                waiting.add(other)
                heapq.heappush(heap, (place, other))
    return looked


def _settle(connection: Connection, row: int) -> bool:
    """Choose the story of one article; whether that changed it."""
    query = (
        select(article_edges.c.likeness, articles.c.day, articles.c.hash, articles.c.id, articles.c.story)
        .join(articles, articles.c.id == article_edges.c.earlier)
        .where(article_edges.c.later == row)
    )
    edges = [Edge(likeness, order.place(day, digest), earlier, told) for likeness, day, digest, earlier, told in connection.execute(query)]
    story, parent = choose_story(row, edges)
    before = connection.execute(select(articles.c.story, articles.c.story_parent).where(articles.c.id == row)).one()
    if before == (story, parent):
        return False
    connection.execute(update(articles).where(articles.c.id == row).values(story=story, story_parent=parent))
    return bool(before[0] != story)


class Edge(NamedTuple):
    """An article's likeness to an earlier one: where that stands, its row, and its story."""

    likeness: float
    place: order.Place
    earlier: int
    story: int


def choose_story(row: int, edges: Sequence[Edge]) -> tuple[int, int | None]:
    """The story that an article joins, and the article by which it does; its own where no earlier one is like enough."""
    by_story: dict[int, list[Edge]] = {}
    for edge in sorted(edges, key=lambda edge: (-edge.likeness, edge.place)):
        by_story.setdefault(edge.story, []).append(edge)
    scored = [(likes[0].likeness + _MORE * (min(len(likes), _STRONGEST) - 1), likes[0]) for likes in by_story.values()]
    score, best = min(scored, key=lambda told: (-told[0], told[1].place), default=(0.0, None))
    return (best.story, best.earlier) if best is not None and score >= JOINS else (row, None)
