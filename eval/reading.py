"""Articles read by the real command, as a user would, and the scorer and sets of `../shared` where they are at hand."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
_WITHOUT_PEOPLE = Path(__file__).resolve().parent / "without_people.py"


class NoReading(Exception):  # noqa: N818  it is the state, not the fault
    """The command gave nothing to score, or broke."""


def shared_folder() -> Path | None:
    """The folder of gold articles and cases: MUSNAD_SHARED, or `shared` beside the project; None where there is none."""
    folder = Path(os.environ.get("MUSNAD_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "gold" / "score.py").is_file() else None


def load_scorer(shared: Path) -> ModuleType:
    """The module gold/score.py."""
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "gold" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_file(path: Path, *, people: bool = True) -> dict[str, dict[str, Any]]:
    """The readings of an articles file, by id, from `musnad read --format jsonl PATH`; without the people lexicon where asked.

    Raises NoReading, with what the command said, where it gave none or broke. An article that it could not read is missing.
    """
    command = [str(Path(sys.executable).parent / "musnad")] if people else [sys.executable, str(_WITHOUT_PEOPLE)]
    done = subprocess.run(  # noqa: S603  our own command
        [*command, "read", "--format", "jsonl", str(path)], capture_output=True, check=False, encoding="utf-8"
    )
    readings = [json.loads(line) for line in done.stdout.split("\n") if line]
    if not readings or done.returncode < 0 or "Traceback (most recent call last)" in done.stderr:
        raise NoReading(f"musnad read {path.name} ended with status {done.returncode}:\n{done.stderr[-2000:]}")
    if done.returncode:
        print(f"musnad read {path.name} ended with status {done.returncode}: {done.stderr[-300:]}", file=sys.stderr)
    return {str(reading["id"]): reading for reading in readings}


def read_articles(articles: Iterable[dict[str, Any]], *, people: bool = True) -> dict[str, dict[str, Any]]:
    """The readings of articles given as dicts with `id` and `text`, by id."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "articles.jsonl")
        path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
        return read_file(path, people=people)


def load_gold(folder: Path) -> list[dict[str, Any]]:
    """The gold articles of a folder, in the order of their file names."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def digest(paths: Sequence[Path]) -> str:
    """16 hex digits of a SHA-256 over names and bytes of the files of a set."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]
