"""Statements that disagree: a denial and what it denies; other numbers, words or speakers for one thing; rival assessments.

Each edge goes from the later statement to the earlier one and depends on these two alone; both are kept, nothing is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import LCSseq
from sqlalchemy import Connection, insert

from musnad.lexicon.lexicon import load_lexicon
from musnad.record.likeness import cosine, heaviest, unpack, weigh
from musnad.record.same_saying import Told, like_name
from musnad.record.schema import dispute_edges
from musnad.text.search_words import search_stem, weight

DisputeKind = Literal["denial", "numbers", "wording", "speaker", "assessment"]
ABOUT_ONE_THING = 0.35
"""Cosine from which two contents, one of them denied, may be about one thing."""
DENIED, LEAST_SHARED, TELLING = 0.5, 3, 1.0
"""Share of what is denied, beyond the topic, that the other must say, in so many stems of so much weight."""
CLAIMS = frozenset(("inform", "claim", "accuse"))
"""What can be denied: that something is so."""
TOPIC = 8
"""Stems that an article's topic is known by."""
SAME_COUNT = 0.45
"""Cosine, numbers left out, from which two different numbers are of one thing."""
ONE_QUOTATION, SAME_WORDS, OTHER_WORDS = 0.6, 0.85, 0.95
"""Shares of words in the same order: from which two quotations are one, from which it stands word for word, up to which words differ."""
LONG = 8
"""Words from which a quotation is long enough to be told by its words alone."""
NEAR_DAYS = 1
"""Days within which other numbers are of the same count, not of a later one; rival assessments are of one occasion."""


def link_disputes(connection: Connection, near: Iterable[tuple[int, int]], told: Mapping[int, Told]) -> None:
    """Keep the edges between those of these pairs of statements that disagree."""
    edges = []
    for row, other in near:
        kind = dispute(told[row], told[other])
        if kind:
            later, earlier = (row, other) if told[other].place < told[row].place else (other, row)
            edges.append({"later": later, "earlier": earlier, "kind": kind})
    if edges:
        connection.execute(insert(dispute_edges), edges)


def dispute(one: Told, other: Told) -> DisputeKind | None:
    """How two statements disagree, None where they do not; of several ways the first of `_WAYS`."""
    return next((kind for kind, way in _WAYS if way(one, other)), None)


def _denial(one: Told, other: Told) -> bool:
    """One denies what the other says; two that deny the same agree.

    What both articles are about anyway (the man, the place) shows nothing: the rest of what is denied must stand in the other statement.
    """
    if _denies(one) == _denies(other):
        return False
    denial, claim = (one, other) if _denies(one) else (other, one)
    if claim.act not in CLAIMS:
        return False
    denied, said = _stems(denial), _stems(claim)
    topic = _topic(one.about) | _topic(other.about)
    telling = {stem for stem in denied if stem not in topic and weight(stem) >= TELLING}
    shared = telling.intersection(said)
    if len(shared) < LEAST_SHARED or _alike(denied, said) < ABOUT_ONE_THING:
        return False
    return sum(map(weight, shared)) >= DENIED * sum(map(weight, telling))


@lru_cache(maxsize=4096)
def _topic(about: str) -> frozenset[str]:
    """The stems that an article is most about."""
    return frozenset(heaviest(unpack(about), TOPIC))


def _numbers(one: Told, other: Told) -> bool:
    """Different numbers of the same thing, told at most a day apart by others or elsewhere."""
    if abs(one.place[0][0] - other.place[0][0]) > NEAR_DAYS:
        return False
    counts, others = _counts(_stems(one)), _counts(_stems(other))
    differ = any(noun in others and not others[noun] & numbers for noun, numbers in counts.items())
    return differ and _alike(_without_numbers(_stems(one)), _without_numbers(_stems(other))) >= SAME_COUNT


def _wording(one: Told, other: Told) -> bool:
    """One quotation in other words."""
    if not (_quoted(one) and _quoted(other) and _may_be_one(one, other)):
        return False
    share = _shared(_stems(one), _stems(other))
    return _shorter(one, other) >= LONG and ONE_QUOTATION <= share < OTHER_WORDS and _length_ratio(one, other) >= ONE_QUOTATION


def _speaker(one: Told, other: Told) -> bool:
    """The same words in the mouths of two persons."""
    if not one.type == other.type == "person" or _may_be_one(one, other) or _shorter(one, other) < LONG:
        return False
    return _quoted(one) and _quoted(other) and _shared(_stems(one), _stems(other)) >= SAME_WORDS


def _assessment(one: Told, other: Told) -> bool:
    """Two speakers' judgements of one occasion ("كان الاجتماع مثمراً"، "المحادثات فشلت")."""
    if abs(one.place[0][0] - other.place[0][0]) > NEAR_DAYS or _may_be_one(one, other):
        return False
    return bool(_assessed(_stems(one)) and _assessed(_stems(other)) and _told_apart(_stems(one)) & set(_stems(other)))


_WAYS: tuple[tuple[DisputeKind, Callable[[Told, Told], bool]], ...] = (
    ("denial", _denial),
    ("numbers", _numbers),
    ("speaker", _speaker),
    ("wording", _wording),
    ("assessment", _assessment),
)


def _denies(told: Told) -> bool:
    """Whether what is told is denied by its cue ("نفى أن"); that an act was judged a denial is too unsure to oppose two reports by."""
    return told.polarity.startswith("denied")


def _quoted(told: Told) -> bool:
    return told.kind in ("direct", "mixed")


@lru_cache(maxsize=16384)
def _split(stems: str) -> tuple[str, ...]:
    return tuple(stems.split(" "))


def _stems(told: Told) -> tuple[str, ...]:
    return _split(told.stems)


def _shorter(one: Told, other: Told) -> int:
    """The words of the shorter content."""
    return min(len(_stems(one)), len(_stems(other)))


def _may_be_one(one: Told, other: Told) -> bool:
    """Whether one person or body may be meant by both speakers."""
    return (one.entity is not None and one.entity == other.entity) or like_name(one.speaker, other.speaker) > 0


@lru_cache(maxsize=4096)
def _weighed(stems: tuple[str, ...]) -> dict[str, float]:
    return weigh(stems, most=24)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    return cosine(_weighed(one), _weighed(other))


def _shared(one: Sequence[str], other: Sequence[str]) -> float:
    """Of the shorter one's words, the share that both have in the same order."""
    return LCSseq.similarity(one, other) / min(len(one), len(other))


def _length_ratio(one: Told, other: Told) -> float:
    return _shorter(one, other) / max(len(_stems(one)), len(_stems(other)))


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
