"""A progress bar on standard error while many files, or a large one, are read."""

# ruff: noqa: PLC0415  imports inside functions: rich is loaded for a bar only

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from musnad.errors import IntakeError
from musnad.intake.gather import Given, Source, read_source

T = TypeVar("T")
_MANY = 20
_FILES = 3
_BYTES = 1_000_000
"""A bar is shown for more files or bytes than these; below, all is done in a second."""


def articles_of(sources: Sequence[Source | IntakeError], *, quiet: bool = False) -> Iterator[Given | IntakeError]:
    """The articles of `sources`, in order; with a bar where standard error is a terminal, there is much to read, and not `quiet`."""
    total = sum(source.size for source in sources if isinstance(source, Source))
    if quiet or not sys.stderr.isatty() or (len(sources) <= _FILES and total <= _BYTES):
        for source in sources:
            yield from _articles(source)
        return

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TextColumn("{task.fields[articles]} ×"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=max(total, 1), articles=0)
        count = 0
        for source in sources:
            for given in _articles(source, lambda size: progress.advance(task, size)):
                count += 1
                progress.update(task, articles=count)
                yield given


def _articles(source: Source | IntakeError, advance: Callable[[int], None] = lambda _: None) -> Iterator[Given | IntakeError]:
    if isinstance(source, IntakeError):
        yield source
    else:
        yield from read_source(source, advance=advance)


def counted(things: Iterator[T], total: int) -> Iterator[T]:
    """The things, with a bar where standard error is a terminal and there are many."""
    if not sys.stderr.isatty() or total <= _MANY:
        yield from things
        return

    from rich.console import Console
    from rich.progress import track

    yield from track(things, total=total, description="", console=Console(stderr=True), transient=True)
