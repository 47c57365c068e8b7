"""A record is copied whole, put back whole, and looked through whatever has happened to its file."""

# ruff: noqa: S608  the queries are of our own names

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from musnad.errors import RecordError
from musnad.record import backup as backup_module
from musnad.record.backup import backup, restore
from musnad.record.doctor import Finding, doctor
from musnad.record.store import open_record
from small_record import GIVEN, changing, copy_of, make, rows, to_write, told_by

VERSIONS = 14 + len(GIVEN)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that no test writes to."""
    return make(tmp_path_factory.mktemp("kept") / "record.sqlite")


@pytest.fixture
def own(kept: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return copy_of(kept, tmp_path / "record.sqlite")


def backed_up(path: Path, to: Path) -> Path:
    with open_record(path) as record:
        assert backup(record, to) == len(rows(path, "SELECT 1 FROM articles"))
    return to


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ---- backup


def test_a_backup_has_everything(own: Path, tmp_path: Path) -> None:
    copy = backed_up(own, tmp_path / "new folder" / "copy.sqlite")
    assert told_by(copy) == told_by(own)
    assert listed(copy.parent) == ["copy.sqlite"]


def test_a_backup_overwrites_only_where_it_is_told_to(own: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_text("before", encoding="utf-8")
    with open_record(own) as record:
        with pytest.raises(RecordError, match="there is a file already"):
            backup(record, copy)
        assert copy.read_text(encoding="utf-8") == "before"
        backup(record, copy, overwrite=True)
        assert told_by(copy) == told_by(own)
        with pytest.raises(RecordError, match="this is the record itself"):
            backup(record, own, overwrite=True)
        with to_write(copy) as other, other.reading(), pytest.raises(RecordError, match="in use as a record of its own"):
            backup(record, copy, overwrite=True)


@pytest.fixture
def writer(own: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes dossiers to the record, two in a transaction, until it is killed."""
    program = f"""
import itertools, sqlite3
connection = sqlite3.connect({str(own)!r}, isolation_level=None, timeout=60)
connection.execute("PRAGMA journal_mode = WAL")
for n in itertools.count():
    connection.execute("BEGIN IMMEDIATE")
    for half in "ab":
        connection.execute("INSERT INTO dossiers VALUES (?, ?, '2025-08-12T00:00:00Z', NULL)", (f"{{n}}{{half}}", "-" * 5000))
    connection.execute("COMMIT")
    if n == 20:
        print("writing", flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def test_a_backup_is_of_one_moment_while_another_process_writes(own: Path, tmp_path: Path, writer: subprocess.Popen[str]) -> None:
    for n in range(3):
        copy = backed_up_now(own, tmp_path / f"copy{n}.sqlite")
        halves = rows(copy, "SELECT count(*) FROM dossiers WHERE body != 'people = []' GROUP BY rtrim(name, 'ab')")
        assert len(halves) > 20
        assert set(halves) == {(2,)}
    assert writer.poll() is None


def backed_up_now(path: Path, to: Path) -> Path:
    with open_record(path) as record:
        backup(record, to)
    return to


def test_a_killed_writer_leaves_a_record_without_fault(own: Path, writer: subprocess.Popen[str]) -> None:
    writer.kill()
    writer.wait()
    assert faults(doctor(own)) == []


def test_a_damaged_record_gives_no_backup(own: Path, tmp_path: Path) -> None:
    damage(own, 0.5)
    with open_record(own) as record, pytest.raises(RecordError, match="damaged"):
        backup(record, tmp_path / "copy.sqlite")
    assert not (tmp_path / "copy.sqlite").exists()
    assert not list(tmp_path.glob(".*"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(own: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    saved = backed_up(own, folder / "saved.sqlite")
    folder.chmod(0o500)
    try:
        with open_record(own) as record, pytest.raises(RecordError, match="permission denied") as told:
            backup(record, folder / "copy.sqlite")
        assert told.value.hint
        assert faults(doctor(saved)) == []
        assert restore(saved, tmp_path / "new.sqlite") is None
        with pytest.raises(RecordError, match="permission denied"):
            restore(own, saved)
    finally:
        folder.chmod(0o700)


# ---- restore


def test_a_restored_record_is_the_backup_and_the_old_one_lies_beside(own: Path, tmp_path: Path) -> None:
    saved = backed_up(own, tmp_path / "saved.sqlite")
    before = told_by(own)
    rows(own, "DELETE FROM dossiers")
    changed = told_by(own)
    aside = restore(saved, own)
    assert aside is not None
    assert re.fullmatch(r"record\.sqlite\.before-restore-\d{8}T\d{6}Z", aside.name)
    assert (told_by(own), told_by(aside), told_by(saved)) == (before, changed, before)
    second = restore(saved, own)
    assert second not in {None, aside}
    with to_write(own), pytest.raises(RecordError, match="another process has the record open"):
        restore(saved, own)
    assert told_by(own) == before
    assert faults(doctor(own)) == []


def test_what_was_not_yet_in_the_file_itself_is_kept_too(own: Path, tmp_path: Path) -> None:
    saved = backed_up(own, tmp_path / "saved.sqlite")
    left = tmp_path / "left.sqlite"
    with to_write(own) as record, record.writing() as connection:
        connection.exec_driver_sql("INSERT INTO dossiers VALUES ('late', '', '2025-08-13T00:00:00Z', NULL)")
        connection.commit()
        for ending in ("", "-wal"):
            (tmp_path / f"left.sqlite{ending}").write_bytes((tmp_path / f"record.sqlite{ending}").read_bytes())
        connection.exec_driver_sql("BEGIN")
    aside = restore(saved, left)
    assert aside is not None
    assert rows(aside, "SELECT count(*) FROM dossiers WHERE name = 'late'") == [(1,)]
    assert rows(left, "SELECT count(*) FROM dossiers WHERE name = 'late'") == [(0,)]


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0" + b"\xff" * 5000, b"no record"], ids=["empty", "head only", "text"])
def test_a_damaged_record_is_replaced_and_kept(own: Path, tmp_path: Path, data: bytes) -> None:
    lost = tmp_path / "lost.sqlite"
    lost.write_bytes(data)
    (tmp_path / "lost.sqlite-wal").write_bytes(b"left over")
    aside = restore(own, lost)
    assert aside is not None
    assert aside.read_bytes() == data
    assert told_by(lost) == told_by(own)
    assert restore(own, tmp_path / "deep" / "new.sqlite") is None


def test_a_restore_that_cannot_be_leaves_the_record(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = told_by(own)
    saved = backed_up(own, tmp_path / "saved.sqlite")
    damaged, other, newer = (copy_of(saved, tmp_path / name) for name in ("damaged.sqlite", "other.sqlite", "newer.sqlite"))
    damage(damaged, 0.5)
    rows(other, "DROP TABLE articles")
    rows(newer, "UPDATE alembic_version SET version_num = '9999'")
    (tmp_path / "cut.sqlite").write_bytes(saved.read_bytes()[:-9000])
    (tmp_path / "text.sqlite").write_text("no record", encoding="utf-8")
    files = listed(tmp_path)
    for name, told in {
        "damaged": "damaged", "other": "no record of Musnad's", "newer": "a newer Musnad's", "cut": "damaged", "text": "no record",
        "none": "no such file", "record": "this is the record itself",
    }.items():  # fmt: skip
        with pytest.raises(RecordError, match=told) as raised:
            restore(tmp_path / f"{name}.sqlite", own)
        assert raised.value.hint

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup_module.Path, "replace", fail)
    with pytest.raises(RecordError, match="no space left"):
        restore(saved, own)
    assert [name for name in listed(tmp_path) if name not in files] == []
    assert told_by(own) == before


# ---- doctor


def damage(path: Path, part: float, *, length: int = 20_000, seed: int = 0) -> None:
    """Write random bytes over some of the file, from a part of its length on."""
    with path.open("r+b") as stream:
        stream.seek(int(path.stat().st_size * part))
        stream.write(random.Random(seed).randbytes(length))


def faults(found: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.check, finding.message) for finding in found if finding.level == "fault"]


def checks(found: list[Finding]) -> set[str]:
    return {finding.check for finding in found if finding.level == "fault"} - {"summary"}


def test_a_sound_record_has_no_fault(kept: Path, tmp_path: Path) -> None:
    found = doctor(copy_of(kept, tmp_path / "record.sqlite"))
    assert faults(found) == []
    assert [finding for finding in found if finding.level == "note"] == []
    assert found[-1].check == "summary"
    assert {finding.check: finding.message for finding in found}["articles left"] == f"{VERSIONS} of {VERSIONS} articles can be read whole"
    assert sum(finding.check == "search" for finding in found) == 2


def test_looking_changes_nothing(own: Path) -> None:
    before = own.read_bytes()
    doctor(own)
    assert own.read_bytes() == before


ARTICLE = "(SELECT id FROM articles WHERE current ORDER BY id LIMIT 1)"
STATEMENT = "(SELECT id FROM statements WHERE place = 'text' ORDER BY id LIMIT 1)"


@pytest.mark.parametrize(
    ("query", "check", "message"),
    [
        (f"UPDATE articles SET text = text || '.' WHERE id = {ARTICLE}", "articles", "is not what was added, by their hash: 1"),
        (f"UPDATE articles SET uid = 'a-1' WHERE id = {ARTICLE}", "articles", "whose uid is not that of their hash: 1"),
        (f"DELETE FROM readings WHERE article = {ARTICLE}", "articles", "articles without a reading: 1"),
        (f"UPDATE readings SET body = x'0102' WHERE article = {ARTICLE}", "articles", "cannot be read: 1"),
        (f"UPDATE statements SET cue_end = 99999 WHERE id = {STATEMENT}", "articles", "outside of their text"),
        (f"UPDATE statements SET uid = 's-1' WHERE id = {STATEMENT}", "articles", "not those of their reading: 1"),
        (f"DELETE FROM statements WHERE id = {STATEMENT}", "articles", "not those of their reading: 1"),
        ("UPDATE articles SET current = 0 WHERE uid IN (SELECT uid FROM articles WHERE version = 3)", "versions", "the current one: 1"),
        (f"UPDATE articles SET story = NULL WHERE id = {ARTICLE}", "stories", "in no story yet"),
        (f"UPDATE articles SET story = 999 WHERE id = {ARTICLE}", "stories", "is not there: "),
        (f"UPDATE articles SET story_parent = 999 WHERE id = {ARTICLE}", "stories", "is not there: 1"),
        (f"UPDATE statements SET saying = NULL WHERE id = {STATEMENT}", "sayings", "tell no saying: 1"),
        (f"UPDATE statements SET saying = 999 WHERE id = {STATEMENT}", "sayings", "is not there"),
        (f"UPDATE statements SET passage = 999 WHERE id = {STATEMENT}", "passages", "is not there: 1"),
        (f"UPDATE statements SET entity = 999 WHERE id = {STATEMENT}", "foreign keys", "statements → entities"),
        ("INSERT INTO links VALUES (999, 0, '', '', '', '', 0, 0, NULL)", "foreign keys", "links → statements"),
        (
            "INSERT INTO readings SELECT id, '1', '2', x'00' FROM articles WHERE NOT current LIMIT 1",
            "left behind",
            "rows of readings whose article is not the current version of any: 1",
        ),
        ("DROP TABLE mentions", "form", "the table mentions is missing"),
        ("UPDATE alembic_version SET version_num = '9999'", "form", "the form of a newer Musnad: 9999"),
        ("INSERT INTO article_search(rowid, stems) VALUES (999, 'كلمة')", "search", "article_search has not the words of the articles"),
        ("INSERT INTO statement_search(statement_search) VALUES ('delete-all')", "search", "statement_search has not the words"),
    ],
)
def test_what_is_wrong_is_told(own: Path, query: str, check: str, message: str) -> None:
    with changing(own) as connection:
        connection.execute(query)
    found = doctor(own)
    assert any(finding.check == check and message in finding.message and finding.level != "fine" for finding in found), found
    assert found[-1].check == "summary"
    assert found[-1].level != "fine"


def test_an_inferred_date_is_no_part_of_what_was_added(own: Path) -> None:
    rows(own, "UPDATE articles SET published = '2025-08-08', published_basis = 'inferred' WHERE published IS NULL")
    assert faults(doctor(own)) == []


@pytest.mark.parametrize("part", [0.0, 0.001, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_damage_never_stops_the_looking(own: Path, part: float) -> None:
    damage(own, part, seed=int(part * 1000))
    found = doctor(own)
    assert found[-1].level == "fault"
    assert all(finding.hint for finding in found if finding.level == "fault" and finding.check in {"integrity", "file"})


def test_one_damaged_page_costs_the_articles_on_it(own: Path) -> None:
    """The first bytes of a long text stand in its row's page, the others in pages of their own."""
    data = own.read_bytes()
    [(text,)] = rows(own, "SELECT text FROM articles ORDER BY length(text) DESC LIMIT 1")
    at = data.index(text[-200:].encode())
    own.write_bytes(data[:at] + bytes(200) + data[at + 200 :])
    told = {finding.check: finding for finding in doctor(own)}
    assert told["articles left"].message == f"{VERSIONS - 1} of {VERSIONS} articles can be read whole"
    assert told["articles left"].level == "fault"


@pytest.mark.parametrize("root", ["articles", "readings", "statements", "sqlite_autoindex_articles_1", "articles_by_story"])
def test_a_lost_table_or_index_costs_no_more_than_itself(own: Path, root: str) -> None:
    [(page,)] = rows(own, f"SELECT rootpage FROM sqlite_master WHERE name = '{root}'")
    [(size,)] = rows(own, "PRAGMA page_size")
    data, at = own.read_bytes(), (page - 1) * size
    own.write_bytes(data[:at] + b"\xff" * size + data[at + size :])
    told = {finding.check: finding.message for finding in doctor(own)}
    left = 0 if root == "articles" else VERSIONS
    assert re.fullmatch(rf"{left} of (at least )?{VERSIONS} articles can be read whole", told["articles left"])
    assert "integrity" in told


@pytest.mark.parametrize("keep", [0, 1, 15, 16, 99, 100, 4096, 5000, 40_960, -4096])
def test_a_file_cut_short(own: Path, keep: int) -> None:
    own.write_bytes(own.read_bytes()[:keep])
    found = doctor(own)
    assert found[-1].level == "fault"
    assert any("can be read" in finding.message or "nothing of the record is left" in finding.message for finding in found)


def test_what_is_no_record(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no record", encoding="utf-8")
    with changing(tmp_path / "other") as connection:
        connection.execute("CREATE TABLE poems (id)")
    for name, message in {"none": "no such file", ".": "not a file", "text": "its first bytes", "other": "no record of Musnad's"}.items():
        found = doctor(tmp_path / name)
        assert message in found[0].message
        assert found[-1].level == "fault"


def test_while_another_process_writes(own: Path, writer: subprocess.Popen[str]) -> None:
    assert faults(doctor(own)) == []
    assert writer.poll() is None
