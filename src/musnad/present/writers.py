"""Readings written, one after the other, to standard output, a file, or a folder with a file for each."""

# ruff: noqa: PLC0415  imports inside functions: each form loads what it needs

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, Protocol, cast

from musnad.errors import MusnadError
from musnad.model import Reading
from musnad.present.labels import Lang

FormName = Literal["text", "json", "jsonl", "html"]
_SUFFIX = {"text": ".txt", "json": ".json", "jsonl": ".jsonl", "html": ".html"}
_ONE = frozenset({"json", "html"})
_UNFIT = re.compile(r"[^\w.-]+")


class Writer(Protocol):
    """Takes readings one by one."""

    to_terminal: bool

    def write(self, reading: Reading) -> None:
        """Write one reading, or keep it until the end."""

    def finish(self) -> None:
        """Write what is kept; called where nothing failed."""


@contextmanager
def open_writer(form: FormName, *, lang: Lang = "ar", explain: bool = False, output: str | None = None) -> Iterator[Writer]:
    """A writer of `form` to standard output (`output` None), a file, or a folder (an existing one, or a name that ends in "/").

    A file appears when it is whole: what fails halfway leaves none, and the one that was there as it was.
    """
    if output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir()):
        folder = _FolderWriter(Path(output), form, lang, explain)
        yield folder
        folder.finish()
        return
    with standard_output() if output is None else _whole_file(Path(output)) as stream:
        writer = _StreamWriter(stream, form, lang, explain)
        yield writer
        writer.finish()
        stream.flush()


class _StreamWriter:
    """All readings to one stream; of JSON and HTML there can be but one."""

    def __init__(self, stream: IO[str], form: FormName, lang: Lang, explain: bool) -> None:
        self.to_terminal = stream.isatty()
        self._stream, self._form, self._lang, self._explain = stream, form, lang, explain
        self._only: Reading | None = None
        self._count = 0

    def write(self, reading: Reading) -> None:
        self._count += 1
        if self._form not in _ONE:
            if self._form == "text" and self._count > 1:
                self._stream.write("\n" + "─" * 40 + "\n\n")
            write_reading(reading, self._stream, self._form, self._lang, self._explain)
        elif self._only is None:
            self._only = reading
        else:
            hint = "give --output FOLDER/ for a file each" + (", or use --format jsonl" if self._form == "json" else "")
            raise MusnadError(f"--format {self._form} is one report's, and there are several", hint=hint)

    def finish(self) -> None:
        if self._only is not None:
            write_reading(self._only, self._stream, self._form, self._lang, self._explain)


class _FolderWriter:
    """Each reading to its own file, named for its id; pages get an index."""

    to_terminal = False

    def __init__(self, folder: Path, form: FormName, lang: Lang, explain: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._form, self._lang, self._explain = folder, form, lang, explain
        self._names: dict[str, Reading | None] = {}

    def write(self, reading: Reading) -> None:
        name = self._name(reading)
        # The index needs what a reading says in short, no more; only pages have one.
        self._names[name] = reading if self._form == "html" else None
        with _whole_file(self._folder / name) as stream:
            write_reading(reading, stream, self._form, self._lang, self._explain)

    def finish(self) -> None:
        if self._form != "html":
            return
        from musnad.present.html import render_index

        with _whole_file(self._folder / "index.html") as stream:
            stream.write(render_index([(name, reading) for name, reading in self._names.items() if reading], lang=self._lang))

    def _name(self, reading: Reading) -> str:
        stem = _UNFIT.sub("-", reading.article.id or "report")[:80].strip(".-") or "report"
        if stem.casefold() == "index":
            stem = "report-index"
        name, again = stem + _SUFFIX[self._form], 1
        while name.casefold() in {known.casefold() for known in self._names}:
            again += 1
            name = f"{stem}-{again}{_SUFFIX[self._form]}"
        return name


def write_reading(reading: Reading, stream: IO[str], form: FormName, lang: Lang, explain: bool) -> None:
    """One reading in one form."""
    if form == "text":
        from rich.console import Console

        from musnad.present.terminal import print_reading

        print_reading(reading, Console(file=stream), lang=lang, explain=explain)
    elif form == "html":
        from musnad.present.html import render_page

        stream.write(render_page(reading, lang=lang))
    else:
        from musnad.present.json import dumps

        stream.write(dumps(reading, indent=2 if form == "json" else None) + "\n")


@contextmanager
def standard_output() -> Iterator[IO[str]]:
    """Standard output, in UTF-8 whatever the locale says."""
    stream = sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    yield cast("IO[str]", stream)


@contextmanager
def _whole_file(path: Path) -> Iterator[IO[str]]:
    """A file that takes `path`'s place when all of it is written."""
    prefix = f".{path.name[:40]}."
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, prefix=prefix, delete=False) as stream:
        try:
            yield cast("IO[str]", stream)
            stream.close()
            _as_usual(Path(stream.name))
            Path(stream.name).replace(path)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise


def _as_usual(path: Path) -> None:
    """Give the file the rights that a new one has here; a temporary one is its owner's alone."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
