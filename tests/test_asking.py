"""The questions as commands: every one in every form, over a small record."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import small_record
from musnad import cli
from musnad.model import Article
from musnad.record.adding import add_reports
from musnad.record.dossiers import looked_at, parse_dossier, save_dossier
from musnad.record.prepare import Report
from musnad.record.store import open_record

MINE = "قال وزير الزراعة سالم الحارثي إن موسم القمح في السهول الشرقية سيكون الأفضل منذ عشرة أعوام."
WIRE = f"{MINE} وأضاف الحارثي لوكالة رويترز أن المخازن مليئة بالحبوب إلى آخرها هذا الصيف."
# local id, outlet, day, title, text
OWN = (
    ("w1", "ضفاف", "2025-08-11", "الحارثي: موسم وفير", WIRE),
    ("w2", "الرافد", "2025-08-12", "موسم القمح", WIRE + "\nولم تُعلن الأسعار بعد."),
    ("w3", "السهل", "2025-08-13", "الزراعة تنفي", "نفى وزير الزراعة سالم الحارثي أن تكون المخازن مليئة بالحبوب إلى آخرها هذا الصيف."),
    ("w4", "ضفاف", None, "=1+1", "قال المزارع راشد إن المطر تأخر هذا العام عن موعده المعتاد في القرى كلها."),
)  # fmt: skip
ASKED = {
    "brief": ["brief", "--since", "2025-08-01"],
    "origins of text": ["origins", MINE],
    "origins of words": ["origins", "موسم القمح"],
    "search": ["search", "القمح"],
    "search statements": ["search", "القمح", "--in", "statements"],
    "search by speaker": ["search", "--speaker", "الحارثي"],
    "said": ["said", "سالم الحارثي"],
    "disputes": ["disputes"],
    "stories": ["stories"],
    "entity": ["entity", "سالم الحارثي"],
    "outlets": ["outlets"],
    "stats": ["stats"],
}
"""Each has an answer in the record."""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asking") / "record.sqlite"
    reports = [report for report, _ in small_record.read_reports()]
    for local, outlet, day, title, text in OWN:
        article = Article(text, local, dt.date.fromisoformat(day) if day else None, outlet, title, f"https://{local}.example/1")
        reports.append(Report(article, f"{local}:1", f"url:https://{local}.example/1"))
    with small_record.to_write(path) as made:
        assert not [told for told in add_reports(made, reports, processes=0) if isinstance(told, Exception)]
        body = 'name = "القمح"\nwords = ["القمح"]\n'
        with made.writing() as connection:
            save_dossier(connection, body, parse_dossier(body, source="القمح"))
    return path


@pytest.fixture
def run(record: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("MUSNAD_RECORD", str(record))
    monkeypatch.delenv("MUSNAD_LANG", raising=False)

    def invoke(*arguments: str) -> Any:
        return CliRunner().invoke(cli.app, list(arguments))

    return invoke


def told(result: Any) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def rows(result: Any) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.mark.parametrize("question", ASKED)
def test_every_answer_has_every_form(run: Any, question: str) -> None:
    asked = ASKED[question]
    for lang in ("ar", "en"):
        for form in ("text", "md"):
            result = run(*asked, "--format", form, "--lang", lang)
            assert result.exit_code == 0, result.output
            assert result.stdout.count("\n") > 2
    answer = told(run(*asked, "--format", "json"))
    assert answer.pop("notes") == []
    assert any(answer.values())
    table = rows(run(*asked, "--format", "csv"))
    assert table and None not in table[0]


@pytest.mark.parametrize("question", ASKED)
def test_json_leaves_out_what_only_the_record_knows(run: Any, question: str) -> None:
    def names(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {name for each in value.values() for name in names(each)}
        return {name for each in value for name in names(each)} if isinstance(value, list) else set()

    assert not names(told(run(*ASKED[question], "--format", "json"))) & {"row", "place", "stems", "saying"}


def test_what_is_cited_stands_there(run: Any) -> None:
    texts = {text for *_, text in OWN}
    for row in rows(run("said", "سالم الحارثي", "--format", "csv")):
        assert any(text[int(row["start"]) : int(row["end"])] == row["content"] for text in texts)
        assert row["chain"].startswith(f"{row['outlet']} ← ") and row["chain"].endswith(row["speaker"])
        assert row["article"].startswith("a-") and row["statement"].startswith("s-")


def test_text_cites_outlet_day_article_span_chain_and_origins(run: Any) -> None:
    found = told(run("said", "سالم الحارثي", "--format", "json"))["statements"]
    of_wire = next(each for each in found if each["origins"]["traced"])
    assert [of_wire["origins"][count] for count in ("traced", "unknown")] == [["رويترز"], 0]
    assert of_wire["origins"]["speakers"][0].endswith("سالم الحارثي")
    text = run("said", "سالم الحارثي").stdout.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069")))
    one = of_wire["told"]
    flat = " ".join(text.split())
    assert f"{one['report']['published']}، {one['report']['uid']}، {one['content']['start']}–{one['content']['end']}" in flat
    assert re.search("منافذ؛ مصدر متتبع واحد: رويترز|منفذان؛ مصدر متتبع واحد: رويترز", flat)
    english = run("said", "سالم الحارثي", "--lang", "en").stdout
    assert re.search(r"\d reports, \d outlets; 1 traced origin:", english) and " ← " in english


def test_origins_of_a_statement_an_article_and_a_url_are_the_same_tellings(run: Any) -> None:
    found = told(run("origins", MINE, "--format", "json"))["origins"][0]
    outlets = [each["telling"]["report"]["outlet"] for each in found["origins"]["tellings"]]
    assert outlets == ["ضفاف", "الرافد"]
    first = found["origins"]["tellings"][0]["telling"]["report"]
    for what in (first["uid"], first["url"], first["url"] + "#top"):
        answer = told(run("origins", what, "--format", "json"))
        assert answer["report"]["uid"] == first["uid"]
        assert {"ضفاف", "الرافد"} <= {each["telling"]["report"]["outlet"] for each in answer["origins"][0]["origins"]["tellings"]}
    statement = rows(run("said", "سالم الحارثي", "--format", "csv"))[0]["statement"]
    assert told(run("origins", statement, "--format", "json"))["origins"]


def test_an_edited_sentence_is_found(run: Any) -> None:
    edited = "وزير الزراعة الحارثي: إن موسم القمح في السهول الشرقية سيكون الأفضل منذ عشرة أعوام كاملة"
    assert told(run("origins", edited, "--format", "json"))["origins"][0]["origins"]["articles"] == 2


def test_a_text_that_matches_nothing_says_so(run: Any) -> None:
    result = run("origins", "سارت القوارب الصغيرة ليلاً نحو الجزيرة البعيدة محملة بالفاكهة")
    assert result.exit_code == 0
    assert "musnad search" in result.stdout
    assert told(run("origins", "سارت القوارب الصغيرة ليلاً", "--format", "json"))["origins"] == []


EMPTY = (
    ["search", "زرافات"], ["search", "زرافات", "--in", "statements"], ["disputes", "--since", "2099-01-01"],
    ["stories", "--since", "2099-01-01"], ["brief", "--as-of", "1900-01-01"], ["outlets", "--as-of", "1900-01-01"],
    ["stats", "--as-of", "1900-01-01"], ["said", "سالم الحارثي", "--as-of", "1900-01-01"],
)  # fmt: skip


@pytest.mark.parametrize("asked", EMPTY, ids=" ".join)
def test_an_empty_answer_says_what_to_do(run: Any, asked: list[str]) -> None:
    for form in ("text", "md"):
        result = run(*asked, "--format", form, "--lang", "en")
        assert result.exit_code == 0
        assert "ry " in result.stdout or "musnad add" in result.stdout
    assert rows(run(*asked, "--format", "csv")) == [] or asked[0] == "stats"


@pytest.mark.parametrize("question", ASKED)
def test_as_of_leaves_later_reports_out(run: Any, question: str) -> None:
    result = run(*ASKED[question], "--format", "json", "--as-of", "2025-08-11")
    assert result.exit_code == 0, result.output
    assert '"2025-08-12"' not in result.stdout and '"2025-08-13"' not in result.stdout
    [note] = json.loads(result.stdout)["notes"]
    assert "undated" in note
    text = run(*ASKED[question], "--as-of", "2025-08-11")
    assert "undated" in text.stderr and "undated" not in text.stdout


def test_origins_as_of_a_day_are_counted_from_what_was_there(run: Any) -> None:
    then = told(run("origins", MINE, "--format", "json", "--as-of", "2025-08-11"))["origins"][0]["origins"]
    assert (then["articles"], then["outlets"]) == (1, ["ضفاف"])


def test_a_dossier_narrows_whatever_else_is_asked(run: Any, tmp_path: Path) -> None:
    whole, followed = (told(run("stats", "--format", "json", *more)) for more in ([], ["--dossier", "القمح"]))
    assert 0 < followed["articles"] < whole["articles"]
    assert followed["articles"] == 2
    (tmp_path / "mine.toml").write_text('words = ["القمح"]\n', encoding="utf-8")
    assert told(run("stats", "--format", "json", "--dossier", str(tmp_path / "mine.toml")))["articles"] == 2
    # The words of the dossier and those of the search are two conditions.
    assert told(run("search", "ويتكوف", "--dossier", "القمح", "--format", "json"))["reports"] == []
    assert len(told(run("search", "الأسعار", "--dossier", "القمح", "--format", "json"))["reports"]) == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["said", "فلان بن علان"], "nobody in the record"),
        (["entity", "فلان بن علان"], "nobody in the record"),
        (["origins", "s-000000000000"], "no statement"),
        (["origins", "a-000000000000"], "no report"),
        (["origins", "https://nowhere.example/x"], "musnad add https://nowhere.example/x"),
        (["origins", "«»"], "nothing to look for"),
        (["stories", "a-000000000000"], "no story"),
        (["search"], "nothing to search for"),
        (["search", "«»"], "nothing to search for"),
        (["search", "--act", "sing"], "acts are inform"),
        (["search", "القمح", "--speaker", "الحارثي", "--in", "reports"], "--in statements"),
        (["brief", "--since", "yesterday"], "--since 2025-08-06"),
        (["stats", "--as-of", "soon"], "--as-of 2025-08-06"),
        (["stats", "--dossier", "ليس هنا"], "saved are: القمح"),
        (["stats", "--record", "/nowhere/at/all.sqlite"], "musnad add"),
    ],
)
def test_what_cannot_be_answered_is_an_error_with_a_hint(run: Any, asked: list[str], said: str) -> None:
    result = run(*asked)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_a_story_by_any_of_its_reports(run: Any) -> None:
    listed = told(run("stories", "--format", "json"))["stories"]
    assert listed
    for end in ("first", "latest"):
        answer = told(run("stories", listed[0][end]["uid"], "--format", "json"))
        assert answer["story"]["uid"] == listed[0]["uid"]
        assert len(answer["reports"]) == listed[0]["articles"]


def test_pages_follow_each_other(run: Any) -> None:
    whole = [row["statement"] for row in rows(run("search", "--since", "2025-08-01", "--in", "statements", "--format", "csv"))]
    pages = [
        row["statement"]
        for page in ("1", "2", "3")
        for row in rows(run("search", "--since", "2025-08-01", "--in", "statements", "--format", "csv", "--limit", "3", "--page", page))
    ]
    assert pages == whole[:9]


def test_outlets_count_what_they_share(run: Any) -> None:
    for outlet in told(run("outlets", "--format", "json"))["outlets"]:
        assert outlet["first"] <= outlet["shared"] <= outlet["statements"]


def test_formulas_are_defused_and_markdown_is_escaped(run: Any) -> None:
    assert [row["title"] for row in rows(run("search", "المزارع", "--format", "csv"))] == ["'=1+1"]
    assert "\\#" not in run("search", "المزارع", "--format", "md").stdout
    assert "\u2067" not in run("search", "المزارع", "--format", "md").stdout


def test_since_last_begins_where_the_brief_before_ended(run: Any, record: Path) -> None:
    assert told(run("brief", "--since", "last", "--as-of", "2025-08-12", "--format", "json"))["until"] == "2025-08-12"
    with open_record(record) as opened, opened.reading() as connection:
        assert looked_at(connection, "") is None
    first = told(run("brief", "--since", "last", "--format", "json"))
    second = told(run("brief", "--since", "last", "--format", "json"))
    assert second["since"] == first["until"] == "2025-08-13"
    told(run("brief", "--since", "last", "--dossier", "القمح", "--format", "json"))
    with open_record(record) as opened, opened.reading() as connection:
        assert looked_at(connection, "القمح").isoformat() == "2025-08-12"


def test_where_the_look_cannot_be_remembered_the_brief_is_told(run: Any, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record.chmod(0o444)
    try:
        result = run("brief", "--since", "last", "--format", "json")
    finally:
        record.chmod(0o644)
    assert told(result)["articles"] > 0
