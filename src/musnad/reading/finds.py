"""From drafts to the public form: entities, participants, links, statements with their ids."""

from __future__ import annotations

import itertools
from bisect import bisect_left

from musnad.model import Entity, Link, Participant, Span, Statement
from musnad.reading.anonymity import anonymity_behind
from musnad.reading.chains import Found
from musnad.reading.drafts import Draft
from musnad.reading.page import Page
from musnad.reading.parties import Party
from musnad.reading.who_is_who import Cast, Member, Who, clean_name
from musnad.text.quotes import MARKS

_ENTITY_TYPES = {"person": "person", "body": "body", "outlet": "outlet", "source": "source", "document": "document"}
_TRUST = {"known person": 0.97, "known body": 0.97, "office and name": 0.95, "person's name": 0.9}
"""How often an entity of a kind is right, read off 400 entities of the annotated articles; others 0.8."""


def entities_of(page: Page, cast: Cast) -> tuple[Entity, ...]:
    """Everybody of the cast, in order of first mention; places that only stand for themselves among them."""
    return tuple(_entity(page, member) for member in cast.members if member.mentions)


def _entity(page: Page, member: Member) -> Entity:
    entry = member.entry.entry if member.entry else None
    place = entry is not None and entry.kind in ("country", "place") and not member.spoke
    return Entity(
        id=f"e{member.number + 1}",
        type="place" if place else _ENTITY_TYPES[member.type],  # type: ignore[arg-type]
        name=member.name,
        name_en=entry.name_en or None if entry else None,
        role=member.role,
        country=entry.country or None if entry else None,
        named=member.named,
        mentions=tuple(page.span(first, last) for first, last in sorted(set(member.mentions))),
        confidence=_TRUST.get(member.by, 0.8),
        by=member.by,
    )


def statements_of(page: Page, drafts: list[Draft], *, prefix: str = "s", entities: bool = True) -> tuple[Statement, ...]:
    """The drafts as statements, numbered in text order."""
    ids = {id(draft): f"{prefix}{n}" for n, draft in enumerate(drafts, start=1)}
    return tuple(_statement(page, draft, ids, entities=entities) for draft in drafts)


def _statement(page: Page, draft: Draft, ids: dict[int, str], *, entities: bool) -> Statement:
    assert draft.who is not None
    member = draft.who.member
    speakers = [_participant(page, who, party, entities=entities) for who, party in _speakers(draft)]
    return Statement(
        id=ids[id(draft)],
        cue=page.chars(draft.cue_start, draft.cue_end),
        speaker=_speaker_span(page, draft),
        speakers=tuple(speakers),
        speaker_name=draft.who.name,
        named=member.named,
        to=_addressee(page, draft.to) if draft.to else None,
        content=(page.chars(draft.content_start, draft.content_end),),
        quotes=_quotes(page, draft),
        kind=draft.kind,  # type: ignore[arg-type]
        act=draft.act,
        polarity=draft.polarity,
        said_at=_said_at(page, draft),
        via=tuple(_link(page, found, entities=entities) for found in draft.via),
        within=ids.get(id(draft.within)) if draft.within else None,
        about=(),
        confidence=round(draft.confidence, 3),
        by=draft.by,
    )


def _speakers(draft: Draft) -> list[tuple[Who, Party | None]]:
    parties: list[Party | None] = [draft.subject, *(draft.subject.others or [])] if draft.subject else []
    return [(who, parties[n] if n < len(parties) else None) for n, who in enumerate(draft.speakers)]


def _participant(page: Page, who: Who, party: Party | None, *, entities: bool) -> Participant:
    span = page.chars(page.tokens[party.first].start + party.clitics, page.tokens[party.last - 1].end) if party else None
    reason = anonymity_behind(page, party.last) if party and not who.member.named else None
    return Participant(who.name, f"e{who.member.number + 1}" if entities else None, span, who.basis, reason)


def _speaker_span(page: Page, draft: Draft) -> Span | None:
    party = draft.subject
    return page.chars(page.tokens[party.first].start + party.clitics, page.tokens[party.last - 1].end) if party else None


def _addressee(page: Page, party: Party) -> Participant:
    start = page.tokens[party.first].start + party.clitics
    return Participant(
        clean_name(page, party.name_first, party.name_last, party.clitics),
        None,
        page.chars(start, page.tokens[party.last - 1].end),
        "named",
    )


def _quotes(page: Page, draft: Draft) -> tuple[Span, ...]:
    """The verbatim pieces: the whole content of a direct statement, the quotations inside a mixed one."""
    if draft.kind == "direct":
        return (page.chars(draft.content_start, draft.content_end),)
    pieces = []
    k = draft.content_first
    while k < draft.content_last:
        close = page.quotation_at.get(k)
        if close is not None and k + 1 < close:
            last = min(close, draft.content_last)
            if page.tokens[k].text in MARKS and last > k + 1:
                pieces.append(page.span(k + 1, last))
            k = last
        k += 1
    return tuple(pieces)


def _said_at(page: Page, draft: Draft) -> str | None:
    """The time in the cue's own clause, between cue and content or right before the cue."""
    first, last = (draft.token, draft.frame.zone[1]) if draft.frame else (draft.token, draft.token + 1)
    start, end = page.tokens[max(first - 1, 0)].start, page.tokens[min(last, len(page.tokens)) - 1].end
    for time in itertools.islice(page.times, bisect_left(page.times, start, key=lambda time: time.span.start), None):
        if time.span.start >= end:
            break
        if time.type in ("DATE", "TIME"):
            return time.id
    return None


def _link(page: Page, found: Found, *, entities: bool) -> Link:
    span = page.chars(found.start, found.end)
    entity = f"e{found.member.number + 1}" if found.member is not None and entities else None
    reason = anonymity_behind(page, found.last) if found.member is not None and not found.member.named else None
    return Link(found.text, found.kind, span, found.role, entity, reason)
