"""What is wrong with a record, and what of it can still be read: looked at from outside, so that no damage stops the looking."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from musnad.present.json import from_dict
from musnad.record.backup import open_to_read
from musnad.record.exchange import unpacked
from musnad.record.rows import Values
from musnad.record.schema import SEARCHED, metadata
from musnad.record.store import HEAD
from musnad.record.uids import digest, uid

Level = Literal["fine", "note", "fault"]
"""In order; a note says what is unusual and does no harm, or what could not be looked at now."""
_MAGIC = b"SQLite format 3\0"
_EXAMPLES = 5
_PATIENCE = 5.0
"""Seconds for another writer, where a check has to keep writers out."""
# What damage makes of a database: SQLite's own errors; lengths that no memory holds; values of other types than the schema says.
_DAMAGE = (sqlite3.Error, OSError, MemoryError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
_REREAD = "musnad reread mends it"
_STOPPED = "could not be looked at"
_RESTORE = "musnad restore puts a backup in its place; without one, keep a copy of the file before anything else is tried"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; `examples` name some of the articles, statements or rows that it is about."""

    level: Level
    check: str
    message: str
    hint: str | None = None
    examples: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    """How many there are of each thing, with some of their names."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def note(self, what: str, name: object) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1
        if len(named := self.examples.setdefault(what, [])) < _EXAMPLES:
            named.append(str(name))


def doctor(path: Path) -> list[Finding]:
    """Every check of the record at `path`, the last finding a summary. Changes nothing in it, and raises for no damage."""
    found = _joined(list(_guarded("file", _look_at, path)))
    return [*found, _summary(path, found)]


def _joined(found: list[Finding]) -> list[Finding]:
    """What stopped several checks is told once, with their names."""
    stopped: dict[str, list[str]] = {}
    for finding in found:
        if finding.message.startswith(_STOPPED):
            stopped.setdefault(finding.message, []).append(finding.check)
    told = []
    for finding in found:
        if not finding.message.startswith(_STOPPED):
            told.append(finding)
        elif names := stopped.pop(finding.message, None):
            told.append(replace(finding, examples=tuple(dict.fromkeys(names))))
    return told


def _summary(path: Path, found: list[Finding]) -> Finding:
    faults = sum(finding.level == "fault" for finding in found)
    notes = sum(finding.level == "note" for finding in found)
    if faults:
        return Finding("fault", "summary", f"{path}: {faults} faults, {notes} notes")
    return Finding("note" if notes else "fine", "summary", f"{path}: no fault" + (f", {notes} notes" if notes else ""))


def _guarded(check: str, look: Callable[..., Iterable[Finding]], *given: Any) -> Iterator[Finding]:
    """What a check finds, as far as it comes; what stops it is a finding too."""
    try:
        yield from look(*given)
    except _DAMAGE as error:
        yield Finding("fault", check, f"{_STOPPED}: {type(error).__name__}: {error}", _RESTORE)


def _look_at(path: Path) -> Iterator[Finding]:
    if not path.is_file():
        yield Finding("fault", "file", "no such file" if not path.exists() else "not a file", "--record names another")
        return
    try:
        with path.open("rb") as stream:
            begin = stream.read(len(_MAGIC))
    except OSError as error:
        yield Finding("fault", "file", f"the file cannot be read ({error.strerror})", "check its rights, and the disk")
        return
    if not begin:
        yield Finding("fault", "file", "the file is empty: nothing of the record is left in it", _RESTORE)
        return
    if begin != _MAGIC:
        problem = "its first bytes are not those of a database: another kind of file, or its head is overwritten"
        yield Finding("fault", "file", f"{problem}; none of its articles can be read", _RESTORE)
        return
    try:
        opened = open_to_read(path)
    except _DAMAGE as error:
        yield Finding("fault", "file", f"it cannot be opened as a database ({error}); none of its articles can be read", _RESTORE)
        return
    with closing(opened) as connection:
        # Text that is no UTF-8 any more must not stop a query; its article's hash will tell.
        connection.text_factory = lambda told: told.decode("utf-8", "replace")
        connection.execute("BEGIN")
        form = list(_guarded("form", _form, connection))
        yield from form
        if any(finding.check == "kind" for finding in form):
            return
        basis = [finding for check, look in _OF_THE_DATABASE.items() for finding in _guarded(check, look, connection)]
        yield from basis
        damaged = any(finding.level == "fault" for finding in (*form, *basis))
        yield from _guarded("articles", _each_article, connection, damaged)
        for rows in _ROWS:
            yield from _guarded(rows.check, rows.look, connection)
    for table, target in SEARCHED.items():
        yield from _guarded("search", _search, path, table, target, damaged)


def _form(connection: sqlite3.Connection) -> Iterator[Finding]:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "articles" not in tables:
        yield Finding("fault", "kind", "a database, but no record of Musnad's", "--record names another")
        return
    for name in sorted({*metadata.tables, *SEARCHED} - tables):
        yield Finding("fault", "form", f"the table {name} is missing", _RESTORE)
    [version] = connection.execute("SELECT version_num FROM alembic_version").fetchone() or [None]
    if version != HEAD:
        newer = version is not None and version > HEAD
        hint = "use the newer Musnad" if newer else "musnad add brings an older record up to date"
        yield Finding("note" if version else "fault", "form", f"the form of {'a newer' if newer else 'another'} Musnad: {version}", hint)


def _integrity(connection: sqlite3.Connection) -> Iterator[Finding]:
    told = [str(said) for (said,) in connection.execute("PRAGMA integrity_check(100)")]
    if told == ["ok"]:
        yield Finding("fine", "integrity", "the database is whole")
    else:
        many = f"{len(told)}{' or more' if len(told) >= 100 else ''}"
        yield Finding("fault", "integrity", f"the database is damaged in {many} places", _RESTORE, tuple(told[:_EXAMPLES]))


def _foreign_keys(connection: sqlite3.Connection) -> Iterator[Finding]:
    tally = _Tally()
    for table, row, target, _ in connection.execute("PRAGMA foreign_key_check"):
        tally.note(f"{table} → {target}", row)
    for which, count in tally.counts.items():
        message = f"{count} rows point to rows that are not there: {which}"
        yield Finding("fault", "foreign keys", message, _REREAD, tuple(tally.examples[which]))
    if not tally.counts:
        yield Finding("fine", "foreign keys", "every row points to rows that are there")


def _counts(connection: sqlite3.Connection) -> Iterator[Finding]:
    names = ("articles", "statements", "links", "entities", "mentions", "passages", "corrections", "dossiers")
    counts = [f"{_number(connection, name)} {name}" for name in names]
    yield Finding(
        "fine", "counts", f"{', '.join(counts)}; {_number(connection, 'articles WHERE current')} articles in their latest version"
    )


def _number(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  our own names


_OF_THE_DATABASE = {"integrity": _integrity, "foreign keys": _foreign_keys, "counts": _counts}


# ---- each article


def _each_article(connection: sqlite3.Connection, damaged: bool) -> Iterator[Finding]:
    """Every article by itself, so that one that cannot be read costs no other."""
    rows, all_known = _article_rows(connection, damaged)
    tally, whole = _Tally(), 0
    for row in rows:
        try:
            whole += _look_at_article(connection, row, tally)
        except _DAMAGE:
            tally.note("unreadable", f"row {row}")
    for what, count in tally.counts.items():
        message, hint = _OF_ARTICLES[what]
        yield Finding("fault", "articles", f"{message}: {count}", hint, tuple(tally.examples[what]))
    level: Level = "fine" if all_known and whole == len(rows) else "fault"
    known = f"{'' if all_known else 'at least '}{len(rows)}"
    left = f"{whole} of {known} articles can be read whole" if rows or all_known else "none of its articles can be read"
    yield Finding(level, "articles left", left)


_OF_ARTICLES = {
    "unreadable": ("articles that cannot be read", _RESTORE),
    "altered": ("articles whose text, title, outlet or date is not what was added, by their hash", _RESTORE),
    "misnamed": ("articles whose uid is not that of their hash", _RESTORE),
    "no reading": ("articles without a reading", _REREAD),
    "finds": ("articles whose reading or finds cannot be read", _REREAD),
    "unlike": ("articles whose statements are not those of their reading", _REREAD),
    "span": ("spans that are outside of their text, or not what they say", _REREAD),
}


def _article_rows(connection: sqlite3.Connection, damaged: bool) -> tuple[list[int], bool]:
    """The articles' rows, and whether these are all; in a damaged record, all that any table or index still tells of."""
    found: set[int] = set()
    all_known = _take_rows(connection, "SELECT id FROM articles NOT INDEXED", found)
    if damaged or not all_known:
        for query in _OTHER_WAYS:
            _take_rows(connection, query, found)
    return sorted(found), all_known


_OTHER_WAYS = (
    "SELECT id FROM articles NOT INDEXED ORDER BY id DESC",
    "SELECT id FROM articles INDEXED BY articles_by_story",
    "SELECT id FROM articles INDEXED BY articles_by_day",
    "SELECT article FROM readings",
    "SELECT article FROM statements INDEXED BY statements_by_article",
    "SELECT article FROM passages INDEXED BY passages_by_article",
    "SELECT article FROM mentions INDEXED BY mentions_by_article",
)


def _take_rows(connection: sqlite3.Connection, query: str, found: set[int]) -> bool:
    """Put the rows that a query gives into `found`, as far as it comes; whether it came to its end."""
    try:
        for (row,) in connection.execute(query):
            if isinstance(row, int):
                found.add(row)
    except _DAMAGE:
        return False
    return True


def _look_at_article(connection: sqlite3.Connection, row: int, tally: _Tally) -> bool:
    """Note what is wrong with an article; whether its text is whole."""
    query = "SELECT uid, current, hash, outlet, published, title, text FROM articles WHERE id = ?"
    told = connection.execute(query, (row,)).fetchone()
    if told is None:
        tally.note("unreadable", f"row {row}")
        return False
    name, current, kept, outlet, published, title, text = told
    # A date that the reading inferred is no part of the hash.
    if kept not in (digest(outlet, published, title, text), digest(outlet, None, title, text)):
        tally.note("altered", name)
        return False
    if name != uid("a", kept):
        tally.note("misnamed", name)
    if current:
        try:
            _look_at_finds(connection, row, name, {"text": text, "title": title or ""}, tally)
        except _DAMAGE:
            tally.note("finds", name)
    return True


def _look_at_finds(connection: sqlite3.Connection, row: int, name: str, source: Values, tally: _Tally) -> None:
    """Note what is wrong with the finds of an article: they must be its reading's, and every span must say what it says."""
    body = connection.execute("SELECT body FROM readings WHERE article = ?", (row,)).fetchone()
    if body is None:
        tally.note("no reading", name)
        return
    reading = from_dict(unpacked(body[0]) | source)
    told = (*reading.statements, *reading.headline.statements)
    for statement in told:
        for span in (statement.cue, *statement.content):
            if source[span.where][span.start : span.end] != span.text:
                tally.note("span", f"{name} {span.start}–{span.end}")
    names = {uid("s", name, one.cue.where, one.cue.start, one.cue.end) for one in told}
    if names != {kept for (kept,) in connection.execute("SELECT uid FROM statements WHERE article = ?", (row,))}:
        tally.note("unlike", name)
    for query in _SPANS:
        for place, start, end in connection.execute(query, (row,)):
            if not 0 <= start <= end <= max(len(source[part]) for part in place.split()):
                tally.note("span", f"{name} {start}–{end}")


_SPANS = (
    "SELECT place, cue_start, cue_end FROM statements WHERE article = ?",
    "SELECT place, content_start, content_end FROM statements WHERE article = ?",
    "SELECT place, start, end FROM links JOIN statements ON statements.id = links.statement WHERE article = ?",
    "SELECT 'text', start, end FROM passages WHERE article = ?",
    "SELECT 'text title', start, end FROM mentions WHERE article = ?",
)
"""Each with where its offsets count; a mention may be in either."""


# ---- rows that point to others


@dataclass(frozen=True, slots=True)
class _Rows:
    """A query for the names of rows that should not be."""

    level: Level
    check: str
    message: str
    hint: str | None
    query: str

    def look(self, connection: sqlite3.Connection) -> Iterator[Finding]:
        tally = _Tally()
        for (name,) in connection.execute(self.query):
            tally.note(self.check, name)
        if tally.counts:
            yield Finding(
                self.level, self.check, f"{self.message}: {tally.counts[self.check]}", self.hint, tuple(tally.examples[self.check])
            )


_SETTLED = "the next musnad add settles them"
_ROWS = (
    _Rows(
        "fault", "versions", "articles of which not the last version, and it alone, is the current one", _REREAD,
        "SELECT identity FROM articles GROUP BY identity HAVING sum(current) != 1 OR max(version) != max(current * version)",
    ),
    _Rows(
        "note", "stories", "articles that are in no story yet", _SETTLED,
        "SELECT uid FROM articles WHERE current AND story IS NULL",
    ),
    _Rows(
        "fault", "stories", "articles whose story, or whose link to it, is not there", _REREAD,
        "SELECT a.uid FROM articles a LEFT JOIN articles s ON s.id = a.story LEFT JOIN articles p ON p.id = a.story_parent "
        "WHERE a.story IS NOT NULL AND (NOT a.current OR NOT coalesce(s.current, 0) OR s.story IS NOT s.id) "
        "OR a.story_parent IS NOT NULL AND (p.story IS NULL OR p.story IS NOT a.story)",
    ),
    _Rows(
        "fault", "sayings", "statements of a text that tell no saying", _REREAD,
        "SELECT uid FROM statements WHERE place = 'text' AND saying IS NULL",
    ),
    _Rows(
        "fault", "sayings", "statements whose saying, or whose link to it, is not there", _REREAD,
        "SELECT t.uid FROM statements t LEFT JOIN statements s ON s.id = t.saying LEFT JOIN statements p ON p.id = t.saying_parent "
        "WHERE t.saying IS NOT NULL AND (s.id IS NULL OR s.saying IS NOT s.id) "
        "OR t.saying_parent IS NOT NULL AND (p.saying IS NULL OR p.saying IS NOT t.saying)",
    ),
    _Rows(
        "fault", "passages", "statements whose passage is not there", _REREAD,
        "SELECT t.uid FROM statements t LEFT JOIN passages p ON p.id = t.passage "
        "WHERE t.passage IS NOT NULL AND p.article IS NOT t.article",
    ),
    *(
        _Rows(
            "fault", "left behind", f"rows of {name} whose article is not the current version of any", _REREAD,
            # Our own names.
            f"SELECT t.rowid FROM {name} t LEFT JOIN articles a ON a.id = t.article WHERE NOT coalesce(a.current, 0)",  # noqa: S608
        )
        for name in ("readings", "statements", "passages", "mentions")
    ),
)  # fmt: skip


# ---- search


def _search(path: Path, table: str, target: str, damaged: bool) -> Iterator[Finding]:
    """Whether an index of words has what its table has. FTS5 tells that only to one who may write; nothing is written."""
    if damaged:
        yield Finding("note", "search", f"{table} is not looked at in a damaged record")
        return
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, isolation_level=None, timeout=_PATIENCE)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            yield Finding("note", "search", f"{table} is not looked at, for another process writes, or nobody may ({error})")
            return
        try:
            connection.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608  our own names
        except sqlite3.DatabaseError as error:
            yield Finding("fault", "search", f"{table} has not the words of the {target} ({error})", _RESTORE)
        else:
            yield Finding("fine", "search", f"{table} has the words of the {target}")
        finally:
            connection.execute("ROLLBACK")
