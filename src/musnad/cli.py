"""The command `musnad`: reads from files or standard input, writes to standard output, says what failed on standard error."""

# ruff: noqa: PLC0415  imports inside functions: `musnad --help` need not wait for the reader

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from musnad import __version__
from musnad.collector import collector_kept_from_what_is_loaded
from musnad.commands.asking import asking
from musnad.commands.common import Language, LexiconOption, failures_told, lexicon_folders, tell
from musnad.commands.entities import entities
from musnad.commands.keeping import keeping
from musnad.errors import ExitStatus, MusnadError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from musnad.lexicon.lexicon import Lexicon
    from musnad.model import Reading

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)


class Format(StrEnum):
    """How a reading is written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"musnad {__version__}")
        raise typer.Exit


@app.callback()
def musnad(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")] = False,
) -> None:
    """Musnad (مُسنَد) reads Arabic news reports: who said what, to whom, when and on whose word."""


@app.command(short_help="Read reports: who said what, and on whose word.")
def read(  # noqa: PLR0917  Typer gives them by name
    context: typer.Context,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|DIR|-", help="Text or JSONL files, folders of them, - for standard input (the default).", show_default=False
        ),
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day the report appeared (YYYY-MM-DD), where the input does not tell it.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it, where the input does not tell it.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="The headline of the one report given; it is read too.")] = None,
    form: Annotated[
        Format,
        typer.Option("--format", help="text for reading; json for one report; jsonl for any number, one a line; html, a page a report."),
    ] = Format.TEXT,
    lang: Annotated[Language, typer.Option(envvar="MUSNAD_LANG", help="The language of the labels.")] = Language.AR,
    explain: Annotated[bool, typer.Option("--explain", help="Tell which rule and which words gave each find (text).")] = False,
    lexicon: LexiconOption = None,
    output: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write to this file; a name that ends in / is a folder that gets a file a report.")
    ] = None,
) -> None:
    """Read Arabic reports and tell who said what, to whom, when, on whose word and through which channel.

    Text may be UTF-8, UTF-16, Windows-1256, ISO-8859-6 or CP720. A JSONL line is {"id", "published", "outlet", "title", "text"}, only the
    text needed.

    Exit status: 0 all inputs read, 1 some failed, 2 none could be read or wrong usage.
    """
    if not inputs and sys.stdin.isatty():
        typer.echo(context.get_help())
        raise typer.Exit(ExitStatus.NOTHING_READ)
    with failures_told(), collector_kept_from_what_is_loaded() as all_loaded:
        from musnad.intake.fields import fill, parse_published
        from musnad.intake.gather import find_sources
        from musnad.intake.notes import with_input_notes
        from musnad.present.progress import articles_of
        from musnad.present.writers import open_writer

        sources = find_sources(inputs or ["-"])
        if title is not None and len(sources) > 1:
            raise MusnadError("--title is for one report", hint="in JSONL each report may have its own title")
        day = parse_published(published)
        read_article, words = _reader(lexicon_folders(lexicon))
        done = failed = 0
        with open_writer(form.value, lang=lang.value, explain=explain, output=output) as writer:
            for given in articles_of(sources, quiet=writer.to_terminal):
                if isinstance(given, MusnadError):
                    tell(given)
                    failed += 1
                    continue
                article = fill(given.article, published=day, outlet=outlet, title=title)
                try:
                    reading = read_article(article, lexicon=words)
                except Exception as error:  # noqa: BLE001 - a fault of ours in one report must not cost the others
                    tell(MusnadError(f"{article.id}: not read, {type(error).__name__}: {error}", hint="this is a fault of Musnad's"))
                    failed += 1
                    continue
                writer.write(with_input_notes(reading, given.encoding))
                done += 1
                if done == 1:
                    all_loaded()
    raise typer.Exit(ExitStatus.ALL_READ if not failed else ExitStatus.SOME_FAILED if done else ExitStatus.NOTHING_READ)


def _reader(folders: Sequence[Path]) -> tuple[Callable[..., Reading], Lexicon | None]:
    """The reader, and the user's words where folders of them are given."""
    from musnad.lexicon.lexicon import load_lexicon
    from musnad.reading.read import read as read_article

    return read_article, load_lexicon(tuple(folders)) if folders else None


app.add_typer(asking)
app.add_typer(entities, name="entity")
app.add_typer(keeping)


if __name__ == "__main__":
    app()
