"""The lines of an exported record, each checked: a file that was cut or altered, or is no record, is told by file and line."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, NoReturn

from sqlalchemy import Table

from musnad import __version__
from musnad.errors import RecordError
from musnad.model import Article, Reading
from musnad.present.json import from_dict
from musnad.record.prepare import Prepared, Report, prepare
from musnad.record.rows import Values
from musnad.record.schema import links, mentions, statements

FORM = 1
"""The version of the file's form; it rises where an older Musnad would misread a newer file."""
LONGEST_LINE = 256_000_000
"""Bytes; the text of an article is 20 MB at most."""
HEADER: Values = {"type": "musnad-record", "version": FORM, "musnad": __version__}
COUNTED = ("articles", "versions", "corrections", "dossiers")
VERSION = (
    "uid", "hash", "version", "url", "local_id", "outlet", "given", "published", "published_basis", "title", "text", "source", "added_at",
)  # fmt: skip
"""What is told of each version of an article: columns of `articles`, and `given`, its date as it was given."""
_NEEDED = ("uid", "hash", "text", "added_at")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
CORRECTION = ("kind", "one", "other", "reason", "made_at")
DOSSIER = ("name", "body", "saved_at", "looked_at")


class _WrongError(ValueError):
    """What is wrong with a line; `hint` where another than the usual one helps."""

    def __init__(self, problem: str, hint: str | None = None) -> None:
        super().__init__(problem)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class ToldVersion:
    """One version of an article."""

    report: Report
    told: Values


@dataclass(frozen=True, slots=True)
class ToldArticle:
    """An article of the file: its last version, prepared to be added, and the earlier ones."""

    latest: ToldVersion
    prepared: Prepared
    read_at: str | None
    earlier: tuple[ToldVersion, ...]


def checked(stream: BinaryIO, source: str) -> Iterator[ToldArticle | Values]:
    """The values of the file, each checked; the file itself has proved whole when the last has come."""
    seen, counts = hashlib.sha256(), Counter[str]()
    number, line = 0, b""
    ended = False
    for number, line in enumerate(_lines(stream), 1):
        try:
            if ended:
                raise _WrongError("there is a line behind the end")
            value = _parsed(line)
            if number == 1:
                _check_header(value)
            elif value["type"] == "end":
                _check_end(value, counts, seen.hexdigest())
                ended = True
            elif value["type"] == "musnad-record":
                raise _WrongError("type: a second beginning; give each exported file by itself")
            else:
                yield _CHECKS[value["type"]](value)
                count_value(counts, value)
        except _WrongError as error:
            if number > 1 and not ended and not line.endswith(b"\n"):
                break
            _refuse(source, number, str(error), error.hint or "export the record again; nothing of this file was added")
        seen.update(line)
    if not ended:
        problem = "the file was cut off here: its last line is missing" if number else "the file is empty"
        _refuse(source, number, problem, "copy or export it again; nothing of this file was added")


def _refuse(source: str, line: int, problem: str, hint: str) -> NoReturn:
    raise RecordError(f"{source}:{line}: {problem}" if line else f"{source}: {problem}", hint=hint)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(LONGEST_LINE + 1):
        yield line


def _parsed(line: bytes) -> Values:
    if len(line) > LONGEST_LINE:
        raise _WrongError(f"a line of more than {LONGEST_LINE // 1_000_000} MB")
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=_no_number)
        if b"\\ud" in line.lower():
            json.dumps(value, ensure_ascii=False).encode()  # half of a surrogate pair is no text
    except (ValueError, RecursionError) as error:
        raise _WrongError(f"no JSON: {error}") from None
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise _WrongError('no JSON object with a "type"')
    if value["type"] not in ("musnad-record", "end", *_CHECKS):
        raise _WrongError(f"type: {value['type'][:40]!r} is none of a record's")
    return value


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _check_header(value: Values) -> None:
    if value["type"] != "musnad-record":
        raise _WrongError("no exported record: the first line must tell its type", "musnad add takes files of articles")
    if not isinstance(value.get("version"), int) or value["version"] < 1:
        raise _WrongError("version: must be a number from 1")
    if value["version"] > FORM:
        raise _WrongError(f"a newer Musnad's file (its form is {value['version']}, this one knows {FORM})", "use the newer Musnad")


def _check_end(value: Values, counts: Mapping[str, int], seen: str) -> None:
    for name in COUNTED:
        if value.get(name) != counts[name]:
            raise _WrongError(f"{name}: the file has {counts[name]}, and tells of {value.get(name)}: lines are missing or too many")
    if value.get("sha256") != seen:
        raise _WrongError("sha256: the file is not what was exported: something in it was altered", "copy it again, byte by byte")


def _check_article(value: Values) -> ToldArticle:
    _check_texts(value, ("identity",), needed=("identity",))
    latest = _check_version(value, value["identity"], "")
    earlier = value.get("earlier")
    if not isinstance(earlier, list) or not all(isinstance(one, dict) for one in earlier):
        raise _WrongError("earlier: must be a list of objects")
    before = tuple(_check_version(one, value["identity"], f"earlier[{n}].") for n, one in enumerate(earlier))
    numbers = [version.told["version"] for version in (*before, latest)]
    if sorted(set(numbers)) != numbers:
        raise _WrongError("version: must rise from the earliest to the latest")
    for version in before:
        row_of_older(version)
    prepared, read_at = _check_reading(value.get("reading"), latest)
    return ToldArticle(latest, prepared, read_at, before)


def _check_version(value: Values, identity: str, path: str) -> ToldVersion:
    _check_texts(value, [name for name in VERSION if name != "version"], needed=_NEEDED, path=path)
    number = value.get("version")
    if not isinstance(number, int) or not 1 <= number < 1 << 31:
        raise _WrongError(f"{path}version: must be a number from 1")
    if value.get("published_basis") not in (None, "given", "inferred", "implausible"):
        raise _WrongError(f"{path}published_basis: must be given, inferred or implausible")
    given, _ = _date(value, "given", path), _date(value, "published", path)
    _check_moment(value, "added_at", path)
    told: Values = {name: value.get(name) for name in VERSION}
    article = Article(told["text"], told["local_id"], given, told["outlet"], told["title"], told["url"])
    report = Report(article, told["source"], identity, told["added_at"])
    if (report.hash, report.uid) != (told["hash"], told["uid"]):
        raise _WrongError(f"{path}hash: not that of its outlet, date, title and text: something was altered")
    return ToldVersion(report, told)


def _check_reading(told: object, version: ToldVersion) -> tuple[Prepared, str | None]:
    """What the record keeps of the article by the reading told, or, where none is, by one made now; and when it was read."""
    article = version.report.article
    if told is None:
        from musnad.reading.read import read  # noqa: PLC0415  the reader is loaded only where a reading is missing

        return prepare(version.report, read(article)), None
    if not isinstance(told, dict) or not isinstance(told.get("body"), dict):
        raise _WrongError("reading: must be an object with a body")
    _check_texts(told, ("reader", "read_at"), needed=("reader", "read_at"), path="reading.")
    _check_moment(told, "read_at", "reading.")
    body = told["body"]
    _check_spans(body, {"text": len(article.text), "title": len(article.title or "")})
    try:
        prepared = prepare(version.report, from_dict(body | {"text": article.text, "title": article.title}))
        _check_fit(prepared)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _WrongError(f"reading.body: not in a reading's form ({type(error).__name__}: {error})") from None
    return replace(prepared, reading={"reader": told["reader"], "body": _packed(body)}), told["read_at"]


def _check_spans(value: object, lengths: Mapping[str, int]) -> None:
    """Every span of a reading must lie in its text or title."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += one.values()
            if "start" in one or "end" in one:
                start, end = one.get("start"), one.get("end")
                length = lengths.get(str(one.get("in", "text")), -1)
                if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end <= length:
                    raise _WrongError(f"reading.body: a span outside of the text, {start} to {end}")


def _check_fit(prepared: Prepared) -> None:
    """Every value must be one that its column takes."""
    for values, chain in prepared.statements:
        _check_row(statements, values)
        for link in chain:
            _check_row(links, link)
    for _, _, mention in prepared.mentions:
        _check_row(mentions, mention)


def _check_row(table: Table, values: Values) -> None:
    for name, value in values.items():
        column = table.c.get(name)
        if column is None:
            continue
        kind = column.type.python_type
        if not (isinstance(value, kind) or (kind is float and isinstance(value, int)) or (value is None and column.nullable)):
            raise TypeError(f"{table.name}: {name} cannot be {value!r:.40}")


def _check_correction(value: Values) -> Values:
    _check_texts(value, CORRECTION, needed=("kind", "one", "other", "made_at"))
    return value | {name: value.get(name) for name in CORRECTION}


def _check_dossier(value: Values) -> Values:
    _check_texts(value, DOSSIER, needed=("name", "body", "saved_at"))
    return value | {name: value.get(name) for name in DOSSIER}


_CHECKS: dict[str, Callable[[Values], ToldArticle | Values]] = {
    "article": _check_article,
    "correction": _check_correction,
    "dossier": _check_dossier,
}


def _check_texts(value: Values, names: Sequence[str], *, needed: Sequence[str], path: str = "") -> None:
    for name in names:
        one = value.get(name)
        if one is None and name in needed:
            raise _WrongError(f"{path}{name}: missing")
        if one is not None and not isinstance(one, str):
            raise _WrongError(f"{path}{name}: must be a string")


def _check_moment(value: Values, name: str, path: str) -> None:
    try:
        in_form = dt.datetime.strptime(value[name], _MOMENT).strftime(_MOMENT) == value[name]
    except ValueError:
        in_form = False
    if not in_form:
        raise _WrongError(f"{path}{name}: {value[name]!r:.40} is no time in the form YYYY-MM-DDTHH:MM:SSZ")


def _date(value: Values, name: str, path: str) -> dt.date | None:
    told: str | None = value.get(name)
    try:
        return dt.date.fromisoformat(told) if told else None
    except ValueError:
        raise _WrongError(f"{path}{name}: {told!r:.40} is no date in the form YYYY-MM-DD") from None


def row_of_older(version: ToldVersion) -> Values:
    told = version.told
    day = dt.date.fromisoformat(told["published"]) if told["published"] else None
    return prepare(version.report, Reading(version.report.article, day, told["published_basis"])).article


def _packed(body: Values) -> bytes:
    return zlib.compress(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), 1)


def count_value(counts: Counter[str], value: Values) -> None:
    counts[f"{value['type']}s"] += 1
    if value["type"] == "article":
        counts["versions"] += 1 + len(value["earlier"])
