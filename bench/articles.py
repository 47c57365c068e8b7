"""What the bench reads: articles of the seed's length, news where it is at hand, natural text of any size, and hostile text."""

from __future__ import annotations

import gzip
import itertools
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("MUSNAD_SHARED", ROOT.parent / "shared"))
SEED_LENGTH = 3350
"""Characters of ../shared/seed.txt, the article that the project's speed is told for."""
KEPT = ("text", "title", "outlet", "published")

Item = dict[str, Any]


def samples() -> list[Item]:
    """Our own sample articles."""
    lines = (ROOT / "samples" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [{key: article[key] for key in KEPT} for article in map(json.loads, lines)]


def seed_length(count: int) -> list[Item]:
    """`count` different articles of the seed's length, each from another place of the samples' paragraphs."""
    paragraphs = _paragraphs()
    step = max(1, len(paragraphs) // count)
    return [{"text": _filled(paragraphs[at * step :] + paragraphs, SEED_LENGTH), "published": "2025-08-06"} for at in range(count)]


def seed() -> list[Item]:
    """The seed itself, where ../shared is at hand."""
    path = SHARED / "seed.txt"
    return [{"text": path.read_text(encoding="utf-8"), "published": "2025-08-06"}] if path.is_file() else []


def news(count: int) -> tuple[str, list[Item]]:
    """What they are, and `count` articles: every n-th one of ../shared/data/news, or else the samples over and over."""
    path = SHARED / "data" / "news" / "articles.jsonl.gz"
    if not path.is_file():
        return f"samples, repeated to {count}", list(itertools.islice(itertools.cycle(samples()), count))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    chosen = articles[:: max(1, len(articles) // count)][:count]
    return f"news, {count}", [{key: article[key] for key in KEPT} for article in chosen]


def natural(size: int) -> str:
    """Paragraphs of the samples, over and over, to `size` bytes of UTF-8."""
    return _filled(_paragraphs(), size).encode()[:size].decode(errors="ignore")


def hostile() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Name and maker of each text that a careless reader would choke on; the maker is told how many characters."""
    words = " ".join(_paragraphs()).replace(".", "").replace("؟", "").replace("!", "")
    yield "no full stop", lambda n: (words * (n // len(words) + 1))[:n]
    # One quotation mark in ten characters: 100,000 characters hold 10,000.
    yield "quotation marks", lambda n: ('قال الوزير"' * (n // 11 + 1))[:n]
    yield "only quotation marks", lambda n: ('«»“”"' * (n // 5 + 1))[:n]
    yield "one endless word", lambda n: "قال " + "و" * (n - 4)
    yield "only digits", lambda n: "قال في " + "1" * (n - 7)
    yield "only commas", lambda n: "قال" + "،" * (n - 3)
    yield "nested brackets", lambda n: "قال " + "(" * (n // 2) + ")" * (n // 2)
    yield "nested quotations", lambda n: "قال: " + "«" * (n // 2) + "»" * (n // 2)
    yield "cues, no speaker", lambda n: ("وأضاف أن " * (n // 9 + 1))[:n]
    yield "only line breaks", lambda n: "قال" + "\n" * (n - 3)


def _paragraphs() -> list[str]:
    return [line for article in samples() for line in article["text"].split("\n")]


def _filled(paragraphs: list[str], length: int) -> str:
    """Whole paragraphs, then as many words as still fit."""
    text = ""
    for paragraph in itertools.cycle(paragraphs):
        if len(text) + len(paragraph) > length:
            return text + paragraph[: length - len(text)].rsplit(" ", 1)[0]
        text += paragraph + "\n"
    return text
