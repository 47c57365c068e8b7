"""A reading as JSON, in the terminal and as a page."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

import made
import musnad.present
from musnad.present.html import Mark, render_index, render_page, segments
from musnad.present.json import dumps, loads, to_dict
from musnad.present.labels import labels
from musnad.present.terminal import FSI, LRI, PDI, RLI, print_reading
from musnad.present.view import chain, statements_by_id, summary
from musnad.text.hidden import hidden_characters, visible

CONTRACT = (
    "schema reader id outlet published published_basis title text furniture entities statements events times deadlines positions "
    "headline notes"
).split()


# --- hidden characters


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قال\u202eالوزير", [(3, "RIGHT-TO-LEFT OVERRIDE")]),
        ("مو\u200bسكو\ufeff", [(2, "ZERO WIDTH SPACE"), (6, "ZERO WIDTH NO-BREAK SPACE")]),
        ("\x1b[31mأحمر", [(0, "CONTROL CHARACTER U+001B")]),
        ("سطر\r\nآخر", []),
        ("سطر\rآخر", [(3, "CONTROL CHARACTER U+000D")]),
        ("نصف\ud83d", [(3, "LONE SURROGATE U+D83D")]),
        ("مُضَيَّفٌ، ٣ أيام\tو«قال»", []),
        ("قلب ❤\ufe0f", []),
    ],
)
def test_hidden_characters_are_named(text: str, found: list[tuple[int, str]]) -> None:
    assert hidden_characters(text) == found


@given(st.text() | made.texts)
def test_visible_hides_nothing_and_keeps_offsets(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert hidden_characters(shown) == []
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown)
    shown.encode()
    hidden = {offset for offset, _ in hidden_characters(text)}
    assert all(a in (b, "\r") for i, (a, b) in enumerate(zip(text, shown, strict=True)) if i not in hidden)


# --- JSON


def test_json_has_the_contract_s_form() -> None:
    value = to_dict(made.reading())
    assert list(value) == CONTRACT
    assert value["events"] == value["deadlines"] == value["positions"] == []
    assert value["published"] == "2025-08-04"
    assert value["statements"][0]["content"]["text"] == "إن الوفدين «اقتربا من صيغة مقبولة»"
    assert value["headline"]["statements"][0]["cue"]["in"] == "title"
    assert "in" not in value["statements"][0]["cue"]
    assert set(value["statements"][2]["via"][0]) == {"start", "end", "text", "kind", "role", "entity", "reason"}


def test_every_span_of_the_json_slices_the_text() -> None:
    value = to_dict(made.reading())

    def check(node: object) -> None:
        if isinstance(node, dict):
            if "start" in node:
                whole = value["title"] if node.get("in") == "title" else value["text"]
                assert whole[node["start"] : node["end"]] == node["text"]
            for child in node.values():
                check(child)
        elif isinstance(node, list):
            for child in node:
                check(child)

    check(value)


@given(made.readings())
def test_a_reading_survives_json(reading: musnad.model.Reading) -> None:
    line = dumps(reading)
    assert loads(line) == reading
    # One line for every reader of lines, and harmless where it is shown.
    assert line.splitlines() == [line]
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b\u200f\u202e\u2066-\u2069\ud800-\udfff]", line)
    assert json.loads(dumps(reading, indent=2)) == json.loads(line)


# --- what both tell


def test_a_chain_goes_from_the_outlet_to_the_speaker_through_the_one_who_tells() -> None:
    reading = made.reading()
    by_id = statements_by_id(reading)
    names = [(node.kind, node.name) for node in chain(reading, by_id["s4"], labels("ar"), by_id)]
    assert names == [("article", "ضفاف"), ("outlet", "السهل"), ("source", "مسؤول في الوفد الآخر"), ("speaker", "رئيسه")]


@given(made.readings())
def test_a_chain_ends_even_where_statements_stand_in_each_other(reading: musnad.model.Reading) -> None:
    by_id = statements_by_id(reading)
    for statement in by_id.values():
        assert chain(reading, statement, labels("en"), by_id)[-1].name is not None


def test_the_summary_counts() -> None:
    assert summary(made.reading(), labels("en")) == ["5 statements by 3 speakers", "1 of them unnamed", "1 via السهل", "2 times"]
    assert summary(made.reading(), labels("ar")) == ["5 أقوال لـ3 قائلين", "منهم واحد بلا اسم", "واحد عبر السهل", "وقتان"]


@pytest.mark.parametrize(
    ("n", "told"), [(0, "لا أقوال"), (1, "قول واحد"), (2, "قولان"), (3, "3 أقوال"), (11, "11 قولاً"), (100, "100 قول"), (103, "103 أقوال")]
)
def test_arabic_plurals(n: int, told: str) -> None:
    assert labels("ar").count("statements", n) == told


def test_both_languages_have_the_same_labels() -> None:
    arabic, english = labels("ar"), labels("en")
    assert arabic.words.keys() == english.words.keys()
    assert arabic.counted.keys() == english.counted.keys()
    assert {group: values.keys() for group, values in arabic.groups.items()} == {
        group: values.keys() for group, values in english.groups.items()
    }


# --- the terminal


def printed(reading: musnad.model.Reading, *, lang: str, explain: bool = False, terminal: bool = False, width: int = 80) -> list[str]:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=terminal, no_color=True, color_system=None)
    print_reading(reading, console, lang=lang, explain=explain)  # type: ignore[arg-type]
    return stream.getvalue().split("\n")


def bare(line: str) -> str:
    return re.sub(f"[{RLI}{LRI}{FSI}{PDI}]", "", line)


def test_the_terminal_tells_all_in_english() -> None:
    told = "\n".join(bare(line) for line in printed(made.reading(), lang="en", width=100))
    for words in (
        "5 statements by 3 speakers; 1 of them unnamed; 1 via السهل; 2 times",
        "سلمى النجار · قالت · inform · mixed · said 2025-08-03 · confidence 90%",
        "(dropped subject)",
        "confidence 40% (low)",
        "chain: ضفاف ← السهل ← مسؤول في الوفد الآخر\n",
        "chain: ضفاف ← السهل ← مسؤول في الوفد الآخر ← رئيسه\n",
        "31 فبراير = no such day",
        "1 line not part of the report",
        "encoding: read as Windows-1256",
    ):
        assert words in told


def test_the_terminal_tells_an_isnad_in_arabic() -> None:
    told = [bare(line).strip() for line in printed(made.reading(), lang="ar")]
    assert "السند: ضفاف عن السهل عن مسؤول في الوفد الآخر" in told


def test_explain_tells_rules_and_words() -> None:
    told = "\n".join(bare(line) for line in printed(made.reading(), lang="en", explain=True, width=100))
    assert "rule: verb before subject; Cue «قالت» [0:4]; Speaker «وزيرة الري سلمى النجار» [5:27]" in told
    assert "rule" not in "\n".join(printed(made.reading(), lang="en"))


def test_arabic_ends_at_the_right_edge_of_a_terminal_only() -> None:
    assert {cell_len(line) for line in printed(made.reading(), lang="ar", terminal=True, width=72) if line.strip()} == {72}
    assert not any(line.startswith("     ") for line in printed(made.reading(), lang="ar"))


@given(made.readings(), st.sampled_from(["ar", "en"]), st.booleans(), st.booleans(), st.integers(1, 120))
def test_every_line_closes_its_directions_and_hides_nothing(
    reading: musnad.model.Reading, lang: str, explain: bool, terminal: bool, width: int
) -> None:
    for line in printed(reading, lang=lang, explain=explain, terminal=terminal, width=width):
        depth = 0
        for character in line:
            depth += (character in (RLI, LRI, FSI)) - (character == PDI)
            assert depth >= 0
        assert depth == 0
        assert hidden_characters(bare(line)) == []


# --- the page


class Page(HTMLParser):
    """What a browser would find."""

    VOID = frozenset({"meta", "br", "link", "img", "input"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.article = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def links(self) -> set[str]:
        return {attrs["href"] or "" for _, attrs in self.tags if "href" in attrs}

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]


def article_of(page: str) -> str:
    """The text that the page's article shows, without numbers at cues."""
    found = re.findall(r'<p class="text"[^>]*>(.*?)</p>', page, re.DOTALL)
    bare_lines = (re.sub(r'<span class="sign">.*?</span>', "", line) for line in found)
    return "\n".join(re.sub("<[^>]+>", "", line) for line in bare_lines)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_is_whole_and_self_contained(lang: str) -> None:
    page = render_page(made.reading(), lang=lang)  # type: ignore[arg-type]
    parsed = Page(page)
    names = [tag for tag, _ in parsed.tags]
    assert dict(parsed.tags)["html"] == {"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(names)
    assert not re.search(r"https?://|url\(|@import|\bon\w+=", page)
    assert names.count("details") == 5
    assert all(link[0] == "#" and link[1:] in parsed.ids() for link in parsed.links())
    assert len(parsed.ids()) == len(set(parsed.ids()))
    assert article_of(page) == made.TEXT


def test_style_uses_logical_properties_only() -> None:
    style = (Path(musnad.present.__file__).parent / "templates" / "style.css").read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w-])(left|right|(margin|padding|border)-(left|right|top|bottom)|width|height)\s*:", style)


@given(made.readings(), st.sampled_from(["ar", "en"]))
def test_no_article_can_break_the_page(reading: musnad.model.Reading, lang: str) -> None:
    page = render_page(reading, lang=lang)  # type: ignore[arg-type]
    parsed = Page(page)
    assert hidden_characters(page.replace("\n", "")) == []
    assert all(link[0] == "#" for link in parsed.links())
    Page(render_index([("a b.html", reading)], lang=lang))  # type: ignore[arg-type]


@given(st.text("ابجد \n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 3)), max_size=8))
def test_segments_are_the_text_cut_at_every_mark(text: str, places: list[tuple[int, int, int]]) -> None:
    marks = [Mark(min(a, b), max(a, b), "content", n) for a, b, n in places if a != b and max(a, b) <= len(text)]
    found = list(segments(text, marks, 0, len(text)))
    assert "".join(segment.text for segment in found) == text
    at = 0
    for segment in found:
        covering = {mark.number for mark in marks if mark.start <= at and at + len(segment.text) <= mark.end}
        assert segment.classes.count("n") - segment.classes.count("content") * 2 == len(covering)
        at += len(segment.text)


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_reach_wcag_aa() -> None:
    style = (Path(musnad.present.__file__).parent / "templates" / "style.css").read_text(encoding="utf-8")
    light, dark = (dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2])
    for colours in (light, dark):
        grounds = [value for key, value in colours.items() if key in {"paper", "card", "target"} or key.startswith("content")]
        for text in ("ink", "quiet", "cue", "speaker", "link", "time", "unsure"):
            for ground in grounds:
                assert _contrast(colours[text], ground) >= 4.5, (text, ground)
