"""Files that are there whole or not at all, and what can go wrong with them told so that a person can act on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from musnad.errors import RecordError


@contextmanager
def whole_files(targets: list[Path]) -> Iterator[list[Path]]:
    """Empty files to write to, which take the names of `targets` when the block is done; where it raises they are gone."""
    with partial_files(targets) as written:
        yield written
        for target, path in zip(targets, written, strict=True):
            with told_of(target):
                to_disk(path)
        for target, path in zip(targets, written, strict=True):
            with told_of(target):
                path.replace(target)
        for folder in {target.parent for target in targets}:
            to_disk(folder)


@contextmanager
def partial_files(targets: list[Path]) -> Iterator[list[Path]]:
    """Empty files beside `targets`, for only within a folder is a renaming whole; those that have no other name by then are gone behind."""
    written = [target.with_name(f".{target.name}.{os.getpid()}.partial") for target in targets]
    try:
        for target, path in zip(targets, written, strict=True):
            with told_of(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(b"")
        yield written
    finally:
        for path in written:
            with suppress(OSError):
                path.unlink()


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Turn the system's errors about a file into a RecordError that names it."""
    try:
        yield
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise RecordError(f"{path}: {problem}", hint="check the rights of its folder and the room on its disk") from error


def to_disk(path: Path) -> None:
    """Wait until what was written is on the disk: a name must not lead to data that a power cut takes."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
