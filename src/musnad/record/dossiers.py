"""A dossier: what one follows. Kept in the record by its name, or read from a TOML file of one's own."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from musnad.errors import RecordError
from musnad.record.prepare import now
from musnad.record.schema import dossiers

FORM = """\
name = "…"
parties = ["روسيا", "أوكرانيا"]
persons = ["ستيف ويتكوف"]
bodies = ["الكرملين"]
outlets = []
stories = []                      # a-… as `musnad stories` tells them
words = ["وقف إطلاق النار"]
since = 2025-08-01                # and until = …
"""


_LISTS = ("parties", "persons", "bodies", "outlets", "stories", "words")


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is followed: who says something, about whom or what, in which stories, between which days, in which outlets."""

    name: str
    parties: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Parties, persons and bodies."""
        return self.parties + self.persons + self.bodies


def parse_dossier(body: str, *, source: str, name: str | None = None) -> Dossier:
    """The dossier that a TOML text tells; raises RecordError, naming `source` and the field that is wrong."""
    try:
        told = tomllib.loads(body)
    except tomllib.TOMLDecodeError as error:
        raise RecordError(f"{source}: no TOML: {error}", hint=f"a dossier is\n{FORM}") from None
    known = {field.name for field in fields(Dossier)}
    for key in told:
        if key not in known:
            raise RecordError(f"{source}: {key}: no field of a dossier", hint=f"its fields are {', '.join(sorted(known))}")
    parties, persons, bodies, outlets, stories, words = (_list(told, key, source) for key in _LISTS)
    since, until = (_day(told, key, source) for key in ("since", "until"))
    called = _text(told, "name", source) or name or source
    return Dossier(called, parties, persons, bodies, outlets, stories, words, since, until)


def load_dossier(connection: Connection, given: str) -> Dossier:
    """The dossier saved under this name, or that of a .toml file."""
    if given.endswith(".toml"):
        try:
            body = Path(given).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RecordError(f"{given}: the dossier cannot be read ({error})") from None
        return parse_dossier(body, source=given, name=Path(given).stem)
    saved = connection.execute(select(dossiers.c.body).where(dossiers.c.name == given)).scalar()
    if saved is None:
        names = connection.execute(select(dossiers.c.name).order_by(dossiers.c.name)).scalars().all()
        hint = f"saved are: {', '.join(names)}" if names else "musnad dossier save FILE.toml keeps one"
        raise RecordError(f"there is no dossier {given!r}", hint=hint)
    return parse_dossier(saved, source=given, name=given)


def save_dossier(connection: Connection, body: str, dossier: Dossier) -> None:
    """Keep a dossier's TOML under its name, in the place of one that had it."""
    values = {"name": dossier.name, "body": body, "saved_at": now()}
    connection.execute(insert(dossiers).values(values).on_conflict_do_update(index_elements=["name"], set_=values))


def remove_dossier(connection: Connection, name: str) -> None:
    """Forget a dossier; raises RecordError where there is none of this name."""
    if not connection.execute(delete(dossiers).where(dossiers.c.name == name)).rowcount:
        load_dossier(connection, name)


def list_dossiers(connection: Connection) -> list[tuple[str, str | None]]:
    """The names of the dossiers saved, and the day up to which a brief of each was looked at."""
    return list(connection.execute(select(dossiers.c.name, dossiers.c.looked_at).order_by(dossiers.c.name)))


def looked_at(connection: Connection, name: str) -> dt.date | None:
    """The last day that a brief of this dossier told."""
    told = connection.execute(select(dossiers.c.looked_at).where(dossiers.c.name == name)).scalar()
    return dt.date.fromisoformat(told) if told else None


def note_look(connection: Connection, name: str, day: dt.date) -> None:
    """Remember up to which day a brief was looked at; of the whole record under the empty name."""
    if name == "":
        values = {"name": "", "body": "", "saved_at": now()}
        connection.execute(insert(dossiers).values(values).on_conflict_do_nothing())
    connection.execute(update(dossiers).where(dossiers.c.name == name).values(looked_at=day.isoformat()))


def _text(told: Mapping[str, object], key: str, source: str) -> str | None:
    value = told.get(key)
    if value is not None and not isinstance(value, str):
        raise RecordError(f"{source}: {key}: must be a string")
    return value


def _list(told: Mapping[str, object], key: str, source: str) -> tuple[str, ...]:
    value = told.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise RecordError(f"{source}: {key}: must be a list of strings, none empty", hint=f'{key} = ["…", "…"]')
    return tuple(value)


def _day(told: Mapping[str, object], key: str, source: str) -> dt.date | None:
    value = told.get(key)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    if value is not None and not isinstance(value, dt.date):
        raise RecordError(f"{source}: {key}: must be a day", hint=f"{key} = 2025-08-06")
    return value if isinstance(value, dt.date) else None
