"""What a reading tells, in the short form that the tables of these tests are written in."""

from __future__ import annotations

import pytest

import musnad
from musnad.model import Reading, Statement

DAY = "2025-08-06"
"""The day on which every made-up text of the tables appeared, a Wednesday."""


def read(text: str, title: str | None = None) -> Reading:
    """The reading of a text that appeared on DAY."""
    return musnad.read(text, published=DAY, title=title)


def statement(one: Statement) -> str:
    """A statement as "speaker | cue | content"."""
    return f"{one.speaker_name} | {one.cue.text} | {' + '.join(piece.text for piece in one.content)}"


def statements(text: str) -> list[str]:
    """All statements of a text in their short form."""
    return [statement(one) for one in read(text).statements]


def only(text: str) -> Statement:
    """The one statement of a text."""
    [one] = read(text).statements
    return one


def links(one: Statement) -> list[str]:
    """A statement's chain, outermost first, each link as "kind role text"."""
    return [f"{link.kind} {link.role} {link.text}" for link in one.via]


def missed(reason: str) -> pytest.MarkDecorator:
    """Marks a row that is true but that the reader does not find yet; the test fails as soon as it does."""
    return pytest.mark.xfail(strict=True, raises=(AssertionError, ValueError), reason=reason)
