"""The values of a reading, each named for what it holds; `gold/contract.md` is their JSON form.

Offsets count Unicode code points into the article's unaltered text (or title), the end exclusive;
`article.text[span.start:span.end] == span.text` always holds.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Where = Literal["text", "title"]
Kind = Literal["direct", "indirect", "mixed"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
LinkKind = Literal["outlet", "platform", "occasion", "person"]
LinkRole = Literal["relayed", "told"]
EntityType = Literal["person", "body", "place", "outlet", "source", "document"]
Basis = Literal["named", "short form", "role", "metonym", "dropped subject", "pronoun", "possessive"]
Direction = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the article's text (or title)."""

    start: int
    end: int
    text: str
    where: Where = "text"


@dataclass(frozen=True, slots=True)
class Article:
    """One report as given; `published` is None where unknown."""

    text: str
    id: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: TIMEX3 `type` and `value` (None for an impossible date such as "31 فبراير")."""

    id: str
    span: Span
    type: TimeType
    value: str | None
    direction: Direction | None
    confidence: float
    by: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that is no report; a `related` line links to the story titled `title`."""

    span: Span
    kind: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body, place, outlet or unnamed source of one article, named once."""

    id: str
    type: EntityType
    name: str
    name_en: str | None
    role: str | None
    country: str | None
    named: bool
    mentions: tuple[Span, ...]
    confidence: float
    by: str


@dataclass(frozen=True, slots=True)
class Participant:
    """One who takes part: `span` is where this clause names it, None where it does not; `basis` is how it is known.

    `reason` has the words that say why an unnamed one is not named.
    """

    name: str
    entity: str | None
    span: Span | None
    basis: Basis
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain between the speaker and the reader."""

    text: str
    kind: LinkKind
    span: Span
    role: LinkRole
    entity: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One cue, one speaker, one content."""

    id: str
    cue: Span
    speaker: Span | None
    speakers: tuple[Participant, ...]
    speaker_name: str
    named: bool
    to: Participant | None
    content: tuple[Span, ...]
    quotes: tuple[Span, ...]
    kind: Kind
    act: str
    polarity: str
    said_at: str | None
    via: tuple[Link, ...]
    within: str | None
    about: tuple[str, ...]
    confidence: float
    by: str


@dataclass(frozen=True, slots=True)
class Headline:
    """What the title says; its spans are `where="title"` and slice the title."""

    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader of this reading should know: a sentence skipped and why, hidden characters, an inferred date."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All finds of one article.

    `published` is the date used to resolve times and `published_basis` how it is known; both None where it is not.
    Events, deadlines and positions are empty until they are read too.
    """

    article: Article
    published: dt.date | None
    published_basis: Literal["given", "inferred"] | None
    furniture: tuple[Furniture, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    times: tuple[Time, ...] = ()
    headline: Headline = Headline()
    notes: tuple[Note, ...] = ()
