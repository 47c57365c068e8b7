"""Scores of the segmenter and the lemmatiser on word lists kept outside the project: python eval/words.py SHARED"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from musnad.text.clitics import split_clitics
from musnad.text.lemmas import lemma


def score_clitics(shared: Path) -> tuple[int, int]:
    """How many words of data/clitics.tsv split exactly as expected, of how many."""
    return _score(shared / "data" / "clitics.tsv", _joined)


def score_lemmas(shared: Path) -> tuple[int, int]:
    """How many words of data/lemmas.tsv get the expected lemma, of how many."""
    return _score(shared / "data" / "lemmas.tsv", lemma)


def misses(path: Path, read: Callable[[str], str]) -> list[tuple[str, str, str]]:
    """Word, expected and read, where the two differ."""
    return [(word, expected, read(word)) for word, expected in _pairs(path) if read(word) != expected]


def _score(path: Path, read: Callable[[str], str]) -> tuple[int, int]:
    return len(_pairs(path)) - len(misses(path, read)), len(_pairs(path))


def _joined(word: str) -> str:
    return "+".join(split_clitics(word))


def _pairs(path: Path) -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [(word, expected) for word, expected in rows]


def main() -> None:
    """Print both scores and what was missed."""
    shared = Path(sys.argv[1])
    for name, read in (("clitics", _joined), ("lemmas", lemma)):
        path = shared / "data" / f"{name}.tsv"
        hits, total = _score(path, read)
        print(f"{name} {hits}/{total}")
        for word, expected, found in misses(path, read):
            print(f"  {word}: expected {expected}, read {found}")


if __name__ == "__main__":
    main()
