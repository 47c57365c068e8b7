"""Who is who across articles: the key that makes mentions in different articles one entity."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from musnad.model import Entity
from musnad.record.rows import Values, keep
from musnad.record.schema import entities, mentions
from musnad.text.search_words import search_stem
from musnad.text.tokens import WORD, tokenize


def entity_key(entity: Entity) -> tuple[str, str] | None:
    """The key of a reading's entity and why it is this one; None for one that is nobody outside its article (unnamed, a source).

    The known are told by their English name, the others by the skeleton of their whole name.
    """
    if not entity.named or entity.type in ("source", "document"):
        return None
    if entity.name_en:
        return f"known:{entity.name_en}", "known name"
    words = [token.norm for token in tokenize(entity.name) if token.kind == WORD]
    if not words:
        return None
    if entity.type == "person":
        return f"person:{' '.join(map(skeleton, words))}", "same name"
    return f"{entity.type}:{' '.join(map(search_stem, words))}", "same name"


def skeleton(word: str) -> str:
    """A name's word without what spellings differ in: long vowels inside ("زيلينسكي", "زيلنسكي") and the article."""
    bare = word.removeprefix("ال") if len(word) > 4 else word
    return bare[:1] + "".join(letter for letter in bare[1:] if letter not in "اوي") if len(bare) > 3 else bare


def link_entities(connection: Connection, article: int, told: Sequence[tuple[str, Values, Values]]) -> dict[str, int]:
    """Keep an article's mentions (key, the entity's own values, the mention's); the row of each entity by its key."""
    wanted = {key for key, _, _ in told}
    rows = dict(connection.execute(select(entities.c.key, entities.c.id).where(entities.c.key.in_(wanted))).all())
    new = {key: own for key, own, _ in told if key not in rows}
    rows |= dict(zip(new, keep(connection, entities, list(new.values())), strict=True))
    keep(connection, mentions, [mention | {"article": article, "entity": rows[key]} for key, _, mention in told])
    return rows
