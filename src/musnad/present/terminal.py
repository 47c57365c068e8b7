"""A reading as text for a terminal: right to left in Arabic, left to right in English, good in pipes and without colour.

Every line is one paragraph to a terminal, so directions are closed on each line: a line of Arabic stands whole between RLI and PDI.
The bidi algorithm does not look inside isolates for a paragraph's direction, so each line's own is left to right in every
terminal that follows it; the spaces that push a line to the right edge then stand on its left everywhere. Into a pipe or a
file no such spaces are written. Terminals that know no bidi show the isolates as nothing and the letters in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from musnad.model import Participant, Reading, Span, Statement, Time
from musnad.present.labels import Labels, Lang, labels
from musnad.present.view import SURE, Node, all_statements, all_times, chain, statements_by_id, summary, times_by_id
from musnad.text.hidden import visible_line

RLI, LRI, FSI, PDI = "\u2067", "\u2066", "\u2068", "\u2069"
_OPENERS = (RLI, LRI, FSI)
WIDEST = 100
NARROWEST = 40


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text to wrap: its indentation, and whether it is Arabic (it then reads from the right edge)."""

    text: Text
    indent: int = 0
    arabic: bool = False


@dataclass(frozen=True, slots=True)
class _Telling:
    """A reading and how it is told."""

    reading: Reading
    words: Labels
    explain: bool
    by_id: Mapping[str, Statement]
    numbers: Mapping[str, int]
    times: Mapping[str, Time]


def print_reading(reading: Reading, console: Console, *, lang: Lang = "ar", explain: bool = False) -> None:
    """Print `reading` on `console`."""
    print_paragraphs(paragraphs(reading, labels(lang), explain=explain), console)


def print_paragraphs(told: Iterable[Paragraph], console: Console) -> None:
    """Print paragraphs on `console`, wrapped to its width, each line closed in its own direction."""
    width = max(NARROWEST, min(console.width, WIDEST))
    for paragraph in told:
        for line in _lines(paragraph, console, width):
            console.print(line, soft_wrap=True, highlight=False, markup=False, emoji=False)


def paragraphs(reading: Reading, words: Labels, *, explain: bool = False) -> Iterator[Paragraph]:
    """All that is told of a reading, from the summary down."""
    statements = all_statements(reading)
    numbers = {statement.id: number for number, statement in enumerate(statements, start=1)}
    telling = _Telling(reading, words, explain, statements_by_id(reading), numbers, times_by_id(reading))
    yield from _head(reading, words)
    for number, statement in enumerate(statements, start=1):
        yield Paragraph(Text())
        yield from _statement(telling, statement, number)
    yield from _times(telling)
    yield from _rest(telling)


def _head(reading: Reading, words: Labels) -> Iterator[Paragraph]:
    article = reading.article
    if article.title:
        yield paragraph_of(words, Text(name(article.title), style="bold"))
    facts = [name(article.outlet) if article.outlet else words["outlet_unknown"], _published(reading, words)]
    if article.id:
        facts.append(plain(article.id))
    yield paragraph_of(words, Text(" · ".join(facts), style="dim"))
    yield paragraph_of(words, Text(semicolon(words).join(summary(reading, words, isolate=name)), style="bold"))


def _published(reading: Reading, words: Labels) -> str:
    if reading.published is None:
        return words["published_unknown"]
    told = f"{words['published']} {plain(reading.published.isoformat())}"
    return f"{told} ({words['published_inferred']})" if reading.published_basis == "inferred" else told


def _statement(telling: _Telling, statement: Statement, number: int) -> Iterator[Paragraph]:
    words, by_id = telling.words, telling.by_id
    yield paragraph_of(words, _first_line(telling, statement, number))
    for piece in statement.content:
        yield Paragraph(Text(f"{RLI}{visible_line(piece.text)}{PDI}"), indent=4, arabic=True)
    yield paragraph_of(words, _chain_line(chain(telling.reading, statement, words, by_id), words), indent=4)
    if statement.to:
        yield paragraph_of(words, Text(f"{words['to']}: {name(statement.to.name)}"), indent=4)
    if outer := telling.numbers.get(statement.within or ""):
        yield paragraph_of(words, Text(f"{words['within']} {plain(str(outer))}", style="dim"), indent=4)
    if telling.explain:
        yield paragraph_of(words, _explained(statement, words), indent=4)


def _first_line(telling: _Telling, statement: Statement, number: int) -> Text:
    """Number, speaker, cue, what is done and how, when, how sure."""
    words = telling.words
    line = Text(plain(f"{number:>2}") + "  ")
    line.append(name("، ".join(p.name for p in statement.speakers) or statement.speaker_name), style="bold cyan")
    if not statement.named:
        line.append(f" ({words['unnamed']})", style="yellow")
    if told := _basis(statement.speakers, words):
        line.append(f" ({told})", style="dim")
    line.append(" · ")
    line.append(name(statement.cue.text), style="bold")
    facts = [words.of("acts", statement.act), words.of("kinds", statement.kind)]
    if statement.cue.where == "title":
        facts.append(words["headline"])
    if statement.polarity != "said":
        facts.append(words.of("polarities", statement.polarity))
    if when := telling.times.get(statement.said_at or ""):
        facts.append(f"{words['said_at']} {_value(when, words)}")
    facts.append(f"{words['confidence']} {plain(f'{statement.confidence:.0%}')}")
    line.append(" · " + " · ".join(facts), style="dim")
    if statement.confidence < SURE:
        line.append(f" ({words['low']})", style="yellow")
    return line


def _basis(speakers: tuple[Participant, ...], words: Labels) -> str:
    """How the speaker is known, where the clause does not name him."""
    return words.of("bases", speakers[0].basis) if speakers and speakers[0].basis != "named" else ""


def _chain_line(nodes: list[Node], words: Labels) -> Text:
    """ "الضفة الأخرى عن رويترز عن مسؤول في البيت الأبيض": from the outlet to the speaker."""
    line = Text().append(f"{words['chain']}: ", style="dim")
    for place, node in enumerate(nodes):
        if place:
            line.append(f" {words.of('joints', node.kind)} ", style="dim")
        line.append(name(node.name), style="green" if node.kind not in {"speaker", "source"} else "cyan")
        if node.reason:
            line.append(f" ({name(node.reason)})", style="yellow")
    return line


def _explained(statement: Statement, words: Labels) -> Text:
    """Which rule and which words gave the find."""
    parts = [_evidence(words["cue"], statement.cue)]
    if statement.speaker:
        parts.append(_evidence(words["speaker"], statement.speaker))
    parts += [_evidence(words.of("links", link.kind), link.span) for link in statement.via]
    return Text(f"{words['rule']}: " + semicolon(words).join([plain(statement.by), *parts]), style="magenta")


def _evidence(label: str, span: Span) -> str:
    return f"{label} «{name(span.text)}» {plain(f'[{span.start}:{span.end}]')}"


def _times(telling: _Telling) -> Iterator[Paragraph]:
    words = telling.words
    times = all_times(telling.reading)
    if times:
        yield Paragraph(Text())
        yield paragraph_of(words, Text(words["times"], style="bold"))
    for time in times:
        line = Text(f"{name(time.span.text)} ", style="")
        line.append("= " + _value(time, words), style="bold")
        line.append(f" · {words.of('types', time.type)}", style="dim")
        if telling.explain:
            line.append(f" · {words['rule']}: {plain(time.by)} {plain(f'[{time.span.start}:{time.span.end}]')}", style="magenta")
        yield paragraph_of(words, line, indent=2)


def _rest(telling: _Telling) -> Iterator[Paragraph]:
    reading, words = telling.reading, telling.words
    if reading.furniture:
        yield Paragraph(Text())
        yield paragraph_of(words, Text(words.count("furniture", len(reading.furniture)), style="dim"))
    for line in reading.furniture if telling.explain else ():
        yield paragraph_of(words, Text(f"{words.of('furniture', line.kind)}: {name(line.span.text)}", style="dim"), indent=2)
    if reading.notes:
        yield Paragraph(Text())
        yield paragraph_of(words, Text(words["notes"], style="bold"))
    for note in reading.notes:
        place = "" if note.span is None else " " + plain(f"[{note.span.start}:{note.span.end}]")
        yield paragraph_of(words, Text(f"{words.of('notes', note.code)}: {free(note.message)}{place}", style="yellow"), indent=2)


def _value(time: Time, words: Labels) -> str:
    return words["impossible"] if time.value is None else plain(time.value)


def semicolon(words: Labels) -> str:
    """What stands between two parts of a line."""
    return "؛ " if words.lang == "ar" else "; "


def name(text: str) -> str:
    """Words of the article: Arabic, right to left whatever stands around them."""
    return f"{RLI}{visible_line(text)}{PDI}"


def plain(text: str) -> str:
    """A number, a date, a code: left to right."""
    return f"{LRI}{visible_line(text)}{PDI}"


def free(text: str) -> str:
    """A text in whichever language: its own first letter tells."""
    return f"{FSI}{visible_line(text)}{PDI}"


def paragraph_of(words: Labels, text: Text, *, indent: int = 0) -> Paragraph:
    """A paragraph in the layout's own direction."""
    arabic = words.lang == "ar"
    return Paragraph(Text.assemble(RLI, text, PDI) if arabic else text, indent, arabic)


def _lines(paragraph: Paragraph, console: Console, width: int) -> Iterator[Text]:
    """The paragraph in lines of `width`, each with its own directions closed; in a terminal Arabic ones end at the right edge."""
    wrapped = paragraph.text.wrap(console, width - paragraph.indent, overflow="fold") if paragraph.text else [Text()]
    margin = " " * paragraph.indent
    for line in _balanced(wrapped):
        if not paragraph.arabic:
            yield Text.assemble(margin, line)
        elif console.is_terminal:
            yield Text.assemble(" " * (width - paragraph.indent - line.cell_len), line, margin)
        else:
            yield Text.assemble(margin, line)


def _balanced(lines: Iterable[Text]) -> Iterator[Text]:
    """Each line with the isolates that are open at its beginning opened again, and those open at its end closed."""
    open_ones: list[str] = []
    for line in lines:
        line.rstrip()
        before = "".join(open_ones)
        for character in line.plain:
            if character in _OPENERS:
                open_ones.append(character)
            elif character == PDI and open_ones:
                open_ones.pop()
        yield Text.assemble(before, line, PDI * len(open_ones))
