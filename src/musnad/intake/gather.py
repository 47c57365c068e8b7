"""Files, folders and standard input made into articles, one after the other; what cannot be read comes as its error."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from musnad.errors import IntakeError
from musnad.intake.jsonl import read_lines
from musnad.intake.language import check_arabic
from musnad.intake.text import SIZE_LIMIT, decode, too_large
from musnad.model import Article

STDIN = "-"
TEXT_SUFFIXES = frozenset({".txt"})
JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_MARKUP = re.compile(r"\s*<(?:!doctype html|html|\?xml)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its name for messages, its path (None for standard input), its articles' id where they tell none, its bytes."""

    name: str
    path: Path | None
    id: str | None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """An article, where it stood, and the encoding that it was in."""

    article: Article
    source: str
    line: int | None
    encoding: str


def gather(inputs: Iterable[str], *, advance: Callable[[int], None] = lambda _: None) -> Iterator[Given | IntakeError]:
    """The articles of `inputs` (files, folders, "-") in their order; `advance` is told of every stretch of bytes read."""
    for source in find_sources(inputs):
        if isinstance(source, IntakeError):
            yield source
        else:
            yield from read_source(source, advance=advance)


def find_sources(inputs: Iterable[str]) -> list[Source | IntakeError]:
    """The files of `inputs`; a folder stands for its .txt and .jsonl files, in sorted order, those of its own folders too."""
    found: list[Source | IntakeError] = []
    for given in inputs:
        if given == STDIN:
            found.append(Source(STDIN, None, None))
        elif Path(given).is_dir():
            found.extend(_in_folder(Path(given)))
        else:
            path = Path(given)
            found.append(Source(given, path, path.stem, _size(path)))
    return found


def read_source(source: Source, *, advance: Callable[[int], None] = lambda _: None) -> Iterator[Given | IntakeError]:
    """The articles of one file."""
    try:
        with _open(source) as stream:
            for given in _read_stream(stream, source, advance):
                yield _if_arabic(given)
    except OSError as error:
        yield IntakeError((error.strerror or str(error)).lower(), source=source.name)


def _in_folder(folder: Path) -> Iterator[Source | IntakeError]:
    """The readable files below `folder`; those with a dot before their name are other programs' own."""
    errors: list[IntakeError] = []

    def note(error: OSError) -> None:
        errors.append(IntakeError((error.strerror or str(error)).lower(), source=str(error.filename)))

    empty = True
    for where, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(where, name)
            if path.suffix.lower() in TEXT_SUFFIXES | JSONL_SUFFIXES and not name.startswith("."):
                empty = False
                yield Source(str(path), path, path.relative_to(folder).with_suffix("").as_posix(), _size(path))
    yield from errors
    if empty and not errors:
        yield IntakeError("no .txt or .jsonl file in this folder", source=str(folder))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


@contextmanager
def _open(source: Source) -> Iterator[io.BufferedReader]:
    if source.path is None:
        # Standard input is not ours to close; a program that stands in for it may not let us look ahead.
        stdin = sys.stdin.buffer
        yield cast("io.BufferedReader", stdin if hasattr(stdin, "peek") else io.BufferedReader(io.BytesIO(stdin.read())))
    else:
        with source.path.open("rb") as stream:
            yield stream


def _read_stream(stream: io.BufferedReader, source: Source, advance: Callable[[int], None]) -> Iterator[Given | IntakeError]:
    if _is_jsonl(stream, source):
        yield from _read_jsonl(stream, source, advance)
    else:
        yield _read_text(stream, source)
        advance(source.size)


def _is_jsonl(stream: io.BufferedReader, source: Source) -> bool:
    """By the name's ending; without a known one, whether the data begins with a brace."""
    suffix = source.path.suffix.lower() if source.path else ""
    if suffix in TEXT_SUFFIXES | JSONL_SUFFIXES:
        return suffix in JSONL_SUFFIXES
    return stream.peek(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def _read_jsonl(stream: io.BufferedReader, source: Source, advance: Callable[[int], None]) -> Iterator[Given | IntakeError]:
    done = 0
    empty = True
    for line, read in read_lines(stream, source.name):
        empty = False
        yield read if isinstance(read, IntakeError) else Given(read, source.name, line, "UTF-8")
        if stream.seekable():
            advance(stream.tell() - done)
            done = stream.tell()
    if empty:
        yield IntakeError("the file is empty", source=source.name)


def _read_text(stream: io.BufferedReader, source: Source) -> Given | IntakeError:
    try:
        data = stream.read(SIZE_LIMIT + 1)
        if len(data) > SIZE_LIMIT:
            raise too_large()
        decoded = decode(data)
        if _MARKUP.match(decoded.text):
            raise IntakeError("not plain text but a page's markup", hint="give the text of the report alone")
    except IntakeError as error:
        return error.at(source.name)
    return Given(Article(decoded.text, id=source.id), source.name, None, decoded.encoding)


def _if_arabic(given: Given | IntakeError) -> Given | IntakeError:
    """`given`, or the error that says that its text is not Arabic."""
    if isinstance(given, IntakeError):
        return given
    try:
        check_arabic(given.article.text)
    except IntakeError as error:
        return error.at(given.source, given.line)
    return given
