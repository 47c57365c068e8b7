"""How likely it is that two statements tell one saying: one speaker's words on one occasion, quoted, paraphrased or told in part.

A logistic model of a dozen comparisons, each from 0 to 1, of the two statements and their two articles and of nothing else; its weights
stand in `same_saying.tsv` and are fitted by `eval/fit_statement_links.py`.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from musnad.record import order
from musnad.record.likeness import cosine, unpack
from musnad.record.link_entities import skeleton
from musnad.text.search_words import search_stems, weight

WINDOW = 3
"""Days within which a saying is told again."""
_MANY = 6
"""Telling words in common beyond which one more says no more."""
_LIKE_NAME = 0.6
"""Two names' likeness from which it begins to count; برنان and برينان have 1, namesakes by one name about .6."""
_PREFIXES = ("است", "سي", "ست", *"نتيمالب")
_WEAK = frozenset("اويتء")
_IN_ORDER_BEYOND = 0.1
"""Pairs of which more stands in one order than the telling words in common, by so much, are too few to look for."""
_EVERY_WORD = 0.3
"""What a word that tells nothing of the subject still counts where words are followed in order."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as links see it: its row and place in the order, who speaks, what is said, in which sentence, in what article."""

    row: int
    place: tuple[order.Place, int]
    article: int
    day: int | None
    entity: int | None
    type: str | None
    country: str | None
    speaker: str
    act: str
    kind: str
    polarity: str
    stems: str
    sentence: str
    about: str


def chance(one: Told, other: Told, *, least: float = 0.0) -> float:
    """The probability that both tell one saying.

    It is 0 where it would hardly reach `least`: that is judged before words are laid side by side, which takes longest.
    """
    weights = load_weights()
    told = quick_comparisons(one, other)
    sum_ = weights["bias"] + sum(weights[name] * value for name, value in told.items())
    in_order_at_most = min(1.0, told["contained"] + _IN_ORDER_BEYOND)
    if _probability(sum_ + (weights["in order"] + weights["sentence"]) * in_order_at_most) < least:
        return 0.0
    return _probability(sum_ + sum(weights[name] * value for name, value in slow_comparisons(one, other).items()))


def comparisons(one: Told, other: Told) -> dict[str, float]:
    """Everything that is compared, by name, from 0 to 1."""
    return quick_comparisons(one, other) | slow_comparisons(one, other)


def quick_comparisons(one: Told, other: Told) -> dict[str, float]:
    """Who speaks, which telling words and numbers both have, how alike the articles are, how far apart."""
    mine, yours = _content(one.stems), _content(other.stems)
    shared = mine.words.keys() & yours.words.keys()
    lesser = min(mine, yours, key=lambda content: content.whole)
    apart = WINDOW if one.day is None or other.day is None else abs(one.day - other.day)
    return _speakers(one, other) | {
        "contained": sum(lesser.words[root] for root in shared) / (lesser.whole or 1.0),
        "words": min(1.0, math.log1p(len(mine.stems & yours.stems)) / math.log1p(_MANY)),
        "number": float(bool(mine.numbers & yours.numbers)),
        "other number": float(bool(mine.numbers and yours.numbers) and not mine.numbers & yours.numbers),
        "articles": _alike(one.about, other.about),
        "days": min(1.0, apart / WINDOW),
        "act": float(one.act == other.act),
    }


def slow_comparisons(one: Told, other: Told) -> dict[str, float]:
    """How much of the shorter content, and of the shorter of the sentences with the cues, stands in the other in the same order."""
    return {"in order": in_order(one.stems, other.stems), "sentence": in_order(one.sentence, other.sentence)}


@lru_cache(maxsize=16384)
def _alike(one: str, other: str) -> float:
    return cosine(unpack(one), unpack(other))


def _speakers(one: Told, other: Told) -> dict[str, float]:
    told = dict.fromkeys(("speaker", "like name", "other person", "other country", "no relation"), 0.0)
    if one.entity is not None and one.entity == other.entity:
        return told | {"speaker": 1.0}
    if one.type == other.type == "person":
        told["like name"] = like_name(one.speaker, other.speaker)
        told["other person"] = 1.0 - told["like name"]
    if one.country and other.country and one.country != other.country:
        told["other country"] = 1.0
    told["no relation"] = float(not (one.country and one.country == other.country) and not _names(one.speaker) & _names(other.speaker))
    return told


@lru_cache(maxsize=8192)
def like_name(one: str, other: str) -> float:
    """How alike two persons' names are written; a name may be a part of the other."""
    likeness = fuzz.token_set_ratio(_skeletons(one), _skeletons(other)) / 100
    return max(0.0, (likeness - _LIKE_NAME) / (1 - _LIKE_NAME))


def _skeletons(name: str) -> str:
    return " ".join(skeleton(stem) for stem in search_stems(name))


@lru_cache(maxsize=8192)
def _names(speaker: str) -> frozenset[str]:
    """Words that another way to name the same speaker could share."""
    return frozenset(stem for stem in search_stems(speaker) if len(stem) > 2)


@dataclass(frozen=True, slots=True)
class _Content:
    """What is said: telling stems, their rough roots with how much each tells and all together, and numbers."""

    stems: frozenset[str]
    words: Mapping[str, float]
    whole: float
    numbers: frozenset[str]


@lru_cache(maxsize=16384)
def _content(joined: str) -> _Content:
    stems = {stem: weight(stem) for stem in joined.split(" ")}
    words: dict[str, float] = {}
    for stem, tells in stems.items():
        if tells:
            words[rough_root(stem)] = max(words.get(rough_root(stem), 0.0), tells)
    telling = frozenset(stem for stem, tells in stems.items() if tells)
    return _Content(telling, words, sum(words.values()), frozenset(stem for stem in stems if stem[:1].isdigit()))


@lru_cache(maxsize=65536)
def rough_root(stem: str) -> str:
    """The stem's strong letters without a prefix of its pattern: a paraphrase changes the pattern ("سيجتمعون", "اجتماع" → جمع).

    Rough: it puts some words together that are not of one root, which costs less here than telling forms of one word apart.
    """
    if not "\u0600" <= stem[:1] <= "\u06ff":
        return stem
    prefix = next((p for p in _PREFIXES if stem.startswith(p) and len(stem) - len(p) >= 3), "")
    bare = stem[len(prefix) :]
    root = bare[:1] + "".join(letter for letter in bare[1:] if letter not in _WEAK)
    return root if len(root) >= 2 else stem


def in_order(one: str, other: str) -> float:
    """The share of the shorter text's stems, by weight, that both have in the same order."""
    if not one or not other:
        return 0.0
    shorter, longer = sorted((_sequence(one), _sequence(other)), key=lambda sequence: (len(sequence.stems), sequence.stems))
    blocks = LCSseq.editops(shorter.stems, longer.stems).as_matching_blocks()
    return sum(sum(shorter.counts[block.a : block.a + block.size]) for block in blocks) / shorter.whole


@dataclass(frozen=True, slots=True)
class _Sequence:
    """Stems in their order, what each counts, and all together."""

    stems: tuple[str, ...]
    counts: tuple[float, ...]
    whole: float


@lru_cache(maxsize=16384)
def _sequence(joined: str) -> _Sequence:
    stems = tuple(joined.split(" "))
    counts = tuple(_EVERY_WORD + weight(stem) for stem in stems)
    return _Sequence(stems, counts, sum(counts))


def _probability(sum_: float) -> float:
    return 1 / (1 + math.exp(-sum_))


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """The weight of each comparison, and the bias."""
    lines = (files("musnad.record") / "same_saying.tsv").read_text(encoding="utf-8").splitlines()
    weights = {row["feature"]: float(row["weight"]) for row in csv.DictReader(lines, delimiter="\t")}
    if weights.keys() != {"bias", *FEATURES}:
        raise ValueError(f"same_saying.tsv: {sorted(weights.keys() ^ {'bias', *FEATURES})} is missing or too much")
    return weights


FEATURES: Sequence[str] = (
    "speaker",
    "like name",
    "other person",
    "other country",
    "no relation",
    "contained",
    "words",
    "in order",
    "sentence",
    "number",
    "other number",
    "articles",
    "days",
    "act",
)
