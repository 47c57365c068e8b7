"""Reports read, prepared and added to a record, one transaction an article; where there are many, several processes read."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import connection as pipes
from pathlib import Path
from urllib.parse import urldefrag

from sqlalchemy import and_, or_, select

from musnad import __version__
from musnad.errors import MusnadError
from musnad.intake.gather import Given
from musnad.lexicon.lexicon import load_lexicon
from musnad.model import Article
from musnad.reading.read import read
from musnad.record.add import Added, add_article, is_there, replace_reading
from musnad.record.link_stories import settle_stories
from musnad.record.prepare import Prepared, Report, given_article, prepare
from musnad.record.schema import articles, readings
from musnad.record.store import Record
from musnad.record.uids import digest

FEW = 24
"""Reports that this process reads by itself before it starts others; each takes half a second to start."""
_BATCH = 8
_AHEAD = 4
"""Batches in the making for each process."""
_SETTLE_EVERY = 500
"""Articles after which stories are settled, so that who asks meanwhile finds them."""

Folders = tuple[Path, ...]
Outcome = Added | MusnadError


def report_of(given: Given) -> Report:
    """The report that an input gave, with what makes it the same one when it comes again, changed."""
    article = given.article
    place = given.source if given.line is None else f"{given.source}:{given.line}"
    return Report(article, place, _identity(article, given))


def page_report(article: Article) -> Report:
    """The report of a page that was fetched."""
    assert article.url
    return Report(article, article.url, _of_url(article.url))


def add_reports(
    record: Record, reports: Iterable[Report | MusnadError], *, folders: Folders = (), processes: int | None = None
) -> Iterator[Outcome]:
    """Read and add reports; what became of each, in their order, an error for one that was not read.

    Closing the iterator early loses nothing that it told of. `folders` are lexicon tables of the user's own, `processes` how many read
    (one for each core; 0 for none but this one).
    """
    unsettled = 0
    try:
        for prepared in _prepared(_unless_there(record, reports), folders, processes):
            if isinstance(prepared, Prepared):
                with record.writing() as connection:
                    added = add_article(connection, prepared)
                    unsettled += 1
                    if unsettled % _SETTLE_EVERY == 0:
                        settle_stories(connection)
                yield added
            else:
                yield prepared
    finally:
        if unsettled:
            with record.writing() as connection:
                settle_stories(connection)


def reread(record: Record, *, folders: Folders = (), processes: int | None = None, every: bool = False) -> Iterator[Outcome]:
    """Read again what another version of Musnad has read (or `every` article); finds that did not change keep names, links, corrections."""
    rows = _to_reread(record, every=every)
    unsettled = False
    try:
        for prepared in _prepared((_kept_report(record, row) for row in rows), folders, processes):
            if isinstance(prepared, Prepared):
                with record.writing() as connection:
                    row = connection.execute(select(articles.c.id).where(articles.c.hash == prepared.hash)).scalar()
                    if row is None:
                        continue
                    replace_reading(connection, row, prepared)
                    unsettled = True
                yield Added(prepared.uid, "changed")
            elif isinstance(prepared, MusnadError):
                yield prepared
    finally:
        if unsettled:
            with record.writing() as connection:
                settle_stories(connection)


def count_to_reread(record: Record, *, every: bool = False) -> int:
    """How many articles `reread` would read."""
    return len(_to_reread(record, every=every))


def _to_reread(record: Record, *, every: bool) -> Sequence[int]:
    unread = or_(readings.c.reader.is_(None), readings.c.reader != __version__)
    wanted = [articles.c.current] if every else [articles.c.current, unread]
    query = select(articles.c.id).outerjoin(readings, readings.c.article == articles.c.id).where(and_(*wanted)).order_by(articles.c.id)
    with record.reading() as connection:
        return connection.execute(query).scalars().all()


def _kept_report(record: Record, row: int) -> Report:
    with record.reading() as connection:
        told = connection.execute(select(articles).where(articles.c.id == row)).mappings().one()
    return Report(given_article(dict(told)), told["source"], told["identity"], told["added_at"])


def _identity(article: Article, given: Given) -> str:
    """What stays when an article changes: its address, its outlet's number for it, its file; of a line without either, its words."""
    if article.url:
        return _of_url(article.url)
    if given.line is not None:
        return f"id:{article.outlet or ''}|{article.id}" if article.id else f"text:{digest(article.outlet, article.title, article.text)}"
    return f"file:{Path(given.source).resolve()}" if given.source != "-" else f"text:{digest(article.text)}"


def _of_url(url: str) -> str:
    return f"url:{urldefrag(url).url}"


def _unless_there(record: Record, reports: Iterable[Report | MusnadError]) -> Iterator[Report | Outcome]:
    """The reports that are still to be read; of those that are in the record, that they are."""
    for report in reports:
        if isinstance(report, MusnadError):
            yield report
            continue
        with record.reading() as connection:
            uid = is_there(connection, report.hash)
        yield Added(uid, "same") if uid else report


def _prepared(reports: Iterable[Report | Outcome], folders: Folders, processes: int | None) -> Iterator[Prepared | Outcome]:
    """Each report read and prepared, in their order; what is no report comes through as it is."""
    reports = iter(reports)
    for report in itertools.islice(reports, FEW) if processes != 0 else reports:
        yield from prepare_batch([report], folders)
    first = list(itertools.islice(reports, 1))
    if first:
        yield from _by_processes(itertools.chain(first, reports), folders, processes or os.cpu_count() or 1)


def _by_processes(reports: Iterator[Report | Outcome], folders: Folders, processes: int) -> Iterator[Prepared | Outcome]:
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), initializer=_begin_process)
    waiting: deque[Future[list[Prepared | Outcome]]] = deque()
    try:
        while batch := list(itertools.islice(reports, _BATCH)):
            waiting.append(pool.submit(prepare_batch, batch, folders))
            if len(waiting) > processes * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def prepare_batch(batch: Sequence[Report | Outcome], folders: Folders) -> list[Prepared | Outcome]:
    """The reports of a batch read and prepared."""
    return [_prepare(each, folders) if isinstance(each, Report) else each for each in batch]


def _prepare(report: Report, folders: Folders) -> Prepared | MusnadError:
    try:
        return prepare(report, read(report.article, lexicon=load_lexicon(folders) if folders else None))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one report must not cost the others
        return MusnadError(f"{report.source}: not read, {type(error).__name__}: {error}", hint="this is a fault of Musnad's")


def _begin_process() -> None:
    """A reading process: Ctrl-C is its parent's to answer, and it ends when its parent is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        pipes.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
