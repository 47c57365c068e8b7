"""The commands that write to a record: add, reread, entity corrections, dossiers, what goes out and comes in, what keeps it safe."""

# ruff: noqa: PLC0415  imports inside functions: `musnad --help` need not wait for the record

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from musnad.commands.common import LexiconOption, RecordOption, failures_told, lexicon_folders, tell
from musnad.errors import ExitStatus, MusnadError

if TYPE_CHECKING:
    from musnad.record.adding import Outcome
    from musnad.record.prepare import Report

keeping = typer.Typer(rich_markup_mode=None)
dossier = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Keep what you follow under a name.")
ProcessesOption = Annotated[
    int | None, typer.Option("--processes", min=0, metavar="N", help="How many processes read; by default one a core, 0 for this one only.")
]


@keeping.command(short_help="Read reports and keep them in a record.")
def add(  # noqa: PLR0917  Typer gives them by name
    inputs: Annotated[list[str], typer.Argument(metavar="FILE|DIR|URL|-", help="As for read; or the address of one report.")],
    record: RecordOption = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day the report appeared (YYYY-MM-DD), where the input does not tell it.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it, where the input does not tell it.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="The headline of the one report given.")] = None,
    lexicon: LexiconOption = None,
    processes: ProcessesOption = None,
) -> None:
    """Read reports, keep them whole with their readings, and link them: who is who, stories, copies, sayings, disputes.

    The same report twice is one; a changed one (same address, or same outlet and id, or same file) is a new version, and the old one stays.
    What was stopped goes on with the same command.

    Exit status: 0 all kept, 1 some failed, 2 none.
    """
    with failures_told():
        from musnad.intake.fields import parse_published
        from musnad.record.adding import add_reports
        from musnad.record.store import open_record, record_path

        day, folders, path = parse_published(published), lexicon_folders(lexicon), record_path(record)
        if title is not None and len(inputs) > 1:
            raise MusnadError("--title is for one report")
        with open_record(path, write=True) as opened:
            told = _tell_outcomes(add_reports(opened, _given(inputs, day, outlet, title), folders=folders, processes=processes))
        kept = told["new"] + told["changed"] + told["same"]
        typer.echo(f"{told['new']} new, {told['changed']} changed, {told['same']} there already, {told['failed']} failed: {path}")
    raise typer.Exit(_status(kept, told["failed"]))


@keeping.command(short_help="Read again what an older Musnad has read.")
def reread(
    record: RecordOption = None,
    every: Annotated[bool, typer.Option("--all", help="Every report, whichever version read it.")] = False,
    lexicon: LexiconOption = None,
    processes: ProcessesOption = None,
) -> None:
    """Read the record's reports again with this Musnad; finds that did not change keep their names, links and corrections."""
    with failures_told():
        from musnad.present.progress import counted
        from musnad.record import adding
        from musnad.record.store import open_record, record_path

        path, folders = record_path(record), lexicon_folders(lexicon)
        with open_record(path, write=True) as opened:
            outcomes = adding.reread(opened, folders=folders, processes=processes, every=every)
            told = _tell_outcomes(counted(outcomes, adding.count_to_reread(opened, every=every)))
        typer.echo(f"{told['changed']} read again, {told['failed']} failed: {path}")
    raise typer.Exit(_status(told["changed"], told["failed"]) if told["failed"] else ExitStatus.ALL_READ)


@dossier.command("save", short_help="Keep a TOML file's dossier.")
def save(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="The dossier; `musnad dossier form` prints its form.")],
    record: RecordOption = None,
) -> None:
    """Keep a dossier under its name, in the place of one that had it."""
    with failures_told():
        from musnad.record.dossiers import parse_dossier, save_dossier
        from musnad.record.store import open_record, record_path

        body = file.read_text(encoding="utf-8")
        parsed = parse_dossier(body, source=str(file), name=file.stem)
        with open_record(record_path(record), write=True) as opened, opened.writing() as connection:
            save_dossier(connection, body, parsed)
        typer.echo(f"kept: {parsed.name}")


@dossier.command("list", short_help="The dossiers kept.")
def list_(record: RecordOption = None) -> None:
    """Name each dossier, and the last day that a brief of it told."""
    with failures_told():
        from musnad.record.dossiers import list_dossiers
        from musnad.record.store import open_record, record_path

        with open_record(record_path(record)) as opened, opened.reading() as connection:
            for name, looked in list_dossiers(connection):
                if name:
                    typer.echo(f"{name}\t{looked or '—'}")


@dossier.command("remove", short_help="Forget a dossier.")
def remove(name: Annotated[str, typer.Argument(help="Its name.")], record: RecordOption = None) -> None:
    """Forget a dossier; reports and corrections stay."""
    with failures_told():
        from musnad.record.dossiers import remove_dossier
        from musnad.record.store import open_record, record_path

        with open_record(record_path(record), write=True) as opened, opened.writing() as connection:
            remove_dossier(connection, name)


@dossier.command("form", short_help="Print an empty dossier.")
def form() -> None:
    """Print the form of a dossier, to be filled in."""
    from musnad.record.dossiers import FORM

    typer.echo(FORM, nl=False)


@keeping.command(short_help="Write the record out: JSON lines, CSV or Parquet.")
def export(
    target: Annotated[str, typer.Argument(metavar="FILE.jsonl|FOLDER|-", help="A file (- for standard output), or a folder.")],
    form: Annotated[str, typer.Option("--format", help="jsonl, which import takes again; csv or parquet: tables in a folder.")] = "jsonl",
    record: RecordOption = None,
) -> None:
    """Write everything that the record keeps; jsonl loses nothing, and any Musnad and any database can take it."""
    with failures_told():
        from musnad.record.exchange import export_jsonl
        from musnad.record.files import whole_files
        from musnad.record.store import open_record, record_path
        from musnad.record.tables import export_csv, export_parquet

        tables = {"csv": export_csv, "parquet": export_parquet}
        if form not in {"jsonl", *tables}:
            raise MusnadError(f"--format: {form!r} is none of jsonl, csv, parquet")
        with open_record(record_path(record)) as opened:
            if form in tables:
                for name, rows in tables[form](opened, Path(target)).items():
                    typer.echo(f"{name}: {rows}", err=True)
            elif target == "-":
                export_jsonl(opened, sys.stdout.buffer)
            else:
                with whole_files([Path(target)]) as [partial], partial.open("wb") as stream:
                    count = export_jsonl(opened, stream)
                typer.echo(f"{count} reports: {target}", err=True)


@keeping.command("import", short_help="Take in what export wrote.")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="What `musnad export` wrote.")],
    record: RecordOption = None,
) -> None:
    """Add what an export holds to a record; a file that is cut or wrong anywhere is refused whole, and the record stays as it was."""
    with failures_told():
        from musnad.record.exchange import import_jsonl
        from musnad.record.store import open_record, record_path

        path = record_path(record)
        with file.open("rb") as stream, open_record(path, write=True) as opened:
            done = import_jsonl(opened, stream, name=str(file))
        typer.echo(f"{done.new} new, {done.changed} changed, {done.same} there already: {path}")


@keeping.command(short_help="Copy a record, also while it is written to.")
def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="In the place of a file that is there.")] = False,
    record: RecordOption = None,
) -> None:
    """Make a whole copy of the record and check it."""
    with failures_told():
        from musnad.record.backup import backup as back_up
        from musnad.record.store import open_record, record_path

        with open_record(record_path(record)) as opened:
            count = back_up(opened, target, overwrite=overwrite)
        typer.echo(f"{count} reports: {target}")


@keeping.command(short_help="Put a backup in the place of the record.")
def restore(source: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")], record: RecordOption = None) -> None:
    """Check a backup and put it in the record's place; the record that was there is kept beside it."""
    with failures_told():
        from musnad.record.backup import restore as put_back
        from musnad.record.store import record_path

        path = record_path(record)
        kept = put_back(source, path)
        typer.echo(f"restored: {path}" + (f" (before: {kept})" if kept else ""))


@keeping.command(short_help="Say whether a record is sound.")
def doctor(record: RecordOption = None) -> None:
    """Check the file, its links, its spans and its search; tell what is wrong, what can still be read, and what to do."""
    with failures_told():
        from musnad.record.doctor import doctor as examine
        from musnad.record.store import record_path

        findings = examine(record_path(record))
        for found in findings:
            typer.echo(f"{found.level}: {found.check}: {found.message}")
            if found.hint:
                typer.echo(f"        {found.hint}")
    raise typer.Exit(ExitStatus.SOME_FAILED if any(found.level == "fault" for found in findings) else ExitStatus.ALL_READ)


def _given(inputs: list[str], day: dt.date | None, outlet: str | None, title: str | None) -> Iterator[Report | MusnadError]:
    """The reports of the inputs, in their order, those of pages fetched now."""
    from dataclasses import replace

    from musnad.intake.fetch import fetch_article
    from musnad.intake.fields import fill
    from musnad.intake.gather import find_sources
    from musnad.present.progress import articles_of
    from musnad.record.adding import page_report, report_of

    urls = [each for each in inputs if each.startswith(("http://", "https://"))]
    for url in urls:
        try:
            article = fetch_article(url).article
        except MusnadError as error:
            yield error
        else:
            yield page_report(fill(replace(article, url=article.url or url), published=day, outlet=outlet, title=title))
    for given in articles_of(find_sources([each for each in inputs if each not in urls])):
        if isinstance(given, MusnadError):
            yield given
        else:
            article = fill(given.article, published=day, outlet=outlet, title=title)
            yield report_of(replace(given, article=article))


def _tell_outcomes(outcomes: Iterator[Outcome]) -> Counter[str]:
    """What became of the reports, counted; each failure told as it comes."""
    told: Counter[str] = Counter()
    for outcome in outcomes:
        if isinstance(outcome, MusnadError):
            tell(outcome)
            told["failed"] += 1
        else:
            told[outcome.outcome] += 1
            for note in outcome.notes:
                tell(MusnadError(note))
    return told


def _status(kept: int, failed: int) -> ExitStatus:
    if not failed:
        return ExitStatus.ALL_READ
    return ExitStatus.SOME_FAILED if kept else ExitStatus.NOTHING_READ


keeping.add_typer(dossier, name="dossier")
