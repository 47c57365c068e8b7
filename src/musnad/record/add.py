"""One article put into the record and linked, in the transaction of the caller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, delete, insert, select, update

from musnad.record.link_entities import Linked, link_entities
from musnad.record.link_passages import Placed, link_passages
from musnad.record.link_statements import link_statements, settle_sayings
from musnad.record.link_stories import link_stories, unsettle
from musnad.record.prepare import Prepared, now
from musnad.record.rows import Values, keep
from musnad.record.schema import article_edges, article_terms, articles, links, mentions, passages, readings, statement_edges, statements

Outcome = Literal["new", "changed", "same"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article: its uid, and whether it is new, a new version, or was there already."""

    uid: str
    outcome: Outcome
    notes: tuple[str, ...] = ()


def is_there(connection: Connection, digest: str) -> str | None:
    """The uid under which the very same article is in the record already."""
    return connection.execute(select(articles.c.uid).where(articles.c.hash == digest)).scalar()


def add_article(connection: Connection, prepared: Prepared) -> Added:
    """Keep an article with its reading, and link it; the same one twice is one, a changed one is a new version."""
    if is_there(connection, prepared.hash):
        return Added(prepared.uid, "same")
    earlier = select(articles.c.id, articles.c.version).where(articles.c.identity == prepared.identity)
    before = connection.execute(earlier.order_by(articles.c.version.desc())).first()
    if before:
        unlink(connection, before.id)
        connection.execute(update(articles).where(articles.c.id == before.id).values(current=False, story=None, story_parent=None))
    new = {"version": before.version + 1 if before else 1, "current": True}
    [row] = keep(connection, articles, [prepared.article | new])
    _keep_finds(connection, row, prepared)
    return Added(prepared.uid, "changed" if before else "new", prepared.notes)


def replace_reading(connection: Connection, row: int, prepared: Prepared) -> None:
    """A newer reading in the place of an article's old one; finds that did not change keep their uids, and find their links again."""
    unlink(connection, row)
    kept = ("uid", "identity", "hash", "source", "added_at")
    dated = {name: value for name, value in prepared.article.items() if name not in kept}
    connection.execute(update(articles).where(articles.c.id == row).values(**dated, story=None, story_parent=None))
    _keep_finds(connection, row, prepared)


def unlink(connection: Connection, article: int) -> None:
    """Take an article's reading and links away (its text stays), and let those that had joined by it choose again."""
    own = select(statements.c.id).where(statements.c.article == article)
    edge = statement_edges.c
    lost = connection.execute(select(edge.later).where(edge.earlier.in_(own), edge.later.not_in(own)).distinct()).scalars().all()
    unsettle(connection, article)
    for table in (statements, passages, readings, mentions, article_terms):
        connection.execute(delete(table).where(table.c.article == article))
    connection.execute(delete(article_edges).where((article_edges.c.later == article) | (article_edges.c.earlier == article)))
    settle_sayings(connection, lost)


def _keep_finds(connection: Connection, row: int, prepared: Prepared) -> None:
    """The reading of an article that is in the record, and all that is linked by it."""
    article = Placed(row, prepared.day, prepared.place)
    connection.execute(insert(readings).values(prepared.reading | {"article": row, "read_at": now()}))
    entities = link_entities(connection, row, prepared.uid, prepared.mentions)
    link_stories(connection, article, prepared.article["likeness"], prepared.terms)
    passage_rows = link_passages(connection, article, prepared.passages)
    rows = keep(connection, statements, [_row_of(values, article, entities, passage_rows) for values, _ in prepared.statements])
    chain = [link | {"statement": row} for row, (_, told) in zip(rows, prepared.statements, strict=True) for link in told]
    if chain:
        connection.execute(insert(links), chain)
    # A headline's statements are not linked, for the text says them again.
    terms = {row: values["terms"] for row, (values, _) in zip(rows, prepared.statements, strict=True) if values["place"] == "text"}
    link_statements(connection, article, terms)


def _row_of(values: Values, article: Placed, entities: dict[str, Linked], passage_rows: list[int]) -> Values:
    """A statement's own row."""
    told = {name: value for name, value in values.items() if name not in ("entity_key", "passage_number", "terms")}
    number, who = values["passage_number"], entities.get(values["entity_key"])
    return told | {
        "article": article.row,
        "entity": who.entity if who else None,
        "found": who.found if who else None,
        "passage": None if number is None else passage_rows[number],
    }
