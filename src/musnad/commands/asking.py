"""The questions: what is new, who had it first, who said what. Each only presents what the query layer answers."""

# ruff: noqa: PLC0415  imports inside functions: `musnad --help` need not wait for the record

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from musnad.commands.common import Language, LanguageOption, RecordOption, day_of, failures_told, tell
from musnad.errors import MusnadError, RecordError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from musnad.questions.search import Wanted
    from musnad.questions.view import View

asking = typer.Typer()
LAST = "last"


class Form(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MD = "md"


class SearchedIn(StrEnum):
    """What is searched."""

    REPORTS = "reports"
    STATEMENTS = "statements"


class DisputeKind(StrEnum):
    """How two statements disagree."""

    DENIAL = "denial"
    NUMBERS = "numbers"
    WORDING = "wording"
    SPEAKER = "speaker"
    ASSESSMENT = "assessment"


FormOption = Annotated[Form, typer.Option("--format", help="text for reading; json; csv, one table; md, Markdown to send.")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Only what reports published by this day told (YYYY-MM-DD).")
]
DossierOption = Annotated[str | None, typer.Option("--dossier", metavar="NAME|FILE.toml", help="Only what this dossier follows.")]
LimitOption = Annotated[int, typer.Option("--limit", metavar="N", min=1, max=10_000, help="Answers on a page.")]
PageOption = Annotated[int, typer.Option("--page", metavar="N", min=1, help="Which page, from 1.")]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day on.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this day.")]
PAGE = 50


@dataclass(frozen=True, slots=True)
class Asking:
    """What every question is asked with."""

    record: Path | None
    form: Form
    lang: Language
    as_of: str | None
    dossier: str | None


@asking.command(short_help="What is new since a day, or since you last looked.")
def brief(  # noqa: PLR0917  Typer gives them by name
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|last",
            help="From this day on; `last`: from the last day of the brief before. By default the last day that has reports.",
        ),
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page that stands alone, too.")] = None,
    record: RecordOption = None,
    form: FormOption = Form.TEXT,
    lang: LanguageOption = Language.AR,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
) -> None:
    """Tell what is new on one page: statements, denials, first appearances, stories that moved; the most corroborated first."""
    asked = Asking(record, form, lang, as_of, dossier)
    with failures_told():
        with looking(asked) as view:
            from musnad.questions.brief import brief as brief_of

            day = _last_look(view.connection, dossier) if since == LAST else day_of(since, "--since")
            answer = brief_of(view, day)
        show(asked, answer, view.notes)
        if html:
            from musnad.desk.pages import brief_page

            _write_page(html, brief_page(answer, lang.value))
        # A look at an earlier day is not a look at what is new.
        if since == LAST and as_of is None and answer.until:
            _note_look(asked, answer.until)


@asking.command(short_help="Who had it first, who copied it, who disputes it.")
def origins(  # noqa: PLR0917  Typer gives them by name
    what: Annotated[str, typer.Argument(metavar="URL|TEXT|ID", help="A report (URL, file, a-…), a statement (s-…), or words.")],
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page that stands alone, too.")] = None,
    record: RecordOption = None,
    form: FormOption = Form.TEXT,
    lang: LanguageOption = Language.AR,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
) -> None:
    """Tell where something comes from: its tellings in order of first appearance, each with its wording, its origin and the evidence."""
    asked = Asking(record, form, lang, as_of, dossier)
    with failures_told():
        with looking(asked) as view:
            from musnad.questions.asked import asked as origins_asked

            answer = origins_asked(view, what)
        show(asked, answer, view.notes)
        if html:
            from musnad.desk.pages import origins_page

            _write_page(html, origins_page([(each.title, each.origins, each.disputes) for each in answer.origins], lang.value))


@asking.command(short_help="Find reports or statements by words, speaker, outlet, channel, act, days.")
def search(  # noqa: PLR0917  Typer gives them by name
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help='In any order; within " " or « » in theirs.')] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Who says it.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who printed it.")] = None,
    channel: Annotated[str | None, typer.Option(metavar="NAME", help="An outlet or channel that the chain names.")] = None,
    act: Annotated[str | None, typer.Option(metavar="ACT", help="What is done by saying it: deny, demand, threaten, …")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    where: Annotated[
        SearchedIn | None,
        typer.Option("--in", help="reports, or statements: the default where a speaker, channel or act is asked for.", show_default=False),
    ] = None,
    limit: LimitOption = PAGE,
    page: PageOption = 1,
    record: RecordOption = None,
    form: FormOption = Form.TEXT,
    lang: LanguageOption = Language.AR,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
) -> None:
    """Find reports or statements, newest first. Letters are folded and endings taken off: «الهدنة» finds «هدنة»."""
    asked = Asking(record, form, lang, as_of, dossier)
    with failures_told():
        from musnad.questions.listed import ReportsFound, StatementsFound
        from musnad.questions.search import Wanted, search_reports, search_statements

        days = day_of(since, "--since"), day_of(until, "--until")
        wanted = Wanted(" ".join(words or ()) or None, speaker, outlet, channel, _known_act(act), *days)
        at = (page - 1) * limit
        of_statements = _in_statements(wanted, where)
        answer: StatementsFound | ReportsFound
        with looking(asked) as view:
            if of_statements:
                answer = StatementsFound(tuple(search_statements(view, wanted, limit=limit, offset=at)))
                count = len(answer.statements)
            else:
                answer = ReportsFound(tuple(search_reports(view, wanted, limit=limit, offset=at)))
                count = len(answer.reports)
        show(asked, answer, view.notes)
        _tell_more(asked, count, limit, page)


@asking.command(short_help="What a person or body said, newest first.")
def said(  # noqa: PLR0917  Typer gives them by name
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name in any spelling, in Arabic or English, or e-….")],
    limit: LimitOption = PAGE,
    page: PageOption = 1,
    record: RecordOption = None,
    form: FormOption = Form.TEXT,
    lang: LanguageOption = Language.AR,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
) -> None:
    """Tell what somebody said; where several are so called, what the most named one said."""
    asked = Asking(record, form, lang, as_of, dossier)
    with failures_told():
        with looking(asked) as view:
            from musnad.questions.listed import SaidBy
            from musnad.questions.search import said as said_by

            (known, *others), found = said_by(view, name, limit=limit, offset=(page - 1) * limit)
        show(asked, SaidBy(known, tuple(others), tuple(found)), view.notes)
        _tell_more(asked, len(found), limit, page)


@asking.command(short_help="Where reports disagree, both sides with their chains.")
def disputes(  # noqa: PLR0917  Typer gives them by name
    kind: Annotated[list[DisputeKind] | None, typer.Option(help="Only disputes of this kind; may be repeated.", show_default=False)] = None,
    since: SinceOption = None,
    limit: LimitOption = PAGE,
    page: PageOption = 1,
    record: RecordOption = None,
    form: FormOption = Form.TEXT,
    lang: LanguageOption = Language.AR,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
) -> None:
    """List denials, numbers, wordings, speakers and assessments that differ, the latest first."""
    asked = Asking(record, form, lang, as_of, dossier)
    with failures_told():
        with looking(asked) as view:
            from musnad.questions.disputes import disputes as disputes_found
            from musnad.questions.listed import DisputesFound

            kinds = [each.value for each in kind or ()]
            found = disputes_found(view, kinds=kinds, since=day_of(since, "--since"), limit=limit, offset=(page - 1) * limit)
        show(asked, DisputesFound(tuple(found)), view.notes)
        _tell_more(asked, len(found), limit, page)


@asking.command(short_help="Stories over the days that they live; with an ID, its reports.")
def stories(  # noqa: PLR0917  Typer gives them by name
    story: Annotated[str | None, typer.Argument(metavar="[ID]", help="A report of the story: a-…", show_default=False)] = None,
    since: SinceOption = None,
    limit: LimitOption = PAGE,
    page: PageOption = 1,
    record: RecordOption = None,
    form: FormOption = Form.TEXT,
    lang: LanguageOption = Language.AR,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
) -> None:
    """List stories, those told latest first; or the reports of one, newest first."""
    asked = Asking(record, form, lang, as_of, dossier)
    with failures_told():
        from musnad.questions.listed import StoriesFound, StoryTold
        from musnad.questions.stories import stories as stories_found
        from musnad.questions.stories import story_of, story_reports

        answer: StoryTold | StoriesFound
        with looking(asked) as view:
            if story:
                told, row = story_of(view, story.strip())
                answer = StoryTold(told, tuple(story_reports(view, row, limit=limit, offset=(page - 1) * limit)))
                count = len(answer.reports)
            else:
                found = stories_found(view, since=day_of(since, "--since"), limit=limit, offset=(page - 1) * limit)
                answer, count = StoriesFound(tuple(found)), len(found)
        show(asked, answer, view.notes)
        _tell_more(asked, count, limit, page)


@asking.command(short_help="What each outlet carries, from whom, how often first.")
def outlets(
    record: RecordOption = None,
    form: FormOption = Form.TEXT,
    lang: LanguageOption = Language.AR,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
) -> None:
    """Tell of each outlet its reports and statements, the agencies that it names, and how often it was first with what others tell too."""
    asked = Asking(record, form, lang, as_of, dossier)
    with failures_told():
        with looking(asked) as view:
            from musnad.questions.listed import OutletsTold
            from musnad.questions.outlets import outlets as outlets_of

            answer = OutletsTold(tuple(outlets_of(view)))
        show(asked, answer, view.notes)


@asking.command(short_help="How much the record has.")
def stats(
    record: RecordOption = None,
    form: FormOption = Form.TEXT,
    lang: LanguageOption = Language.AR,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
) -> None:
    """Count reports, statements, outlets, stories and what else the record has."""
    asked = Asking(record, form, lang, as_of, dossier)
    with failures_told():
        with looking(asked) as view:
            from musnad.questions.outlets import stats as stats_of

            answer = stats_of(view)
        show(asked, answer, view.notes)


# ---- what the questions share


@contextmanager
def looking(asked: Asking) -> Iterator[View]:
    """The view that a question is asked of."""
    from musnad.questions.view import look
    from musnad.record.dossiers import load_dossier
    from musnad.record.store import open_record, record_path

    day = day_of(asked.as_of, "--as-of")
    with open_record(record_path(asked.record)) as record, record.reading() as connection:
        followed = load_dossier(connection, asked.dossier) if asked.dossier else None
        yield look(connection, as_of=day, dossier=followed)


def show(asked: Asking, answer: object, notes: Sequence[str]) -> None:
    """Write an answer to standard output; what the view left out goes to standard error, in JSON beside the answer."""
    from musnad.present.answers import WIDTH, render
    from musnad.present.writers import standard_output
    from musnad.text.hidden import visible_line

    with standard_output() as stream:
        terminal = stream.isatty()
        width = _terminal_width() if terminal else WIDTH
        stream.write(render(answer, asked.form.value, asked.lang.value, notes=notes, width=width, terminal=terminal))
        stream.flush()
    if asked.form is not Form.JSON:
        for note in notes:
            typer.echo(f"musnad: {visible_line(note)}", err=True)


def _terminal_width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _tell_more(asked: Asking, count: int, limit: int, page: int) -> None:
    """Say that there may be another page, where a person reads."""
    if count == limit and asked.form is Form.TEXT and sys.stderr.isatty():
        typer.echo(f"musnad: --page {page + 1} tells more", err=True)


def _in_statements(wanted: Wanted, where: SearchedIn | None) -> bool:
    """Whether statements are searched; raises MusnadError where nothing is asked for, or what reports do not have."""
    of_statements = [f"--{name}" for name in ("speaker", "channel", "act") if getattr(wanted, name)]
    if where is SearchedIn.REPORTS and of_statements:
        raise MusnadError(f"{of_statements[0]} is for statements", hint="--in statements")
    if not (of_statements or wanted.words or wanted.outlet or wanted.since or wanted.until):
        raise RecordError("nothing to search for", hint='give words or --speaker, --outlet, …: musnad search "وقف إطلاق النار"')
    return where is SearchedIn.STATEMENTS or bool(of_statements)


def _known_act(act: str | None) -> str | None:
    from musnad.present.labels import labels

    acts = labels("en").groups["acts"]
    if act is not None and act not in acts:
        raise MusnadError(f"--act: {act!r} is no act", hint=f"acts are {', '.join(acts)}")
    return act


def _mark(dossier: str | None) -> str:
    """The name under which it is kept how far one looked; the whole record's is the empty one."""
    return Path(dossier).stem if dossier and dossier.endswith(".toml") else dossier or ""


def _last_look(connection: Connection, dossier: str | None) -> dt.date | None:
    from musnad.record.dossiers import looked_at

    return looked_at(connection, _mark(dossier))


def _note_look(asked: Asking, day: dt.date) -> None:
    """Remember how far one looked; in a record that cannot be written to, say that it is not remembered."""
    from musnad.record.dossiers import note_look
    from musnad.record.store import open_record, record_path

    try:
        with open_record(record_path(asked.record), write=True) as record, record.writing() as connection:
            note_look(connection, _mark(asked.dossier), day)
    except RecordError as error:
        tell(RecordError(f"it is not remembered that you looked: {error}", hint="--since DATE tells from which day on"))


def _write_page(path: Path, page: str) -> None:
    from musnad.record.files import whole_files

    with whole_files([path]) as [written]:
        written.write_text(page, encoding="utf-8")
