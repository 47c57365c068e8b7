"""Bytes and lines to articles, and what is said of those that are none."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.errors import IntakeError
from musnad.intake import jsonl, text
from musnad.intake.fields import make_article, parse_published
from musnad.intake.gather import Given, gather
from musnad.intake.language import check_arabic
from musnad.intake.notes import with_input_notes
from musnad.model import Article, Reading

REPORT = "أعلنت هيئة السدود، الثلاثاء، أن الملء الجديد سيبدأ «خلال أسبوعين»، وأن الجارتين أُبلغتا بذلك.\nوقال مديرها: لم نُخفِ شيئاً؟\n"
# The one-byte encodings have neither all quotation marks nor, in ISO-8859-6, guillemets.
PLAIN = "أعلنت هيئة السدود، الثلاثاء، أن الملء الجديد سيبدأ بعد أسبوعين، وأن الجارتين أبلغتا بذلك.\r\nوقال مديرها: لم نخف شيئا؟"
CP720 = "أعلنت هيئة السدود أن الملء الجديد سيبدأ بعد أسبوعين وأن الجارتين أبلغتا بذلك"


# --- bytes


@pytest.mark.parametrize(
    ("data", "encoding", "expected"),
    [
        (REPORT.encode(), "UTF-8", REPORT),
        (REPORT.encode("utf-8-sig"), "UTF-8", REPORT),
        (REPORT.encode("utf-16"), "UTF-16", REPORT),
        (REPORT.encode("utf-16-le"), "UTF-16", REPORT),
        (REPORT.encode("utf-16-be"), "UTF-16", REPORT),
        (REPORT.encode("utf-32"), "UTF-32", REPORT),
        (REPORT.encode("utf-32-le"), "UTF-32", REPORT),
        (REPORT.encode("cp1256"), "Windows-1256", REPORT),
        (PLAIN.encode("iso8859-6"), "ISO-8859-6", PLAIN),
        (CP720.encode("cp720"), "CP720", CP720),
        (b"plain ASCII", "UTF-8", "plain ASCII"),
        ("\u202eقال\x1b[2J".encode(), "UTF-8", "\u202eقال\x1b[2J"),
    ],
)
def test_decode_recognises_the_encoding_and_changes_nothing(data: bytes, encoding: str, expected: str) -> None:
    assert text.decode(data) == text.Decoded(expected, encoding)


@pytest.mark.parametrize(
    ("data", "told", "line"),
    [
        (b"", "the file is empty", None),
        (b" \n\n", "only white space", None),
        (b"\xef\xbb\xbf", "only white space", None),
        (b"%PDF-1.7 ...", "a PDF document", None),
        (b"PK\x03\x04...", "a ZIP archive", None),
        (b"\x1f\x8b\x08", "gzip data", None),
        (bytes(range(256)) * 4, "not text: control byte 0x00 at byte 0", 1),
        (b"abc\n\x00def", "not text: control byte 0x00 at byte 4", 2),
        (REPORT.encode() + b"\xd8", "broken UTF-8: 0xD8 at byte", 3),
        (b"\xff\xfe" + REPORT.encode("utf-16-le") + b"\x00\xd8", "broken UTF-16", None),
        ("Le ministre a déclaré qu'il était prêt à négocier".encode("latin-1"), "the encoding is not recognised", None),
        ("Министр заявил, что переговоры продолжатся".encode("cp1251"), "the encoding is not recognised", None),
    ],
)
def test_decode_says_what_is_wrong_and_where(data: bytes, told: str, line: int | None) -> None:
    with pytest.raises(IntakeError, match=None) as caught:
        text.decode(data)
    assert told in str(caught.value)
    assert line is None or caught.value.line == line


def test_decode_refuses_more_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "SIZE_LIMIT", 1_000_000)
    with pytest.raises(IntakeError, match="larger than 1 MB"):
        text.decode(b"a" * 1_000_001)


@given(
    st.binary(max_size=300)
    | st.text(max_size=50).map(lambda t: t.encode("utf-16-le", "surrogatepass"))
    | st.text("قال الوزيرن éü \n\x1b", max_size=60).map(lambda t: t.encode("cp1256", "replace"))
)
def test_decode_raises_nothing_but_its_own_error(data: bytes) -> None:
    try:
        decoded = text.decode(data)
    except IntakeError as error:
        assert error.problem
    else:
        assert decoded.text


@given(st.text(max_size=80))
def test_what_was_utf8_is_read_back(words: str) -> None:
    data = (REPORT + words.replace("\0", "")).encode("utf-8", "ignore")
    try:
        assert text.decode(data).text.encode() == data
    except IntakeError as error:
        assert "control byte" in error.problem


# --- fields and lines


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "text: missing"),
        ({"text": None}, "text: must be a string, not null"),
        ({"text": " \n"}, "text: empty"),
        ({"text": 7}, "text: must be a string, not a number"),
        ({"text": ["قال"]}, "text: must be a string, not an array"),
        ({"text": "قال\ud83d"}, "text: half of a surrogate pair, U+D83D, at character 3"),
        ({"text": "قال", "title": {"ar": "خبر"}}, "title: must be a string, not an object"),
        ({"text": "قال", "id": True}, "id: must be a string, not a truth value"),
        ({"text": "قال", "outlet": 3.5}, "outlet: must be a string, not a number"),
        ({"text": "قال", "published": "2025-02-31"}, "published: '2025-02-31' is no date of the calendar"),
        ({"text": "قال", "published": "31/12/2025"}, "published: '31/12/2025' is no date in the form YYYY-MM-DD"),
        ({"text": "قال", "published": 20250806}, "published: must be a string, not a number"),
    ],
)
def test_a_bad_field_is_named(fields: dict[str, object], told: str) -> None:
    with pytest.raises(IntakeError) as caught:
        make_article(fields)
    assert str(caught.value) == told


@pytest.mark.parametrize("value", ["2025-08-06", "2025-08-06T23:59:00Z", "2025-08-06 10:00", " 2025-08-06\n", "2025-08-06T10:00:00+03:00"])
def test_published_may_have_a_time_of_day(value: str) -> None:
    assert str(parse_published(value)) == "2025-08-06"


def test_an_id_may_be_a_number() -> None:
    assert make_article({"text": "قال", "id": 17}).id == "17"


def read_jsonl(data: bytes) -> list[tuple[int, Article | str]]:
    return [
        (number, str(read) if isinstance(read, IntakeError) else read) for number, read in jsonl.read_lines(io.BytesIO(data), "in.jsonl")
    ]


def test_a_broken_line_costs_that_line() -> None:
    lines = [
        '{"text": "قالت الهيئة"}',
        "{broken",
        "",
        '{"title": "بلا نص"}',
        '["text"]',
        '{"text": "أكد الوفد", "published": "2025-08-06"}',
    ]
    assert read_jsonl("\n".join(lines).encode("utf-8-sig")) == [
        (1, make_article({"text": "قالت الهيئة"})),
        (2, "in.jsonl:2: no JSON: Expecting property name enclosed in double quotes at character 2"),
        (4, "in.jsonl:4: text: missing"),
        (5, "in.jsonl:5: a line must be one JSON object with at least a text"),
        (6, make_article({"text": "أكد الوفد", "published": "2025-08-06"})),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'{"text": "\xff"}', "broken UTF-8: 0xFF at byte 10 of the line"),
        (b"[" * 200_000, "JSON nested too deep"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "JSON with a number too long"),
        ('{"text": "قال"}'.encode("utf-16"), "JSONL must be UTF-8, and this is UTF-16"),
        (b'{"text": "a", "text": "\\udc00"}', "text: half of a surrogate pair, U+DC00, at character 0"),
    ],
)
def test_hostile_lines(line: bytes, told: str) -> None:
    assert told in str(read_jsonl(line)[0][1])


def test_a_line_over_the_limit_is_named_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "SIZE_LIMIT", 100)
    data = b'{"text": "' + b"a" * 5000 + b'"}\n{"text": "b"}\n'
    assert [(number, "larger than" in str(read)) for number, read in read_jsonl(data)] == [(1, True), (2, False)]


@given(
    st.binary(max_size=200)
    | st.dictionaries(st.text(max_size=5), st.none() | st.text() | st.integers()).map(lambda d: json.dumps(d).encode())
)
def test_a_line_raises_nothing_but_its_own_error(line: bytes) -> None:
    try:
        assert jsonl.parse_line(line).text
    except IntakeError as error:
        assert error.problem


# --- Arabic or not


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("The minister said on Tuesday that the talks would go on.", "it has no Arabic letter"),
        ("12 / 2025", "it has no Arabic letter"),
        ("The minister (الوزير) said on Tuesday", "6 of its 30 letters are Arabic ones"),
        ("وزیر امور خارجه گفت که گفتگوها ادامه پیدا می‌کند و چند پیشنهاد تازه روی میز است", "another language in Arabic letters"),
        ("وزیر خارجہ نے کہا ہے کہ بات چیت جاری رہے گی اور یہ معاملہ جلد طے ہو جائے گا", "another language in Arabic letters"),
    ],
)
def test_other_languages_are_told(words: str, told: str) -> None:
    with pytest.raises(IntakeError, match="not Arabic") as caught:
        check_arabic(words)
    assert told in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("words", [REPORT, PLAIN, "قال", "قال غورباتشوف لصحيفة Die Zeit", "أعلنت شركة پيجو في چاد"])
def test_arabic_is_told(words: str) -> None:
    check_arabic(words)


# --- files and folders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_bytes(REPORT.encode("cp1256"))
    (tmp_path / "a.jsonl").write_text('{"text": "قالت الهيئة", "id": "x"}\n{}\n', encoding="utf-8")
    (tmp_path / "c.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "._c.txt").write_bytes(b"\0\0")
    (tmp_path / "d.md").write_text("# no report", encoding="utf-8")
    return tmp_path


def told(found: Iterator[Given | IntakeError]) -> list[str | None]:
    return [str(each) if isinstance(each, IntakeError) else each.article.id for each in found]


def test_a_folder_is_read_in_sorted_order(folder: Path) -> None:
    assert told(gather([str(folder)])) == ["x", f"{folder}/a.jsonl:2: text: missing", "c", "b/two"]


def test_the_encoding_comes_with_the_article_and_becomes_a_note(folder: Path) -> None:
    given = next(gather([str(folder / "b" / "two.txt")]))
    assert isinstance(given, Given)
    assert (given.encoding, given.article.text) == ("Windows-1256", REPORT)
    notes = with_input_notes(Reading(given.article, None, None), given.encoding).notes
    assert [(note.code, note.message) for note in notes] == [("encoding", "read as Windows-1256")]


def test_hidden_characters_become_notes() -> None:
    reading = with_input_notes(Reading(Article("قا\u202eل\u202e", title="\u200bخبر"), None, None))
    found = [(note.message, note.span.start, note.span.where) for note in reading.notes if note.span]
    assert found == [("2 × RIGHT-TO-LEFT OVERRIDE", 2, "text"), ("1 × ZERO WIDTH SPACE", 0, "title")]


def test_what_is_no_input_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "page").write_text("<!DOCTYPE html><p>قال</p>", encoding="utf-8")
    (tmp_path / "none.jsonl").write_bytes(b"\n")
    inputs = [str(tmp_path / name) for name in ("missing.txt", "empty", "page", "none.jsonl")]
    assert [message.removeprefix(f"{tmp_path}/") for message in told(gather(inputs)) if message] == [
        "missing.txt: no such file or directory",
        "empty: no .txt or .jsonl file in this folder",
        "page: not plain text but a page's markup",
        "none.jsonl: the file is empty",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text(REPORT, encoding="utf-8")
    path.chmod(0)
    assert told(gather([str(path)])) == [f"{path}: permission denied"]


def test_advance_is_told_of_every_byte(folder: Path) -> None:
    read: list[int] = []
    list(gather([str(folder)], advance=read.append))
    assert sum(read) == sum((folder / name).stat().st_size for name in ("a.jsonl", "c.txt", "b/two.txt"))
