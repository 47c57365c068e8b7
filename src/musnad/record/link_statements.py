"""Statements of different articles that tell one saying, whether quoted or paraphrased.

Looked for among articles that are alike at all and a few days apart. A saying is named by its first telling.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, bindparam, insert, or_, select, update

from musnad.record import order
from musnad.record.likeness import cosine, weigh
from musnad.record.link_passages import Placed
from musnad.record.rows import pieces
from musnad.record.schema import article_edges, articles, statement_edges, statements
from musnad.text.search_words import search_stems

WINDOW = 3
"""Days within which a saying is told again."""
SAME, SAME_ALIKE = 0.5, 0.38
"""Likeness from which two contents tell one saying: whoever says it, and where both speakers may be one."""
SHARED = 2
_KEPT = 24


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as links see it: its row, its place in the order, who speaks (entity, words of the name), what it says."""

    row: int
    place: tuple[order.Place, int]
    article: int
    entity: int | None
    speaker: frozenset[str]
    stems: tuple[str, ...]
    terms: tuple[str, ...]


def link_statements(connection: Connection, article: Placed, own: Sequence[Told]) -> None:
    """Link an article's statements with those of others that tell the same; who is whose telling is settled here too."""
    by_term: dict[str, list[Told]] = {}
    for told in own:
        for term in told.terms:
            by_term.setdefault(term, []).append(told)
    edges, later_ones = [], set()
    weighed: dict[int, dict[str, float]] = {}
    for other in _near(connection, article):
        shared: dict[int, int] = {}
        for term in other.terms:
            for told in by_term.get(term, ()):
                shared[told.row] = shared.get(told.row, 0) + 1
        for told in own:
            if shared.get(told.row, 0) < min(SHARED, len(told.terms), len(other.terms)) or not shared.get(told.row):
                continue
            likeness = alike(told, other, weighed)
            if likeness is not None:
                later, earlier = (told, other) if other.place < told.place else (other, told)
                edges.append({"later": later.row, "earlier": earlier.row, "likeness": round(likeness, 4)})
                later_ones.add(later.row)
    if edges:
        connection.execute(insert(statement_edges), edges)
    settle_sayings(connection, {told.row for told in own} | later_ones)


def alike(one: Told, other: Told, weighed: dict[int, dict[str, float]]) -> float | None:
    """The likeness of what two statements say where they tell one saying, else None."""
    for told in (one, other):
        if told.row not in weighed:
            weighed[told.row] = weigh(told.stems, most=_KEPT)
    likeness = cosine(weighed[one.row], weighed[other.row])
    may_be_one = (one.entity is not None and one.entity == other.entity) or bool(one.speaker & other.speaker)
    return likeness if likeness >= (SAME_ALIKE if may_be_one else SAME) else None


def _near(connection: Connection, article: Placed) -> list[Told]:
    """The statements of the articles that are alike at all and near in time."""
    edge = article_edges.c
    pairs = connection.execute(select(edge.later, edge.earlier).where(or_(edge.later == article.row, edge.earlier == article.row))).tuples()
    rows = {row for pair in pairs for row in pair} - {article.row}
    day = articles.c.day
    when = day.is_(None) if article.day is None else and_(day >= article.day - WINDOW, day <= article.day + WINDOW)
    found: list[Told] = []
    for piece in pieces(rows):
        found += told_statements(connection, and_(statements.c.article.in_(piece), when))
    return found


def told_statements(connection: Connection, where: ColumnElement[bool]) -> list[Told]:
    """The statements that a condition chooses, as links see them."""
    s = statements.c
    query = (
        select(s.id, articles.c.day, articles.c.hash, s.ordinal, s.article, s.entity, s.speaker, s.stems, s.terms)
        .join(articles, articles.c.id == s.article)
        .where(where)
    )
    return [
        Told(
            row,
            (order.place(day, digest), ordinal),
            owner,
            entity,
            speaker_words(speaker),
            tuple(stems.split(" ")),
            tuple(terms.split(" ")) if terms else (),
        )
        for row, day, digest, ordinal, owner, entity, speaker, stems, terms in connection.execute(query).tuples()
    ]


def speaker_words(name: str) -> frozenset[str]:
    """The stems of a speaker's name that could be shared by another way to name the same."""
    return frozenset(stem for stem in search_stems(name) if len(stem) > 2)


def settle_sayings(connection: Connection, changed: Iterable[int]) -> None:
    """Say of these statements, and of those that joined by them, which saying they tell."""
    waiting = set(changed)
    while waiting:
        now = _settled(connection, waiting)
        before = _by_row(connection, waiting)
        other = {row: told for row, told in now.items() if told != before[row]}
        if not other:
            return
        values = [{"row": row, "told": saying, "by": parent} for row, (saying, parent) in other.items()]
        connection.execute(_SETTLE, values)
        moved = [row for row, (saying, _) in other.items() if before[row][0] not in {None, saying}]
        s = statements.c
        waiting = {row for piece in pieces(moved) for row in connection.execute(select(s.id).where(s.saying_parent.in_(piece))).scalars()}


_SETTLE = update(statements).where(statements.c.id == bindparam("row")).values(saying=bindparam("told"), saying_parent=bindparam("by"))


def _settled(connection: Connection, rows: set[int]) -> dict[int, tuple[int, int | None]]:
    """The saying that each of these statements tells, and the earlier telling by which it does: the likest, of them the first."""
    edge, s = statement_edges.c, statements.c
    edges: dict[int, list[tuple[float, order.Place, int, int, int]]] = {}
    for piece in pieces(rows):
        query = (
            select(edge.later, edge.likeness, articles.c.day, articles.c.hash, s.ordinal, s.id, s.saying)
            .join(statements, s.id == edge.earlier)
            .join(articles, articles.c.id == s.article)
            .where(edge.later.in_(piece))
        )
        for later, likeness, day, digest, ordinal, earlier, saying in connection.execute(query).tuples():
            edges.setdefault(later, []).append((-likeness, order.place(day, digest), ordinal, earlier, saying or earlier))
    best = {row: min(edges[row]) if row in edges else None for row in rows}
    settled: dict[int, tuple[int, int | None]] = {}

    def settle(row: int) -> int:
        if row not in settled:
            by = best[row]
            settled[row] = (row, None) if by is None else (settle(by[3]) if by[3] in rows else by[4], by[3])
        return settled[row][0]

    for row in rows:
        settle(row)
    return settled


def _by_row(connection: Connection, rows: set[int]) -> dict[int, tuple[int | None, int | None]]:
    s = statements.c
    found: dict[int, tuple[int | None, int | None]] = {}
    for piece in pieces(rows):
        query = select(s.id, s.saying, s.saying_parent).where(s.id.in_(piece))
        found |= {row: (saying, parent) for row, saying, parent in connection.execute(query).tuples()}
    return found
