"""Articles joined into stories that live over days.

Each article looks at the earlier ones that are like it and joins the story whose articles of these days it is most like on the whole;
where it is like none enough, it begins a story of its own. A story is named by its first article.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from musnad.record import order
from musnad.record.likeness import cosine, unpack
from musnad.record.link_passages import Placed
from musnad.record.rows import pieces
from musnad.record.schema import article_edges, article_terms, articles, unsettled

# All measured on the tune half of eval/pairs/stories.tsv.
WINDOW = 7
"""Days after which a story that nobody tells any more is over."""
FADES = 0.04
"""Cosine that each day between two articles takes from their likeness: alike, but days apart, is mostly another day of one conflict."""
UNKNOWN = 4
"""Days that two undated articles are taken to be apart: they may be years. By reading: with 0, one war of 2015 and 2022 was one story."""
LIKE = 0.05
"""Likeness from which two articles are kept as alike at all."""
JOINS = 0.08
"""How like a story an article must be to join it."""
CROWD = 0.7
"""A story's likeness is the sum of its articles' through their number to this power. By 1, the mean, a long affair falls apart into its
sides; by 0, or by the likest article alone, one thing leads to another until all of a war is one story."""
SHARED = 2
"""Two articles are compared where they share so many of the stems that tell most of each."""


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
            alike = cosine(terms, unpack(packed)) - FADES * (UNKNOWN if article.day is None else abs(day - other_day))
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


def settle_stories(connection: Connection) -> int:
    """Say of every article that is in no story yet, and of those whose choice that touches, which story it is in; how many were looked at.

    In the order of the record, so that each finds the earlier ones settled.
    """
    new = connection.execute(select(articles.c.id).where(articles.c.story.is_(None), articles.c.current)).scalars()
    waiting = {*new, *connection.execute(select(unsettled.c.article)).scalars()}
    heap = [(place, row) for row, place in order.places(connection, waiting).items()]
    heapq.heapify(heap)
    last, looked = _last_settled(connection), 0
    connection.execute(delete(unsettled))
    while heap:
        place, row = heapq.heappop(heap)
        waiting.discard(row)
        looked += 1
        left_or_joined = _settle(connection, row, place)
        if left_or_joined and place[0] <= last:
            touched = _weighing(connection, place, left_or_joined) - waiting
            for other, its_place in order.places(connection, touched).items():
                waiting.add(other)
                heapq.heappush(heap, (its_place, other))
    return looked


def unsettle(connection: Connection, row: int) -> None:
    """Let those for whose choice an article counted choose again: it is about to go, or to be read anew."""
    day, digest, story = connection.execute(select(articles.c.day, articles.c.hash, articles.c.story).where(articles.c.id == row)).one()
    waiting = _weighing(connection, order.place(day, digest), {story} - {None})
    already = set(connection.execute(select(unsettled.c.article)).scalars())
    if new := sorted(waiting - already):
        connection.execute(insert(unsettled), [{"article": other} for other in new])


def _last_settled(connection: Connection) -> int:
    """The day, as in a place, of the last article that is in a story and stays there if no other moves; -1 where none is."""
    query = select(articles.c.day, articles.c.hash).where(articles.c.story.is_not(None), articles.c.id.not_in(select(unsettled.c.article)))
    found = [connection.execute(query.where(articles.c.day.is_(None)).limit(1)).first()]
    found.append(connection.execute(query.where(articles.c.day.is_not(None)).order_by(articles.c.day.desc()).limit(1)).first())
    return max((order.place(told.day, told.hash)[0] for told in found if told), default=-1)


def _weighing(connection: Connection, place: order.Place, stories: Collection[int]) -> set[int]:
    """The later articles that weigh joining one of these stories, and for which the article at this place counts in it."""
    later, member, edge = articles.alias(), articles.alias(), article_edges.c
    query = select(edge.later).distinct().join(member, member.c.id == edge.earlier).join(later, later.c.id == edge.later)
    after = or_(later.c.day > place[0], later.c.hash > place[1]) if place[0] != order.LAST else later.c.hash > place[1]
    when = after & (later.c.day.is_(None) if place[0] == order.LAST else later.c.day.between(place[0], place[0] + WINDOW))
    return set(connection.execute(query.where(member.c.story.in_(stories), when)).scalars())


def _settle(connection: Connection, row: int, place: order.Place) -> set[int]:
    """Choose the story of one article; the stories that it left or joined by that."""
    query = (
        select(article_edges.c.likeness, articles.c.day, articles.c.hash, articles.c.id, articles.c.story)
        .join(articles, articles.c.id == article_edges.c.earlier)
        .where(article_edges.c.later == row)
    )
    edges = [Edge(likeness, order.place(day, digest), earlier, told) for likeness, day, digest, earlier, told in connection.execute(query)]
    story, parent = choose_story(row, edges, _recent(connection, place, {edge.story for edge in edges}))
    before = connection.execute(select(articles.c.story, articles.c.story_parent).where(articles.c.id == row)).one()
    if before != (story, parent):
        connection.execute(update(articles).where(articles.c.id == row).values(story=story, story_parent=parent))
    return set() if before[0] == story else {story, before[0]} - {None}


def _recent(connection: Connection, place: order.Place, stories: Collection[int]) -> Mapping[int, int]:
    """How many earlier articles of the window of days are in each of these stories."""
    table = articles.c
    day, digest = place
    if day == order.LAST:
        earlier: ColumnElement[bool] = table.day.is_(None) & (table.hash < digest)
    else:
        earlier = table.day.between(day - WINDOW, day) & or_(table.day < day, table.hash < digest)
    query = select(table.story, func.count()).where(table.story.in_(stories), earlier).group_by(table.story)
    return dict(connection.execute(query).all()) if stories else {}


class Edge(NamedTuple):
    """An article's likeness to an earlier one: where that stands, its row, and its story."""

    likeness: float
    place: order.Place
    earlier: int
    story: int


def choose_story(row: int, edges: Sequence[Edge], recent: Mapping[int, int]) -> tuple[int, int | None]:
    """The story that an article joins, and the likest article in it; its own where it is like none enough.

    `recent` tells how many articles each of the edges' stories has in the window of days.
    """
    by_story: dict[int, list[Edge]] = defaultdict(list)
    for edge in sorted(edges, key=lambda edge: (-edge.likeness, edge.place)):
        by_story[edge.story].append(edge)
    scored = [(sum(edge.likeness for edge in like) / recent[story] ** CROWD, like[0]) for story, like in by_story.items()]
    score, likest = min(scored, key=lambda told: (-told[0], told[1].place), default=(0.0, None))
    return (likest.story, likest.earlier) if likest is not None and score >= JOINS else (row, None)
