"""A record as JSON lines that any program can read, and back: all that cannot be made again from the rest.

The first line is {"type": "musnad-record", "version": 1, …}. Then come corrections, dossiers, and articles, each of these in the form it
was last seen in, with its reading in the contract's form (`present/json.py`) and its `earlier` versions, the oldest first. The last line
counts them and has the SHA-256 of all bytes before it, so that a file that was cut or altered is noticed.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import shutil
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal

from sqlalchemy import Connection, and_, case, exists, insert, select, update

from musnad.errors import RecordError
from musnad.record.add import add_article
from musnad.record.correct import apply
from musnad.record.exchange_lines import (
    CORRECTION,
    COUNTED,
    DOSSIER,
    HEADER,
    VERSION,
    ToldArticle,
    ToldVersion,
    checked,
    count_value,
    row_of_older,
)
from musnad.record.link_stories import settle_stories
from musnad.record.rows import Values, keep
from musnad.record.schema import articles, corrections, dossiers, readings
from musnad.record.store import Record
from musnad.record.uids import digest

_SETTLE_EVERY = 500
_LINE_ENDS = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What JSON allows inside a string though some readers end a line there, or it is no Unicode text."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: articles that were new, that got further versions, that were there; corrections and dossiers that were added."""

    new: int = 0
    changed: int = 0
    same: int = 0
    corrections: int = 0
    dossiers: int = 0


# ---- out


def export_jsonl(record: Record, stream: BinaryIO) -> int:
    """Write the record to `stream`; how many articles it has. The same record gives the same bytes."""
    written, counts = hashlib.sha256(), Counter[str]()
    with record.reading() as connection:
        for value in itertools.chain([HEADER], _kept_aside(connection), _articles(connection)):
            line = _line(value)
            written.update(line)
            stream.write(line)
            count_value(counts, value)
    stream.write(_line({"type": "end", **{name: counts[name] for name in COUNTED}, "sha256": written.hexdigest()}))
    return counts["articles"]


def _kept_aside(connection: Connection) -> Iterator[Values]:
    """What people made: corrections and dossiers."""
    for row in connection.execute(select(corrections).order_by(corrections.c.id)).mappings():
        yield {"type": "correction", **{name: row[name] for name in CORRECTION}}
    for row in connection.execute(select(dossiers).order_by(dossiers.c.name)).mappings():
        yield {"type": "dossier", **{name: row[name] for name in DOSSIER}}


def _articles(connection: Connection) -> Iterator[Values]:
    newer = articles.alias()
    last = ~exists().where(and_(newer.c.identity == articles.c.identity, newer.c.version > articles.c.version))
    query = (
        select(articles, readings.c.reader, readings.c.read_at, readings.c.body)
        .outerjoin(readings, readings.c.article == articles.c.id)
        .where(last)
        .order_by(articles.c.id)
    )
    for row in connection.execute(query.execution_options(yield_per=100)).mappings():
        older = select(articles).where(articles.c.identity == row["identity"], articles.c.version < row["version"])
        before = connection.execute(older.order_by(articles.c.version)).mappings().all() if row["version"] > 1 else []
        yield {
            "type": "article",
            "identity": row["identity"],
            **_told_version(dict(row)),
            "reading": _told_reading(dict(row)),
            "earlier": [_told_version(dict(other)) for other in before],
        }


def _told_version(row: Mapping[str, Any]) -> Values:
    return {name: given_date(row) if name == "given" else row[name] for name in VERSION}


def given_date(row: Mapping[str, Any]) -> str | None:
    """The date that an article was given with: a row's `published` may be one that its reading inferred; the hash tells."""
    own = digest(row["outlet"], row["published"], row["title"], row["text"]) == row["hash"]
    return row["published"] if own else None


def _told_reading(row: Mapping[str, Any]) -> Values | None:
    if row["body"] is None:
        return None
    try:
        body = unpacked(row["body"])
    except ValueError as error:
        problem = f"the reading of {row['uid']} is damaged ({error})"
        raise RecordError(problem, hint="musnad doctor tells what else is; then musnad reread, or musnad restore") from error
    return {"reader": row["reader"], "read_at": row["read_at"], "body": body}


def unpacked(body: bytes) -> Values:
    """A reading's JSON, without text and title, from the record's blob; ValueError where it is damaged."""
    try:
        value = json.loads(zlib.decompress(body).decode("utf-8", "surrogatepass"))
    except (zlib.error, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(value, dict):
        raise ValueError("no JSON object")
    return value


def _line(value: Values) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _LINE_ENDS.sub(lambda found: f"\\u{ord(found.group()):04x}", text).encode() + b"\n"


# ---- in


def import_jsonl(record: Record, stream: BinaryIO, *, name: str | None = None, advance: Callable[[int], None] = lambda _: None) -> Imported:
    """Add what `export_jsonl` wrote to a record, each article in a transaction of its own; what is there already stays as it is.

    The whole file is checked before anything is added. Raises RecordError with the file's name and the line: a file that was cut or
    altered, a line in another form, a newer Musnad's file; the record is then as it was. `advance` is told of every article.

    Of an article of which both have versions, the one that the record has as its latest stays the latest, unless it is an earlier
    version in the file or was added before the file's; the others stand before it by their time of adding.
    """
    source = name or str(getattr(stream, "name", "-"))
    with _read_twice(stream) as lines:
        begin = lines.tell()
        for _ in checked(lines, source):
            pass
        lines.seek(begin)
        return _add_all(record, lines, source, advance)


@contextmanager
def _read_twice(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream, where it can be read a second time; else a copy of it on the disk."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy, 1 << 20)
        copy.seek(0)
        yield copy


def _add_all(record: Record, stream: BinaryIO, source: str, advance: Callable[[int], None]) -> Imported:
    counts = Counter[str]()
    unsettled = 0
    try:
        for value in checked(stream, source):
            with record.writing() as connection:
                if isinstance(value, ToldArticle):
                    outcome = _add(connection, value)
                    counts[outcome] += 1
                    unsettled += outcome != "same"
                    if unsettled >= _SETTLE_EVERY:
                        settle_stories(connection)
                        unsettled = 0
                elif value["type"] == "correction":
                    counts["corrections"] += _add_correction(connection, {name: value[name] for name in CORRECTION})
                else:
                    counts["dossiers"] += _add_dossier(connection, {name: value[name] for name in DOSSIER})
            if isinstance(value, ToldArticle):
                advance(1)
    finally:
        if unsettled:
            with record.writing() as connection:
                settle_stories(connection)
    return Imported(**counts)


def _add_correction(connection: Connection, values: Values) -> bool:
    there = select(corrections.c.id).where(*(corrections.c[name].is_not_distinct_from(value) for name, value in values.items()))
    if connection.execute(there).first():
        return False
    connection.execute(insert(corrections).values(values))
    apply(connection, values["kind"], values["one"], values["other"])
    return True


def _add_dossier(connection: Connection, values: Values) -> bool:
    """Keep a dossier, in the place of one of its name that was saved before it."""
    same = dossiers.c.name == values["name"]
    saved_at = connection.execute(select(dossiers.c.saved_at).where(same)).scalar()
    if saved_at is not None and saved_at >= values["saved_at"]:
        return False
    connection.execute(insert(dossiers).values(values) if saved_at is None else update(dossiers).where(same).values(values))
    return True


def _add(connection: Connection, told: ToldArticle) -> Literal["new", "changed", "same"]:
    """Add the versions of an article that the record lacks."""
    hashes = [version.report.hash for version in (*told.earlier, told.latest)]
    there = set(connection.execute(select(articles.c.hash).where(articles.c.hash.in_(hashes))).scalars())
    if there.issuperset(hashes):
        return "same"
    # The very same text may be there under another address; its history is then kept with it.
    identity = connection.execute(select(articles.c.identity).where(articles.c.hash == hashes[-1])).scalar() or told.prepared.identity
    own = select(articles.c.hash, articles.c.added_at).where(articles.c.identity == identity).order_by(articles.c.version)
    before = connection.execute(own).all()
    older = [version for version in told.earlier if version.report.hash not in there]
    if hashes[-1] not in there:
        if not before or before[-1][0] in hashes or before[-1][1] <= told.latest.report.added_at:
            _add_latest(connection, told)
        else:
            older.append(told.latest)
    _keep_older(connection, identity, older)
    _number(
        connection, identity, {version.report.hash: version.told["version"] for version in (*told.earlier, told.latest)}, own=bool(before)
    )
    return "changed" if before else "new"


def _add_latest(connection: Connection, told: ToldArticle) -> None:
    uid = add_article(connection, told.prepared).uid
    if told.read_at:
        row = select(articles.c.id).where(articles.c.uid == uid).scalar_subquery()
        connection.execute(update(readings).where(readings.c.article == row).values(read_at=told.read_at))


def _keep_older(connection: Connection, identity: str, older: Sequence[ToldVersion]) -> None:
    """Keep the text of earlier versions, numbered for now behind the others; they have no finds."""
    free = 1 + max(connection.execute(select(articles.c.version).where(articles.c.identity == identity)).scalars(), default=0)
    rows = [
        row_of_older(version) | {"identity": identity, "version": number, "current": False} for number, version in enumerate(older, free)
    ]
    keep(connection, articles, rows)


def _number(connection: Connection, identity: str, told: Mapping[str, int], *, own: bool) -> None:
    """Number an article's versions as the file does, or, where the record has its own, by their time of adding, the latest last."""
    a = articles.c
    kept = connection.execute(select(a.id, a.hash, a.version, a.current, a.added_at).where(a.identity == identity)).all()
    ordered = sorted(kept, key=lambda row: (row.current, row.added_at, told.get(row.hash, row.version), row.hash))
    wanted = {row.id: n if own else told[row.hash] for n, row in enumerate(ordered, 1)}
    if all(wanted[row.id] == row.version for row in kept):
        return
    # Two of one identity may not have one number even for a moment: so by way of negative ones.
    connection.execute(update(articles).where(a.id.in_(wanted)).values(version=-case(wanted, value=a.id)))
    connection.execute(update(articles).where(a.id.in_(wanted)).values(version=-a.version))
