"""The answers that are lists, as values of their own: what is shown, saved and sent."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.questions.disputes import Dispute
from musnad.questions.outlets import Outlet
from musnad.questions.search import Found, Said
from musnad.questions.stories import Story
from musnad.questions.told import Report
from musnad.record.names import Known


@dataclass(frozen=True, slots=True)
class ReportsFound:
    """The reports that have the words asked for."""

    reports: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class StatementsFound:
    """The statements that are as asked for."""

    statements: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class SaidBy:
    """What a person or body said; `namesakes` are others who may be meant by the name asked for."""

    speaker: Known
    namesakes: tuple[Known, ...]
    statements: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class DisputesFound:
    """Where reports disagree."""

    disputes: tuple[Dispute, ...]


@dataclass(frozen=True, slots=True)
class StoriesFound:
    """Stories, those told latest first."""

    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class StoryTold:
    """A story and its reports, newest first."""

    story: Story
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class OutletsTold:
    """Each outlet, those with most reports first."""

    outlets: tuple[Outlet, ...]
