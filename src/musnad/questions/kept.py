"""One article as the record keeps it: its reading, its other versions, its story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, select

from musnad.errors import RecordError
from musnad.model import Reading
from musnad.present.json import from_dict
from musnad.questions.stories import Story, stories_of
from musnad.questions.told import REPORT, Report, report_of
from musnad.questions.view import View
from musnad.record.exchange import unpacked
from musnad.record.prepare import given_article
from musnad.record.schema import articles, readings
from musnad.record.uids import uid


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an article; the `current` one is the latest."""

    uid: str
    number: int
    current: bool
    added_at: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """An article, its reading, all its versions (oldest first), and its story where other reports belong to it."""

    report: Report
    reading: Reading
    versions: tuple[Version, ...]
    story: Story | None

    @property
    def statements(self) -> tuple[str | None, ...]:
        """The record's names of the headline's statements and then the text's; None where only the latest version has them."""
        current = next(version.current for version in self.versions if version.uid == self.report.uid)
        found = (*self.reading.headline.statements, *self.reading.statements)
        return tuple(uid("s", self.report.uid, s.cue.where, s.cue.start, s.cue.end) if current else None for s in found)


def kept(view: View, name: str) -> Kept | None:
    """The article of this name (a-…), be it the latest version or an earlier one; None where there is none."""
    a = articles.c
    columns = (*REPORT, a.text, a.identity, a.local_id, a.published_basis, readings.c.body)
    query = select(*columns).select_from(articles.outerjoin(readings, readings.c.article == a.id)).where(a.uid == name)
    row = view.connection.execute(query).mappings().first()
    if row is None:
        return None
    same = select(a.uid, a.version, a.current, a.added_at, a.title).where(a.identity == row["identity"]).order_by(a.version)
    versions = tuple(Version(*values) for values in view.connection.execute(same))
    story = next(iter(stories_of(view, [row["story"]])), None) if row["story"] is not None else None
    return Kept(report_of(row), _reading(row), versions, story)


def _reading(row: RowMapping) -> Reading:
    """The reading kept; earlier versions may have none, and are then shown without finds."""
    article = given_article(dict(row))
    if row["body"] is None:
        return Reading(article, article.published, row["published_basis"])
    try:
        value: dict[str, Any] = unpacked(row["body"]) | {"text": row["text"], "title": row["title"]}
        return from_dict(value)
    except (ValueError, KeyError, TypeError) as error:
        hint = "musnad doctor tells what else is; then musnad reread, or musnad restore"
        raise RecordError(f"the reading of {row['article_uid']} is damaged ({error})", hint=hint) from error
