"""What the desk asks of the query layer: each answer in one reading transaction; the slow ones kept until the record changes."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection

from musnad.errors import MusnadError, RecordError
from musnad.questions.brief import Brief, brief
from musnad.questions.disputes import Dispute, disputes_of
from musnad.questions.entities import Profile, entity
from musnad.questions.kept import Kept, kept
from musnad.questions.origins import Origins, origins_of_sayings
from musnad.questions.outlets import Stats, stats
from musnad.questions.search import Found, Said, Wanted, search_reports, search_statements, with_origins
from musnad.questions.stories import Story, stories, stories_of, story_reports
from musnad.questions.told import Report, Told, told, told_by_uid
from musnad.questions.view import View, look, search_query
from musnad.record.dossiers import Dossier, list_dossiers, load_dossier
from musnad.record.schema import statements
from musnad.record.store import Record, open_record

T = TypeVar("T")
SHOWN = 20
"""Answers on a page of the desk: half a screen's patience, and half the time of the query layer's page."""
_KEPT = 64
"""Answers kept: a brief of a day takes 0.25 s on a record of 18,000 articles, statistics 0.17 s."""


class TroubleError(Exception):
    """What a request cannot be answered for: an HTTP status, the name of its words (labels.toml), and what it is about."""

    def __init__(self, status: int, code: str, detail: str = "") -> None:
        super().__init__(f"{status} {code} {detail}")
        self.status = status
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Results:
    """A page of a search; `more` where another follows."""

    statements: tuple[Said, ...]
    reports: tuple[Found, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Traced:
    """A statement, where it comes from, and who disagrees."""

    told: Told
    origins: Origins
    disputes: tuple[Dispute, ...]
    notes: tuple[str, ...]


class Desk:
    """The record at `path`, opened when it is first asked; it may be made, written to or replaced meanwhile. Safe among threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._opened = ExitStack()
        self._record: Record | None = None
        self._file: Hashable = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._opened.close()
            self._record = None

    def get_ready(self) -> None:
        """Ask for what the first visitor will, where there is a record: else that one waits for the lexicon too, half a second."""
        with suppress(TroubleError, MusnadError):
            self.brief(None, None, None)
            self.stats()

    def brief(self, since: dt.date | None, as_of: dt.date | None, dossier: str | None) -> Brief:
        """What is new; see `questions.brief`."""
        return self._once(("brief", since, as_of, dossier), lambda view: brief(view, since), as_of=as_of, dossier=dossier)

    def stats(self) -> Stats:
        """How much there is."""
        return self._once(("stats",), stats)

    def dossiers(self) -> list[str]:
        """The names of the dossiers saved."""
        with self._look() as view:
            return [name for name, _ in list_dossiers(view.connection) if name]

    def search(self, wanted: Wanted, page: int) -> Results | None:
        """A page of what is wanted; None where nothing is asked for."""
        if wanted == Wanted():
            return None
        if wanted.words:
            try:
                search_query(wanted.words)
            except RecordError:
                raise TroubleError(400, "no_words", wanted.words) from None
        with self._look() as view:
            begin = (page - 1) * SHOWN
            said = search_statements(view, wanted, limit=SHOWN + 1, offset=begin)
            # Who speaks, through what and how is told of statements only.
            of_statements = wanted.speaker or wanted.channel or wanted.act
            reports = [] if of_statements else search_reports(view, wanted, limit=SHOWN + 1, offset=begin)
        return Results(tuple(said[:SHOWN]), tuple(reports[:SHOWN]), max(len(said), len(reports)) > SHOWN)

    def article(self, uid: str) -> tuple[Kept, list[Report]]:
        """An article, and the newest other reports of its story."""
        with self._look() as view:
            found = kept(view, uid)
            if found is None:
                raise TroubleError(404, "no_article", uid)
            row = found.story.first.story if found.story else None
            others = story_reports(view, row, limit=SHOWN) if row is not None else []
        return found, [report for report in others if report.uid != uid]

    def origins(self, uid: str, as_of: dt.date | None) -> Traced:
        """Where a statement comes from."""
        with self._look(as_of=as_of) as view:
            one = told_by_uid(view, uid)
            if one is None:
                raise TroubleError(404, "no_statement", uid)
            origins = origins_of_sayings(view, [one.saying])[one.saying]
            return Traced(one, origins, tuple(disputes_of(view, [one.saying])), view.notes)

    def stories(self, page: int) -> tuple[list[Story], bool]:
        """A page of the stories, those told latest first."""
        with self._look() as view:
            found = stories(view, limit=SHOWN + 1, offset=(page - 1) * SHOWN)
        return found[:SHOWN], len(found) > SHOWN

    def story(self, uid: str, page: int) -> tuple[Story, list[Report], bool]:
        """A story and a page of its reports, newest first."""
        with self._look() as view:
            article = kept(view, uid)
            row = article.report.story if article else None
            story = next(iter(stories_of(view, [row])), None) if row is not None else None
            if story is None or row is None:
                raise TroubleError(404, "no_story", uid)
            reports = story_reports(view, row, limit=SHOWN + 1, offset=(page - 1) * SHOWN)
        return story, reports[:SHOWN], len(reports) > SHOWN

    def entity(self, uid: str, page: int) -> tuple[Profile, list[Said], bool]:
        """Who somebody is, and a page of what they said, newest first."""
        with self._look() as view:
            try:
                profile = entity(view, uid)
            except RecordError:
                raise TroubleError(404, "no_entity", uid) from None
            if profile.known.uid != uid:
                raise TroubleError(404, "no_entity", uid)
            own = (statements.c.entity == profile.known.row, statements.c.place == "text")
            found = with_origins(view, told(view, *own, limit=SHOWN + 1, offset=(page - 1) * SHOWN))
        return profile, found[:SHOWN], len(found) > SHOWN

    def _once(self, question: Hashable, ask: Callable[[View], T], *, as_of: dt.date | None = None, dossier: str | None = None) -> T:
        """The answer as it was given last time, unless the record's files changed since."""
        key = (question, self._state())
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                answer: T = self._kept[key]
                return answer
        with self._look(as_of=as_of, dossier=dossier) as view:
            answer = ask(view)
        with self._lock:
            self._kept[key] = answer
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return answer

    @contextmanager
    def _look(self, *, as_of: dt.date | None = None, dossier: str | None = None) -> Iterator[View]:
        """A view of the record for one request."""
        with self._open().reading() as connection:
            yield look(connection, as_of=as_of, dossier=_saved(connection, dossier) if dossier else None)

    def _open(self) -> Record:
        with self._lock:
            file = _identity(self.path)
            if self._record is None or file != self._file:
                self._opened.close()
                self._record = None
                if file is None:
                    raise TroubleError(503, "no_record", str(self.path))
                self._record, self._file = self._opened.enter_context(open_record(self.path)), file
            return self._record

    def _state(self) -> Hashable:
        """What changes whenever somebody writes to the record: the last changes of its file and of its log."""
        return tuple(_changed(path) for path in (self.path, self.path.with_name(f"{self.path.name}-wal")))


def _saved(connection: Connection, name: str) -> Dossier:
    """A dossier that the record keeps; never a file, which `load_dossier` would take from whoever asks."""
    if name not in {saved for saved, _ in list_dossiers(connection) if saved} or name.endswith(".toml"):
        raise TroubleError(404, "no_dossier", name)
    return load_dossier(connection, name)


def _identity(path: Path) -> Hashable:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _changed(path: Path) -> Hashable:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
