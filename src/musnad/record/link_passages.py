"""Passages that stand, edited or not, in an earlier article too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq
from sqlalchemy import Connection, and_, insert, or_, select, true

from musnad.record import order
from musnad.record.passages import SHORTEST, Passage
from musnad.record.rows import keep, pieces
from musnad.record.schema import articles, passage_bands, passage_edges, passages
from musnad.text.search_words import weight

WINDOW = 10
"""Days between a passage and its copy; a background paragraph that an outlet repeats for months would make thousands of pairs."""
COPIED = 0.6
"""Share of a passage's telling words that stand in the other in the same order, from which one is taken as a copy."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An article as links see it."""

    row: int
    day: int | None
    place: order.Place


def link_passages(connection: Connection, article: Placed, told_passages: Sequence[tuple[Passage, Sequence[int]]]) -> list[int]:
    """Keep an article's passages with their bands, and link each with what it copies or what copies it; their rows, in order."""
    if not told_passages:
        return []
    found, sketches = [passage for passage, _ in told_passages], [sketch for _, sketch in told_passages]
    near = _candidates(connection, article, sketches)
    rows = _keep(connection, article, found, sketches)
    told = _told(connection, {row for shared in near for row in shared})
    edges = []
    for row, passage, shared in zip(rows, found, near, strict=True):
        for other in shared:
            other_article, other_place, stems = told[other]
            if other_article == article.row:
                continue
            likeness = alike(passage.stems, stems)
            if likeness >= COPIED:
                later, earlier = (row, other) if other_place < article.place else (other, row)
                edges.append({"later": later, "earlier": earlier, "likeness": round(likeness, 4)})
    if edges:
        connection.execute(insert(passage_edges), edges)
    return rows


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of the shorter passage stands in the other: the share of its words, by weight, that both have in the same order."""
    if len(other) < len(one):
        one, other = other, one
    if len(one) < SHORTEST:
        return 0.0
    blocks = LCSseq.opcodes(one, other)
    kept = [stem for block in blocks if block.tag == "equal" for stem in one[block.src_start : block.src_end]]
    whole = sum(0.3 + weight(stem) for stem in one)
    return sum(0.3 + weight(stem) for stem in kept) / whole


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


def _told(connection: Connection, wanted: set[int]) -> dict[int, tuple[int, order.Place, list[str]]]:
    """Article, its place in the order, and stems of the passages of these rows."""
    found: dict[int, tuple[int, order.Place, list[str]]] = {}
    for piece in pieces(wanted):
        query = (
            select(passages.c.id, passages.c.article, passages.c.stems, articles.c.day, articles.c.hash)
            .join(articles, articles.c.id == passages.c.article)
            .where(passages.c.id.in_(piece))
        )
        for row, owner, stems, day, digest in connection.execute(query):
            found[row] = (owner, order.place(day, digest), stems.split(" "))
    return found
