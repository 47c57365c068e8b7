"""What the record keeps of one article, made from its reading: a pure function, run in the processes that read."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from musnad import __version__
from musnad.model import Article, Link, Reading, Statement
from musnad.present.json import to_dict
from musnad.record import order
from musnad.record.credits import find_credit
from musnad.record.likeness import heaviest, news_weight, pack, weigh
from musnad.record.link_entities import entity_key
from musnad.record.outlets import link_key, outlet_key
from musnad.record.passages import Passage, bands, cut
from musnad.record.rows import Values
from musnad.record.uids import digest, term_number, uid
from musnad.text.search_words import search_stems

EARLIEST = dt.date(1990, 1, 1)
IMPLAUSIBLE = "implausible"
"""What the record calls a day that cannot be one of publication; such an article counts as undated."""
LEAD = 130
"""Stems of the text, from its beginning, that with the title tell what an article is about."""
TELLING = 36
TERMS = 24
"""Of these, the heaviest, by which articles worth comparing are found; with 14, a third of the likenesses that count are missed."""
STATEMENT_TERMS = 6


def now() -> str:
    """The time of adding, for the audit: UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


@dataclass(frozen=True, slots=True)
class Report:
    """An article as given, where from and when (UTC); `identity` is what stays when it changes."""

    article: Article
    source: str | None
    identity: str
    added_at: str = field(default_factory=now)

    @property
    def hash(self) -> str:
        """The SHA-256 of what was given."""
        article = self.article
        return digest(article.outlet, article.published, article.title, article.text)

    @property
    def uid(self) -> str:
        """The article's name in the record."""
        return uid("a", self.hash)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows to be: `mentions` with the key and the entity's own values, `statements` with their chain's links."""

    identity: str
    hash: str
    uid: str
    day: int | None
    article: Values
    reading: Values
    mentions: tuple[tuple[str, Values, Values], ...]
    passages: tuple[tuple[Passage, tuple[int, ...]], ...]
    terms: tuple[int, ...]
    statements: tuple[tuple[Values, tuple[Values, ...]], ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the article as it was taken in."""
        if self.article["published_basis"] != IMPLAUSIBLE:
            return ()
        return (f"{self.article['source']}: published {self.article['published']}, which cannot be: kept, and counted as undated",)

    @property
    def place(self) -> order.Place:
        """Where the article stands in the order of the record."""
        return order.place(self.day, self.hash)


def prepare(report: Report, reading: Reading) -> Prepared:
    """Everything that the record keeps of `report`, linked to nothing yet."""
    article = report.article
    title, text = search_stems(article.title or ""), search_stems(article.text)
    about = weigh((*title, *title, *text[:LEAD]), most=TELLING, tells=news_weight)
    published, basis = _believed(report, reading)
    day = published.toordinal() if published and basis != IMPLAUSIBLE else None
    values = {
        "uid": report.uid,
        "identity": report.identity,
        "hash": report.hash,
        "url": article.url,
        "local_id": article.id,
        "added_at": report.added_at,
        "outlet": article.outlet,
        "outlet_key": outlet_key(article.outlet) if article.outlet else None,
        "published": published.isoformat() if published else None,
        "published_basis": basis,
        "day": day,
        "title": article.title,
        "text": article.text,
        "credit_key": None,
        "credit_start": None,
        "credit_end": None,
        "source": report.source,
        "stems": " ".join((*title, *text)),
        "likeness": pack(about),
    }
    credit = find_credit(article, reading.furniture)
    if credit:
        values |= {"credit_key": credit.key, "credit_start": credit.start, "credit_end": credit.end}
    found = cut(article.text, reading.furniture)
    return Prepared(
        identity=report.identity,
        hash=report.hash,
        uid=report.uid,
        day=day,
        article=values,
        reading={"reader": __version__, "body": packed(reading)},
        mentions=tuple(_mentions(reading, day)),
        passages=tuple((passage, tuple(bands(passage.stems))) for passage in found),
        terms=tuple(sorted({term_number(stem) for stem in heaviest(about, TERMS)})),
        statements=tuple(_statements(report.uid, reading, day, found)),
    )


def given_article(told: Mapping[str, Any]) -> Article:
    """The article as it was given, from its row."""
    given = told["published"] if told["published_basis"] != "inferred" else None
    published = dt.date.fromisoformat(given) if given else None
    return Article(told["text"], told["local_id"], published, told["outlet"], told["title"], told["url"])


def _believed(report: Report, reading: Reading) -> tuple[dt.date | None, str | None]:
    """The day of publication and how it is known; a day given that cannot be one is kept as such, one inferred is not."""
    day = reading.published
    if day is None:
        return None, None
    if EARLIEST <= day <= dt.date.fromisoformat(report.added_at[:10]) + dt.timedelta(days=1):
        return day, reading.published_basis
    return (day, IMPLAUSIBLE) if reading.published_basis == "given" else (None, None)


def packed(reading: Reading) -> bytes:
    """A reading's JSON without the text and title, which the article's own row has; compressed."""
    value = to_dict(replace(reading, article=replace(reading.article, text="", title=None)))
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), 1)


def _mentions(reading: Reading, day: int | None) -> list[tuple[str, Values, Values]]:
    told = []
    for entity in reading.entities:
        keyed = entity_key(entity)
        if keyed is None:
            continue
        key, reason = keyed
        own = {
            "uid": uid("e", key),
            "key": key,
            "type": entity.type,
            "name": entity.name,
            "name_en": entity.name_en,
            "country": entity.country,
        }
        first = entity.mentions[0] if entity.mentions else None
        mention = {
            "local": entity.id,
            "name": entity.name,
            "role": entity.role,
            "start": first.start if first else 0,
            "end": first.end if first else 0,
            "times": len(entity.mentions),
            "day": day,
            "reason": reason,
        }
        told.append((key, own, mention))
    return told


def _statements(article: str, reading: Reading, day: int | None, found: Sequence[Passage]) -> list[tuple[Values, tuple[Values, ...]]]:
    keys = {entity.id: keyed[0] for entity in reading.entities if (keyed := entity_key(entity))}
    told = []
    for ordinal, statement in enumerate((*reading.statements, *reading.headline.statements)):
        stems = search_stems(" ".join(span.text for span in statement.content))
        speaker = next((keys[p.entity] for p in statement.speakers if p.entity in keys), None)
        values = _statement(statement, article) | {
            "ordinal": ordinal,
            "entity_key": speaker,
            "day": day,
            "stems": " ".join(stems),
            "terms": _statement_terms(stems, speaker),
            "passage_number": _passage_of(statement, found),
        }
        told.append((values, tuple(_link(n, link) for n, link in enumerate(statement.via))))
    return told


def _statement_terms(stems: Sequence[str], speaker: str | None) -> list[int]:
    """What a statement must share two of to be compared: its heaviest stems, and who speaks."""
    return sorted({term_number(term) for term in (*weigh(stems, most=STATEMENT_TERMS), *([speaker] if speaker else []))})


def _statement(statement: Statement, article: str) -> Values:
    return {
        "uid": uid("s", article, statement.cue.where, statement.cue.start, statement.cue.end),
        "place": statement.cue.where,
        "cue_start": statement.cue.start,
        "cue_end": statement.cue.end,
        "content_start": statement.content[0].start,
        "content_end": statement.content[-1].end,
        "speaker": statement.speaker_name,
        "named": statement.named,
        "to": statement.to.name if statement.to else None,
        "kind": statement.kind,
        "act": statement.act,
        "polarity": statement.polarity,
        "said_at": statement.said_at,
        "confidence": statement.confidence,
    }


def _link(ordinal: int, link: Link) -> Values:
    return {
        "ordinal": ordinal,
        "name": link.text,
        "key": link_key(link.text, link.kind),
        "kind": link.kind,
        "role": link.role,
        "start": link.span.start,
        "end": link.span.end,
        "reason": link.reason,
    }


def _passage_of(statement: Statement, found: Sequence[Passage]) -> int | None:
    if statement.cue.where == "title":
        return None
    return next((n for n, passage in enumerate(found) if passage.start <= statement.cue.start < passage.end), None)
