"""Passages that stand, edited or not, in an earlier article too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import LCSseq
from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, true

from musnad.record import order
from musnad.record.passages import SHORTEST, Passage
from musnad.record.rows import Values, keep, pieces
from musnad.record.schema import article_edges, articles, passage_bands, passage_edges, passages
from musnad.text.search_words import weight

WINDOW = 10
"""Days between a passage and its copy; a background paragraph that an outlet repeats for months would make thousands of pairs."""
COPIED, COPIED_LATER, SOON = 0.46, 0.65, 2
"""Likeness from which a passage is taken as a copy: of one not more than `SOON` days older, and of an older one, for a newspaper's set
sentences ("in the last week 30 ships were given permits") come back with other numbers."""
TELLING, SHARED = 1.0, 5
"""Passages of like articles are compared where they share so many stems of at least this weight."""
_LEAST = 0.3
"""What a word weighs that tells nothing."""
RUN = 3
"""Words in a row that tell a copy from two reports that name the same persons in the same order."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An article as links see it."""

    row: int
    day: int | None
    place: order.Place


def link_passages(connection: Connection, article: Placed, told_passages: Sequence[tuple[Passage, Sequence[int]]]) -> list[int]:
    """Keep an article's passages with their bands, and link each with what it copies or what copies it; their rows, in order.

    The article's edges to those that are like it must be there already.
    """
    if not told_passages:
        return []
    found, sketches = [passage for passage, _ in told_passages], [sketch for _, sketch in told_passages]
    near = _candidates(connection, article, sketches)
    others = _told(connection, passages.c.id, {row for shared in near for row in shared})
    rewritten = _told(connection, passages.c.article, _like_articles(connection, article))
    rows = _keep(connection, article, found, sketches)
    edges = {}
    for row, passage, shared in zip(rows, found, near, strict=True):
        for other in shared | _sharing(passage, rewritten):
            edge = _edge(article, row, passage, other, others.get(other) or rewritten[other])
            if edge:
                edges[row, other] = edge
    if edges:
        connection.execute(insert(passage_edges), list(edges.values()))
    return rows


class Other(NamedTuple):
    """A passage of another article: that article, its place in the order, the stems."""

    article: int
    place: order.Place
    stems: tuple[str, ...]


def _edge(article: Placed, row: int, passage: Passage, other_row: int, other: Other) -> Values | None:
    """The edge between two passages where one is a copy of the other."""
    if other.article == article.row:
        return None
    likeness = alike(passage.stems, other.stems)
    if likeness < (COPIED if abs(other.place[0] - article.place[0]) <= SOON else COPIED_LATER):
        return None
    later, earlier = (row, other_row) if other.place < article.place else (other_row, row)
    return {"later": later, "earlier": earlier, "likeness": round(likeness, 4)}


def _like_articles(connection: Connection, article: Placed) -> set[int]:
    """The articles of these days that are like this one: what they rewrote shares too few words in a row for a sketch to show."""
    edge = article_edges.c
    pairs = connection.execute(select(edge.later, edge.earlier).where(or_(edge.later == article.row, edge.earlier == article.row)))
    rows = {row for pair in pairs for row in pair} - {article.row}
    day = articles.c.day
    when = day.is_(None) if article.day is None else and_(day >= article.day - SOON, day <= article.day + SOON)
    near: set[int] = set()
    for piece in pieces(rows):
        near.update(connection.execute(select(articles.c.id).where(articles.c.id.in_(piece), when)).scalars())
    return near


def _sharing(passage: Passage, others: Mapping[int, Other]) -> set[int]:
    """Those of the others that share enough telling stems with the passage to be worth comparing."""
    if len(passage.stems) < SHORTEST:
        return set()
    telling = {stem for stem in passage.stems if weight(stem) >= TELLING}
    return {row for row, other in others.items() if len(telling.intersection(other.stems)) >= SHARED}


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of the shorter passage stands in the other, from 0 to 1.

    The share of its words, by weight, that both have in the same order, and the share of those that are in runs: the mean of the two.
    """
    one, other = sorted((one, other), key=lambda stems: (len(stems), stems))
    if len(one) < SHORTEST:
        return 0.0
    weights = [_LEAST + weight(stem) for stem in one]
    blocks = [(block.src_start, block.src_end) for block in LCSseq.opcodes(one, other) if block.tag == "equal"]
    kept = sum(sum(weights[start:end]) for start, end in blocks)
    in_runs = sum(sum(weights[start:end]) for start, end in blocks if end - start >= RUN)
    return (kept + in_runs) / 2 / sum(weights)


def _candidates(connection: Connection, article: Placed, sketches: Sequence[Sequence[int]]) -> list[set[int]]:
    """For each passage, the rows of those that share a band with it in the window of days."""
    owners: dict[int, list[int]] = {}
    for n, sketch in enumerate(sketches):
        for band in sketch:
            owners.setdefault(band, []).append(n)
    near: list[set[int]] = [set() for _ in sketches]
    day = passage_bands.c.day
    when = true() if article.day is None else or_(and_(day >= article.day - WINDOW, day <= article.day + WINDOW), day == order.UNDATED)
    for piece in pieces(owners):
        query = select(passage_bands.c.band, passage_bands.c.passage).where(passage_bands.c.band.in_(piece), when)
        for band, passage in connection.execute(query):
            for n in owners[band]:
                near[n].add(passage)
    return near


def _keep(connection: Connection, article: Placed, found: Sequence[Passage], sketches: Sequence[Sequence[int]]) -> list[int]:
    values = [{"article": article.row, "start": p.start, "end": p.end, "stems": " ".join(p.stems)} for p in found]
    rows = keep(connection, passages, values)
    day = article.day or order.UNDATED
    kept = [{"band": band, "day": day, "passage": row} for row, sketch in zip(rows, sketches, strict=True) for band in set(sketch)]
    if kept:
        connection.execute(insert(passage_bands), kept)
    return rows


def _told(connection: Connection, column: ColumnElement[int], wanted: set[int]) -> dict[int, Other]:
    """The passages of which `column` is one of those wanted, by row."""
    found: dict[int, Other] = {}
    for piece in pieces(wanted):
        query = (
            select(passages.c.id, passages.c.article, passages.c.stems, articles.c.day, articles.c.hash)
            .join(articles, articles.c.id == passages.c.article)
            .where(column.in_(piece))
        )
        for row, owner, stems, day, digest in connection.execute(query):
            found[row] = Other(owner, order.place(day, digest), tuple(stems.split(" ")))
    return found
