"""Who had it first, of whatever is pointed at: a statement or a report of the record, or words from anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag

from sqlalchemy import ColumnElement, or_, select

from musnad.errors import RecordError
from musnad.questions.disputes import Dispute, disputes_of
from musnad.questions.origins import Origins, origins_of_passages, origins_of_sayings
from musnad.questions.told import Report, all_told, reports, told_by_uid, told_in
from musnad.questions.view import PAGE, View, matching, search_query
from musnad.record.link_passages import COPIED, TELLING, alike
from musnad.record.passages import SHORTEST, bands, cut
from musnad.record.rows import pieces
from musnad.record.schema import articles, passage_bands, passage_edges, passages, statements
from musnad.text.search_words import search_stems, weight

MOST = 20
"""Sayings and passages of which the origins are told."""
_UID = re.compile(r"[as]-[0-9a-f]{12}\Z")
_URL = re.compile(r"https?://\S+\Z")
_WORDS = 6
"""Telling words by which passages are looked for where the sketch finds none: who edits a sentence keeps most of these."""
_REPORTS = 60
"""Reports looked into for a passage that has these words."""


@dataclass(frozen=True, slots=True)
class Carriage:
    """Something that was asked for, in the words of who told it first, with its origins and what is said against it."""

    title: str
    origins: Origins
    disputes: tuple[Dispute, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer: of a statement one, of a report or a text what others tell too, most carried first; `report` where one was asked for."""

    what: str
    report: Report | None
    origins: tuple[Carriage, ...]


def asked(view: View, what: str) -> Asked:
    """The origins of `what`: a statement (s-…), a report (a-…, its URL or its file), or a text.

    Raises RecordError where a name, URL or file is none of the record's, or where there is nothing to look for.
    """
    what = what.strip()
    if _UID.match(what):
        return _of_statement(view, what) if what.startswith("s-") else _of_report(view, what, articles.c.uid == what)
    if _URL.match(what):
        address = urldefrag(what).url
        return _of_report(view, what, or_(articles.c.url.in_((what, address)), articles.c.identity == f"url:{address}"))
    if path := _file(what):
        return _of_report(view, what, articles.c.identity == f"file:{path}")
    if not search_stems(what):
        raise RecordError("nothing to look for", hint='give a URL, s-… or a-…, or words: musnad origins "…"')
    return Asked(what, None, _of_text(view, what))


def _of_statement(view: View, uid: str) -> Asked:
    told = told_by_uid(view, uid)
    if told is None:
        raise RecordError(f"the record has no statement {uid}", hint="musnad search --in statements tells their names; --as-of may hide it")
    return Asked(uid, told.report, _carriages(view, origins_of_sayings(view, [told.saying]).values()))


def _of_report(view: View, what: str, where: ColumnElement[bool]) -> Asked:
    """The passages and the statements of a report that others have too."""
    row = view.connection.execute(select(articles.c.id).where(where, *view.reports).order_by(articles.c.id.desc())).scalar()
    if row is None:
        hint = "musnad search tells reports' names; --as-of may hide it" if what.startswith("a-") else f"musnad add {what}"
        raise RecordError(f"the record has no report {what}", hint=hint)
    told = told_in(view, row)
    sayings = origins_of_sayings(view, {each.saying for each in told})
    passage_of = {each.saying: each.passage for each in told}
    found: dict[int | str, Origins] = {}
    for passage in _shared_passages(view, row):
        found[passage] = origins_of_passages(view, [passage])
    for saying, origins in sayings.items():
        # What is said and the sentence it stands in are told once: by the one that more reports carry.
        passage_row = passage_of[saying]
        key: int | str = passage_row if passage_row is not None else f"saying {saying}"
        if origins.articles > 1 and (key not in found or found[key].articles <= origins.articles):
            found[key] = origins
    [report] = reports_of(view, row)
    return Asked(what, report, _carriages(view, [each for each in found.values() if each.articles > 1]))


def reports_of(view: View, row: int) -> list[Report]:
    """The report of this row, whatever is followed."""
    return reports(View(view.connection, view.as_of, view.reports), articles.c.id == row)


def _shared_passages(view: View, row: int) -> list[int]:
    """The passages of a report that are copied from others or by others."""
    own = select(passages.c.id).where(passages.c.article == row)
    edge = passage_edges.c
    later = select(edge.later).where(edge.later.in_(own))
    earlier = select(edge.earlier).where(edge.earlier.in_(own))
    return sorted(view.connection.execute(later.union(earlier)).scalars())


def _of_text(view: View, text: str) -> tuple[Carriage, ...]:
    """Of each sentence of the text, the passages that it stands in; of a few words, the statements that have them."""
    found: list[Origins] = []
    seen: set[int] = set()
    for passage in cut(text, ()):
        rows = _like(view, passage.stems)
        if rows and not seen.intersection(rows):
            origins = origins_of_passages(view, rows)
            seen |= rows | {c.telling.passage for c in origins.tellings if c.telling.passage is not None}
            # What it says may be told elsewhere in other words: then more reports carry the saying than the sentence.
            found.append(max([origins, *_sayings_like(view, passage.stems, rows)], key=lambda each: each.articles))
    if not found:
        found += _with_words(view, text)
    return _carriages(view, [each for each in found if each.tellings])


def _like(view: View, stems: tuple[str, ...]) -> set[int]:
    """The passages that these words stand in, edited or not; by their sketch, else by their most telling words."""
    if len(stems) < SHORTEST:
        return set()
    near = select(passage_bands.c.passage).where(passage_bands.c.band.in_(bands(stems)))
    rows = _alike(view, stems, passages.c.id.in_(near))
    telling = sorted({stem for stem in stems if weight(stem) >= TELLING}, key=lambda stem: (-weight(stem), stem))[:_WORDS]
    if rows or len(telling) < _WORDS // 2:
        return rows
    words = " AND ".join(f'"{stem}"' for stem in telling)
    having = select(articles.c.id).where(matching("articles", words), *view.reports).limit(_REPORTS)
    return _alike(view, stems, passages.c.article.in_(having))


def _alike(view: View, stems: tuple[str, ...], where: ColumnElement[bool]) -> set[int]:
    query = select(passages.c.id, passages.c.stems).join(articles, articles.c.id == passages.c.article).where(where, *view.reports)
    return {row for row, other in view.connection.execute(query) if alike(stems, tuple(other.split(" "))) >= COPIED}


def _sayings_like(view: View, stems: tuple[str, ...], rows: Iterable[int]) -> list[Origins]:
    """The origins of the sayings of these passages that the words tell."""
    told = [each for piece in pieces(rows) for each in all_told(view, statements.c.passage.in_(piece))]
    sayings = {each.saying for each in told if alike(stems, tuple(each.stems.split(" "))) >= COPIED}
    return list(origins_of_sayings(view, sayings).values())


def _with_words(view: View, text: str) -> list[Origins]:
    """The origins of the sayings that have all the words, the newest first."""
    query = (
        select(statements.c.saying)
        .join(articles, articles.c.id == statements.c.article + 0)  # see told()
        .where(matching("statements", search_query(text)), *view.told(), statements.c.saying.is_not(None))
        .order_by(statements.c.day.desc().nulls_last(), statements.c.id)
        .limit(PAGE)
    )
    sayings = dict.fromkeys(view.connection.execute(query).scalars())
    return list(origins_of_sayings(view, sayings).values())


def _carriages(view: View, found: Iterable[Origins]) -> tuple[Carriage, ...]:
    """The origins, most carried first, each with its disputes."""
    ranked = sorted(found, key=lambda each: (-each.articles, -len(each.outlets), each.tellings[0].telling.report.place))
    return tuple(
        Carriage(each.tellings[0].telling.wording.text, each, tuple(disputes_of(view, _sayings(view, each)))) for each in ranked[:MOST]
    )


def _sayings(view: View, origins: Origins) -> set[int]:
    """The sayings that these tellings tell, those included that stand in a passage told."""
    sayings = {carried.telling.told.saying for carried in origins.tellings if carried.telling.told}
    bare = {c.telling.passage for c in origins.tellings if c.telling.told is None and c.telling.passage is not None}
    for piece in pieces(bare):
        sayings |= {each.saying for each in all_told(view, statements.c.passage.in_(piece))}
    return sayings


def _file(what: str) -> Path | None:
    """The file that is named, where there is one."""
    try:
        path = Path(what).expanduser()
        return path.resolve() if path.is_file() else None
    except (OSError, RuntimeError, ValueError):  # a text too long for a name, or with a character that none may have
        return None
