"""Reader of the lexicon's tables: UTF-8, one entry a line, columns separated by one TAB (README.md beside this file)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from musnad.text.folding import MARKS

# A space or a bar with nothing on one side of it: "رئيس |وزير", "رئيس||وزير", "رئيس|" at a cell's end.
_UNTIDY = re.compile(r"(?:^|[\t|])[ |]|[ |](?:$|[\t|])|  ")
_UNTIDY_PAIRS = ("  ", "||", "| ", " |", "\t ", " \t", "\t|", "|\t", "\n ", " \n", "\n|", "|\n")
"""The same for whole tables at once: to search 12,000 lines one by one takes six times as long."""


class LexiconError(ValueError):
    """A table that cannot be read; the message names the file and the line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: its line number in the file and its cells, one for each column of the table (empty: not told)."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell as it stands, an empty one as the empty string."""
        return self.cells[column]

    def words(self, column: str) -> tuple[str, ...]:
        """The spellings of a cell, split at `|`; none for an empty cell."""
        cell = self.cells[column]
        return tuple(cell.split("|")) if cell else ()


def read_table(
    path: Path,
    columns: Collection[str],
    required: Collection[str],
    *,
    choices: Mapping[str, Collection[str]] | None = None,
) -> list[Row]:
    """Read the table at `path`, which may leave out columns that are not `required`.

    `choices` tells the values that a column may hold (each of them, where several stand in one cell).
    Raises LexiconError, naming file and line, for the first problem found, and OSError where the file cannot be opened.
    """
    lines = _lines(path)
    number, header = next(lines, (1, ""))
    names = _columns(path, number, header, columns, required)
    missing = [column for column in columns if column not in names]
    entries = list(lines)
    tidy = _is_tidy([line for _, line in entries])
    rows = []
    for number, line in entries:
        cells = line.split("\t")
        if len(cells) != len(names):
            raise LexiconError(path, number, f"{len(cells)} columns, expected {len(names)}")
        if not tidy:
            _check_tidy(path, number, line)
        rows.append(Row(number, dict(zip(names, cells, strict=True)) | dict.fromkeys(missing, "")))
    for column in required:
        _check_filled(path, rows, column)
    for column, allowed in (choices or {}).items():
        _check_choices(path, rows, column, frozenset(allowed))
    return rows


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines that are neither remarks nor blank."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(path, raw.count(b"\n", 0, error.start) + 1, "not UTF-8") from error
    for number, line in enumerate(text.split("\n"), start=1):
        entry = line.removesuffix("\r")
        if entry and not entry.startswith("#"):
            yield number, entry


def _columns(path: Path, number: int, header: str, known: Collection[str], required: Collection[str]) -> list[str]:
    names = header.split("\t") if header else []
    for name in names:
        if name not in known:
            raise LexiconError(path, number, f"unknown column {name!r}, expected {', '.join(known)}")
        if names.count(name) > 1:
            raise LexiconError(path, number, f"column {name!r} stands twice")
    for name in required:
        if name not in names:
            raise LexiconError(path, number, f"column {name!r} is missing")
    return names


def _is_tidy(lines: list[str]) -> bool:
    text = "\n".join(("", *lines, ""))
    return MARKS.search(text) is None and not any(pair in text for pair in _UNTIDY_PAIRS)


def _check_tidy(path: Path, number: int, line: str) -> None:
    if mark := MARKS.search(line):
        code = f"U+{ord(mark[0][0]):04X}"
        raise LexiconError(path, number, f"diacritic, tatweel or invisible mark {code} in {_cell_at(line, mark.start())!r}")
    if untidy := _UNTIDY.search(line):
        raise LexiconError(path, number, f"stray space or bar in {_cell_at(line, untidy.start() + 1) or line!r}")


def _cell_at(line: str, place: int) -> str:
    """The cell that holds the character at `place`."""
    return line[line.rfind("\t", 0, place) + 1 :].split("\t", 1)[0]


def _check_filled(path: Path, rows: list[Row], column: str) -> None:
    for row in rows:
        if not row[column]:
            raise LexiconError(path, row.line, f"column {column!r} is empty")


def _check_choices(path: Path, rows: list[Row], column: str, allowed: frozenset[str]) -> None:
    for row in rows:
        if row[column] in allowed:
            continue
        for value in row.words(column):
            if value not in allowed:
                raise LexiconError(path, row.line, f"unknown {column} {value!r}, expected one of {', '.join(sorted(allowed))}")
