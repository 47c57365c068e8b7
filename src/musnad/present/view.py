"""What the terminal and the page both tell of a reading: its summary and each statement's chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from musnad.model import Link, Reading, Span, Statement, Time
from musnad.present.labels import Labels

SURE = 0.6
"""Finds of less confidence are marked as unsure."""


@dataclass(frozen=True, slots=True)
class Node:
    """One link of a chain as shown: `kind` is article, outlet, platform, occasion, person, speaker or source (an unnamed speaker)."""

    kind: str
    name: str
    span: Span | None = None
    role: str | None = None
    reason: str | None = None


def all_statements(reading: Reading) -> tuple[Statement, ...]:
    """The headline's statements and the text's, in reading order."""
    return (*reading.headline.statements, *reading.statements)


def all_times(reading: Reading) -> tuple[Time, ...]:
    """The headline's times and the text's, in reading order."""
    return (*reading.headline.times, *reading.times)


def times_by_id(reading: Reading) -> dict[str, Time]:
    """Every time of text and headline by its id."""
    return {time.id: time for time in all_times(reading)}


def summary(reading: Reading, labels: Labels, *, isolate: Callable[[str], str] = str) -> list[str]:
    """The reading in a few counts; `isolate` is put around each name."""
    statements = all_statements(reading)
    speakers = {_who(statement): statement.named for statement in statements}
    parts = [f"{labels.count('statements', len(statements))} {labels.count('speakers', len(speakers))}" if statements else labels["none"]]
    if unnamed := sum(not named for named in speakers.values()):
        parts.append(labels.count("unnamed", unnamed))
    relays = Counter(name for statement in statements for name in {link.text for link in statement.via if link.kind == "outlet"})
    parts += [labels.count("via", n, name=isolate(name)) for name, n in sorted(relays.items(), key=lambda item: (-item[1], item[0]))[:3]]
    parts.append(labels.count("times", len(all_times(reading))))
    return parts


def chain(reading: Reading, statement: Statement, labels: Labels, by_id: Mapping[str, Statement]) -> list[Node]:
    """The links from the outlet to the statement's speaker; a statement inside another's words goes through that one's speaker."""
    nodes = [Node("article", reading.article.outlet or labels["outlet_unknown"])]
    seen: set[Span] = set()
    for stage in _outermost_first(statement, by_id):
        for link in stage.via:
            if link.span not in seen:
                seen.add(link.span)
                nodes.append(_link_node(link))
        nodes.append(speaker_node(stage))
    return nodes


def speaker_node(statement: Statement) -> Node:
    """The statement's speakers as one link."""
    names = [participant.name for participant in statement.speakers] or [statement.speaker_name]
    kind = "speaker" if statement.named else "source"
    reason = next((participant.reason for participant in statement.speakers if participant.reason), None)
    return Node(kind, "، ".join(names), statement.speaker, reason=reason)


def statements_by_id(reading: Reading) -> dict[str, Statement]:
    """Every statement of text and headline by its id."""
    return {statement.id: statement for statement in all_statements(reading)}


def _who(statement: Statement) -> str:
    """What makes two statements one speaker's: the entity, or else the name."""
    first = statement.speakers[0] if statement.speakers else None
    return first.entity if first and first.entity else statement.speaker_name


def _link_node(link: Link) -> Node:
    return Node(link.kind, link.text, link.span, link.role, link.reason)


def _outermost_first(statement: Statement, by_id: Mapping[str, Statement]) -> list[Statement]:
    stages = [statement]
    outer = by_id.get(statement.within or "")
    while outer is not None and outer not in stages:
        stages.append(outer)
        outer = by_id.get(outer.within or "")
    return stages[::-1]
