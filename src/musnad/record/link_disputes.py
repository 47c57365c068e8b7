"""Statements that disagree: a denial and what it denies; other numbers, words or speakers for one thing; rival assessments.

Each edge goes from the later statement to the earlier one and depends on these two alone; both are kept, nothing is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import LCSseq
from sqlalchemy import Connection, insert

from musnad.lexicon.lexicon import load_lexicon
from musnad.record.likeness import cosine, weigh
from musnad.record.link_statements import Told
from musnad.record.schema import dispute_edges
from musnad.text.search_words import search_stem, weight

DisputeKind = Literal["denial", "numbers", "wording", "speaker", "assessment"]
ABOUT_ONE_THING = 0.4
"""Cosine from which two contents, one of them denied, are about one thing."""
SAME_COUNT = 0.45
"""Cosine, numbers left out, from which two different numbers are of one thing."""
ONE_QUOTATION, SAME_WORDS, OTHER_WORDS = 0.6, 0.85, 0.95
"""Shares of words in the same order: from which two quotations are one, from which it stands word for word, up to which its words differ."""
LONG = 8
"""Words from which a quotation is long enough to be told by its words alone."""
NEAR_DAYS = 1
"""Days within which other numbers are of the same count, not of a later one; rival assessments are of one occasion."""


def link_disputes(connection: Connection, own: Sequence[Told], near: Iterable[Told]) -> None:
    """Keep the edges between an article's statements and those near it that disagree with one of them."""
    edges = []
    for other in near:
        for told in own:
            kind = dispute(told, other)
            if kind:
                later, earlier = (told, other) if other.place < told.place else (other, told)
                edges.append({"later": later.row, "earlier": earlier.row, "kind": kind})
    if edges:
        connection.execute(insert(dispute_edges), edges)


def dispute(one: Told, other: Told) -> DisputeKind | None:
    """How two statements disagree, None where they do not; of several ways the first of `_WAYS`."""
    if len(one.stems) < 3 or len(other.stems) < 3:
        return None
    return next((kind for kind, way in _WAYS if way(one, other)), None)


def _denial(one: Told, other: Told) -> bool:
    """One denies what the other says; two that deny the same agree."""
    return one.denies != other.denies and _alike(one.stems, other.stems) >= ABOUT_ONE_THING


def _numbers(one: Told, other: Told) -> bool:
    """Different numbers of the same thing, told at most a day apart by others or elsewhere."""
    if abs(one.place[0][0] - other.place[0][0]) > NEAR_DAYS:
        return False
    counts, others = _counts(one.stems), _counts(other.stems)
    differ = any(noun in others and not others[noun] & numbers for noun, numbers in counts.items())
    return differ and _alike(_without_numbers(one.stems), _without_numbers(other.stems)) >= SAME_COUNT


def _wording(one: Told, other: Told) -> bool:
    """One quotation in other words."""
    if not (one.quoted and other.quoted and _may_be_one(one, other)):
        return False
    share = _shared(one.stems, other.stems)
    return (
        min(len(one.stems), len(other.stems)) >= LONG
        and ONE_QUOTATION <= share < OTHER_WORDS
        and _length_ratio(one, other) >= ONE_QUOTATION
    )


def _speaker(one: Told, other: Told) -> bool:
    """The same words in the mouths of two."""
    if not (one.entity and other.entity) or _may_be_one(one, other) or min(len(one.stems), len(other.stems)) < LONG:
        return False
    return one.quoted and other.quoted and _shared(one.stems, other.stems) >= SAME_WORDS


def _assessment(one: Told, other: Told) -> bool:
    """Two speakers' judgements of one occasion ("كان الاجتماع مثمراً"، "المحادثات فشلت")."""
    if abs(one.place[0][0] - other.place[0][0]) > NEAR_DAYS or _may_be_one(one, other):
        return False
    return bool(_assessed(one.stems) and _assessed(other.stems) and set(one.stems) & set(other.stems) & _told_apart(one.stems))


_WAYS: tuple[tuple[DisputeKind, Callable[[Told, Told], bool]], ...] = (
    ("denial", _denial),
    ("numbers", _numbers),
    ("speaker", _speaker),
    ("wording", _wording),
    ("assessment", _assessment),
)


def _may_be_one(one: Told, other: Told) -> bool:
    return (one.entity is not None and one.entity == other.entity) or bool(one.speaker & other.speaker)


@lru_cache(maxsize=4096)
def _weighed(stems: tuple[str, ...]) -> dict[str, float]:
    return weigh(stems, most=24)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    return cosine(_weighed(one), _weighed(other))


def _shared(one: Sequence[str], other: Sequence[str]) -> float:
    """Of the shorter one's words, the share that both have in the same order."""
    return LCSseq.similarity(one, other) / min(len(one), len(other))


def _length_ratio(one: Told, other: Told) -> float:
    return min(len(one.stems), len(other.stems)) / max(len(one.stems), len(other.stems))


@lru_cache(maxsize=4096)
def _counts(stems: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """What is counted, with its numbers: "مقتل 20 شخصا" → شخص: 20. Years and clock times count nothing."""
    counts: dict[str, frozenset[str]] = {}
    for number, noun in pairwise(stems):
        if number.isdigit() and not (len(number) == 4 and number[:2] in ("19", "20")) and not noun[:1].isdigit() and weight(noun) > 0:
            counts[noun] = counts.get(noun, frozenset()) | {number}
    return counts


@lru_cache(maxsize=4096)
def _without_numbers(stems: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stem for stem in stems if not stem[:1].isdigit())


@lru_cache(maxsize=4)
def _stems_of_class(name: str) -> frozenset[str]:
    """The stems of a class of the lexicon's grammar table."""
    grammar = load_lexicon().grammar_at
    return frozenset(search_stem(words[0]) for found in grammar.values() for group, words in found if group == name)


@lru_cache(maxsize=4096)
def _assessed(stems: tuple[str, ...]) -> bool:
    """Whether an occasion is judged: its name and a word that judges, a few words apart."""
    occasions, judging = _stems_of_class("assessed_occasion"), _stems_of_class("assessment")
    places = [k for k, stem in enumerate(stems) if stem in occasions]
    return any(stem in judging and any(abs(k - place) <= 5 for place in places) for k, stem in enumerate(stems))


def _told_apart(stems: Sequence[str]) -> set[str]:
    """The stems that tell one occasion from another: neither its kind nor the judgement."""
    common = _stems_of_class("assessed_occasion") | _stems_of_class("assessment")
    return {stem for stem in stems if stem not in common and weight(stem) >= 1.5}
