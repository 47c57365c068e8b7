"""Furniture: the lines of a page that are no report, each with its kind.

`related` (اقرأ أيضاً, and the headlines listed after it), `share`, `credit`, `caption`, `dateline`, `heading`.
"""

from __future__ import annotations

import re

from musnad.lexicon.lexicon import Lexicon
from musnad.model import Furniture, Span, Time
from musnad.text.folding import MARKS, fold

_CLOSERS = "\"”»)’'" + " \t\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""Closing marks and white space, which may stand behind a full stop."""
_WORD = re.compile(r"\w+")
_DATELINE = re.compile(r"^[^.:]{2,40}?[-–—:/(]\s*[^.:]{2,30}\)?\s*[-–—]*$")
_COLON_LINE = re.compile(r"^\w+(?:\s\w+){0,3}\s*:")
_LONGEST_HEADING = 13
"""Words in the longest section heading or teaser that was seen; a sentence without full stop is mostly longer."""
_LONGEST_DATELINE = 70
_LONGEST_CREDIT = 12
_LONGEST_SHARE = 16


def find_furniture(text: str, lexicon: Lexicon, *, times: list[Time]) -> list[Furniture]:
    """The furniture among the lines of `text`, in order; `times` are its time expressions."""
    lines = _lines(text)
    stopped = sum(_stopped(line) for _, line in lines)
    usual = stopped * 2 >= len(lines)
    found: list[Furniture] = []
    after_related = introduces = False
    for number, (start, line) in enumerate(lines):
        kind = (
            None
            if introduces and _COLON_LINE.match(line)
            else _kind(line, lexicon, first=number == 0, last=number == len(lines) - 1, usual=usual, after_related=after_related)
        )
        if kind in (None, "heading") and number in (0, len(lines) - 1) and _mostly_time(start, line, times):
            kind = "dateline"
        after_related = kind == "related"
        introduces = kind is None and not _stopped(line)
        if kind:
            found.append(Furniture(Span(start, start + len(line), line), kind, _title(line, lexicon) if kind == "related" else None))
    return found


def _stopped(line: str) -> bool:
    """Whether a line ends with a full stop, a question or exclamation mark."""
    return line.rstrip(_CLOSERS).endswith((".", "!", "؟", "?", "…"))


def _mostly_time(start: int, line: str, times: list[Time]) -> bool:
    """Whether a short line is little more than a date or an hour."""
    told = sum(t.span.end - t.span.start for t in times if start <= t.span.start < start + len(line))
    return len(line) < _LONGEST_DATELINE and told * 2 >= len(line) and not _stopped(line)


def _lines(text: str) -> list[tuple[int, str]]:
    """Non-empty lines with their starts, without outer white space."""
    lines, at = [], 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            lines.append((at + line.index(bare), bare))
        at += len(line) + 1
    return lines


def _kind(line: str, lexicon: Lexicon, *, first: bool, last: bool, usual: bool, after_related: bool) -> str | None:
    words = _WORD.findall(MARKS.sub("", fold(line)))
    if not words:
        return "share" if len(line) < 30 else None
    told = _told_by_phrase(words, line, lexicon)
    if told:
        return told
    if len(words) > _LONGEST_HEADING or first:
        return "dateline" if first and not last and len(words) <= 7 and _DATELINE.match(line) and not _stopped(line) else None
    if _stopped(line) and not line.rstrip('"”»').endswith(("؟", "?")):
        return None
    if line.startswith(("•", "-", "*", "–")) or re.match(r"^[0-9٠-٩]+\s*[-.)–]", line) or words[0] in _ITEMS:
        return None
    if last or (not usual and len(words) > _LONGEST_HEADING // 2):
        return None
    if words[0].startswith("و") and len(words) > 5 and not after_related:
        return None
    return "related" if after_related or _teaser(line, words) else "heading"


_ITEMS = frozenset(("اولا", "ثانيا", "ثالثا", "رابعا", "خامسا"))


def _teaser(line: str, words: list[str]) -> bool:
    """A headline of another story: quotation marks or a colon in it, and more words than a section heading has."""
    return len(words) > 5 and any(mark in line for mark in '"“«:')


def _told_by_phrase(words: list[str], line: str, lexicon: Lexicon) -> str | None:
    """The kind that the line's opening words tell, or words anywhere in a short line."""
    for kind, where, phrase in lexicon.furniture.get(words[0], ()):
        told = tuple(words[: len(phrase)]) == phrase
        if told and (len(words) == len(phrase) if where == "whole" else where == "start" and _short_enough(kind, phrase, words, line)):
            return kind
    if len(words) > _LONGEST_HEADING:
        return None
    for n, word in enumerate(words):
        for kind, where, phrase in lexicon.furniture.get(word, ()):
            if where == "any" and tuple(words[n : n + len(phrase)]) == phrase:
                return kind
    return None


def _short_enough(kind: str, phrase: tuple[str, ...], words: list[str], line: str) -> bool:
    """One-word openers (شاهد, كتب, طالع) count only before a colon, a bar or in a short line without a full stop."""
    if kind == "related" and len(phrase) > 1:
        return len(words) <= 30
    tail = line.split(None, 1)[1:] and line.split(None, 1)[0].endswith((":", "|"))
    marked = bool(tail) or (len(words) > len(phrase) and re.match(r"^\W*\w+(?:\s+\w+){0,3}\s*[:|>]", line) is not None)
    if kind == "credit":
        return len(words) <= _LONGEST_CREDIT and (marked or len(words) <= 4) and not _stopped(line)
    if kind == "share":
        return len(words) <= _LONGEST_SHARE
    return marked or (len(phrase) > 1 and len(words) <= _LONGEST_HEADING) or (len(words) <= 10 and not _stopped(line) and kind == "caption")


def _title(line: str, lexicon: Lexicon) -> str | None:
    """The title of the other story: the line without its opener."""
    head, colon, tail = line.partition(":")
    if colon and len(head.split()) <= 4 and tail.strip():
        return tail.strip()
    return line
