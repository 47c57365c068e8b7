"""The command: what it reads, what it writes where, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

import made
import musnad
from musnad import cli
from musnad.errors import MusnadError
from musnad.model import Article, Reading

ENTRY = [sys.executable, "-c", "from musnad.cli import app; app()"]
OTHER = "أكد الوفد أن المباحثات مستمرة."


def fake_read(article: Article, *, lexicon: object = None) -> Reading:
    """The reading of tests/made.py for its text; for another an empty one."""
    if article.text == made.TEXT:
        whole = made.reading()
        return Reading(
            article, article.published, "given" if article.published else None, whole.furniture, (), whole.statements, whole.times
        )
    return Reading(article, article.published, "given" if article.published else None)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Runs the command in a folder with reports, with a reader that needs no lexicon."""
    monkeypatch.setattr(cli, "_reader", lambda folders: (fake_read, None))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text(made.TEXT, encoding="utf-8")
    (tmp_path / "two.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / "english.txt").write_text("The minister said so.", encoding="utf-8")
    lines = [
        json.dumps({"id": "a/1", "outlet": "ضفاف", "published": "2025-08-06", "text": made.TEXT}),
        "{",
        json.dumps({"id": "a/1", "text": OTHER}),
    ]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")

    def invoke(*arguments: str, given: bytes | None = None) -> Any:
        return CliRunner().invoke(cli.app, ["read", *arguments], input=given, env={"MUSNAD_LANG": None})

    return invoke


def test_text_is_for_reading_and_arabic_first(run: Any) -> None:
    result = run("one.txt", "--published", "2025-08-04", "--outlet", "ضفاف")
    assert result.exit_code == 0
    assert "4 أقوال لـ3 قائلين" in result.stdout
    assert "السند" in result.stdout
    assert result.stderr == ""


def test_labels_may_be_english(run: Any) -> None:
    assert "4 statements by 3 speakers" in run("one.txt", "--lang", "en").stdout


def test_jsonl_is_one_reading_a_line_and_a_broken_line_is_named(run: Any) -> None:
    result = run("many.jsonl", "--format", "jsonl", "--outlet", "النهر", "--published", "2025-01-01")
    assert result.exit_code == 1
    readings = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(r["id"], r["outlet"], r["published"], r["text"]) for r in readings] == [
        ("a/1", "ضفاف", "2025-08-06", made.TEXT),
        ("a/1", "النهر", "2025-01-01", OTHER),
    ]
    assert result.stderr.startswith("musnad: many.jsonl:2: no JSON: ")


def test_standard_input_may_be_text_or_jsonl(run: Any) -> None:
    for given in (OTHER.encode("cp1256"), json.dumps({"text": OTHER}).encode()):
        for arguments in (("--format", "jsonl"), ("-", "--format", "jsonl")):
            assert json.loads(run(*arguments, given=given).stdout)["text"] == OTHER


def test_another_encoding_is_said(run: Any) -> None:
    assert json.loads(run("--format", "json", given=OTHER.encode("cp1256")).stdout)["notes"][0]["message"] == "read as Windows-1256"


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["english.txt"], 2, "musnad: english.txt: not Arabic: it has no Arabic letter\n        Musnad reads Arabic"),
        (["english.txt", "two.txt"], 1, "musnad: english.txt: not Arabic"),
        (["missing.txt"], 2, "musnad: missing.txt: no such file or directory"),
        (["two.txt", "--published", "2025-13-01"], 2, "musnad: published: '2025-13-01' is no date of the calendar"),
        (["one.txt", "two.txt", "--title", "خبر"], 2, "musnad: --title is for one report"),
        (["one.txt", "two.txt", "--format", "html"], 2, "give --output FOLDER/ for a file each"),
        (["one.txt", "two.txt", "--format", "json"], 2, "or use --format jsonl"),
        (["one.txt", "--format", "yaml"], 2, "yaml"),
        (["one.txt", "--lang", "fr"], 2, "fr"),
        (["one.txt", "--output", "no/such/file"], 2, "musnad: "),
    ],
)
def test_the_exit_status_tells(run: Any, arguments: list[str], status: int, told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == status
    assert told in result.stderr
    if status == 2:
        assert result.stdout == ""


def test_a_message_hides_nothing(run: Any, tmp_path: Path) -> None:
    (tmp_path / "\u202e\x1b[2Jtxt.exe").write_bytes(b"")
    assert run("\u202e\x1b[2Jtxt.exe").stderr == "musnad: ⇄␛[2Jtxt.exe: the file is empty\n"


def test_output_goes_to_a_file_that_is_whole_or_not_there(run: Any, tmp_path: Path) -> None:
    assert run("one.txt", "--format", "html", "--output", "page.html").exit_code == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run("one.txt", "two.txt", "--format", "html", "--output", "other.html").exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir() if "html" in path.name) == ["page.html"]


def test_a_folder_gets_a_page_a_report_and_an_index(run: Any, tmp_path: Path) -> None:
    assert run("many.jsonl", "two.txt", "--format", "html", "--output", "pages/").exit_code == 1
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["a-1-2.html", "a-1.html", "index.html", "two.html"]
    assert 'href="a-1-2.html"' in (tmp_path / "pages" / "index.html").read_text(encoding="utf-8")


def test_a_lexicon_folder_must_be_there() -> None:
    with pytest.raises(MusnadError, match="no such folder"):
        cli.lexicon_folders([Path("nowhere")])


def test_every_option_has_help() -> None:
    command = typer.main.get_command(cli.app)
    commands = [command, *getattr(command, "commands", {}).values()]
    missing = [f"{each.name} {p.name}" for each in commands for p in each.params if p.name != "help" and not getattr(p, "help", None)]
    assert missing == []
    assert all(each.help for each in commands)


# --- as a process of its own


def process(*arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*ENTRY, *arguments], capture_output=True, timeout=60, check=False, **more)  # noqa: S603  our own command


def test_version() -> None:
    result = process("--version")
    assert (result.returncode, result.stdout.decode()) == (0, f"musnad {musnad.__version__}\n")


def test_help_needs_neither_reader_nor_rich() -> None:
    heavy = ("rich", "pydantic", "jinja2", "musnad.reading.read", "musnad.lexicon.lexicon")
    code = f"import sys, musnad.cli; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60).stdout == b"[]\n"  # noqa: S603


def test_importing_musnad_loads_next_to_nothing() -> None:
    code = "import sys, musnad; print([m for m in sys.modules if m.startswith('musnad.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60).stdout == b"[]\n"  # noqa: S603


FAKE = """
import sys, time, musnad.cli as cli
from musnad.model import Reading
def read(article, *, lexicon=None):
    if {slow}: print("ready", file=sys.stderr, flush=True); time.sleep(30)
    return Reading(article, None, None)
cli._reader = lambda folders: (read, None)
cli.app()
"""


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(OTHER, encoding="utf-8")
    locale = {**os.environ, "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-c", FAKE.format(slow=False), "read", str(tmp_path / "one.txt"), "--format", "jsonl"]
    result = subprocess.run(command, capture_output=True, env=locale, check=True, timeout=60)  # noqa: S603
    assert json.loads(result.stdout)["text"] == OTHER


def many(path: Path) -> Path:
    path.write_text(json.dumps({"text": OTHER * 50}) * 1 + "\n" + (json.dumps({"text": OTHER * 50}) + "\n") * 500, encoding="utf-8")
    return path


@pytest.mark.skipif(os.name != "posix", reason="a pipe's end")
def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FAKE.format(slow=False), "read", str(many(tmp_path / "many.jsonl")), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:  # noqa: S603
        assert running.stdout and running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(30) == 141


@pytest.mark.skipif(os.name != "posix", reason="a signal")
def test_control_c_ends_quietly(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        FAKE.format(slow=True),
        "read",
        str(many(tmp_path / "many.jsonl")),
        "--output",
        str(tmp_path / "out.txt"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:  # noqa: S603
        assert running.stderr
        assert running.stderr.readline() == b"ready\n"
        time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 130
        assert running.stderr.read() == b""
    assert [path.name for path in tmp_path.iterdir()] == ["many.jsonl"]


# --- with the reader itself


def test_the_whole_way() -> None:
    reading = musnad.read(made.TEXT, published="2025-08-04", outlet="ضفاف", title=made.TITLE)
    assert reading.article.title == made.TITLE
    assert all(made.TEXT[s.cue.start : s.cue.end] == s.cue.text for s in reading.statements)
    result = process("read", "--format", "jsonl", "--published", "2025-08-04", input=made.TEXT.encode("cp1256"))
    assert result.returncode == 0
    assert json.loads(result.stdout)["notes"][-1]["message"] == "read as Windows-1256"


def test_a_fault_in_one_report_costs_no_other(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(article: Article, *, lexicon: object = None) -> Reading:
        if article.text == OTHER:
            raise IndexError("beyond the last token")
        return fake_read(article)

    monkeypatch.setattr(cli, "_reader", lambda folders: (faulty, None))
    result = run("two.txt", "one.txt", "--format", "jsonl")
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["one"]
    assert "two: not read, IndexError: beyond the last token" in result.stderr
