"""What a reader of a reading should know about its input: another encoding than UTF-8, hidden characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from musnad.model import Article, Note, Reading, Span, Where
from musnad.text.hidden import hidden_characters


def with_input_notes(reading: Reading, encoding: str = "UTF-8") -> Reading:
    """`reading` with what its input gives to note."""
    notes = [*_encoding_notes(encoding), *_hidden_notes(reading.article)]
    return replace(reading, notes=(*reading.notes, *notes)) if notes else reading


def _encoding_notes(encoding: str) -> Iterator[Note]:
    if encoding != "UTF-8":
        yield Note("encoding", f"read as {encoding}")


def _hidden_notes(article: Article) -> Iterator[Note]:
    """A note for each sort of hidden character, in text and title, with its number and the place of its first."""
    yield from _hidden_in(article.text, "text")
    yield from _hidden_in(article.title or "", "title")


def _hidden_in(text: str, where: Where) -> Iterator[Note]:
    found: dict[str, list[int]] = {}
    for offset, name in hidden_characters(text):
        found.setdefault(name, []).append(offset)
    for name, offsets in found.items():
        first = offsets[0]
        yield Note("hidden", f"{len(offsets)} × {name}", Span(first, first + 1, text[first], where))
