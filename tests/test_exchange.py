"""A record goes out as JSON lines and comes back the same, and as tables that other programs open."""

# ruff: noqa: S608  the queries are of our own names and paths

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import itertools
import json
import multiprocessing
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from musnad.errors import RecordError
from musnad.record.exchange import Imported, export_jsonl, import_jsonl
from musnad.record.store import Record, open_record
from musnad.record.tables import defused, export_csv, export_parquet
from musnad.record.uids import digest, uid
from small_record import GIVEN, copy_of, fill, import_file, make, read_reports, rows, to_write, told_by

ARTICLES = 14 + 5


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that no test writes to."""
    return make(tmp_path_factory.mktemp("kept") / "record.sqlite")


@pytest.fixture(scope="module")
def exported(kept: Path) -> bytes:
    """That record as JSON lines."""
    return export_of(kept)


@pytest.fixture(scope="module")
def lines(exported: bytes) -> str:
    """The lines of a file with the few articles that are no samples, for tests to put wrong."""
    told = lines_of(exported)
    return json.dumps([line for line in told if "identity" not in line or line["identity"] in {identity for identity, _, _ in GIVEN}])


def export_of(path: Path) -> bytes:
    with open_record(path) as record:
        stream = io.BytesIO()
        assert export_jsonl(record, stream) == stream.getvalue().count(b'{"type":"article"')
        return stream.getvalue()


def import_to(path: Path, exported: bytes, **options: Any) -> Imported:
    with to_write(path) as record:
        return import_jsonl(record, io.BytesIO(exported), **options)


def sealed(lines: list[dict[str, Any]]) -> bytes:
    """Lines as a file whose end tells their true sum and numbers."""
    body = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    told = [line for line in lines if line["type"] == "article"]
    counts = {f"{kind}s": sum(line["type"] == kind for line in lines) for kind in ("article", "correction", "dossier")}
    versions = sum(1 + len(line["earlier"]) for line in told)
    end = {"type": "end", **counts, "versions": versions, "sha256": hashlib.sha256(body).hexdigest()}
    return body + json.dumps(end).encode()


def lines_of(exported: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported.splitlines()[:-1]]


# ---- JSON lines


def test_every_line_is_an_object_that_says_what_it_is(exported: bytes) -> None:
    lines = [json.loads(line) for line in exported.decode().splitlines()]  # also where U+2028 ends a line
    assert [kind for kind, _ in itertools.groupby(line["type"] for line in lines)] == [
        "musnad-record",
        "correction",
        "dossier",
        "article",
        "end",
    ]
    assert lines[0]["version"] == 1
    assert (lines[-1]["articles"], lines[-1]["versions"]) == (ARTICLES, 14 + len(GIVEN))
    assert lines[-1]["sha256"] == hashlib.sha256(exported[: exported.rindex(b"\n", 0, -1) + 1]).hexdigest()
    changed = next(line for line in lines if line.get("identity") == "url:https://dam.example/1")
    assert [version["version"] for version in (*changed["earlier"], changed)] == [1, 2, 3]
    statement = changed["reading"]["body"]["statements"][0]
    assert changed["text"][statement["cue"]["start"] : statement["cue"]["end"]] == statement["cue"]["text"] == "قال"


def test_an_import_tells_what_the_record_told(kept: Path, exported: bytes, tmp_path: Path) -> None:
    counted: list[int] = []
    told = import_to(tmp_path / "new.sqlite", exported, advance=counted.append)
    assert told == Imported(new=ARTICLES, corrections=1, dossiers=1)
    assert sum(counted) == ARTICLES
    original, imported = told_by(kept), told_by(tmp_path / "new.sqlite")
    assert all(original.values())
    for name, expected in original.items():
        assert imported[name] == expected, name
    assert export_of(tmp_path / "new.sqlite") == exported


def test_importing_again_changes_nothing(exported: bytes, tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    import_to(path, exported)
    before = told_by(path)
    assert import_to(path, exported) == Imported(same=ARTICLES)
    assert told_by(path) == before


@pytest.mark.parametrize("wanted", [range(14, 15), range(15, 16), range(17, 18), range(10, 21)], ids=str)
def test_a_record_that_has_some_of_them_becomes_the_same(kept: Path, exported: bytes, tmp_path: Path, wanted: range) -> None:
    path = tmp_path / "some.sqlite"
    with to_write(path) as record:
        fill(record, wanted)
    import_to(path, exported)
    expected, found = told_by(kept), told_by(path)
    readings = {row[0] for row in found.pop("readings")}  # an article that was there keeps its own reading
    assert readings == {row[0] for row in expected.pop("readings")}
    # How alike two passages of one length are depends on which was added first.
    for told in (expected, found):
        told["edges of passages"] = {row[:4] for row in told["edges of passages"]}
    assert found == expected


def test_what_the_record_saw_later_stays_the_latest(lines: str, tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite"
    identity, _, fields = GIVEN[0]
    with to_write(path) as record:
        fill(record, range(14, 16))
    header, *rest = json.loads(lines)
    line = next(line for line in rest if line.get("identity") == identity)
    # The file's only version was added before the two that the record has.
    early = line["earlier"][0] | {"type": "article", "identity": identity, "reading": None, "earlier": []}
    early["text"] += "\nانتهى."
    early["added_at"] = "2025-08-01T00:00:00Z"
    early |= hashed(early)
    assert import_to(path, sealed([header, early])) == Imported(changed=1)
    told = rows(path, "SELECT version, current, text FROM articles ORDER BY version")
    assert [(version, current) for version, current, _ in told] == [(1, 0), (2, 0), (3, 1)]
    assert told[0][2].endswith("انتهى.")
    assert told[1][2] == fields["text"]


def hashed(line: dict[str, Any]) -> dict[str, str]:
    value = digest(line["outlet"], line["given"], line["title"], line["text"])
    return {"hash": value, "uid": uid("a", value)}


def test_an_article_without_a_reading_is_read(lines: str, tmp_path: Path) -> None:
    header, *rest = json.loads(lines)
    import_to(tmp_path / "new.sqlite", sealed([header, *(line | {"reading": None} for line in rest)]))
    assert len(rows(tmp_path / "new.sqlite", "SELECT 1 FROM readings WHERE reader != '0.0.9'")) == 5


def test_a_stream_that_cannot_go_back_is_kept_meanwhile(lines: str, tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with to_write(tmp_path / "new.sqlite") as record:
        assert import_jsonl(record, Pipe(sealed(json.loads(lines)))).new == 5


def test_a_file_cut_anywhere_is_refused(lines: str, tmp_path: Path) -> None:
    path, whole = tmp_path / "new.sqlite", sealed(json.loads(lines))
    ends = [at for at, byte in enumerate(whole) if byte == 10]
    for cut in (0, 1, ends[0], ends[0] + 1, ends[3] - 7, ends[5], ends[5] + 1, ends[-1] + 1, len(whole) - 9):
        with pytest.raises(RecordError, match=r"^cut\.jsonl") as told:
            import_to(path, whole[:cut], name="cut.jsonl")
        assert told.value.hint
    with pytest.raises(RecordError, match=r"cut\.jsonl:6: the file was cut off here"):
        import_to(path, whole[: ends[5] - 7], name="cut.jsonl")
    assert rows(path, "SELECT count(*) FROM articles") == [(0,)]
    assert import_to(path, whole + b"\n").new == 5


def edited(change: Callable[[dict[str, Any]], object]) -> Callable[[list[dict[str, Any]]], object]:
    return lambda lines: change(next(line for line in lines if line.get("identity") == "url:https://dam.example/1"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda lines: lines[0].update(version=2), "f.jsonl:1: a newer Musnad's file"),
        (lambda lines: lines[0].update(version="1"), "f.jsonl:1: version"),
        (lambda lines: lines.pop(0), "f.jsonl:1: no exported record"),
        (lambda lines: lines.insert(4, lines[0]), "f.jsonl:5: type: a second beginning"),
        (lambda lines: lines.insert(2, {"type": "poem"}), "f.jsonl:3: type: 'poem'"),
        (lambda lines: lines[1].pop("kind"), "f.jsonl:2: kind: missing"),
        (lambda lines: lines[2].update(body=1), "f.jsonl:3: body: must be a string"),
        (edited(lambda line: line.update(text="غير ذلك")), "hash: not that of its"),
        (edited(lambda line: line.update(title="\ud800")), "no JSON"),
        (edited(lambda line: line.update(given="2025-02-31")), "given: '2025-02-31' is no date"),
        (edited(lambda line: line.update(added_at="gestern")), "added_at: 'gestern' is no time"),
        (edited(lambda line: line.update(version=1)), "version: must rise"),
        (edited(lambda line: line["earlier"][1].pop("text")), r"earlier\[1\].text: missing"),
        (edited(lambda line: line.update(earlier={})), "earlier: must be a list"),
        (edited(lambda line: line.update(reading=[])), "reading: must be an object"),
        (edited(lambda line: line["reading"]["body"].pop("statements")), "reading.body: not in a reading's form .KeyError: 'statements'"),
        (edited(lambda line: line["reading"]["body"]["statements"][0]["cue"].update(end=9999)), "reading.body: a span outside"),
        (edited(lambda line: line["reading"]["body"]["statements"][0].update(content=[])), "reading.body: not in a reading's form"),
        (edited(lambda line: line["reading"]["body"]["statements"][0].update(act=None)), "reading.body: .*act cannot be None"),
        (edited(lambda line: line["reading"]["body"]["statements"][0].update(confidence=float("nan"))), "no JSON: NaN"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_added(
    lines: str, tmp_path: Path, change: Callable[[list[dict[str, Any]]], object], told: str
) -> None:
    altered = json.loads(lines)
    change(altered)
    with pytest.raises(RecordError, match=told) as raised:
        import_to(tmp_path / "new.sqlite", sealed(altered), name="f.jsonl")
    assert raised.value.hint
    assert rows(tmp_path / "new.sqlite", "SELECT (SELECT count(*) FROM articles) + (SELECT count(*) FROM dossiers)") == [(0,)]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "f.jsonl: the file is empty"),
        (b"\x00\xff\xfe", "f.jsonl:1: no JSON"),
        (b'{"text": "..."}\n', 'f.jsonl:1: no JSON object with a "type"'),
        (b"[" * 100_000, "f.jsonl:1: no JSON"),
    ],
    ids=["nothing", "bytes", "an article", "deep"],
)
def test_another_file_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    with pytest.raises(RecordError, match=told):
        import_to(tmp_path / "new.sqlite", data, name="f.jsonl")


def test_a_file_altered_on_its_way_is_refused(lines: str, tmp_path: Path) -> None:
    whole = sealed(json.loads(lines)) + b"\n"
    for altered in (whole.replace(b"\n", b"\r\n"), whole.replace(b"e-1", b"e-3"), whole + whole):
        with pytest.raises(RecordError, match=r"f\.jsonl:\d+: "):
            import_to(tmp_path / "new.sqlite", altered, name="f.jsonl")
    without = whole.splitlines(keepends=True)
    with pytest.raises(RecordError, match="lines are missing"):
        import_to(tmp_path / "new.sqlite", b"".join(without[:6] + without[7:]))


def test_two_processes_import_the_same_file(kept: Path, exported: bytes, tmp_path: Path) -> None:
    file, path = tmp_path / "out.jsonl", tmp_path / "new.sqlite"
    file.write_bytes(exported)
    with to_write(path):
        other = multiprocessing.get_context("spawn").Process(target=import_file, args=(path, file))
        other.start()
        import_file(path, file)
        other.join(60)
    assert other.exitcode == 0
    assert told_by(path) == told_by(kept)


# ---- tables


def test_csv_is_opened_by_others(kept: Path, tmp_path: Path) -> None:
    with open_record(kept) as record:
        counts = export_csv(record, tmp_path / "out")
    assert counts["articles"] == 14 + len(GIVEN)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["articles.csv", "entities.csv", "links.csv", "statements.csv"]
    for name, count in counts.items():
        path = tmp_path / "out" / f"{name}.csv"
        assert path.read_bytes().startswith(codecs.BOM_UTF8)
        assert duckdb.sql(f"SELECT count(*) FROM read_csv('{path}')").fetchall() == [(count,)]
        assert len(pd.read_csv(path)) == count
    told = pd.read_csv(tmp_path / "out" / "articles.csv", keep_default_na=False).set_index("uid")
    for name, text in rows(kept, "SELECT uid, text FROM articles"):
        assert told.loc[name, "text"] in (text, f"'{text}")


def test_a_statement_in_a_table_is_understood_by_itself(kept: Path, tmp_path: Path) -> None:
    with open_record(kept) as record:
        export_csv(record, tmp_path)
    with (tmp_path / "statements.csv").open(encoding="utf-8-sig", newline="") as stream:
        told = {row["uid"]: row for row in csv.DictReader(stream)}
    assert len(told) == len(rows(kept, "SELECT 1 FROM statements"))
    one = next(row for row in told.values() if row["outlet"] == "الرافد" and row["cue"] == "قال")
    assert (one["speaker"], one["published"], one["place"], one["kind"]) == ("كمال السيد", "2025-08-06", "text", "indirect")
    assert one["content"].startswith("إن ملء السد يبدأ الأحد")
    for report, reading in read_reports():
        for statement in reading.headline.statements if report.identity.startswith("id:") else ():
            assert statement.cue.text in {row["cue"] for row in told.values() if row["article"] == report.uid and row["place"] == "title"}
    times = {time.value for _, reading in read_reports() for time in reading.times}
    assert {row["said_at"] for row in told.values() if row["said_at"]} <= times
    assert any(row["said_at"] for row in told.values())
    assert all(row["saying"] in told for row in told.values() if row["place"] == "text")


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1", "\tنص", "\u200f=1",
     "\u202b\u200e@x", "\ufeff=1", "\u00a0+1", "＝1", "\u2067 \u200b-2"],
)  # fmt: skip
def test_what_a_spreadsheet_would_compute_is_defused(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "قال", "a-0f3c", "1-2", "ـ=", "«=»", "'=1"])
def test_what_it_would_not_stays(cell: str) -> None:
    assert defused(cell) == cell


def test_no_cell_of_a_csv_is_a_formula(kept: Path, tmp_path: Path) -> None:
    with open_record(kept) as record:
        export_csv(record, tmp_path)
    cells = set()
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            cells |= {cell for row in csv.reader(stream) for cell in row}
    assert {'\'=HYPERLINK("http://x")', "'\u200e -1+2"} <= cells
    assert any(cell.startswith("' \u200f@أعلنت") for cell in cells)
    assert not any(cell.lstrip(" \t\u200f\u200e")[:1] in {"=", "+", "-", "@"} for cell in cells if cell)


def test_parquet_has_types_and_what_csv_has(kept: Path, tmp_path: Path) -> None:
    with open_record(kept) as record:
        counts = export_parquet(record, tmp_path / "p")
        assert export_csv(record, tmp_path / "c") == counts
    for name, count in counts.items():
        frame = pd.read_parquet(tmp_path / "p" / f"{name}.parquet")
        assert (len(frame), list(frame)) == (count, list(pd.read_csv(tmp_path / "c" / f"{name}.csv")))
    statements, articles = (f"read_parquet('{tmp_path}/p/{name}.parquet')" for name in ("statements", "articles"))
    types = dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {articles})").fetchall())
    assert {types[name] for name in ("published", "version", "current", "text")} == {"DATE", "BIGINT", "BOOLEAN", "VARCHAR"}
    assert types["added_at"].startswith("TIMESTAMP")
    joined = f"SELECT count(*) FROM {statements} s JOIN {articles} a ON s.article = a.uid"
    spans = " WHERE s.cue = substr(if(place = 'text', a.text, a.title), cue_start + 1, cue_end - cue_start)"
    assert duckdb.sql(joined + spans).fetchall() == [(counts["statements"],)]
    # No apostrophe here: nothing of the text is altered.
    assert set(pd.read_parquet(tmp_path / "p" / "articles.parquet")["text"]) == {
        text for (text,) in rows(kept, "SELECT text FROM articles")
    }


def test_parquet_without_pyarrow_says_what_to_install(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with open_record(kept) as record, pytest.raises(RecordError) as told:
        export_parquet(record, tmp_path)
    assert told.value.hint == "pip install 'musnad[parquet]'"


@pytest.mark.parametrize("export", [export_csv, export_parquet])
def test_an_empty_record_gives_empty_tables(tmp_path: Path, export: Callable[[Record, Path], dict[str, int]]) -> None:
    with to_write(tmp_path / "new.sqlite") as record:
        assert set(export(record, tmp_path / "out").values()) == {0}
    read = "read_csv" if export is export_csv else "read_parquet"
    assert duckdb.sql(f"SELECT * FROM {read}('{tmp_path}/out/links.{read[5:]}')").fetchall() == []


def test_tables_that_cannot_be_made_leave_the_old_ones(kept: Path, tmp_path: Path) -> None:
    path = copy_of(kept, tmp_path / "record.sqlite")
    out = tmp_path / "out"
    out.mkdir()
    (out / "statements.csv").write_text("before", encoding="utf-8")
    rows(path, "UPDATE readings SET body = x'00'")
    with open_record(path) as record, pytest.raises(RecordError, match="is damaged"):
        export_csv(record, out)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in out.iterdir()] == [("statements.csv", "before")]
    with open_record(path) as record, pytest.raises(RecordError, match=r"statements\.csv"):
        export_csv(record, out / "statements.csv")
