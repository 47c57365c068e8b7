"""Each answer as one flat table, for spreadsheets and data frames: a row a find, named by uid, with the place that it stands at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from musnad.questions.asked import Asked, Carriage
from musnad.questions.brief import Brief
from musnad.questions.disputes import Dispute
from musnad.questions.entities import Profile
from musnad.questions.listed import DisputesFound, OutletsTold, ReportsFound, SaidBy, StatementsFound, StoriesFound, StoryTold
from musnad.questions.origins import Origins
from musnad.questions.outlets import Stats
from musnad.questions.stories import Story
from musnad.questions.told import Report, Told
from musnad.record.names import Known

Row = dict[str, Any]
_REPORT = ("outlet", "published", "article", "title", "url")
_TOLD = (
    "statement", "outlet", "published", "article", "where", "start", "end", "speaker", "named", "entity", "to", "act", "kind", "polarity",
    "confidence", "cue", "content", "chain",
)  # fmt: skip
_COUNTS = ("articles", "outlets", "traced", "unknown")
_STORY = ("story", "title", "articles", "outlets", "first", "first_article", "latest", "latest_article", "alive")
_KNOWN = ("entity", "type", "name", "name_en", "named_in")
_ORIGIN = ("origin", "origin_by", "evidence", "evidence_start", "evidence_end", "copy_of", "likeness")


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of an answer's table, and what gives its rows; a row has only the columns that it fills."""

    columns: tuple[str, ...]
    rows: Callable[[Any], Iterator[Row]]


def table_of(answer: object) -> Table:
    """The table of an answer."""
    return _TABLES[type(answer)]


def _brief(brief: Brief) -> Iterator[Row]:
    for new in brief.new:
        yield {"section": "new"} | _told(new.told) | _counts(new.origins)
    for dispute in brief.disputes:
        yield {"section": "dispute", "dispute": dispute.kind, "against": dispute.earlier.uid} | _told(dispute.later)
    for first in brief.firsts:
        yield {"section": "first"} | (_told(first.told) if first.told else {}) | _known(first.known)
    for woken in brief.stories:
        yield {"section": "story", "quiet": woken.quiet} | _story(woken.story)


def _asked(asked: Asked) -> Iterator[Row]:
    for number, carriage in enumerate(asked.origins, start=1):
        for row in _carriage(carriage):
            yield {"number": number} | row


def _carriage(carriage: Carriage) -> Iterator[Row]:
    for carried in carriage.origins.tellings:
        telling, origin = carried.telling, carried.origin
        wording = telling.wording
        row = _told(telling.told) if telling.told else _report(telling.report)
        row |= {"row": "telling", "where": wording.where, "start": wording.start, "end": wording.end, "content": wording.text}
        row |= {"group": carried.group, "origin_kind": origin.kind, "origin": origin.name, "origin_by": origin.by}
        if origin.evidence:
            row |= {"evidence": origin.evidence.text, "evidence_start": origin.evidence.start, "evidence_end": origin.evidence.end}
        yield row | {"copy_of": origin.of.uid if origin.of else None, "likeness": origin.likeness}
    for dispute in carriage.disputes:
        yield {"row": "dispute", "dispute": dispute.kind, "against": dispute.earlier.uid} | _told(dispute.later)
        yield {"row": "dispute", "dispute": dispute.kind, "against": dispute.later.uid} | _told(dispute.earlier)


def _reports(found: ReportsFound) -> Iterator[Row]:
    for each in found.reports:
        yield _report(each.report) | {"start": each.passage.start, "end": each.passage.end, "passage": each.passage.text}


def _said(found: StatementsFound | SaidBy) -> Iterator[Row]:
    for each in found.statements:
        yield _told(each.told) | _counts(each.origins)


def _disputes(found: DisputesFound) -> Iterator[Row]:
    for each in found.disputes:
        yield _both_sides(each)


def _both_sides(dispute: Dispute) -> Row:
    sides = (("later", dispute.later), ("earlier", dispute.earlier))
    return {"dispute": dispute.kind} | {f"{side}_{column}": value for side, told in sides for column, value in _told(told).items()}


def _stories(found: StoriesFound) -> Iterator[Row]:
    for each in found.stories:
        yield _story(each)


def _story_told(told: StoryTold) -> Iterator[Row]:
    for report in told.reports:
        yield {"story": told.story.uid} | _report(report)


def _profile(profile: Profile) -> Iterator[Row]:
    known = profile.known
    yield {"fact": "entity", "value": known.name, "uid": known.uid, "first": profile.first, "last": profile.last, "count": known.articles}
    yield {"fact": "type", "value": known.type}
    yield {"fact": "country", "value": profile.country}
    yield {"fact": "statements", "count": profile.statements}
    for each in profile.names:
        yield {"fact": "name", "value": each.name, "count": each.articles}
    for role in profile.roles:
        yield {"fact": "role", "value": role.role, "first": role.first, "last": role.last, "count": role.articles}
    for join in profile.joins:
        yield {"fact": "join", "value": join.reason, "count": join.mentions}
    for correction in profile.corrections:
        yield {"fact": "correction", "value": correction}
    for other in profile.namesakes:
        yield {"fact": "namesake", "value": other.name, "uid": other.uid, "count": other.articles}


def _outlets(found: OutletsTold) -> Iterator[Row]:
    for each in found.outlets:
        yield {
            "outlet": each.name,
            "key": each.key,
            "articles": each.articles,
            "statements": each.statements,
            "carries": "; ".join(f"{agency} {count}" for agency, count in each.carries),
            "shared": each.shared,
            "first": each.first,
        }


def _stats(stats: Stats) -> Iterator[Row]:
    yield {name: getattr(stats, name) for name in _STATS}


def _report(report: Report) -> Row:
    return {"outlet": report.outlet, "published": report.published, "article": report.uid, "title": report.title, "url": report.url}


def _told(told: Told) -> Row:
    return {
        "statement": told.uid,
        "outlet": told.report.outlet,
        "published": told.report.published,
        "article": told.report.uid,
        "where": told.content.where,
        "start": told.content.start,
        "end": told.content.end,
        "speaker": told.speaker,
        "named": told.named,
        "entity": told.entity,
        "to": told.to,
        "act": told.act,
        "kind": told.kind,
        "polarity": told.polarity,
        "confidence": told.confidence,
        "cue": told.cue.text,
        "content": told.content.text,
        "chain": " ← ".join([told.report.outlet or "—", *(link.name for link in told.chain), told.speaker]),
    }


def _counts(origins: Origins) -> Row:
    traced = "; ".join(origins.traced)
    return {"articles": origins.articles, "outlets": len(origins.outlets), "traced": traced, "unknown": origins.unknown}


def _story(story: Story) -> Row:
    first, latest = story.first, story.latest
    values = (story.uid, latest.title, story.articles, story.outlets, first.published, first.uid, latest.published, latest.uid, story.alive)
    return dict(zip(_STORY, values, strict=True))


def _known(known: Known) -> Row:
    return dict(zip(_KNOWN, (known.uid, known.type, known.name, known.name_en, known.articles), strict=True))


_STATS = tuple(Stats.__dataclass_fields__)
_BRIEF = tuple(dict.fromkeys(("section", *_TOLD, *_COUNTS, "dispute", "against", *_KNOWN, "quiet", *_STORY)))
_ASKED = ("number", "row", "group", "origin_kind", *_ORIGIN, "dispute", "against", *_TOLD, "title", "url")
_SIDES = tuple(f"{side}_{column}" for side in ("later", "earlier") for column in _TOLD)
_TABLES: Mapping[type, Table] = {
    Brief: Table(_BRIEF, _brief),
    Asked: Table(_ASKED, _asked),
    ReportsFound: Table((*_REPORT, "start", "end", "passage"), _reports),
    StatementsFound: Table((*_TOLD, *_COUNTS), _said),
    SaidBy: Table((*_TOLD, *_COUNTS), _said),
    DisputesFound: Table(("dispute", *_SIDES), _disputes),
    StoriesFound: Table(_STORY, _stories),
    StoryTold: Table(("story", *_REPORT), _story_told),
    Profile: Table(("fact", "value", "uid", "first", "last", "count"), _profile),
    OutletsTold: Table(("outlet", "key", "articles", "statements", "carries", "shared", "first"), _outlets),
    Stats: Table(_STATS, _stats),
}
