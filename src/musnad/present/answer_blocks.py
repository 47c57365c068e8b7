"""Each answer as blocks: headings, items, quotes and lines that a terminal and Markdown both can show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from musnad.present.labels import Labels
from musnad.present.terminal import name, plain, semicolon
from musnad.questions.asked import Asked, Carriage
from musnad.questions.brief import Brief, First, Woken
from musnad.questions.disputes import Dispute
from musnad.questions.entities import Profile
from musnad.questions.listed import DisputesFound, OutletsTold, ReportsFound, SaidBy, StatementsFound, StoriesFound, StoryTold
from musnad.questions.origins import Carried, Origin, Origins
from musnad.questions.outlets import Outlet, Stats
from musnad.questions.search import Said
from musnad.questions.stories import Story
from musnad.questions.told import Passage, Report, Told
from musnad.record.names import Known
from musnad.record.outlets import outlet_name

Look = Literal["", "strong", "dim", "warn"]
Kind = Literal["title", "heading", "item", "line", "quote"]


class Bit(NamedTuple):
    """A piece of a block, its direction told by isolates."""

    text: str
    look: Look = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph; an item begins what the lines and quotes after it tell more of."""

    kind: Kind
    bits: tuple[Bit, ...]


def blocks_of(answer: object, words: Labels) -> Iterator[Block]:
    """All that is told of an answer; of one without content, that it is empty and what to do."""
    return _BLOCKS[type(answer)](answer, words)


def _brief(brief: Brief, words: Labels) -> Iterator[Block]:
    yield _title(words["brief"])
    yield _line(" · ".join(_days(brief, words)))
    if not brief.articles:
        yield _line(words["empty_brief"])
        return
    counts = [words.count("reports", brief.articles), words.count("outlets", brief.outlets)]
    yield _line(semicolon(words).join(["، ".join(counts) if words.lang == "ar" else ", ".join(counts), _new_count(brief, words)]))
    sections: list[tuple[str, Iterable[Iterator[Block]]]] = [
        ("brief_new", [_said(new, words) for new in brief.new]),
        ("brief_disputes", [_dispute(dispute, words) for dispute in brief.disputes]),
        ("brief_firsts", [_first(first, words) for first in brief.firsts]),
        ("brief_stories", [_woken(woken, words) for woken in brief.stories]),
    ]
    for heading, items in sections:
        if items:
            yield _heading(words[heading])
        for item in items:
            yield from item


def _days(brief: Brief, words: Labels) -> Iterator[str]:
    for word, day in (("since", brief.since), ("until", brief.until)):
        if day:
            yield f"{words[word]} {plain(day.isoformat())}"


def _new_count(brief: Brief, words: Labels) -> str:
    return f"{words['brief_new']}: {plain(str(brief.statements))} ({words['shown']} {plain(str(len(brief.new)))})"


def _first(first: First, words: Labels) -> Iterator[Block]:
    yield Block("item", _known(first.known, words))
    if first.told:
        yield from _told(first.told, words)


def _woken(woken: Woken, words: Labels) -> Iterator[Block]:
    why = words["new"] if woken.quiet is None else f"{words['quiet']} {words.count('days', woken.quiet)}"
    yield from _story(woken.story, words, why)


def _asked(asked: Asked, words: Labels) -> Iterator[Block]:
    yield _title(words["origins"])
    if asked.report:
        yield Block("line", (Bit(name(asked.report.title or words["no_title"]), "strong"), Bit(f" · {_cited(asked.report, words)}", "dim")))
    if not asked.origins:
        yield _line(words["empty_asked"])
    for carriage in asked.origins:
        yield from _carriage(carriage, words)


def _carriage(carriage: Carriage, words: Labels) -> Iterator[Block]:
    yield _heading(name(_short(carriage.title)))
    yield _line(count_line(carriage.origins, words), "strong")
    for carried in carriage.origins.tellings:
        yield from _carried(carried, words)
    if carriage.disputes:
        yield _heading(words["disputed"])
    for dispute in carriage.disputes:
        yield from _dispute(dispute, words)


def _carried(carried: Carried, words: Labels) -> Iterator[Block]:
    told, report, wording = carried.telling.told, carried.telling.report, carried.telling.wording
    place = Bit(plain(f"{chr(ord('A') + carried.group)}" if carried.group < 26 else f"{carried.group + 1}") + " · ", "dim")
    who = name(told.speaker) if told else words["passage"]
    yield Block("item", (place, Bit(name(_outlet(report, words)), "strong"), Bit(" · "), Bit(who)))
    yield _quote(wording)
    if told:
        yield _line(chain_line(told, words))
    yield _line(origin_line(carried.origin, words))
    yield _line(_cited(report, words, wording), "dim")


def origin_line(origin: Origin, words: Labels) -> str:
    """Where one telling has it from, with the characters that say so."""
    if origin.kind == "traced":
        line = f"{name(origin.name or '')} ({words.of('traced_by', origin.by or '')})"
        return line + (f"، {_evidence(origin.evidence, words)}" if words.lang == "ar" else f", {_evidence(origin.evidence, words)}")
    if origin.of is not None:
        share = f"{origin.likeness:.0%}" if origin.likeness is not None else "—"
        line = f"{words['origin_copied']} {_cited(origin.of, words)} ({words['likeness']} {plain(share)})"
    else:
        line = words["origin_unknown"]
    return f"{line} · {words['origin_same']} {name(origin.name)}" if origin.name else line


def _evidence(evidence: Passage | None, words: Labels) -> str:
    return f"{words['evidence']} «{name(evidence.text)}» {_span(evidence, words)}" if evidence else ""


def _reports(found: ReportsFound, words: Labels) -> Iterator[Block]:
    yield _title(words["found_reports"])
    yield from _or_empty(found.reports, words["empty_reports"])
    for each in found.reports:
        yield Block("item", (Bit(name(each.report.title or words["no_title"]), "strong"),))
        yield _quote(each.passage)
        yield _line(_cited(each.report, words, each.passage), "dim")


def _statements(found: StatementsFound, words: Labels) -> Iterator[Block]:
    yield _title(words["statements"])
    yield from _or_empty(found.statements, words["empty_statements"])
    for each in found.statements:
        yield from _said(each, words)


def _said_by(found: SaidBy, words: Labels) -> Iterator[Block]:
    yield Block("title", _known(found.speaker, words))
    yield from _namesakes(found.namesakes, words)
    yield from _or_empty(found.statements, words["empty_said"])
    for each in found.statements:
        yield from _said(each, words)


def _namesakes(namesakes: Iterable[Known], words: Labels) -> Iterator[Block]:
    others = [f"{name(known.name)} {plain(known.uid)}" for known in namesakes]
    if others:
        yield _line(f"{words['namesakes']}: {semicolon(words).join(others)}", "dim")


def _disputes(found: DisputesFound, words: Labels) -> Iterator[Block]:
    yield _title(words["brief_disputes"])
    yield from _or_empty(found.disputes, words["empty_disputes"])
    for each in found.disputes:
        yield from _dispute(each, words)


def _dispute(dispute: Dispute, words: Labels) -> Iterator[Block]:
    yield Block("item", (Bit(words.of("disputes", dispute.kind), "strong"),))
    for side, told in (("later", dispute.later), ("earlier", dispute.earlier)):
        yield _line(f"{words[side]}: {name(told.speaker)} · {name(told.cue.text)}")
        yield from _told(told, words)


def _stories(found: StoriesFound, words: Labels) -> Iterator[Block]:
    yield _title(words["stories"])
    yield from _or_empty(found.stories, words["empty_stories"])
    for each in found.stories:
        yield from _story(each, words, words["alive" if each.alive else "ended"])


def _story(story: Story, words: Labels, why: str) -> Iterator[Block]:
    yield Block("item", (Bit(name(story.latest.title or words["no_title"]), "strong"), Bit(f" · {why}", "dim")))
    yield _line(f"{words.count('reports', story.articles)} · {words.count('outlets', story.outlets)}")
    yield _line(f"{words['first_in']}: {_cited(story.first, words)}", "dim")
    yield _line(f"{words['latest']}: {_cited(story.latest, words)}", "dim")


def _story_told(told: StoryTold, words: Labels) -> Iterator[Block]:
    yield _title(f"{words['story']} {plain(told.story.uid)}")
    yield from _story(told.story, words, words["alive" if told.story.alive else "ended"])
    yield _heading(words["reports"])
    for report in told.reports:
        yield Block("item", (Bit(name(report.title or words["no_title"]), "strong"), Bit(f" · {_cited(report, words)}", "dim")))


def _profile(profile: Profile, words: Labels) -> Iterator[Block]:
    yield Block("title", _known(profile.known, words))
    dates = [plain(day.isoformat()) for day in (profile.first, profile.last) if day]
    facts = [words.count("statements", profile.statements), " – ".join(dates)]
    if profile.country:
        facts.append(f"{words['country']} {name(profile.country)}")
    yield _line(" · ".join(fact for fact in facts if fact))
    yield from _namesakes(profile.namesakes, words)
    sections = [
        ("names", [(name(each.name), words.count("reports", each.articles)) for each in profile.names]),
        ("role", [(name(each.role), _role_days(each.first, each.last, each.articles, words)) for each in profile.roles]),
        ("joins", [(name(each.reason), words.count("mentions", each.mentions)) for each in profile.joins]),
        ("corrections", [(plain(each), "") for each in profile.corrections]),
    ]
    for heading, items in sections:
        if items:
            yield _heading(words[heading])
        for what, more in items:
            yield Block("item", (Bit(what), *((Bit(f" · {more}", "dim"),) if more else ())))


def _role_days(first: Any, last: Any, count: int, words: Labels) -> str:
    days = " – ".join(dict.fromkeys(plain(day.isoformat()) for day in (first, last) if day))
    return " · ".join(part for part in (days, words.count("reports", count)) if part)


def _outlets(found: OutletsTold, words: Labels) -> Iterator[Block]:
    yield _title(words["outlets"])
    yield from _or_empty(found.outlets, words["empty_outlets"])
    for each in found.outlets:
        yield from _outlet_told(each, words)


def _outlet_told(outlet: Outlet, words: Labels) -> Iterator[Block]:
    yield Block("item", (Bit(name(outlet_name(outlet.key, outlet.name) if outlet.key else words["outlet_unknown"]), "strong"),))
    yield _line(f"{words.count('reports', outlet.articles)} · {words.count('statements', outlet.statements)}")
    if outlet.carries:
        agencies = (f"{name(agency)} {plain(str(count))}" for agency, count in outlet.carries)
        yield _line(f"{words['carries']}: {('، ' if words.lang == 'ar' else ', ').join(agencies)}")
    share = f"{outlet.first / outlet.shared:.0%}" if outlet.shared else "—"
    yield _line(f"{words['shared']}: {plain(str(outlet.shared))} · {words['was_first']} {plain(f'{outlet.first} ({share})')}")


def _stats(stats: Stats, words: Labels) -> Iterator[Block]:
    yield _title(words["stats"])
    counted = (("reports", stats.articles), ("statements", stats.statements), ("outlets", stats.outlets), ("stories", stats.stories))
    for noun, number in counted:
        yield Block("item", (Bit(words.count(noun, number), "strong"),))
    named = ("sayings", "entities", "earlier_versions", "corrections")
    for field in named:
        yield Block("item", (Bit(f"{words[field]}: {plain(str(getattr(stats, field)))}"),))
    yield Block("item", (Bit(words.count("undated", stats.undated)),))
    if stats.first_day and stats.last_day:
        yield _line(f"{plain(stats.first_day.isoformat())} – {plain(stats.last_day.isoformat())}")
    if not stats.articles:
        yield _line(words["empty_outlets"])


# ---- what several answers tell


def _said(each: Said | Any, words: Labels) -> Iterator[Block]:
    """A statement with the count of its origins."""
    told: Told = each.told
    facts = [words.of("acts", told.act), words.of("kinds", told.kind)]
    if told.polarity != "said":
        facts.append(words.of("polarities", told.polarity))
    unnamed = (Bit(f" ({words['unnamed']})", "warn"),) if not told.named else ()
    yield Block(
        "item",
        (Bit(name(told.speaker), "strong"), *unnamed, Bit(f" · {name(told.cue.text)}"), Bit(f" · {' · '.join(facts)}", "dim")),
    )
    yield from _told(told, words)
    yield _line(count_line(each.origins, words))


def _told(told: Told, words: Labels) -> Iterator[Block]:
    yield _quote(told.content)
    chain = chain_line(told, words)
    if told.to:
        chain += f" · {words['to']} {name(told.to)}"
    yield _line(chain)
    yield _line(f"{_cited(told.report, words, told.content)} · {plain(told.uid)}", "dim")


def chain_line(told: Told, words: Labels) -> str:
    """From the outlet that prints it to the speaker."""
    line = f"{words['chain']}: {name(_outlet(told.report, words))}"
    for link in told.chain:
        line += f" {words.of('joints', link.kind)} {name(link.name)}"
    return f"{line} {words.of('joints', 'speaker')} {name(told.speaker)}"


def count_line(origins: Origins, words: Labels) -> str:
    """ "9 تقارير، 6 منافذ؛ مصدران متتبعان: رويترز، واس؛ 1 مجهول"."""
    comma = "، " if words.lang == "ar" else ", "
    parts = [f"{words.count('reports', origins.articles)}{comma}{words.count('outlets', len(origins.outlets))}"]
    if origins.traced:
        parts.append(f"{words.count('traced', len(origins.traced))}: {comma.join(map(name, origins.traced))}")
    if origins.unknown:
        parts.append(words.count("unknown", origins.unknown))
    return semicolon(words).join(parts)


def _cited(report: Report, words: Labels, passage: Passage | None = None) -> str:
    """Outlet, date, the report's name, and the characters of it."""
    day = plain(report.published.isoformat()) if report.published else words["undated"]
    parts = [name(_outlet(report, words)), day, plain(report.uid)]
    if passage:
        parts.append(_span(passage, words))
    return ("، " if words.lang == "ar" else ", ").join(parts)


def _span(passage: Passage, words: Labels) -> str:
    where = f" ({words['headline']})" if passage.where == "title" else ""
    return plain(f"{passage.start}–{passage.end}") + where


def _outlet(report: Report, words: Labels) -> str:
    """As answers name outlets: by its one name in the lexicon, else as the report has it."""
    return (outlet_name(report.outlet_key, report.outlet) if report.outlet_key else report.outlet) or words["outlet_unknown"]


def _known(known: Known, words: Labels) -> tuple[Bit, ...]:
    facts = [words.of("entities", known.type), words.count("reports", known.articles), plain(known.uid)]
    other = f" {plain(known.name_en)}" if known.name_en else ""
    return (Bit(name(known.name), "strong"), Bit(other), Bit(f" · {' · '.join(facts)}", "dim"))


_SHORT = 120


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: text.rfind(" ", 0, _SHORT)] + "…"


def _or_empty(found: tuple[Any, ...], told: str) -> Iterator[Block]:
    if not found:
        yield _line(told)


def _title(text: str) -> Block:
    return Block("title", (Bit(text),))


def _heading(text: str) -> Block:
    return Block("heading", (Bit(text),))


def _line(text: str, look: Look = "") -> Block:
    return Block("line", (Bit(text, look),))


def _quote(passage: Passage) -> Block:
    return Block("quote", (Bit(name(passage.text)),))


_BLOCKS: Mapping[type, Callable[[Any, Labels], Iterator[Block]]] = {
    Brief: _brief,
    Asked: _asked,
    ReportsFound: _reports,
    StatementsFound: _statements,
    SaidBy: _said_by,
    DisputesFound: _disputes,
    StoriesFound: _stories,
    StoryTold: _story_told,
    Profile: _profile,
    OutletsTold: _outlets,
    Stats: _stats,
}
