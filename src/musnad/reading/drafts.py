"""A statement in the making."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any

from musnad.reading.contents import End
from musnad.reading.cues import Cue
from musnad.reading.frames import Frame
from musnad.reading.parties import Party
from musnad.reading.who_is_who import Who


@dataclass(slots=True, eq=False)
class Draft:
    """A statement in the making: characters of cue and content, tokens for what is still to be decided."""

    cue: Cue | None
    cue_start: int
    cue_end: int
    token: int
    sentence: int
    paragraph: int
    content_start: int
    content_end: int
    content_first: int
    content_last: int
    how: str
    frame: Frame | None
    subject: Party | None
    side: str
    by: str
    ends: list[End] = field(default_factory=list)
    end: End | None = None
    quoted: bool = False
    within: Draft | None = None
    who: Who | None = None
    speakers: list[Who] = field(default_factory=list)
    via: list[Any] = field(default_factory=list)
    to: Party | None = None
    kind: str = "indirect"
    act: str = "inform"
    polarity: str = "said"
    likely: float = 0.9
    confidence: float = 1.0


def in_sentence(drafts: list[Draft], number: int) -> list[Draft]:
    """The drafts of sentence `number`, of drafts in text order: to look through all of them for each sentence is slow in long texts."""
    first = bisect_left(drafts, number, key=_sentence)
    return drafts[first : bisect_right(drafts, number, lo=first, key=_sentence)]


def _sentence(draft: Draft) -> int:
    return draft.sentence
