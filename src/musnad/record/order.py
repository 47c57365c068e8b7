"""The one order of the record: by day, then by content hash; undated articles stand behind all others.

Nobody knows which of two reports of one day came first; the hash only makes every record choose alike.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from musnad.record.rows import pieces
from musnad.record.schema import articles

UNDATED = 0
"""The day under which the indexes keep what has none."""
_LAST = 10**9

Place = tuple[int, str]


def place(day: int | None, digest: str) -> Place:
    """Where an article stands in the order."""
    return (day or _LAST, digest)


def places(connection: Connection, rows: Iterable[int]) -> dict[int, Place]:
    """Where the articles of these rows stand."""
    found: dict[int, Place] = {}
    for piece in pieces(rows):
        query = select(articles.c.id, articles.c.day, articles.c.hash).where(articles.c.id.in_(piece))
        found |= {row: place(day, digest) for row, day, digest in connection.execute(query)}
    return found
