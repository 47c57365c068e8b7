"""Statements of different articles that tell one saying, whether quoted or paraphrased.

Looked for among statements a few days apart that share rare words. A saying is named by its first telling, and every other is held
against that one too: joined only by neighbours, a saying would drift from one sentence to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, and_, bindparam, func, insert, select, update

from musnad.record import order
from musnad.record.link_disputes import link_disputes
from musnad.record.link_passages import Placed
from musnad.record.rows import pieces
from musnad.record.same_saying import WINDOW, Told, chance
from musnad.record.schema import articles, entities, passages, statement_edges, statement_terms, statements

SAME = 0.5
"""Chance from which a statement joins an earlier one's saying: of joins read over the whole of `data/news`, two of ten were right
from .4 to .5, and 36 of 40 from .5 on."""
KEPT = 0.35
"""Chance that its first telling must have to be the same, at the least."""
COPY = 0.85
"""Chance from which a statement is as good as a copy, and tells what the earlier one tells whatever the first telling is like."""
NEXT_BEST = 0.25
"""How much less likely than the best in the other article a match may be: of two sentences of one speech one is the other's telling."""
SHARED = 2
"""Terms that two statements must share to be compared: two rare stems, or one and the speaker."""


def link_statements(connection: Connection, article: Placed, terms: Mapping[int, Sequence[int]]) -> None:
    """Keep the terms of an article's statements, and link each with those that tell the same or disagree; sayings are settled too.

    `terms` has the numbers of the terms by the statements' rows.
    """
    day = article.day or order.UNDATED
    kept = [{"term": number, "day": day, "statement": row} for row, numbers in terms.items() for number in numbers]
    if kept:
        connection.execute(insert(statement_terms), kept)
    near = _candidates(connection, article, terms)
    told = told_statements(connection, {row for pair in near for row in pair})
    chances: dict[tuple[int, int], float] = {}
    for row, other in near:
        if (likeness := chance(told[row], told[other], least=KEPT)) >= KEPT:
            chances[row, other] = likeness
    link_disputes(connection, near, told)
    edges, later_ones = [], set(terms)
    for row, other in _best(chances, told):
        later, earlier = (row, other) if told[other].place < told[row].place else (other, row)
        edges.append({"later": later, "earlier": earlier, "likeness": round(chances[row, other], 4)})
        later_ones.add(later)
    if edges:
        connection.execute(insert(statement_edges), edges)
    settle_sayings(connection, later_ones)


def _candidates(connection: Connection, article: Placed, own: Iterable[int]) -> list[tuple[int, int]]:
    """Pairs worth comparing, own row and other row: near in time, with terms in common."""
    mine, other = statement_terms.alias("mine").c, statement_terms.alias("other").c
    when = other.day == order.UNDATED
    if article.day is not None:
        when = and_(other.day >= article.day - WINDOW, other.day <= article.day + WINDOW)
    found: list[tuple[int, int]] = []
    for piece in pieces(own):
        query = (
            select(mine.statement, other.statement)
            .where(mine.statement.in_(piece), other.term == mine.term, when)
            .group_by(mine.statement, other.statement)
            .having(func.count() >= SHARED)
        )
        found += connection.execute(query)
    own = frozenset(own)
    return [pair for pair in found if pair[1] not in own]


def _best(chances: Mapping[tuple[int, int], float], told: Mapping[int, Told]) -> list[tuple[int, int]]:
    """The pairs that are about as likely as the best that either statement has in the other's article."""
    best: dict[tuple[int, int], float] = {}
    for (row, other), likeness in chances.items():
        article = told[other].article
        for key in ((row, article), (other, 0)):
            best[key] = max(best.get(key, 0.0), likeness)
    return [
        (row, other)
        for (row, other), likeness in chances.items()
        if likeness >= max(best[row, told[other].article], best[other, 0]) - NEXT_BEST
    ]


def told_statements(connection: Connection, rows: Iterable[int]) -> dict[int, Told]:
    """These statements as links see them, by row."""
    s, a, e = statements.c, articles.c, entities.c
    columns = (
        s.id,
        a.day,
        a.hash,
        s.ordinal,
        s.article,
        s.found,
        e.type,
        e.country,
        s.speaker,
        s.act,
        s.kind,
        s.polarity,
        s.stems,
        passages.c.stems,
        a.likeness,
    )
    joined = (
        statements.join(articles, a.id == s.article).outerjoin(entities, e.id == s.found).outerjoin(passages, passages.c.id == s.passage)
    )
    found: dict[int, Told] = {}
    for piece in pieces(rows):
        for row, day, digest, ordinal, *told in connection.execute(select(*columns).select_from(joined).where(s.id.in_(piece))):
            article, entity, type_, country, speaker, act, kind, polarity, stems, sentence, about = told
            place = (order.place(day, digest), ordinal)
            who = (entity, type_, country, speaker)
            found[row] = Told(row, place, article, day, *who, act, kind, polarity, stems, sentence or "", about)
    return found


def settle_sayings(connection: Connection, changed: Iterable[int]) -> None:
    """Say of these statements, and of those whose choice that touches, which saying they tell."""
    waiting = set(changed)
    while waiting:
        now, before = _settled(connection, waiting), _by_row(connection, waiting)
        other = {row: told for row, told in now.items() if told != before[row]}
        if not other:
            return
        values = [{"row": row, "told": saying, "by": parent} for row, (saying, parent) in other.items()]
        connection.execute(_SETTLE, values)
        moved = [row for row, (saying, _) in other.items() if before[row][0] not in {None, saying}]
        edge = statement_edges.c
        waiting = {
            row for piece in pieces(moved) for row in connection.execute(select(edge.later).where(edge.earlier.in_(piece))).scalars()
        }


_SETTLE = update(statements).where(statements.c.id == bindparam("row")).values(saying=bindparam("told"), saying_parent=bindparam("by"))


def _settled(connection: Connection, rows: set[int]) -> dict[int, tuple[int, int | None]]:
    """The saying that each of these statements tells, and the earlier telling by which it does.

    That is the likest, of them the first, whose saying's first telling is like it too.
    """
    edge, s = statement_edges.c, statements.c
    edges: dict[int, list[tuple[float, order.Place, int, int]]] = {row: [] for row in rows}
    sayings: dict[int, int] = {}
    for piece in pieces(rows):
        query = (
            select(edge.later, edge.likeness, articles.c.day, articles.c.hash, s.ordinal, s.id, s.saying)
            .join(statements, s.id == edge.earlier)
            .join(articles, articles.c.id == s.article)
            .where(edge.later.in_(piece))
        )
        for later, likeness, day, digest, ordinal, earlier, saying in connection.execute(query):
            edges[later].append((-likeness, order.place(day, digest), ordinal, earlier))
            sayings[earlier] = saying or earlier
    settled: dict[int, tuple[int, int | None]] = {}

    def settle(row: int) -> int:
        if row not in settled:
            near = {earlier: settle(earlier) if earlier in rows else sayings[earlier] for *_, earlier in edges[row]}
            likely = (edge for edge in sorted(edges[row]) if -edge[0] >= SAME)
            joined = (earlier for unlike, _, _, earlier in likely if near[earlier] in near or -unlike >= COPY)
            parent = next(joined, None)
            settled[row] = (row, None) if parent is None else (near[parent], parent)
        return settled[row][0]

    for row in rows:
        settle(row)
    return settled


def _by_row(connection: Connection, rows: set[int]) -> dict[int, tuple[int | None, int | None]]:
    s = statements.c
    found: dict[int, tuple[int | None, int | None]] = {}
    for piece in pieces(rows):
        query = select(s.id, s.saying, s.saying_parent).where(s.id.in_(piece))
        found |= {row: (saying, parent) for row, saying, parent in connection.execute(query)}
    return found
