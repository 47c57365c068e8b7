"""An answer of the query layer as text for a terminal, JSON, CSV or Markdown."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

from rich.console import Console
from rich.text import Text

from musnad.present.answer_blocks import Block, Look, blocks_of
from musnad.present.answer_tables import table_of
from musnad.present.labels import Labels, Lang, labels
from musnad.present.terminal import FSI, LRI, PDI, RLI, Paragraph, paragraph_of, print_paragraphs
from musnad.questions.origins import Origins, Telling
from musnad.questions.told import Report, Told
from musnad.record.names import Known
from musnad.record.tables import defused

FormName = Literal["text", "json", "csv", "md"]
WIDTH = 80

_INTERNAL: Mapping[type, frozenset[str]] = {  # row numbers and what only serves to compare
    Report: frozenset({"row", "story", "place"}),
    Told: frozenset({"row", "saying", "passage", "stems"}),
    Telling: frozenset({"passage"}),
    Known: frozenset({"row"}),
}
_COUNTED: Mapping[type, tuple[str, ...]] = {Origins: ("articles", "outlets", "traced", "unknown", "speakers")}
"""Properties that are told before the fields."""


def render(
    answer: object, form: FormName, lang: Lang = "ar", *, notes: Sequence[str] = (), width: int = WIDTH, terminal: bool = False
) -> str:
    """An answer of the query layer in one form; `notes` are what a view left out.

    `width` and `terminal` (colours, Arabic at the right edge) are for text.
    """
    if form == "text":
        return _text(answer, labels(lang), width=width, terminal=terminal)
    if form == "json":
        told = {**answer_dict(answer), "notes": list(notes)}
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return _csv(answer) if form == "csv" else _markdown(answer, labels(lang))


# ---- JSON


def answer_dict(answer: object) -> dict[str, Any]:
    """An answer as a dict for JSON, without the record's own row numbers; the counts of origins stand before them."""
    told = _plain(answer)
    assert isinstance(told, dict)
    return told


def _plain(value: object) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if names := _fields(value):
        left_out = _INTERNAL.get(type(value), frozenset())
        shown = (*_COUNTED.get(type(value), ()), *(name for name in names if name not in left_out))
        return {name: _plain(getattr(value, name)) for name in shown}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    return value


def _fields(value: object) -> tuple[str, ...]:
    """The fields of a dataclass or a named tuple."""
    if dataclasses.is_dataclass(value):
        return tuple(field.name for field in dataclasses.fields(value))
    return getattr(value, "_fields", ())


# ---- CSV


def _csv(answer: object) -> str:
    table = table_of(answer)
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, table.columns, lineterminator="\n", extrasaction="raise")
    writer.writeheader()
    for row in table.rows(answer):
        writer.writerow({column: defused(value) if isinstance(value, str) else value for column, value in row.items()})
    return stream.getvalue()


# ---- text

_STYLES: Mapping[Look, str] = {"": "", "strong": "bold cyan", "dim": "dim", "warn": "yellow"}


def _text(answer: object, words: Labels, *, width: int, terminal: bool) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=terminal)
    print_paragraphs(_paragraphs(answer, words), console)
    return stream.getvalue()


def _paragraphs(answer: object, words: Labels) -> Iterator[Paragraph]:
    within = False
    for number, block in enumerate(blocks_of(answer, words)):
        within = block.kind not in {"title", "heading"} and (within or block.kind == "item")
        if number and block.kind in {"heading", "item"}:
            yield Paragraph(Text())
        line = Text.assemble(*((bit.text, _STYLES[bit.look]) for bit in block.bits))
        if block.kind in {"title", "heading"}:
            line.stylize("bold")
        if block.kind == "quote":
            yield Paragraph(line, 4, arabic=True)
        else:
            yield paragraph_of(words, line, indent=4 if block.kind == "line" and within else 0)


# ---- Markdown

_UNSHOWN = str.maketrans("", "", RLI + LRI + FSI + PDI)
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&])")
_LIST = re.compile(r"([-+]|\d+(?=[.)]))")


def _markdown(answer: object, words: Labels) -> str:
    told: list[str] = []
    within = False
    for block in blocks_of(answer, words):
        if block.kind in {"title", "heading"}:
            within = False
        told.append(_MARKDOWN[block.kind](block, within))
        within = within or block.kind == "item"
    return "\n".join(told).strip("\n") + "\n"


def _escaped(block: Block) -> str:
    """The bits of a block with nothing in them that Markdown would take for its own; Markdown viewers find directions themselves."""
    parts = []
    for bit in block.bits:
        text = _SIGNS.sub(r"\\\1", bit.text.translate(_UNSHOWN))
        parts.append(f"**{text.strip()}**" if bit.look == "strong" and text.strip() else text)
    whole = "".join(parts)
    return (
        _LIST.sub(lambda found: found[1] + "\\" if found[1].isdigit() else "\\" + found[1], whole, count=1) if _LIST.match(whole) else whole
    )


_MARKDOWN: Mapping[str, Callable[[Block, bool], str]] = {
    "title": lambda block, within: f"# {_escaped(block)}\n",
    "heading": lambda block, within: f"\n## {_escaped(block)}\n",
    "item": lambda block, within: f"\n- {_escaped(block)}\n",
    "quote": lambda block, within: f"{'  ' * within}> {_escaped(block)}\n",
    "line": lambda block, within: f"  - {_escaped(block)}" if within else f"{_escaped(block)}\n",
}
