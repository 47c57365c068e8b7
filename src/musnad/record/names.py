"""Entities of the record found by a name that a person gives, in any spelling."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, or_, select

from musnad.errors import RecordError
from musnad.lexicon.lexicon import load_lexicon
from musnad.record.link_entities import body_word, skeleton
from musnad.record.schema import entities, mentions
from musnad.text.tokens import WORD, tokenize


class Known(NamedTuple):
    """An entity of the record and how many articles name it."""

    row: int
    uid: str
    type: str
    name: str
    name_en: str | None
    articles: int


def find_entities(connection: Connection, name: str) -> list[Known]:
    """The entities that `name` may mean (a uid means one), by their usual names, most named first; several where namesakes are apart."""
    words = [token.norm for token in tokenize(name) if token.kind == WORD]
    keys = _keys(words)
    entity = entities.c
    wanted = [entity.uid == name.strip(), entity.key.in_(keys), func.lower(entity.name_en) == name.strip().lower()]
    found = _counted(connection, or_(*wanted))
    if found or not words:
        return found
    # A surname alone, or a name's beginning: whoever is called so.
    like = " ".join(map(skeleton, words))
    return _counted(connection, or_(entity.key.like(f"person:%{like}"), entity.name.like(f"%{name.strip()}%")))


def named_entities(connection: Connection, name: str) -> list[Known]:
    """The same, one at the least: raises RecordError where nobody is called so."""
    found = find_entities(connection, name)
    if not found:
        raise RecordError(f"nobody in the record is called {name!r}", hint="musnad search finds words; names may be in Arabic or English")
    return found


def _keys(words: list[str]) -> set[str]:
    if not words:
        return set()
    keys = {f"{kind}:{' '.join(map(body_word, words))}" for kind in ("body", "place", "outlet")} | {
        f"person:{' '.join(map(skeleton, words))}"
    }
    known = load_lexicon().names.longest(words[0], words[1:])
    if known and known[0] == len(words):
        keys |= {f"known {kind}:{entry.name_en}" for entry in known[1] for kind in ("name", "outlet") if entry.name_en}
    return keys


def _counted(connection: Connection, where: ColumnElement[bool]) -> list[Known]:
    count = func.count(mentions.c.article.distinct()).label("articles")
    mention = mentions.alias("mention").c
    usual = select(mention.name).where(mention.entity == entities.c.id).group_by(mention.name).order_by(func.count().desc(), mention.name)
    name = func.coalesce(usual.limit(1).scalar_subquery(), entities.c.name)
    query = (
        select(entities.c.id, entities.c.uid, entities.c.type, name, entities.c.name_en, count)
        .outerjoin(mentions, mentions.c.entity == entities.c.id)
        .where(where, entities.c.merged_into.is_(None))
        .group_by(entities.c.id)
        .order_by(count.desc(), entities.c.uid)
        .limit(20)
    )
    return [Known(*row) for row in connection.execute(query)]
