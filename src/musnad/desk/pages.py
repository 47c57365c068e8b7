"""Answers of the query layer as pages: those that the desk serves, and sheets that stand alone as files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from musnad import __version__
from musnad.present.html import environment, page_values
from musnad.present.labels import Labels, Lang, labels
from musnad.questions.brief import Brief
from musnad.questions.disputes import Dispute
from musnad.questions.kept import Kept
from musnad.questions.origins import Carried, Origins
from musnad.questions.told import Report, Told
from musnad.text.hidden import visible_line
from musnad.text.search_words import search_stem
from musnad.text.tokens import MARK, tokenize

_LONG = 80
"""Characters of a statement that stand for it in a page's name."""
_NOTES = (
    (re.compile(r"(?P<name>\d+) undated reports are left out"), "note_undated"),
    (re.compile(r"the dossier's (?P<name>.*) is not in the record yet", re.DOTALL), "note_missing"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page: its language, and of a served one where it is; a file has no `path`, and leads to the web only."""

    lang: Lang = "ar"
    path: str | None = None
    query: tuple[tuple[str, str], ...] = ()

    def to(self, path: str, **parameters: object) -> str:
        """The address of another page in the same language; parameters that are None or empty are left out."""
        given = {name: str(value) for name, value in parameters.items() if value not in {None, ""}}
        given |= {"lang": self.lang} if self.lang != "ar" else {}
        # Two slashes at the beginning would lead to another host.
        return "/" + quote(path.lstrip("/")) + (f"?{urlencode(given)}" if given else "")

    def at(self, **parameters: object) -> str:
        """The address of this page with other parameters."""
        kept = {name: value for name, value in self.query if name != "lang"}
        return self.to(self.path or "/", **(kept | parameters))

    def in_other_language(self) -> str:
        """The address of this page in the other language."""
        return Frame("en" if self.lang == "ar" else "ar", self.path, self.query).at()


@dataclass(frozen=True, slots=True)
class Dot:
    """A telling on a line of time: from 0 (the first day) to 1 (the last)."""

    place: float
    carried: Carried


@dataclass(frozen=True, slots=True)
class Branch:
    """An origin with those who have it from there, and their places in time; `name` is None where nobody names it."""

    name: str | None
    carried: tuple[Carried, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Words as printed, and the reports that print exactly these."""

    text: str
    carried: tuple[Carried, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A saying or passage with its origins, as the page draws them."""

    title: str
    origins: Origins
    branches: tuple[Branch, ...]
    wordings: tuple[Wording, ...]
    disputes: tuple[Dispute, ...]


def brief_page(brief: Brief, lang: Lang = "ar") -> str:
    """A brief as a page that stands alone in a file."""
    return render("brief.html.j2", Frame(lang), brief=brief)


def origins_page(entries: Sequence[tuple[str, Origins, Sequence[Dispute]]], lang: Lang = "ar") -> str:
    """The origins of several sayings or passages, each with its title and disputes, as a page that stands alone in a file."""
    return render("origins.html.j2", Frame(lang), sheets=[sheet(*entry) for entry in entries])


def article_page(kept: Kept, frame: Frame, **values: object) -> str:
    """The page of an article's reading within the desk."""
    words = labels(frame.lang)
    links = {number: frame.to(f"/origins/{name}") for number, name in enumerate(kept.statements, start=1) if name}
    return render("article.html.j2", frame, **page_values(kept.reading, words), kept=kept, origins=links, **values)


def render(template: str, frame: Frame, **values: object) -> str:
    """A page of the desk's templates."""
    words = labels(frame.lang)
    shown: dict[str, Any] = {
        "words": words,
        "say": _say(words),
        "frame": frame,
        "served": frame.path is not None,
        "version": __version__,
        "steps": steps,
        "link": lambda report: report_link(report, frame),
        "web": web_address,
        "note": lambda note: note_text(note, words),
        "marked": marked,
        "brief_title": brief_title,
    }
    return environment("musnad.desk").get_template(template).render(shown | values)


def steps(told: Told) -> list[tuple[str, str]]:
    """The chain from the outlet to the speaker, as (kind, name); a name that follows itself stands once."""
    named = [
        ("article", told.report.outlet or ""),
        *((link.kind, link.name) for link in told.chain),
        ("speaker" if told.named else "source", told.speaker),
    ]
    return [step for n, step in enumerate(named) if n == 0 or step[1] != named[n - 1][1]]


def sheet(title: str, origins: Origins, disputes: Sequence[Dispute]) -> Sheet:
    """What the page of one saying's origins draws."""
    days = [c.telling.report.published for c in origins.tellings if c.telling.report.published]
    first, last = (min(days).toordinal(), max(days).toordinal()) if days else (0, 0)

    def dots(several: Sequence[Carried]) -> Iterator[Dot]:
        for carried in several:
            if day := carried.telling.report.published:
                yield Dot((day.toordinal() - first) / (last - first) if last > first else 0.5, carried)

    branches = []
    for number, group in enumerate(origins.groups):
        of = tuple(c for c in origins.tellings if c.group == number)
        branches.append(Branch(group.name, of, tuple(dots(of))))
    branches.sort(key=lambda branch: (branch.name is None, -len(branch.carried)))
    by_wording: dict[str, list[Carried]] = {}
    for carried in origins.tellings:
        by_wording.setdefault(carried.telling.wording.text.strip(), []).append(carried)
    wordings = tuple(Wording(text, tuple(several)) for text, several in by_wording.items())
    return Sheet(title, origins, tuple(branches), wordings, tuple(disputes))


def short(text: str) -> str:
    """The beginning of a statement, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONG else line[:_LONG].rsplit(" ", 1)[0] + " …"


def marked(text: str, words: str | None) -> list[tuple[str, bool]]:
    """`text` in pieces, with whether each is one of the words searched for, in any of its forms."""
    wanted = {search_stem(token.norm) for token in tokenize(words or "") if token.kind != MARK}
    pieces = []
    done = 0
    for token in tokenize(text) if wanted else ():
        if token.kind != MARK and search_stem(token.norm) in wanted:
            pieces += [(text[done : token.start], False), (text[token.start : token.end], True)]
            done = token.end
    return [piece for piece in (*pieces, (text[done:], False)) if piece[0]]


def report_link(report: Report, frame: Frame) -> str | None:
    """Where a report can be read: in the desk, or from a file at its publisher's."""
    return frame.to(f"/article/{report.uid}") if frame.path is not None else web_address(report.url)


def web_address(url: str | None) -> str | None:
    """An address that may stand in a link: of the web, not a script's."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


def note_text(note: str, words: Labels) -> str:
    """A note of the query layer in the page's language."""
    for pattern, name in _NOTES:
        if found := pattern.fullmatch(note):
            return words.of("desk", name).format(name=found["name"])
    return visible_line(note)


def brief_title(brief: Brief) -> str:
    """The days that a brief is about, for a page's name."""
    days = dict.fromkeys(day.isoformat() for day in (brief.since, brief.until) if day)
    return " – ".join(days)


def _say(words: Labels) -> Callable[[str], str]:
    desk: Mapping[str, str] = words.groups["desk"]
    return desk.__getitem__
