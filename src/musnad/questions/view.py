"""What a question looks at: the record as it was on a day, and of it what a dossier follows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Integer, and_, bindparam, false, func, literal_column, or_, select, text

from musnad.errors import RecordError
from musnad.record.dossiers import Dossier
from musnad.record.names import find_entities
from musnad.record.outlets import outlet_key
from musnad.record.schema import articles, mentions, statements
from musnad.text.search_words import search_stems

PAGE = 50
"""Answers on a page."""
_QUOTES = re.compile("[\u201c\u201d\u201e\u00ab\u00bb]")


@dataclass(frozen=True, slots=True)
class View:
    """A reading transaction of the record, with `as_of` (reports published by then; None for all) and what is followed.

    Every link of the record goes from a later find to an earlier one, so leaving out the later reports leaves what was known by then.
    """

    connection: Connection
    as_of: dt.date | None = None
    reports: tuple[ColumnElement[bool], ...] = ()
    followed: ColumnElement[bool] | None = None
    followed_reports: ColumnElement[bool] | None = None
    notes: tuple[str, ...] = field(default=())

    def told(self) -> list[ColumnElement[bool]]:
        """The conditions on statements (joined with their articles)."""
        return [*self.reports, *(() if self.followed is None else (self.followed,))]

    def printed(self) -> list[ColumnElement[bool]]:
        """The conditions on articles."""
        return [*self.reports, *(() if self.followed_reports is None else (self.followed_reports,))]


def look(connection: Connection, *, as_of: dt.date | None = None, dossier: Dossier | None = None) -> View:
    """A view of the record behind `connection`. With `as_of`, undated reports are left out, and a note counts them."""
    reports: list[ColumnElement[bool]] = [articles.c.current]
    notes = []
    if as_of is not None:
        reports.append(articles.c.day <= as_of.toordinal())
        undated = connection.execute(select(func.count()).where(articles.c.current, articles.c.day.is_(None))).scalar_one()
        if undated:
            notes.append(f"{undated} undated reports are left out")
    if dossier is None:
        return View(connection, as_of, tuple(reports), notes=tuple(notes))
    if dossier.since:
        reports.append(articles.c.day >= dossier.since.toordinal())
    if dossier.until:
        reports.append(articles.c.day <= dossier.until.toordinal())
    if dossier.outlets:
        reports.append(articles.c.outlet_key.in_([outlet_key(name) for name in dossier.outlets]))
    followed, printed, unknown = _followed(connection, dossier)
    notes += [f"the dossier's {name} is not in the record yet" for name in unknown]
    return View(connection, as_of, tuple(reports), followed, printed, tuple(notes))


def matching(table: str, query: str) -> ColumnElement[bool]:
    """The rows of `articles` or `statements` whose stems match; `query` as `search_query` makes it."""
    target = articles if table == "articles" else statements
    search = "article_search" if table == "articles" else "statement_search"
    # A dossier's words and a search's stand in one query, so that each needs a parameter of its own.
    match = text(f"{search} MATCH :words").bindparams(bindparam("words", query, unique=True))
    return target.c.id.in_(select(literal_column("rowid", Integer)).select_from(text(search)).where(match))


def search_query(words: str) -> str:
    """What a person asks for, in FTS5's language: every word, in any order; what stands in quotation marks in its order.

    Raises RecordError where there is no word in it.
    """
    parts = []
    for number, piece in enumerate(_QUOTES.sub('"', words).split('"')):
        stems = search_stems(piece)
        parts += [f'"{" ".join(stems)}"'] * bool(stems) if number % 2 else [f'"{stem}"' for stem in stems]
    if not parts:
        raise RecordError("nothing to search for", hint='give words: musnad search "وقف إطلاق النار"')
    return " AND ".join(parts)


def _followed(connection: Connection, dossier: Dossier) -> tuple[ColumnElement[bool] | None, ColumnElement[bool] | None, list[str]]:
    """The conditions on statements and on articles that a dossier sets, and the names that nobody in the record has."""
    told: list[ColumnElement[bool]] = []
    printed: list[ColumnElement[bool]] = []
    unknown = []
    rows: list[int] = []
    for name in dossier.names:
        found = find_entities(connection, name)
        rows += [entity.row for entity in found]
        if not found:
            unknown.append(name)
    if rows:
        told.append(statements.c.entity.in_(rows))
        printed.append(articles.c.id.in_(select(mentions.c.article).where(mentions.c.entity.in_(rows))))
    phrases = [f'"{" ".join(stems)}"' for name in (*dossier.names, *dossier.words) if (stems := search_stems(name))]
    if phrases:
        told.append(matching("statements", " OR ".join(phrases)))
        if dossier.words:
            words = [f'"{" ".join(stems)}"' for word in dossier.words if (stems := search_stems(word))]
            printed.append(matching("articles", " OR ".join(words)))
    if dossier.stories:
        first = select(articles.c.id).where(articles.c.uid.in_(dossier.stories)).scalar_subquery()
        story = articles.c.story.in_(select(articles.c.story).where(articles.c.id.in_(first)))
        told.append(story)
        printed.append(story)
    if not told:
        return (false(), false(), unknown) if unknown else (None, None, [])
    return or_(*told), or_(*printed) if printed else None, unknown


def both(conditions: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    """All of the conditions; every row where there are none."""
    return and_(*conditions) if conditions else literal_column("1") == literal_column("1")
