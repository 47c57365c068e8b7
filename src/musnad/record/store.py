"""The record's database: opened, brought up to date, written to by one transaction at a time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from musnad.errors import RecordError

HEAD = "0001"
"""The newest migration; a record at it is opened without loading Alembic."""
PATIENCE_MS = 120_000
"""How long a writer waits for another to finish its article."""
_VARIABLE = "MUSNAD_RECORD"


def record_path(given: str | os.PathLike[str] | None = None) -> Path:
    """The record's file: as given, else of MUSNAD_RECORD, else `record.sqlite` in the user's data directory."""
    told = given or os.environ.get(_VARIABLE)
    if told:
        return Path(told).expanduser()
    from platformdirs import user_data_path  # noqa: PLC0415  not needed where a path is given

    return user_data_path("musnad") / "record.sqlite"


class Record:
    """One record; the only thing that writes to its database.

    `writing()` is a transaction that is kept whole or not at all, `reading()` a view that no writer changes while it is open.
    """

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer is in; rolled back where the block raises."""
        with told_errors(self.path), self._engine.connect() as connection:
            connection.execute(text("BEGIN IMMEDIATE"))
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A view of the record as it is now, for as long as the block lasts."""
        with told_errors(self.path), self._engine.connect() as connection:
            connection.execute(text("BEGIN"))
            try:
                yield connection
            finally:
                connection.rollback()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


@contextmanager
def open_record(path: Path, *, write: bool = False) -> Iterator[Record]:
    """The record at `path`; with `write` it is made where there is none, and brought up to date where it is older.

    Raises RecordError, whose hint says what to do: no record there, a newer Musnad's, damaged, no right to write, no room.
    """
    with told_errors(path):
        if not write and not path.exists():
            raise RecordError(
                f"{path}: there is no record here", hint="musnad add FILES makes one; --record or MUSNAD_RECORD names another"
            )
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
        engine = _engine(path, write=write)
        try:
            _bring_up_to_date(engine, path, write=write)
            yield Record(path, engine)
        finally:
            engine.dispose()


@contextmanager
def told_errors(path: Path) -> Iterator[None]:
    """Turn the database's errors into what a person can act on."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        if isinstance(error, OSError) and error.filename is None:
            raise
        raise _told(path, error) from error


_SAID = (
    (("full", "no space"), "no room left on the disk", "nothing stored was lost; make room, then give the same command again"),
    (("readonly", "read-only", "permission denied"), "the record cannot be written to", "check the rights of the file and its folder"),
    (("unable to open",), "the record cannot be opened", "check the path and its rights, or name another with --record"),
    (("locked", "busy"), "another process has been writing for too long", "try again when it is done"),
)  # fmt: skip


def _told(path: Path, error: Exception) -> RecordError:
    said = str(getattr(error, "orig", None) or error)
    for words, problem, hint in _SAID:
        if any(word in said.lower() for word in words):
            return RecordError(f"{path}: {problem} ({said})", hint=hint)
    return RecordError(f"{path}: {said}")


def _engine(path: Path, *, write: bool) -> Engine:
    """An engine on the file; each connection leaves it to us when a transaction begins."""

    def connect(mode: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?{mode}", uri=True, isolation_level=None, timeout=PATIENCE_MS / 1000, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def creator() -> sqlite3.Connection:
        if write:
            return connect("mode=rwc")
        try:
            return connect("mode=ro")
        except sqlite3.OperationalError:
            # In a folder that may not be written to, SQLite cannot share its log with a writer: there can be none then.
            if os.access(path, os.R_OK) and not os.access(path.parent, os.W_OK):
                return connect("immutable=1")
            raise

    engine = create_engine("sqlite://", creator=creator, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: Any) -> None:
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA wal_autocheckpoint = 8000")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA temp_store = MEMORY")

    return engine


def _bring_up_to_date(engine: Engine, path: Path, *, write: bool) -> None:
    with engine.connect() as connection:
        version = _version(connection, path)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise RecordError(
            f"{path}: the record is of a newer Musnad (its form is {version}, this one knows {HEAD})", hint="use the newer Musnad"
        )
    if not write:
        problem = "an older Musnad's" if version else "no record of Musnad's"
        raise RecordError(
            f"{path}: {problem}", hint="musnad add brings an older record up to date" if version else "name another with --record"
        )
    from musnad.record.migrate import migrate  # noqa: PLC0415  Alembic is loaded only where there is something to do

    with engine.connect() as connection:
        connection.execute(text("BEGIN EXCLUSIVE"))
        if _version(connection, path) != HEAD:
            migrate(connection)
        connection.commit()


def _version(connection: Connection, path: Path) -> str | None:
    """The record's migration; None for a new file. Another program's database is an error."""
    tables = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
    if "alembic_version" in tables and "articles" in tables:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
    if tables:
        raise RecordError(f"{path}: a database, but no record of Musnad's", hint="name another file with --record")
    return None
