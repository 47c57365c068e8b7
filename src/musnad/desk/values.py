"""Answers as JSON: their fields by name, days as ISO text, without the numbers that only this record's tables know."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from musnad.questions.origins import Origins
from musnad.record.names import Known

_INTERNAL = {"row", "place", "saying", "passage", "stems", "story"}
"""Row numbers and what is kept for comparing; of `story` only the number, not the answer of that name."""


def plain(value: object) -> Any:
    """`value` as lists, dicts, strings and numbers."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Known):
        return _fields(value._asdict())
    if isinstance(value, Origins):
        return {
            "articles": value.articles,
            "outlets": list(value.outlets),
            "traced": list(value.traced),
            "unknown": value.unknown,
            "groups": plain(value.groups),
            "tellings": plain(value.tellings),
        }
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value


def _fields(value: dict[str, Any]) -> dict[str, Any]:
    return {name: plain(each) for name, each in value.items() if name not in _INTERNAL or dataclasses.is_dataclass(each)}
