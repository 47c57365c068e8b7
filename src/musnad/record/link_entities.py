"""Who is who across articles: the key that makes mentions in different articles one entity."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Connection, bindparam, func, select, update

from musnad.lexicon.lexicon import load_lexicon
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
    return f"{entity.type}:{' '.join(map(body_word, words))}", "same name"


@lru_cache(maxsize=8192)
def body_word(word: str) -> str:
    """A word of a body's name without what spellings differ in: a country's adjective by its country ("الأميركية", "الأمريكي" → US)."""
    found = load_lexicon().names.longest(word.removeprefix("ال"), ())
    country = next((entry.country for entry in found[1] if entry.kind == "adjective"), None) if found else None
    return country or search_stem(word)


def skeleton(word: str) -> str:
    """A name's word without what spellings differ in: long vowels inside ("زيلينسكي", "زيلنسكي") and the article."""
    bare = word.removeprefix("ال") if len(word) > 4 else word
    return bare[:1] + "".join(letter for letter in bare[1:] if letter not in "اوي") if len(bare) > 3 else bare


def link_entities(connection: Connection, article: int, told: Sequence[tuple[str, Values, Values]]) -> dict[str, int]:
    """Keep an article's mentions (key, the entity's own values, the mention's); the row of each entity by its key."""
    wanted = {key for key, _, _ in told}
    rows = dict(connection.execute(select(entities.c.key, entities.c.id).where(entities.c.key.in_(wanted))).all())
    new = {key: own for key, own, _ in told if key not in rows}
    _keep_names(connection, [own for key, own, _ in told if key not in new])
    rows |= dict(zip(new, keep(connection, entities, list(new.values())), strict=True))
    keep(connection, mentions, [mention | {"article": article, "entity": rows[key]} for key, _, mention in told])
    return rows


def _keep_names(connection: Connection, told: Sequence[Values]) -> None:
    """Of the names that reports give a known entity, the record keeps the longest, so that the order of adding changes nothing."""
    shorter = func.length(entities.c.name) < bindparam("letters")
    before = (func.length(entities.c.name) == bindparam("letters")) & (entities.c.name > bindparam("called"))
    better = update(entities).where(entities.c.key == bindparam("of"), shorter | before).values(name=bindparam("called"))
    if told:
        connection.execute(better, [{"of": own["key"], "called": own["name"], "letters": len(own["name"])} for own in told])
