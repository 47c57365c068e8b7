"""The commands that write to a record, as a new user gives them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from musnad.cli import app
from musnad.errors import IntakeError
from musnad.intake import fetch
from musnad.intake.html import Page
from musnad.model import Article

TEXT = "قال وزير الري كمال السيد إن ملء الخزان تأجل شهراً، بحسب وكالة السهل. وأضاف أن بلاده «لن تستعجل أحداً»."
OTHER = "نفى الوزير كمال السيد أن يكون ملء الخزان قد تأجل، وقال إن الوفود ستجتمع الثلاثاء."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, with a record in it that every command finds."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSNAD_RECORD", str(tmp_path / "record.sqlite"))
    (tmp_path / "dam.txt").write_text(TEXT, encoding="utf-8")
    lines = [{"id": str(n), "outlet": "ضفاف", "published": f"2025-08-0{n}", "text": text} for n, text in enumerate((TEXT, OTHER), 1)]
    (tmp_path / "dam.jsonl").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return tmp_path


def run(*arguments: str, status: int = 0) -> Result:
    """The command's result, its status checked."""
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == status, (done.output, done.exception)
    return done


def stats() -> dict[str, Any]:
    """What `stats` counts."""
    return dict(json.loads(run("stats", "--format", "json").stdout))


def test_the_same_twice_is_one_and_a_change_is_a_version(folder: Path) -> None:
    assert "3 new, 0 changed, 0 there already, 0 failed" in run("add", "dam.txt", "dam.jsonl", "--processes", "0").stdout
    assert "0 new, 0 changed, 3 there already" in run("add", "dam.txt", "dam.jsonl", "--processes", "0").stdout
    (folder / "dam.txt").write_text(TEXT + " ولم يصدر تعليق.", encoding="utf-8")
    assert "0 new, 1 changed" in run("add", "dam.txt", "--processes", "0").stdout
    told = stats()
    assert (told["articles"], told["earlier_versions"], told["outlets"]) == (3, 1, 1)


def test_what_fails_is_named_and_the_rest_is_kept(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 9)
    done = run("add", "empty.txt", "dam.txt", "noise.txt", "nowhere.txt", "--processes", "0", status=1)
    assert "1 new, 0 changed, 0 there already, 3 failed" in done.stdout
    assert all(name in done.stderr for name in ("empty.txt", "noise.txt", "nowhere.txt"))
    run("add", "nowhere.txt", status=2)


def test_an_address_is_fetched_and_known_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetched(url: str, **_: object) -> Page:
        if "bad" in url:
            raise IntakeError("the site has no such page (HTTP 404)", source=url, hint="check the address")
        return Page(Article(TEXT, outlet="ضفاف", title="تأجيل", url=url), url, None, "UTF-8")

    monkeypatch.setattr(fetch, "fetch_article", fetched)
    done = run("add", "https://dam.example/1#top", "https://dam.example/bad", "--published", "2025-08-05", status=1)
    assert "1 new" in done.stdout
    assert "404" in done.stderr
    assert stats()["articles"] == 1
    assert "كمال السيد" in run("origins", "https://dam.example/1").stdout + run("said", "كمال السيد").stdout


def test_nothing_to_read_again_and_everything(folder: Path) -> None:
    run("add", str(folder), "--processes", "0")
    assert "0 read again" in run("reread", "--processes", "0").stdout
    before = run("export", "-").stdout_bytes.count(b"\n")
    assert "3 read again, 0 failed" in run("reread", "--all", "--processes", "0").stdout
    assert run("export", "-").stdout_bytes.count(b"\n") == before


def test_out_and_in_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", str(folder), "--processes", "0")
    told = stats()
    run("export", "out.jsonl")
    for form in ("csv", "parquet"):
        run("export", form, "--format", form)
        assert (folder / form / f"statements.{form}").stat().st_size
    run("export", "out", "--format", "xml", status=2)
    run("backup", "copy.sqlite")
    assert "--overwrite" in run("backup", "copy.sqlite", status=2).stderr
    monkeypatch.setenv("MUSNAD_RECORD", str(folder / "second.sqlite"))
    assert "3 new" in run("import", "out.jsonl").stdout
    assert stats() == told
    whole = (folder / "out.jsonl").read_bytes()
    (folder / "cut.jsonl").write_bytes(whole[: len(whole) // 2])
    assert "cut.jsonl" in run("import", "cut.jsonl", status=2).stderr
    run("restore", "copy.sqlite")
    assert stats() == told
    run("doctor")


def test_dossiers_are_kept_listed_and_forgotten(folder: Path) -> None:
    run("add", str(folder), "--processes", "0")
    (folder / "dam.toml").write_text(run("dossier", "form").stdout.replace("…", "السد"), encoding="utf-8")
    assert "السد" in run("dossier", "save", "dam.toml").stdout
    assert "السد" in run("dossier", "list").stdout
    run("brief", "--dossier", "السد")
    run("dossier", "remove", "السد")
    assert "there is no dossier" in run("brief", "--dossier", "السد", status=2).stderr
    (folder / "wrong.toml").write_text("people = []", encoding="utf-8")
    assert "people" in run("dossier", "save", "wrong.toml", status=2).stderr


def test_who_is_who_is_said_and_taken_back(folder: Path) -> None:
    run("add", str(folder), "--processes", "0")
    shown = json.loads(run("entity", "كمال السيد", "--format", "json").stdout)
    assert shown["known"]["name"]
    assert "nobody in the record" in run("entity", "merge", "كمال السيد", "فلان الفلاني", status=2).stderr


def test_a_record_that_is_not_there_says_what_to_do() -> None:
    done = run("brief", status=2)
    assert "musnad add" in done.stderr
