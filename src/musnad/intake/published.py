"""The day a page was published, only where the page or its address says so, and by which of its words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from musnad.intake.markup import Markup

_DAY = re.compile(r"([12][0-9]{3})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|([0-9]{2})([0-9]{2}))(?![0-9])")
_IN_ADDRESS = re.compile(r"/((?:19|20)[0-9]{2})([/-])([0-9]{1,2})\2([0-9]{1,2})(?=[/?#.-]|$)")
_METAS = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date_published",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_at",
    "pubdate",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "date",
)
"""What outlets call it, the surest first; the day of the last change is none of them."""
_EARLIEST = 1995  # there were no Arabic newspapers on the web before; 1970-01-01 and 0001-01-01 stand for "unknown"


def find_published(markup: Markup, json_ld: Mapping[str, object], url: str) -> tuple[dt.date | None, str | None]:
    """The day, and what says it: "JSON-LD datePublished", "meta article:published_time", "time datetime", "URL"."""
    for by, value in _told(markup, json_ld):
        if day := parse_day(value):
            return day, by
    if form := _IN_ADDRESS.search(url):
        day = _day(form[1], form[3], form[4])
        return day, "URL" if day else None
    return None, None


def _told(markup: Markup, json_ld: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    value = json_ld.get("datePublished")
    if isinstance(value, str):
        yield "JSON-LD datePublished", value
    for name in _METAS:
        if name in markup.metas:
            yield f"meta {name}", markup.metas[name]
    yield from (("time datetime", value) for value in _times(markup))


def _times(markup: Markup) -> Iterator[str]:
    """The `<time>` of the report, not those of the list beside it."""
    yield from (time.value for time in markup.times if time.publication)
    own = [time.value for time in markup.times if markup.first <= time.at < markup.last]
    yield from own[:1]
    before = [time.value for time in markup.times if time.at < markup.first]
    yield from before[-1:]
    if len({parse_day(time.value) for time in markup.times}) == 1:
        yield markup.times[0].value


def parse_day(value: str) -> dt.date | None:
    """The day that `value` begins with: "2025-08-06T10:00", "2025/8/6", "20250806"; None for "06/08/2025", which is two days."""
    form = _DAY.match(value.strip())
    if form is None:
        return None
    year, *rest = (part for part in form.groups() if part)
    return _day(year, *rest)


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year >= _EARLIEST else None
