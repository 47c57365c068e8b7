"""What can go wrong before a reading is made, and the exit statuses that tell it."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """How `musnad` ends."""

    ALL_READ = 0
    SOME_FAILED = 1
    NOTHING_READ = 2  # nothing readable was given, or the command was used wrongly
    INTERRUPTED = 130  # Ctrl-C: 128 + SIGINT
    READER_GONE = 141  # the pipe's other end was closed: 128 + SIGPIPE


class MusnadError(Exception):
    """Any failure that Musnad foresees; `message` is for people, `hint` says what they can do about it."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class RecordError(MusnadError):
    """A record that cannot be opened, read or written."""


class IntakeError(MusnadError, ValueError):
    """An input that cannot be read: `source` is the file ("-" for standard input), `line` counts from 1, `path` is the bad value's.

    `str(error)` is "report.jsonl:7: published: '2025-02-31' is no date".
    """

    def __init__(
        self, problem: str, *, source: str | None = None, line: int | None = None, path: str | None = None, hint: str | None = None
    ) -> None:
        places = [source, None if line is None else str(line)]
        place = ":".join(part for part in places if part is not None)
        super().__init__(": ".join(part for part in (place, path, problem) if part), hint=hint)
        self.problem = problem
        self.source = source
        self.line = line
        self.path = path

    def at(self, source: str, line: int | None = None) -> IntakeError:
        """The same error, its file and line told."""
        return IntakeError(self.problem, source=source, line=line if line is not None else self.line, path=self.path, hint=self.hint)
