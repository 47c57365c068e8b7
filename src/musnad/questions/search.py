"""Words, and who said them: search over reports and statements, and what one person or body said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, func, or_, select

from musnad.questions.origins import Origins, origins_of_sayings
from musnad.questions.told import Passage, Report, Told, reports, told
from musnad.questions.view import PAGE, View, matching, search_query
from musnad.record.names import Known, find_entities, named_entities
from musnad.record.outlets import outlet_key
from musnad.record.schema import articles, links, statements
from musnad.text.search_words import search_stem
from musnad.text.tokens import MARK, tokenize

_AROUND = 90
"""Characters on each side of a find."""
_PIECE = re.compile(r".{1,600}\S*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search asks for; every field narrows it. `act` is a PARC-like act of the reading (deny, demand, …), days are inclusive."""

    words: str | None = None
    speaker: str | None = None
    outlet: str | None = None
    channel: str | None = None
    act: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A report that has the words, and the first place of them."""

    report: Report
    passage: Passage


@dataclass(frozen=True, slots=True)
class Said:
    """A statement found, and the origins of the saying that it tells."""

    told: Told
    origins: Origins


def search_reports(view: View, wanted: Wanted, *, limit: int = PAGE, offset: int = 0) -> list[Found]:
    """The reports that have the words, newest first."""
    where = _days_and_outlet(wanted)
    if wanted.words:
        where.append(matching("articles", search_query(wanted.words)))
    found = reports(view, *where, limit=limit, offset=offset)
    texts = dict(view.connection.execute(select(articles.c.id, articles.c.text).where(articles.c.id.in_([r.row for r in found]))).all())
    return [Found(report, _first_place(texts[report.row], wanted.words or "")) for report in found]


def search_statements(view: View, wanted: Wanted, *, limit: int = PAGE, offset: int = 0) -> list[Said]:
    """The statements that are as wanted, newest first, each with its origins."""
    where = [*_days_and_outlet(wanted), statements.c.place == "text"]
    if wanted.words:
        where.append(matching("statements", search_query(wanted.words)))
    if wanted.speaker:
        where.append(speaks(view, wanted.speaker))
    if wanted.channel:
        where.append(statements.c.id.in_(select(links.c.statement).where(links.c.key == outlet_key(wanted.channel))))
    if wanted.act:
        where.append(statements.c.act == wanted.act)
    few = bool(wanted.words or wanted.speaker or wanted.channel)
    return with_origins(view, told(view, *where, limit=limit, offset=offset, few=few))


def said(view: View, name: str, *, limit: int = PAGE, offset: int = 0) -> tuple[list[Known], list[Said]]:
    """Whom `name` may mean, and what the first of them (the most named) said, newest first.

    Raises RecordError where nobody in the record is called so.
    """
    known = named_entities(view.connection, name)
    found = told(view, statements.c.entity == known[0].row, statements.c.place == "text", limit=limit, offset=offset, few=True)
    return known, with_origins(view, found)


def speaks(view: View, name: str) -> ColumnElement[bool]:
    """That a statement's speaker is called so: a known entity, or by the words of an unnamed one ("مصدر أمني")."""
    known = [entity.row for entity in find_entities(view.connection, name)]
    words = [token.norm for token in tokenize(name) if token.kind != MARK]
    if known:
        return statements.c.entity.in_(known)
    return or_(false(), func.instr(statements.c.speaker, name.strip()) > 0) if words else false()


def with_origins(view: View, found: list[Told]) -> list[Said]:
    """The statements, each with the origins of its saying."""
    origins = origins_of_sayings(view, {each.saying for each in found})
    return [Said(each, origins[each.saying]) for each in found]


def _days_and_outlet(wanted: Wanted) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.since:
        where.append(articles.c.day >= wanted.since.toordinal())
    if wanted.until:
        where.append(articles.c.day <= wanted.until.toordinal())
    if wanted.outlet:
        where.append(articles.c.outlet_key == outlet_key(wanted.outlet))
    return where


def _first_place(text: str, words: str) -> Passage:
    """The text around the first word that was asked for; its beginning where that stands in the title."""
    wanted = {search_stem(token.norm) for token in tokenize(words) if token.kind != MARK}
    middle = next(_places(text, wanted), 0) if wanted else 0
    start, end = max(0, middle - _AROUND), min(len(text), middle + _AROUND)
    start = text.find(" ", start) + 1 if start else 0
    return Passage(start, end, text[start:end])


def _places(text: str, wanted: set[str]) -> Iterator[int]:
    """Where the wanted stems stand; the text is cut into tokens piece by piece, for most begin with what was asked for."""
    for piece in _PIECE.finditer(text):
        for token in tokenize(piece[0]):
            if token.kind != MARK and search_stem(token.norm) in wanted:
                yield piece.start() + token.start
