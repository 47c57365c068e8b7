"""A reading as JSON, in the form of its contract, and back."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

from musnad import __version__
from musnad.model import (
    Article,
    Entity,
    Furniture,
    Headline,
    Link,
    Note,
    Participant,
    Reading,
    Span,
    Statement,
    Time,
)

SCHEMA = "1.0"
"""The version of the form; its first number changes where a field changes its meaning or goes."""

# Characters that JSON allows inside a string but that end a line for some readers, hide, reorder, or are no Unicode text.
_TO_ESCAPE = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


def dumps(reading: Reading, *, indent: int | None = None) -> str:
    """`reading` as JSON text without a line end: Arabic as it is, hidden characters escaped, so that one line stays one line."""
    return dumps_value(to_dict(reading), indent=indent)


def dumps_value(value: Any, *, indent: int | None = None) -> str:
    """Any lists, dicts, strings and numbers in the same way."""
    return _TO_ESCAPE.sub(_escape, json.dumps(value, ensure_ascii=False, indent=indent))


def loads(text: str) -> Reading:
    """The reading that `dumps` wrote."""
    return from_dict(json.loads(text))


def to_dict(reading: Reading) -> dict[str, Any]:
    """`reading` in the contract's form: lists, dicts, strings, numbers, None."""
    article = reading.article
    return {
        "schema": SCHEMA,
        "reader": __version__,
        "id": article.id,
        "outlet": article.outlet,
        "published": _iso(reading.published),
        "published_basis": reading.published_basis,
        "title": article.title,
        "text": article.text,
        "furniture": [_furniture(f) for f in reading.furniture],
        "entities": [_entity(e) for e in reading.entities],
        "statements": [_statement(s) for s in reading.statements],
        "events": [],
        "times": [_time(t) for t in reading.times],
        "deadlines": [],
        "positions": [],
        "headline": {
            "times": [_time(t) for t in reading.headline.times],
            "statements": [_statement(s) for s in reading.headline.statements],
        },
        "notes": [{"code": n.code, "message": n.message, "span": _span(n.span)} for n in reading.notes],
    }


def from_dict(value: Mapping[str, Any]) -> Reading:
    """The reading of a dict that `to_dict` made.

    A date whose basis is "given" is the article's own; an inferred one is the reading's alone.
    """
    published = dt.date.fromisoformat(value["published"]) if value["published"] else None
    given = published if value["published_basis"] == "given" else None
    headline = value["headline"]
    return Reading(
        article=Article(value["text"], value["id"], given, value["outlet"], value["title"]),
        published=published,
        published_basis=value["published_basis"],
        furniture=tuple(Furniture(Span(f["start"], f["end"], f["text"]), f["kind"], f["title"]) for f in value["furniture"]),
        entities=tuple(_to_entity(e) for e in value["entities"]),
        statements=tuple(_to_statement(s) for s in value["statements"]),
        times=tuple(_to_time(t) for t in value["times"]),
        headline=Headline(tuple(_to_time(t) for t in headline["times"]), tuple(_to_statement(s) for s in headline["statements"])),
        notes=tuple(Note(n["code"], n["message"], _to_span(n["span"])) for n in value["notes"]),
    )


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _iso(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()


def _span(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    place = {"start": span.start, "end": span.end, "text": span.text}
    return place | {"in": "title"} if span.where == "title" else place


def _spans(spans: tuple[Span, ...]) -> Any:
    """One piece as a span, several as a list of them."""
    return _span(spans[0]) if len(spans) == 1 else [_span(s) for s in spans]


def _furniture(furniture: Furniture) -> dict[str, Any]:
    span = furniture.span
    return {"start": span.start, "end": span.end, "text": span.text, "kind": furniture.kind, "title": furniture.title}


def _time(time: Time) -> dict[str, Any]:
    return {
        "id": time.id,
        "span": _span(time.span),
        "type": time.type,
        "value": time.value,
        "direction": time.direction,
        "confidence": time.confidence,
        "by": time.by,
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "name_en": entity.name_en,
        "role": entity.role,
        "country": entity.country,
        "named": entity.named,
        "mentions": [_span(m) for m in entity.mentions],
        "confidence": entity.confidence,
        "by": entity.by,
    }


def _participant(participant: Participant | None) -> dict[str, Any] | None:
    if participant is None:
        return None
    return {
        "name": participant.name,
        "entity": participant.entity,
        "span": _span(participant.span),
        "basis": participant.basis,
        "reason": participant.reason,
    }


def _link(link: Link) -> dict[str, Any]:
    place = _span(link.span) or {}
    return {**place, "text": link.text, "kind": link.kind, "role": link.role, "entity": link.entity, "reason": link.reason}


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "cue": _span(statement.cue),
        "speaker": _span(statement.speaker),
        "speakers": [_participant(p) for p in statement.speakers],
        "speaker_name": statement.speaker_name,
        "named": statement.named,
        "to": _participant(statement.to),
        "content": _spans(statement.content),
        "quotes": [_span(q) for q in statement.quotes],
        "kind": statement.kind,
        "act": statement.act,
        "polarity": statement.polarity,
        "said_at": statement.said_at,
        "via": [_link(v) for v in statement.via],
        "within": statement.within,
        "about": list(statement.about),
        "confidence": statement.confidence,
        "by": statement.by,
    }


def _to_span(value: Mapping[str, Any] | None) -> Span | None:
    return None if value is None else _to_sure_span(value)


def _to_sure_span(value: Mapping[str, Any]) -> Span:
    return Span(value["start"], value["end"], value["text"], value.get("in", "text"))


def _to_time(value: Mapping[str, Any]) -> Time:
    return Time(**{**value, "span": _to_sure_span(value["span"])})


def _to_entity(value: Mapping[str, Any]) -> Entity:
    return Entity(**{**value, "mentions": tuple(_to_sure_span(m) for m in value["mentions"])})


def _to_participant(value: Mapping[str, Any]) -> Participant:
    return Participant(**{**value, "span": _to_span(value["span"])})


def _to_link(value: Mapping[str, Any]) -> Link:
    return Link(value["text"], value["kind"], _to_sure_span(value), value["role"], value["entity"], value["reason"])


def _to_statement(value: Mapping[str, Any]) -> Statement:
    content = value["content"]
    changed = {
        "cue": _to_sure_span(value["cue"]),
        "speaker": _to_span(value["speaker"]),
        "speakers": tuple(_to_participant(p) for p in value["speakers"]),
        "to": None if value["to"] is None else _to_participant(value["to"]),
        "content": tuple(_to_sure_span(c) for c in (content if isinstance(content, list) else [content])),
        "quotes": tuple(_to_sure_span(q) for q in value["quotes"]),
        "via": tuple(_to_link(v) for v in value["via"]),
        "about": tuple(value["about"]),
    }
    return Statement(**{**value, **changed})
