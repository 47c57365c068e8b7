"""The record's tables for other programs: CSV for spreadsheets, Parquet for analysis.

Columns are named as in `schema.py`, with three differences, for a row must be understood without the rest: rows are named by uid, the
words of cue and content stand beside their offsets, and `said_at` is the time's value where the record has its id in the reading.
"""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from sqlalchemy import Connection, Row, Select, func, select

from musnad.errors import RecordError
from musnad.record.exchange import unpacked
from musnad.record.files import told_of, whole_files
from musnad.record.rows import Values
from musnad.record.schema import articles, entities, links, mentions, readings, statements
from musnad.record.store import Record

Kind = Literal["text", "whole", "real", "truth", "day", "moment"]
"""A column's type; a day and a moment (UTC) are ISO text in the record."""
_AT_ONCE = 1000
"""Rows in memory of those that come with their article's text."""

# What stands before a character without showing: white space, controls, marks of direction and joining, fillers.
_UNSEEN = (
    "\\s\x00-\x20\x7f-\xa0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_FORMULA = re.compile(f"[\t\r\n]|[{_UNSEEN}]*[=+\\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20]")


@dataclass(frozen=True, slots=True)
class _Exported:
    """A table to write: its columns with their types, and what gives its rows."""

    columns: dict[str, Kind]
    rows: Callable[[Connection], Iterable[Sequence[Any]]]
    at_once: int = 20_000
    """Rows in memory, and in a row group of Parquet."""


def export_csv(record: Record, folder: Path) -> dict[str, int]:
    """Write statements.csv, articles.csv, links.csv and entities.csv to `folder`; the rows of each.

    UTF-8 with the mark by which Excel knows it; a cell that a spreadsheet could take for a formula begins with an apostrophe. The four are
    of one moment, and are there whole or not at all.
    """
    return _export(record, folder, ".csv", _csv)


def export_parquet(record: Record, folder: Path) -> dict[str, int]:
    """Write statements.parquet, articles.parquet, links.parquet and entities.parquet to `folder`, with types; the rows of each."""
    try:
        import pyarrow.parquet  # type: ignore[import-untyped]  # noqa: F401, PLC0415  an extra, and 30 MB
    except ImportError as error:
        raise RecordError("writing Parquet needs pyarrow", hint="pip install 'musnad[parquet]'") from error
    return _export(record, folder, ".parquet", _parquet)


class _Write(Protocol):
    def __call__(self, path: Path, columns: dict[str, Kind], pieces: Iterator[list[Sequence[Any]]]) -> None: ...


def _export(record: Record, folder: Path, ending: str, write: _Write) -> dict[str, int]:
    counts: dict[str, int] = {}

    def pieces(name: str, table: _Exported, connection: Connection) -> Iterator[list[Sequence[Any]]]:
        counts[name] = 0
        rows = iter(table.rows(connection))
        while piece := list(itertools.islice(rows, table.at_once)):
            counts[name] += len(piece)
            yield piece

    targets = [folder / f"{name}{ending}" for name in _TABLES]
    with ExitStack() as stack:
        paths = stack.enter_context(whole_files(targets))
        connection = stack.enter_context(record.reading())
        for (name, table), path in zip(_TABLES.items(), paths, strict=True):
            with told_of(folder / f"{name}{ending}"):
                write(path, table.columns, pieces(name, table, connection))
    return counts


# ---- CSV


def _csv(path: Path, columns: dict[str, Kind], pieces: Iterator[list[Sequence[Any]]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        for piece in pieces:
            writer.writerows([[defused(value) if isinstance(value, str) else value for value in row] for row in piece])


def defused(cell: str) -> str:
    """A cell's text such that no spreadsheet computes it: "=1+1" → "'=1+1", also behind spaces and marks that do not show."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


# ---- Parquet


def _parquet(path: Path, columns: dict[str, Kind], pieces: Iterator[list[Sequence[Any]]]) -> None:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    types = {
        "text": pa.string(),
        "whole": pa.int64(),
        "real": pa.float64(),
        "truth": pa.bool_(),
        "day": pa.date32(),
        "moment": pa.timestamp("s", tz="UTC"),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for piece in pieces:
            told = zip(columns.values(), zip(*piece, strict=True), strict=True)
            arrays = [pa.array(list(map(_FROM_TEXT.get(kind, _as_it_is), values)), types[kind]) for kind, values in told]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def _as_it_is(value: Any) -> Any:
    return value


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _moment(value: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(value) if value else None


_FROM_TEXT: dict[Kind, Callable[[Any], Any]] = {
    "day": _day,
    "moment": _moment,
    "truth": lambda value: None if value is None else bool(value),
}


# ---- rows


def _stream(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    yield from connection.execute(query.execution_options(yield_per=_AT_ONCE))


def _article_rows(connection: Connection) -> Iterator[Sequence[Any]]:
    a, first, parent = articles.c, articles.alias(), articles.alias()
    own = (a.uid, a.identity, a.version, a.current, a.hash, a.url, a.local_id, a.outlet, a.outlet_key, a.published, a.published_basis)
    rest = (a.title, a.text, a.source, a.added_at, first.c.uid, parent.c.uid, readings.c.reader, readings.c.read_at)
    query = (
        select(*own, *rest)
        .outerjoin(first, first.c.id == a.story)
        .outerjoin(parent, parent.c.id == a.story_parent)
        .outerjoin(readings, readings.c.article == a.id)
    )
    yield from _stream(connection, query.order_by(a.id))


def _statement_rows(connection: Connection) -> Iterator[Sequence[Any]]:
    """Statements with the words of their cue and content, which stand in the text and the reading."""
    s, first, parent = statements.c, statements.alias(), statements.alias()
    own = (s.article, s.uid, articles.c.uid, s.ordinal, articles.c.outlet, articles.c.published, s.place, s.cue_start, s.cue_end)
    said = (s.speaker, s.named, entities.c.uid, s.to, s.kind, s.act, s.polarity, s.content_start, s.content_end, s.confidence)
    query = (
        select(*own, *said, first.c.uid, parent.c.uid, articles.c.text, articles.c.title, readings.c.body)
        .join(articles, articles.c.id == s.article)
        .join(readings, readings.c.article == s.article)
        .outerjoin(entities, entities.c.id == s.entity)
        .outerjoin(first, first.c.id == s.saying)
        .outerjoin(parent, parent.c.id == s.saying_parent)
        .order_by(s.article, s.ordinal)
    )
    for _, rows in itertools.groupby(_stream(connection, query), key=lambda row: row[0]):
        words: list[tuple[str, str | None]] | None = None
        for row in rows:
            _, uid, article, ordinal, outlet, published, place, cue_start, cue_end, *middle, text, title, body = tuple(row)
            words = words if words is not None else _words(article, body)
            content, said_at = words[ordinal]
            cue = ((title or "") if place == "title" else text)[cue_start:cue_end]
            speaker, named, entity, to, kind, act, polarity, start, end, confidence, saying, joined = middle
            yield (
                uid, article, ordinal, outlet, published, place, cue, cue_start, cue_end, speaker, named, entity, to, kind, act, polarity,
                content, start, end, said_at, confidence, saying, joined,
            )  # fmt: skip


def _words(article: str, body: bytes) -> list[tuple[str, str | None]]:
    """Content and time of each statement of a reading, in their order; the pieces of a content joined by " … "."""
    try:
        told = unpacked(body)
        return [*_contents_and_times(told), *_contents_and_times(told["headline"])]
    except (ValueError, KeyError, TypeError) as error:
        raise RecordError(f"the reading of {article} is damaged ({error})", hint="musnad doctor tells what else is") from error


def _contents_and_times(part: Values) -> Iterator[tuple[str, str | None]]:
    values = {time["id"]: time["value"] for time in part["times"]}
    for statement in part["statements"]:
        content = statement["content"]
        pieces = content if isinstance(content, list) else [content]
        yield " … ".join(piece["text"] for piece in pieces), values.get(statement["said_at"])


def _link_rows(connection: Connection) -> Iterator[Sequence[Any]]:
    k = links.c
    query = select(statements.c.uid, k.ordinal, k.name, k.key, k.kind, k.role, k.start, k.end, k.reason)
    yield from _stream(connection, query.join(statements, statements.c.id == k.statement).order_by(k.statement, k.ordinal))


def _entity_rows(connection: Connection) -> Iterator[Sequence[Any]]:
    e = entities.c

    def number_of(what: Any, owner: Any) -> Any:
        return select(what).where(owner == e.id).scalar_subquery()

    in_articles = number_of(func.count(mentions.c.article.distinct()), mentions.c.entity)
    said = number_of(func.count(), statements.c.entity)
    query = select(e.uid, e.key, e.type, e.name, e.name_en, e.country, in_articles, said)
    yield from _stream(connection, query.order_by(e.id))


_TABLES = {
    "statements": _Exported(
        {
            "uid": "text", "article": "text", "ordinal": "whole", "outlet": "text", "published": "day", "place": "text", "cue": "text",
            "cue_start": "whole", "cue_end": "whole", "speaker": "text", "named": "truth", "entity": "text", "to": "text", "kind": "text",
            "act": "text", "polarity": "text", "content": "text", "content_start": "whole", "content_end": "whole", "said_at": "text",
            "confidence": "real", "saying": "text", "saying_parent": "text",
        },
        _statement_rows,
    ),
    "articles": _Exported(
        {
            "uid": "text", "identity": "text", "version": "whole", "current": "truth", "hash": "text", "url": "text", "local_id": "text",
            "outlet": "text", "outlet_key": "text", "published": "day", "published_basis": "text", "title": "text", "text": "text",
            "source": "text", "added_at": "moment", "story": "text", "story_parent": "text", "reader": "text", "read_at": "moment",
        },
        _article_rows,
        at_once=_AT_ONCE,
    ),
    "links": _Exported(
        {
            "statement": "text", "ordinal": "whole", "name": "text", "key": "text", "kind": "text", "role": "text", "start": "whole",
            "end": "whole", "reason": "text",
        },
        _link_rows,
    ),
    "entities": _Exported(
        {
            "uid": "text", "key": "text", "type": "text", "name": "text", "name_en": "text", "country": "text", "articles": "whole",
            "statements": "whole",
        },
        _entity_rows,
    ),
}  # fmt: skip
