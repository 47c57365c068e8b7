"""Floors under the scores: they only rise, and each set's are kept with the digest of what they were measured on."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATH = Path(__file__).resolve().parent / "floors.json"
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One score from 0 to 1 over `n` expected items; a hint (few items) or a row that is not read yet has no floor."""

    name: str
    score: float
    n: int
    gated: bool = True


@dataclass(frozen=True, slots=True)
class Scores:
    """The rows of one set, with the set's digest."""

    set: str
    digest: str
    rows: tuple[Row, ...]


@dataclass(slots=True)
class Floors:
    """What `floors.json` holds: for each set its digest, its floors and, where the project was given one, the score to reach."""

    sets: dict[str, dict[str, Any]]

    @classmethod
    def load(cls, path: Path = PATH) -> Floors:
        """The floors of a file; none where there is no file."""
        return cls(json.loads(path.read_text(encoding="utf-8")) if path.exists() else {})

    def save(self, path: Path = PATH) -> None:
        """Write them, sets and rows in a fixed order."""
        path.write_text(json.dumps(self.sets, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def floor(self, scores: Scores, row: Row) -> float | None:
        """The floor under a row, None where it has none."""
        floor: float | None = self._of(scores).get("floors", {}).get(row.name)
        return floor if row.gated else None

    def goal(self, scores: Scores, row: Row) -> float | None:
        """The score that the row must reach one day, None where none was set."""
        goal: float | None = self._of(scores).get("goals", {}).get(row.name)
        return goal

    def changed(self, scores: Scores) -> bool:
        """Whether the floors were measured on other data than these scores."""
        return bool(self._of(scores).get("digest", scores.digest) != scores.digest)

    def fallen(self, measured: Sequence[Scores]) -> list[str]:
        """The rows below their floor, each named with its set."""
        return [f"{s.set}: {r.name}" for s in measured for r in s.rows if (floor := self.floor(s, r)) is not None and r.score < floor]

    def raise_to(self, measured: Sequence[Scores]) -> list[str]:
        """Raise each floor to its row's score and keep the digests; a higher floor stays. Returns the rows raised."""
        raised = []
        for scores in measured:
            kept = self.sets.setdefault(scores.set, {})
            kept["digest"] = scores.digest
            floors = kept.setdefault("floors", {})
            for row in scores.rows:
                new = math.floor(row.score * 10**_DIGITS) / 10**_DIGITS
                if row.gated and new > floors.get(row.name, -1.0):
                    floors[row.name] = new
                    raised.append(f"{scores.set}: {row.name}")
        return raised

    def _of(self, scores: Scores) -> dict[str, Any]:
        return self.sets.get(scores.set, {})
