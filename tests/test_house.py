"""The house: what is promised beside the code is there, documented, and small."""

from __future__ import annotations

import dataclasses
import re
import subprocess
from pathlib import Path

import pytest
import typer.main

import musnad
import musnad.model
from floors import Floors, Row, Scores
from held_back import held_back
from musnad.cli import app

ROOT = Path(__file__).resolve().parent.parent
LEXICON = ROOT / "src" / "musnad" / "lexicon"
REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))
READING = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
DOCUMENTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
LARGEST = 5_000_000


def tracked() -> list[Path]:
    """The files that git keeps, or would."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    if listed.returncode:
        pytest.skip("no git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def options() -> set[str]:
    """Every option of every command."""
    commands = typer.main.get_command(app)
    found = [commands, *getattr(commands, "commands", {}).values()]
    return {option for command in found for parameter in command.params for option in parameter.opts if option.startswith("--")}


def finds() -> list[tuple[str, str]]:
    """Every field of every value of a reading that JSON shows."""
    shown = ("Span", "Time", "Furniture", "Entity", "Participant", "Link", "Statement", "Headline", "Note", "Reading")
    return [(name, field.name) for name in shown for field in dataclasses.fields(getattr(musnad.model, name))]


@pytest.mark.parametrize("table", sorted(path.name for path in (LEXICON / "data").glob("*.tsv")))
def test_every_lexicon_is_described(table: str) -> None:
    assert f"`{table}`" in (LEXICON / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", sorted(options()))
def test_every_option_is_documented(option: str) -> None:
    assert f"`{option}" in DOCUMENTS


@pytest.mark.parametrize(("value", "name"), finds())
def test_every_field_is_documented(value: str, name: str) -> None:
    written = {"span": "start", "where": "in", "article": "text"}.get(name, name)
    assert re.search(rf"[`\"]{written}[`\"]", READING), f"{value}.{name}"


@pytest.mark.parametrize("document", ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))])
def test_links_lead_somewhere(document: str) -> None:
    path = ROOT / document
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_readme_begins_with_the_two_commands() -> None:
    first, second = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:2]
    assert (first.split()[:2], second.split()[:2]) == (["make", "demo"], ["make", "test"])


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_are_exact_and_hashed_and_name_no_registry(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|index-url|find-links|pypi", text)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"[\w.-]+==\S+", entry) and "--hash=sha256:" in entry for entry in entries)


def test_what_is_declared_is_locked() -> None:
    declared = re.findall(r'"([\w.-]+==[\w.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = "\n".join(path.read_text(encoding="utf-8") for path in REQUIREMENTS)
    assert declared
    assert [one for one in declared if not re.search(rf"^{re.escape(one)}[ \\]", locked, re.MULTILINE)] == []


def test_no_file_is_large() -> None:
    assert [path.name for path in tracked() if path.stat().st_size > LARGEST] == []


def test_floors_only_rise() -> None:
    floors = Floors({})
    high, low = (Scores("a set", digest, (Row("a row", score, 60),)) for digest, score in (("d1", 0.91239), ("d2", 0.5)))
    assert floors.raise_to([high]) == ["a set: a row"]
    assert floors.floor(high, high.rows[0]) == 0.9123
    assert floors.raise_to([low]) == []
    assert floors.floor(low, low.rows[0]) == 0.9123


def test_a_row_below_its_floor_is_named() -> None:
    floors = Floors({"a set": {"digest": "d", "floors": {"a row": 0.9, "a hint": 0.9}}})
    scores = Scores("a set", "d", (Row("a row", 0.8999, 60), Row("a hint", 0.1, 3, gated=False), Row("a new row", 0.1, 60)))
    assert floors.fallen([scores]) == ["a set: a row"]
    assert floors.fallen([Scores("a set", "d", (Row("a row", 0.9, 60),))]) == []


def test_another_set_is_noticed() -> None:
    floors = Floors({"a set": {"digest": "d", "goals": {"a row": 0.9}}})
    assert floors.changed(Scores("a set", "e", ()))
    assert not floors.changed(Scores("a set", "d", ()))
    assert not floors.changed(Scores("a new set", "e", ()))
    assert floors.goal(Scores("a set", "d", ()), Row("a row", 1.0, 60)) == 0.9


def test_floors_survive_their_file(tmp_path: Path) -> None:
    floors = Floors({})
    floors.raise_to([Scores("a set", "d", (Row("a row", 0.25, 60),))])
    floors.save(tmp_path / "floors.json")
    assert Floors.load(tmp_path / "floors.json").sets == floors.sets
    assert Floors.load(tmp_path / "none.json").sets == {}


def test_the_same_articles_are_held_back_whatever_their_order() -> None:
    ids = [f"n{number:06}" for number in range(38)]
    assert held_back([*reversed(ids), "seed"]) == held_back(ids)
    assert len(held_back(ids)) == 8
    assert "seed" not in held_back(["seed", *ids])


def test_the_readme_tells_what_is_read() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    text = next(line[2:] for line in told.splitlines() if line.startswith("> "))
    reading = musnad.read(text, published="2025-08-06", outlet="المرسى")
    rows = [line.strip("| ").split(" | ") for line in told.splitlines() if line.startswith("| ") and " ← " in line]
    assert [(row[0].removesuffix(" (unnamed)"), row[1], row[2]) for row in rows] == [
        (statement.speaker_name, statement.cue.text, statement.content[0].text) for statement in reading.statements
    ]
    for row, statement in zip(rows, reading.statements, strict=True):
        assert row[4].split(" ← ") == ["المرسى", *(link.text for link in statement.via), statement.speaker_name]


def test_the_architecture_names_every_module_of_the_reading() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = [path.stem for path in (ROOT / "src" / "musnad").glob("*/*.py") if path.stem != "__init__"]
    assert [module for module in modules if not re.search(rf"\b{module}\b", told)] == []
