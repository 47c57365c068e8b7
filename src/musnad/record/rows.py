"""Many rows written or asked for at once: a statement of SQL costs more than a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

Values = dict[str, Any]
"""A row to be, by column."""
PIECE = 500
"""Values in one condition; SQLite takes some thousands."""


def keep(connection: Connection, table: Table, values: Sequence[Values]) -> list[int]:
    """Write rows; their ids, in order. The caller is the only writer."""
    if not values:
        return []
    first = (connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1
    connection.execute(insert(table), [row | {"id": first + n} for n, row in enumerate(values)])
    return list(range(first, first + len(values)))


def pieces(values: Iterable[int] | Iterable[str]) -> Iterator[list[Any]]:
    """The values, sorted, in lists that one condition takes."""
    ordered = sorted(values)
    for k in range(0, len(ordered), PIECE):
        yield ordered[k : k + PIECE]
