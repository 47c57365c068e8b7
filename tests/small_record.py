"""A small record for tests: the samples, and a few reports of our own wording that come again, changed, undated, or with odd signs."""

from __future__ import annotations

import functools
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import musnad
from musnad.model import Article, Reading
from musnad.record.add import add_article
from musnad.record.exchange import import_jsonl
from musnad.record.link_stories import settle_stories
from musnad.record.prepare import Report, prepare
from musnad.record.store import Record, open_record

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "articles.jsonl"

_DAM = "قال وزير الري كمال السيد إن ملء السد {when}، مشيراً إلى أن الوفود ستجتمع في العاصمة الثلاثاء.\nوأضاف أن بلاده «لن تقبل أمراً واقعاً»."
_PORT = "أعلنت هيئة الميناء الشمالي أن حركة السفن عادت بعد توقف دام يومين، بحسب وكالة السهل.\nونفى مسؤول فيها وقوع أضرار."
_OLD = "قال شيخ البلدة في 5 يناير 1985 إن الطريق القديم سيُفتح قريباً أمام القوافل، وأضاف أن السكان ينتظرون ذلك منذ أعوام."

# identity, added at, and what was given; one identity more than once is one article in several versions.
GIVEN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("url:https://dam.example/1", "2025-08-05T10:00:00Z", {
        "text": _DAM.format(when="يبدأ الأحد"), "published": "2025-08-05", "outlet": "ضفاف", "title": "الري: لا أمر واقعاً"}),
    ("url:https://dam.example/1", "2025-08-05T10:00:00Z", {
        "text": _DAM.format(when="تأجل أسبوعاً"), "published": "2025-08-05", "outlet": "ضفاف", "title": "الري: لا أمر واقعاً"}),
    ("id:الرافد|7", "2025-08-05T11:00:00Z", {
        "text": _DAM.format(when="يبدأ الأحد") + "\nولم يصدر تعليق.", "published": "2025-08-06", "outlet": "الرافد", "id": "7"}),
    ("url:https://dam.example/1", "2025-08-07T08:00:00Z", {
        "text": _DAM.format(when="تأجل شهراً"), "published": "2025-08-05", "outlet": "ضفاف", "title": "تأجيل جديد"}),
    ("file:/inbox/port.txt", "2025-08-07T09:00:00Z", {"text": _PORT, "title": "=HYPERLINK(\"http://x\")"}),
    ("file:/inbox/port2.txt", "2025-08-07T09:01:00Z", {
        "text": " \u200f@" + _PORT + "\u2028نهاية", "published": "2025-08-07", "outlet": "\u200e -1+2", "title": "الميناء \"يعمل\"; =1"}),
    ("file:/inbox/old.txt", "2025-08-07T09:02:00Z", {"text": _OLD, "published": "1985-01-06", "outlet": "ضفاف"}),
)  # fmt: skip


@functools.cache
def read_reports() -> list[tuple[Report, Reading]]:
    """Every report of the record with its reading."""
    lines = SAMPLES.read_text(encoding="utf-8").splitlines()
    given = [(f"id:{one['outlet']}|{one['id']}", "2025-08-10T06:00:00Z", one) for one in map(json.loads, lines)]
    told = []
    for identity, added_at, fields in (*given, *GIVEN):
        reading = musnad.read(**fields)
        one = reading.article
        url = identity.removeprefix("url:") if identity.startswith("url:") else None
        article = Article(one.text, one.id, one.published, one.outlet, one.title, url)
        told.append((Report(article, f"{identity}:1", identity, added_at), reading))
    return told


@functools.cache
def _empty() -> bytes:
    """A record without articles; making one costs a third of a second."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite"
        with open_record(path, write=True):
            pass
        return path.read_bytes()


@contextmanager
def to_write(path: Path) -> Iterator[Record]:
    """The record at `path`, a new one where there is none."""
    if not path.exists():
        path.write_bytes(_empty())
    with open_record(path, write=True) as record:
        yield record


def fill(record: Record, wanted: range | None = None) -> None:
    """Add the reports, or those of these numbers."""
    reports = read_reports()
    for number in wanted or range(len(reports)):
        report, reading = reports[number]
        with record.writing() as connection:
            add_article(connection, prepare(report, reading))
    with record.writing() as connection:
        settle_stories(connection)


def make(path: Path) -> Path:
    """A record file with all reports, a correction and a dossier, read by another Musnad some days ago."""
    with to_write(path) as record:
        fill(record)
    with changing(path) as connection:
        connection.execute("UPDATE readings SET reader = '0.0.9', read_at = '2025-08-11T00:00:00Z'")
        connection.execute(
            "INSERT INTO corrections (kind, one, other, reason, made_at) "
            "VALUES ('merge', 'e-1', 'e-2', 'اسمان لواحد', '2025-08-12T00:00:00Z')"
        )
        connection.execute("INSERT INTO dossiers VALUES ('السد', 'people = []', '2025-08-12T00:00:00Z', NULL)")
    return path


def import_file(path: Path, exported: Path) -> None:
    """Import a file, in a process of its own too."""
    with to_write(path) as record, exported.open("rb") as stream:
        import_jsonl(record, stream)


def copy_of(path: Path, to: Path) -> Path:
    """A record file of one's own."""
    return Path(shutil.copyfile(path, to))


@contextmanager
def changing(path: Path) -> Iterator[sqlite3.Connection]:
    """The file's tables, for a test to put wrong what it wants."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    """What a query gives."""
    with changing(path) as connection:
        return connection.execute(query).fetchall()


_JOINED = {
    "edges of articles": "SELECT l.uid, e.uid, x.likeness FROM article_edges x "
    "JOIN articles l ON l.id = x.later JOIN articles e ON e.id = x.earlier",
    "edges of statements": "SELECT l.uid, e.uid, x.likeness FROM statement_edges x "
    "JOIN statements l ON l.id = x.later JOIN statements e ON e.id = x.earlier",
    "edges of passages": "SELECT a.uid, l.start, b.uid, e.start, x.likeness FROM passage_edges x JOIN passages l ON l.id = x.later "
    "JOIN articles a ON a.id = l.article JOIN passages e ON e.id = x.earlier JOIN articles b ON b.id = e.article",
    "articles": "SELECT a.uid, a.identity, a.version, a.current, a.hash, a.url, a.local_id, a.outlet, a.outlet_key, a.published, "
    "a.published_basis, a.day, a.title, a.text, a.source, a.added_at, a.stems, a.likeness, s.uid, p.uid "
    "FROM articles a LEFT JOIN articles s ON s.id = a.story LEFT JOIN articles p ON p.id = a.story_parent",
    "readings": "SELECT uid, reader, read_at, body FROM readings JOIN articles ON articles.id = article",
    "statements": "SELECT t.uid, a.uid, t.ordinal, t.place, t.cue_start, t.cue_end, t.content_start, t.content_end, "
    "t.speaker, t.named, e.uid, "
    "t.\"to\", t.kind, t.act, t.polarity, t.said_at, t.confidence, t.day, t.stems, g.start, s.uid, p.uid FROM statements t "
    "JOIN articles a ON a.id = t.article LEFT JOIN entities e ON e.id = t.entity LEFT JOIN passages g ON g.id = t.passage "
    "LEFT JOIN statements s ON s.id = t.saying LEFT JOIN statements p ON p.id = t.saying_parent",
    "links": "SELECT t.uid, l.ordinal, l.name, l.key, l.kind, l.role, l.start, l.\"end\", l.reason FROM links l "
    "JOIN statements t ON t.id = l.statement",
    "mentions": "SELECT a.uid, e.uid, m.local, m.name, m.role, m.start, m.\"end\", m.times, m.day FROM mentions m "
    "JOIN articles a ON a.id = m.article JOIN entities e ON e.id = m.entity",
    "terms": "SELECT term, x.day, a.uid FROM article_terms x JOIN articles a ON a.id = x.article",
    "corrections": "SELECT kind, one, other, reason, made_at FROM corrections",
    "dossiers": "SELECT name, body, saved_at, looked_at FROM dossiers",
}  # fmt: skip


def told_by(path: Path) -> dict[str, set[tuple[Any, ...]]]:
    """All that a record tells, rows named by uid."""
    return {name: set(rows(path, query)) for name, query in _JOINED.items()}
