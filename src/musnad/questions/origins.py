"""Where what several reports tell comes from: who had it first, who copied, whose word it is, and what is not known.

Carriers (the outlets that print) and origins are counted apart. An origin is traced where a chain names an agency, an outlet or the
speaker's own channel, copied where the passage stands in another report, else unknown; unknown ones are never counted as independent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import or_, select

from musnad.questions.told import REPORT, Passage, Report, Told, all_told, report_of, tellings
from musnad.questions.view import View
from musnad.record.outlets import OWN_WORD, names_one, outlet_key, outlet_name
from musnad.record.rows import pieces
from musnad.record.schema import articles, passage_edges, passages, statements
from musnad.text.search_words import search_stems

OriginKind = Literal["traced", "copied", "unknown"]
TracedBy = Literal["chain", "own channel", "speaker", "credit"]
MOST = 400
"""Passages of one family that are looked at."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one telling has it from: `name` is the outlet or channel it is traced to, `evidence` the characters that say so.

    `of` is the report that it is a copy of, `likeness` how much of the passage stands there, from 0 to 1.
    """

    kind: OriginKind
    key: str | None = None
    name: str | None = None
    by: TracedBy | None = None
    evidence: Passage | None = None
    of: Report | None = None
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """A report that carries it, in its own words: a statement, or a passage that only the narrator tells."""

    report: Report
    wording: Passage
    told: Told | None
    passage: int | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A telling and its origin; `group` counts from 0 in the order of first appearance."""

    telling: Telling
    origin: Origin
    group: int


@dataclass(frozen=True, slots=True)
class Group:
    """Tellings of one origin: `name` is None where nobody says whose it is."""

    name: str | None
    first: Report
    size: int


@dataclass(frozen=True, slots=True)
class Origins:
    """The answer: tellings in order of first appearance, and the origins behind them."""

    tellings: tuple[Carried, ...]
    groups: tuple[Group, ...]

    @property
    def articles(self) -> int:
        """How many reports carry it."""
        return len({carried.telling.report.uid for carried in self.tellings})

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who printed it, in order of first appearance; a report whose outlet nobody told counts by itself."""
        return tuple(dict.fromkeys(c.telling.report.outlet_key or c.telling.report.uid for c in self.tellings))

    @property
    def traced(self) -> tuple[str, ...]:
        """The origins that are named."""
        return tuple(group.name for group in self.groups if group.name is not None)

    @property
    def unknown(self) -> int:
        """How many origins nobody names: at most so many, for a wire that no one names may stand behind several."""
        return sum(group.name is None for group in self.groups)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Whose word it is, as the reports name them."""
        named = {c.telling.told.entity or c.telling.told.speaker: c.telling.told.speaker for c in reversed(self.tellings) if c.telling.told}
        return tuple(reversed(named.values()))


class Copy(NamedTuple):
    """That a passage stands in an earlier report too, and how much of it."""

    passage: int
    report: Report
    likeness: float


def origins_of_sayings(view: View, sayings: Iterable[int]) -> dict[int, Origins]:
    """The origins of each of these sayings."""
    told = {saying: [Telling(t.report, t.content, t, t.passage) for t in several] for saying, several in tellings(view, sayings).items()}
    every = [telling for several in told.values() for telling in several]
    copies, credited = _copies(view, every), _credits(view, every)
    return {saying: trace(several, copies, credited) for saying, several in told.items()}


def origins_of_passages(view: View, found: Iterable[int]) -> Origins:
    """The origins of passages, and of whatever they copy or is copied from them."""
    told = _passages(view, _family(view, found))
    return trace(told, _copies(view, told), _credits(view, told))


def trace(told: Sequence[Telling], copies: Mapping[int, Copy], credited: Mapping[int, Origin]) -> Origins:
    """Tell of each telling (in order of first appearance) where it comes from, and which of them come from one origin.

    A telling is of the origin that it names; else of that of the earliest wording it copies; and where that names none, of the first that a
    copy of it names.
    """
    own = [_own_origin(telling, credited) for telling in told]
    place = {telling.passage: n for n, telling in reversed(list(enumerate(told))) if telling.passage is not None}
    copy = [copies.get(telling.passage) if telling.passage is not None else None for telling in told]
    above = [place.get(each.passage) if each else None for each in copy]
    root = list(range(len(told)))
    named: list[Origin | None] = []
    for n, m in enumerate(above):
        if m is not None and m < n:
            root[n] = root[m]
        named.append(own[n] or (named[m] if m is not None and m < n else None))
    first_named = {root[n]: origin for n, origin in reversed(list(enumerate(named))) if origin}
    groups: dict[str | int, list[Carried]] = {}
    names: dict[str | int, str] = {}
    carried = []
    for n, telling in enumerate(told):
        source, outside = named[n] or first_named.get(root[n]), copy[root[n]]
        key: str | int = source.key if source and source.key else outside.report.uid if outside else root[n]
        if source and source.name:
            names.setdefault(key, source.name)
        members = groups.setdefault(key, [])
        each = Carried(telling, own[n] or _inherited(source, copy[n]), list(groups).index(key))
        members.append(each)
        carried.append(each)
    told_groups = (Group(names.get(key), members[0].telling.report, len(members)) for key, members in groups.items())
    return Origins(tuple(carried), tuple(told_groups))


def _inherited(source: Origin | None, copy: Copy | None) -> Origin:
    """The origin of a telling that names none: that of what it copies, or what others name for the same words."""
    key, name = (source.key, source.name) if source else (None, None)
    return Origin("copied", key, name, of=copy.report, likeness=copy.likeness) if copy else Origin("unknown", key, name)


def _own_origin(telling: Telling, credited: Mapping[int, Origin]) -> Origin | None:
    """What the telling itself names as its origin: the outlet or channel next to the speaker in its chain, else its article's credit."""
    told = telling.told
    if told is None:
        return credited.get(telling.report.row)
    link = next((link for link in reversed(told.chain) if link.kind in ("outlet", "platform") or link.key == OWN_WORD), None)
    if link is not None:
        evidence = Passage(link.start, link.end, link.name, told.cue.where)
        if link.kind == "outlet" and not names_one(link.name):
            return credited.get(telling.report.row)
        if link.kind == "outlet":
            return Origin("traced", link.key, outlet_name(link.key, link.name), "chain", evidence)
        speaker = told.entity or " ".join(search_stems(told.speaker))
        return Origin("traced", f"{link.key}: {speaker}", f"{link.name}: {told.speaker}", "own channel", evidence)
    if told.entity_type == "outlet" and names_one(told.speaker):
        key = outlet_key(told.speaker)
        return Origin("traced", key, outlet_name(key, told.speaker), "speaker", told.cue)
    return credited.get(telling.report.row)


def _credits(view: View, told: Iterable[Telling]) -> dict[int, Origin]:
    """The origins that whole articles are credited to, by the article's row."""
    found = {}
    a = articles.c
    for piece in pieces({telling.report.row for telling in told}):
        query = select(a.id, a.credit_key, a.credit_start, a.credit_end, a.text).where(a.id.in_(piece), a.credit_key.is_not(None))
        for row, key, start, end, text in view.connection.execute(query):
            found[row] = Origin("traced", key, outlet_name(key), "credit", Passage(start, end, text[start:end]))
    return found


def _copies(view: View, told: Iterable[Telling]) -> dict[int, Copy]:
    """Of each passage, the earlier one that it is likest to, in the view's reports."""
    best: dict[int, Copy] = {}
    edge = passage_edges.c
    for piece in pieces({telling.passage for telling in told if telling.passage is not None}):
        query = (
            select(edge.later, edge.earlier, edge.likeness, *REPORT)
            .join(passages, passages.c.id == edge.earlier)
            .join(articles, articles.c.id == passages.c.article)
            .where(edge.later.in_(piece), *view.reports)
        )
        for row in view.connection.execute(query).mappings():
            copy = Copy(row["earlier"], report_of(row), row["likeness"])
            before = best.get(row["later"])
            if before is None or (-copy.likeness, copy.report.place) < (-before.likeness, before.report.place):
                best[row["later"]] = copy
    return best


def _family(view: View, found: Iterable[int]) -> set[int]:
    """These passages, and all that copy them or that they copy, over as many steps as there are."""
    family = set(found)
    new = set(family)
    edge = passage_edges.c
    while new and len(family) < MOST:
        near = set()
        for piece in pieces(new):
            query = select(edge.later, edge.earlier).where(or_(edge.later.in_(piece), edge.earlier.in_(piece)))
            near |= {row for pair in view.connection.execute(query) for row in pair}
        new = near - family
        family |= new
    return family


def _passages(view: View, rows: Iterable[int]) -> list[Telling]:
    """The tellings of these passages that the view has, in order of first appearance; a statement of each gives its chain."""
    found = []
    for piece in pieces(rows):
        query = (
            select(passages.c.id, passages.c.start, passages.c.end, articles.c.text, *REPORT)
            .join(articles, articles.c.id == passages.c.article)
            .where(passages.c.id.in_(piece), *view.reports)
        )
        chained = {t.passage: t for t in reversed(all_told(view, statements.c.passage.in_(piece))) if t.chain or t.entity_type == "outlet"}
        for row in view.connection.execute(query).mappings():
            wording = Passage(row["start"], row["end"], row["text"][row["start"] : row["end"]])
            found.append(Telling(report_of(row), wording, chained.get(row["id"]), row["id"]))
    return sorted(found, key=lambda telling: (telling.report.place, telling.wording.start))
