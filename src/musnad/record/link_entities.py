"""Who is who across articles: the key that makes mentions in different articles one entity."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, case, func, select, update

from musnad.lexicon.lexicon import load_lexicon
from musnad.model import Entity
from musnad.record.rows import Values, keep
from musnad.record.schema import corrections, entities, mentions
from musnad.record.uids import uid
from musnad.text.search_words import search_stem
from musnad.text.tokens import WORD, tokenize


def entity_key(entity: Entity) -> tuple[str, str] | None:
    """The key of a reading's entity and why it is this one; None for one that is nobody outside its article (unnamed, a source).

    The known are told by their English name, the others by the skeleton of their whole name.
    """
    if not entity.named or entity.type in ("source", "document"):
        return None
    if entity.name_en:
        # Papers that are called as a man or a country is are others than these.
        return f"known {'outlet' if entity.type == 'outlet' else 'name'}:{entity.name_en}", "known name"
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


_RANKS = {"person": 0, "body": 1, "place": 2}
"""Which type is kept where reports take one entity for several ("فرنسا" speaks, and is gone to)."""


class Linked(NamedTuple):
    """An entity's row as the reports alone show it, and as corrections have it."""

    found: int
    entity: int


def link_entities(connection: Connection, article: int, article_uid: str, told: Sequence[tuple[str, Values, Values]]) -> dict[str, Linked]:
    """Keep an article's mentions (key, the entity's own values, the mention's); the entity of each by its key, corrections heeded."""
    parted = splits(connection)
    owned: dict[str, Values] = {}
    keys: dict[str, str] = {}
    for key, own, mention in told:
        other = next((each for each in parted.get(own["uid"], ()) if each in {mention["name"], article_uid}), None)
        values = own if other is None else split_values(own, other, mention["name"])
        keys[key] = values["key"]
        owned[values["key"]] = values
    query = select(entities.c.key, entities.c.id, entities.c.merged_into).where(entities.c.key.in_(owned))
    rows = {key: Linked(row, merged or row) for key, row, merged in connection.execute(query)}
    new = {key: own for key, own in owned.items() if key not in rows}
    _keep_names(connection, [own for key, own in owned.items() if key not in new])
    rows |= {key: Linked(row, row) for key, row in zip(new, keep(connection, entities, list(new.values())), strict=True)}
    found = {key: rows[keys[key]] for key in keys}
    keep(connection, mentions, [mention | {"article": article, **found[key]._asdict()} for key, _, mention in told])
    return found


def split_values(own: Values, other: str, name: str) -> Values:
    """The values of the entity that a person parted from `own`: by an article's name, or by a way of writing the name."""
    key = f"{own['key']}|{other}"
    return own | {"key": key, "uid": uid("e", key), "name": name}


def splits(connection: Connection) -> dict[str, list[str]]:
    """By the entity's uid, the names and articles that persons parted from it."""
    found: dict[str, list[str]] = {}
    c = corrections.c
    for one, other in connection.execute(select(c.one, c.other).where(c.kind == "split").order_by(c.id)):
        found.setdefault(one, []).append(other)
    return found


def _keep_names(connection: Connection, told: Sequence[Values]) -> None:
    """Of what reports tell of a known entity, keep the longest name and the surest type: no order of adding changes that."""
    e = entities.c
    shorter = func.length(e.name) < bindparam("letters")
    before = (func.length(e.name) == bindparam("letters")) & (e.name > bindparam("called"))
    renamed = update(entities).where(e.key == bindparam("of"), shorter | before).values(name=bindparam("called"))
    worse = case(_RANKS, value=e.type, else_=len(_RANKS)) > bindparam("rank")
    retyped = update(entities).where(e.key == bindparam("of"), worse).values(type=bindparam("kind"))
    if told:
        connection.execute(renamed, [{"of": own["key"], "called": own["name"], "letters": len(own["name"])} for own in told])
        connection.execute(retyped, [{"of": own["key"], "kind": own["type"], "rank": _RANKS.get(own["type"], len(_RANKS))} for own in told])
