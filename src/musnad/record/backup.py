"""Copies of a record that are whole: made while others write, and put back."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from musnad.errors import RecordError
from musnad.record.files import partial_files, to_disk, told_of, whole_files
from musnad.record.store import HEAD, Record, told_errors

_BESIDE = ("-wal", "-shm")
"""Ends of the names of the files that SQLite keeps beside a record while it is in use."""
_PATIENCE = 2.0
"""Seconds for another process to let go of a record that is to be replaced."""


def backup(record: Record, path: Path, *, overwrite: bool = False) -> int:
    """Copy the record, as it is at this moment, to `path`, while others read and write; how many articles the copy has.

    The copy is checked before it takes its name. Raises RecordError where `path` is there already, unless `overwrite`.
    """
    _check_target(record, path, overwrite=overwrite)
    with whole_files([path]) as [new]:
        with record.reading() as connection, told_errors(path), closing(sqlite3.connect(new)) as copy:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            _copy(source, copy)
        articles = _verify(new, path)
        _check_target(record, path, overwrite=overwrite)
    return articles


def _check_target(record: Record, path: Path, *, overwrite: bool) -> None:
    if not path.exists():
        return
    if path.samefile(record.path):
        raise RecordError(f"{path}: this is the record itself", hint="name another file for its backup")
    if not overwrite:
        raise RecordError(f"{path}: there is a file already", hint="name another file, or give --overwrite")
    if any(beside.exists() for beside in _files_beside(path)):
        raise RecordError(f"{path}: in use as a record of its own", hint="name another file for the backup")


def restore(saved: Path, path: Path) -> Path | None:
    """Put a backup in the place of the record at `path`; where the old record lies now, None where there was none.

    The backup is checked first, and so is its copy. Raises RecordError, the record as it was, where it is no whole record, or where
    another process has the old record open.
    """
    if path.exists() and saved.exists() and path.samefile(saved):
        raise RecordError(f"{path}: this is the record itself", hint="name the backup and the record that it shall replace")
    _verify(saved, saved)
    with partial_files([path]) as [new]:
        with told_errors(path), closing(open_to_read(saved)) as source, closing(sqlite3.connect(new)) as copy:
            _copy(source, copy)
        _verify(new, saved)
        with _locked(path), told_of(path):
            to_disk(new)
            kept = _swap(new, path)
            to_disk(path.parent)
    return kept


def _copy(source: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    """Copy a database in one step, of one moment; in WAL mode that keeps no writer waiting. The copy is one file by itself."""
    source.backup(copy)
    copy.execute("PRAGMA journal_mode = DELETE")


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing; also where SQLite may not write beside the file."""
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if os.access(path.parent, os.W_OK) or not os.access(path, os.R_OK):
            raise
        return sqlite3.connect(f"file:{quote(str(path))}?immutable=1", uri=True, isolation_level=None)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _verify(path: Path, told: Path) -> int:
    """The number of articles of the record at `path`; RecordError about `told` where it is not a whole record of a form known here."""
    hint = "musnad doctor tells what of it is left; try another backup"
    if not path.is_file() or not path.stat().st_size:
        raise RecordError(f"{told}: {'the file is empty' if path.is_file() else 'there is no such file'}", hint="name another backup")
    try:
        with closing(open_to_read(path)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not {"alembic_version", "articles"} <= tables:
                raise RecordError(f"{told}: a database, but no record of Musnad's", hint="name another backup")
            [version] = connection.execute("SELECT version_num FROM alembic_version").fetchone() or [""]
            if version > HEAD:
                raise RecordError(f"{told}: a newer Musnad's record (its form is {version})", hint="use the newer Musnad")
            [said] = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                raise RecordError(f"{told}: damaged ({said})", hint=hint)
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.Error as error:
        raise RecordError(f"{told}: damaged, or no record ({error})", hint=hint) from error


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Nobody else has the record open inside, and all of it is in its one file; a damaged one is taken as it is."""
    if not path.exists():
        yield
        return
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, isolation_level=None, timeout=_PATIENCE)) as old:
        try:
            old.execute("PRAGMA journal_mode = DELETE").fetchone()
            old.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if "locked" in str(error) or "busy" in str(error):
                raise RecordError(f"{path}: another process has the record open", hint="end it, then restore again") from error
            old.close()
        yield


def _swap(new: Path, path: Path) -> Path | None:
    """Give `new` the name of the record, and the old record another; `path` leads to one or the other at every moment."""
    kept = _kept_name(path)
    moved: list[tuple[Path, Path]] = []
    try:
        for beside, to in zip(_files_beside(path), _files_beside(kept), strict=True):
            if beside.exists():
                beside.replace(to)
                moved.append((to, beside))
        there = path.exists()
        if there:
            _give_second_name(path, kept)
        new.replace(path)
    except OSError:
        if path.exists():
            kept.unlink(missing_ok=True)
        elif kept.exists():
            moved.append((kept, path))
        for to, back in moved:
            to.replace(back)
        raise
    return kept if there else None


def _give_second_name(path: Path, kept: Path) -> None:
    try:
        kept.hardlink_to(path)
    except OSError:
        # A file system without hard links: for a moment there is no record.
        path.replace(kept)


def _kept_name(path: Path) -> Path:
    """NAME.before-restore-20250806T143000Z, with a number behind it where that is taken."""
    name = f".before-restore-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}"
    number = 1
    while (kept := _with_ending(path, name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return kept


def _files_beside(path: Path) -> list[Path]:
    return [_with_ending(path, ending) for ending in _BESIDE]


def _with_ending(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
