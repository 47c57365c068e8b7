"""An article made from its fields as given, each checked; the error names the path of the bad value."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from musnad.errors import IntakeError
from musnad.model import Article

_SURROGATE = re.compile("[\ud800-\udfff]")
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.]+ ?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?", re.ASCII)


def make_article(fields: Mapping[str, object]) -> Article:
    """The article of `fields`: `text`, and where known `id`, `published`, `outlet`, `title`, `url`; other fields are not looked at.

    Raises IntakeError with the path of the first bad value: "published: '2025-02-31' is no date …".
    """
    text = _string(fields, "text")
    if text is None:
        raise IntakeError("missing" if "text" not in fields else "must be a string, not null", path="text")
    if not text.strip():
        raise IntakeError("empty", path="text")
    return Article(
        text=text,
        id=_id(fields),
        published=parse_published(_string(fields, "published")),
        outlet=_string(fields, "outlet"),
        title=_string(fields, "title"),
        url=_string(fields, "url"),
    )


def parse_published(value: str | None) -> dt.date | None:
    """The date of "2025-08-06" or "2025-08-06T14:30:00Z" (the day as written there); None stays None."""
    if value is None:
        return None
    form = _DATE.fullmatch(value.strip())
    if form is None:
        raise IntakeError(f"{value[:40]!r} is no date in the form YYYY-MM-DD", path="published")
    try:
        return dt.date.fromisoformat(form[1])
    except ValueError:
        raise IntakeError(f"{form[1]!r} is no date of the calendar", path="published") from None


def _id(fields: Mapping[str, object]) -> str | None:
    """The id, a number's digits where it is a number."""
    value = fields.get("id")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _string(fields, "id")


def _string(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise IntakeError(f"must be a string, not {_kind(value)}", path=name)
    if broken := _SURROGATE.search(value):
        raise IntakeError(f"half of a surrogate pair, U+{ord(broken.group()):04X}, at character {broken.start()}", path=name)
    return value


def _kind(value: object) -> str:
    """What JSON calls the type of `value`."""
    names = {bool: "a truth value", int: "a number", float: "a number", list: "an array", dict: "an object"}
    return names.get(type(value), type(value).__name__)


def fill(article: Article, *, published: dt.date | None, outlet: str | None, title: str | None) -> Article:
    """`article` with what it does not tell of itself."""
    return replace(
        article,
        published=article.published or published,
        outlet=article.outlet if article.outlet is not None else outlet,
        title=article.title if article.title is not None else title,
    )
