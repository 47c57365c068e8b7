"""`musnad entity NAME` tells who somebody is; `musnad entity merge` and `split` say that two are one, or one is two."""

# ruff: noqa: PLC0415  imports inside functions: `musnad --help` need not wait for the record

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from musnad.commands.asking import Asking, AsOfOption, DossierOption, Form, FormOption, looking, show
from musnad.commands.common import Language, LanguageOption, RecordOption, failures_told


class _ShowsWhenNamed(TyperGroup):
    """A group of commands of which `show` is meant where none is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.commands, "--help"}:
            args = ["show", *args]
        return list(super().parse_args(ctx, args))


entities = typer.Typer(
    cls=_ShowsWhenNamed, rich_markup_mode=None, no_args_is_help=True, help="Who somebody is; merge and split say who is who."
)


@entities.command("show", short_help="Who somebody is: names, offices by date, why mentions are one.")
def entity(  # noqa: PLR0917  Typer gives them by name
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name in any spelling, in Arabic or English, or e-….")],
    record: RecordOption = None,
    form: FormOption = Form.TEXT,
    lang: LanguageOption = Language.AR,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
) -> None:
    """Tell who a person, body or place of the record is."""
    asked = Asking(record, form, lang, as_of, dossier)
    with failures_told():
        with looking(asked) as view:
            from musnad.questions.entities import entity as profile

            answer = profile(view, name)
        show(asked, answer, view.notes)


@entities.command("merge", short_help="Two entities are one.")
def merge(
    one: Annotated[str, typer.Argument(help="An entity's e-… name, or its name; it stays.")],
    other: Annotated[str, typer.Argument(help="The entity that is the same.")],
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; kept with the correction.")] = None,
    record: RecordOption = None,
) -> None:
    """Join OTHER to ONE: what they said and where they are named; remembered over rereads, and taken back by split."""
    with failures_told():
        from musnad.record.correct import merge as merge_entities
        from musnad.record.store import open_record, record_path

        with open_record(record_path(record), write=True) as opened, opened.writing() as connection:
            typer.echo(merge_entities(connection, one, other, reason=reason))


@entities.command("split", short_help="What was joined is two again.")
def split(
    one: Annotated[str, typer.Argument(help="The entity that was joined to.")],
    other: Annotated[str, typer.Argument(help="The entity, or the way of writing a name, that is another.")],
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; kept with the correction.")] = None,
    record: RecordOption = None,
) -> None:
    """Part OTHER from ONE: an entity that was merged, or the mentions of ONE that are written as OTHER."""
    with failures_told():
        from musnad.record.correct import split as split_entity
        from musnad.record.store import open_record, record_path

        with open_record(record_path(record), write=True) as opened, opened.writing() as connection:
            typer.echo(split_entity(connection, one, other, reason=reason))
