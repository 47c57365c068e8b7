"""What all commands share: where the record is, how what fails is told, how it ends."""

# ruff: noqa: PLC0415  imports inside functions: `musnad --help` need not wait for the reader

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from musnad.errors import ExitStatus, MusnadError


class Language(StrEnum):
    """The language of labels."""

    AR = "ar"
    EN = "en"


LanguageOption = Annotated[Language, typer.Option("--lang", envvar="MUSNAD_LANG", help="The language of the labels.")]
RecordOption = Annotated[
    Path | None,
    typer.Option(
        "--record",
        metavar="PATH",
        envvar="MUSNAD_RECORD",
        help="The record; by default one in your data folder.",
        show_default=False,
    ),
]
LexiconOption = Annotated[
    list[Path] | None,
    typer.Option("--lexicon", metavar="DIR", help="A folder of lexicon tables of your own; may be repeated.", show_default=False),
]


def day_of(value: str | None, option: str) -> dt.date | None:
    """The day that an option names (YYYY-MM-DD); raises MusnadError, naming the option."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value.strip())
    except ValueError:
        raise MusnadError(f"{option}: {value!r} is no day", hint=f"{option} 2025-08-06") from None


def lexicon_folders(folders: list[Path] | None) -> tuple[Path, ...]:
    """The folders of lexicon tables; raises MusnadError where one is none."""
    for folder in folders or ():
        if not folder.is_dir():
            raise MusnadError(f"{folder}: no such folder of lexicon tables")
    return tuple(folders or ())


@contextmanager
def failures_told() -> Iterator[None]:
    """Turn what ends the command early into its message and exit status."""
    try:
        yield
    except (MusnadError, OSError, ValueError) as error:
        if isinstance(error, BrokenPipeError):
            # Whatever is still to be flushed at the end has nowhere to go.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(ExitStatus.READER_GONE) from None
        # A lexicon's own error is a ValueError that names file and line.
        if isinstance(error, (MusnadError, OSError)) or type(error).__name__ == "LexiconError":
            tell(error)
            raise typer.Exit(ExitStatus.NOTHING_READ) from None
        raise
    except KeyboardInterrupt:
        raise typer.Exit(ExitStatus.INTERRUPTED) from None


def tell(error: Exception) -> None:
    """The error on standard error, its hint below it, nothing in either able to hide or move what is shown."""
    from musnad.text.hidden import visible_line

    typer.echo(f"musnad: {visible_line(str(error))}", err=True)
    if hint := getattr(error, "hint", None):
        typer.echo(f"        {visible_line(hint)}", err=True)
