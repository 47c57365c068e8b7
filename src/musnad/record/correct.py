"""Corrections of who is who: two entities that are one, mentions that are another's; remembered over rereads, and taken back."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from musnad.errors import RecordError
from musnad.record.link_entities import split_values
from musnad.record.names import named_entities
from musnad.record.prepare import now
from musnad.record.rows import keep
from musnad.record.schema import articles, corrections, entities, mentions, statements


def merge(connection: Connection, one: str, other: str, *, reason: str | None = None) -> str:
    """Take `other` (a uid or a name) for `one`; a sentence that tells what was done. Raises RecordError where either is not one entity."""
    kept, joined = _only(connection, one), _only(connection, other)
    if kept == joined:
        raise RecordError(f"{one} and {other} are one already ({kept})")
    _note(connection, "merge", kept, joined, reason)
    count = apply(connection, "merge", kept, joined)
    return f"{joined} is {kept}: {count} reports name them"


def split(connection: Connection, one: str, other: str, *, reason: str | None = None) -> str:
    """Part `other` from `one`: an entity merged into it, a way of writing its name, or an article whose mention is of a namesake."""
    kept = _only(connection, one)
    merged = _merged(connection, kept, other)
    if merged is None and not _mentions_of(connection, kept, other):
        raise RecordError(
            f"{other!r} was not merged into {kept}, and no report has {kept} by it", hint="musnad entity NAME tells its names"
        )
    parted = merged or other
    _note(connection, "unmerge" if merged else "split", kept, parted, reason)
    count = apply(connection, "unmerge" if merged else "split", kept, parted)
    return f"{parted} is no longer {kept}: {count} reports name it"


def apply(connection: Connection, kind: str, one: str, other: str) -> int:
    """Let a correction take effect on what the record has; how many reports it touches. One of an entity that is not there waits for it."""
    kept = connection.execute(select(entities).where(entities.c.uid == one)).mappings().first()
    if kept is None:
        return 0
    if kind == "split":
        return _part(connection, dict(kept), other)
    row = connection.execute(select(entities.c.id).where(entities.c.uid == other)).scalar()
    if row is None:
        return 0
    target = kept["id"] if kind == "merge" else row
    group = [row] if kind == "unmerge" else [row, *connection.execute(select(entities.c.id).where(entities.c.merged_into == row)).scalars()]
    into = kept["id"] if kind == "merge" else None
    connection.execute(update(entities).where(entities.c.id.in_(group)).values(merged_into=into))
    for table in (mentions, statements):
        connection.execute(update(table).where(table.c.found.in_(group)).values(entity=target))
    return connection.execute(select(func.count(mentions.c.article.distinct())).where(mentions.c.entity == target)).scalar_one()


def _part(connection: Connection, kept: dict[str, object], other: str) -> int:
    """Give the mentions of `kept` that are written as `other`, or stand in the article of that name, to an entity of their own."""
    values = {name: value for name, value in kept.items() if name not in ("id", "merged_into")}
    names = connection.execute(select(mentions.c.name).where(_by(kept["id"], other))).scalars().all()
    parted = split_values(values, other, min(names, default=other))
    row = connection.execute(select(entities.c.id).where(entities.c.key == parted["key"])).scalar()
    row = row or keep(connection, entities, [parted])[0]
    touched = connection.execute(select(mentions.c.article).where(_by(kept["id"], other))).scalars().all()
    connection.execute(update(mentions).where(_by(kept["id"], other)).values(found=row, entity=row))
    speaking = and_(statements.c.found == kept["id"], statements.c.article.in_(touched))
    connection.execute(update(statements).where(speaking).values(found=row, entity=row))
    return len(set(touched))


def _by(row: object, other: str) -> ColumnElement[bool]:
    article = select(articles.c.id).where(articles.c.uid == other)
    return and_(mentions.c.found == row, or_(mentions.c.name == other, mentions.c.article.in_(article)))


def _mentions_of(connection: Connection, uid: str, other: str) -> bool:
    row = connection.execute(select(entities.c.id).where(entities.c.uid == uid)).scalar()
    return connection.execute(select(mentions.c.id).where(_by(row, other)).limit(1)).first() is not None


def _merged(connection: Connection, uid: str, other: str) -> str | None:
    """The uid of the entity merged into `uid` that `other` names."""
    into = select(entities.c.id).where(entities.c.uid == uid).scalar_subquery()
    named = or_(entities.c.uid == other, entities.c.name == other, entities.c.name_en == other)
    return connection.execute(select(entities.c.uid).where(entities.c.merged_into == into, named)).scalars().first()


def _only(connection: Connection, name: str) -> str:
    found = named_entities(connection, name)
    if len(found) > 1 and found[0].uid != name:
        told = ", ".join(f"{known.uid} {known.name}" for known in found[:6])
        raise RecordError(f"{name!r} may mean several: {told}", hint="give the e-… name")
    return found[0].uid


def _note(connection: Connection, kind: str, one: str, other: str, reason: str | None) -> None:
    connection.execute(insert(corrections).values(kind=kind, one=one, other=other, reason=reason, made_at=now()))
