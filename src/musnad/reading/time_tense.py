"""Whether the words around a time expression place it before or after the writing.

The verb or planning word nearest on its left, inside the sentence, decides («ستبدأ ... الجمعة», «من المقرر أن ... الجمعة»); where the
expression opens the sentence («الجمعة، أعلنت ...»), the nearest on its right. A limit («قبل الجمعة», «حتى الجمعة») lies ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from musnad.reading.time_words import Token, time_lexicon

_SENTENCE_ENDS = frozenset(("\n", ".", "!", "؟", "?", "؛"))
_FARTHEST = 45
_OPENING = 3
_FARTHEST_RIGHT = 12
_RELATIVES = frozenset(("الذي", "التي", "الذين", "اللذين", "اللتين", "اللذان"))
_ASIDES = _RELATIVES | {"حيث", "وهو", "وهي", "فيما", "بينما"}
_ASIDE_REACH = 3
_PRONOUNS = ("هما", "ها", "هم", "نا", "ه")


@lru_cache(maxsize=20_000)
def word_tense(norm: str) -> str | None:
    """What one word says of its clause's time: "future", "past", "present", or nothing."""
    cues = time_lexicon().tense
    for word in (norm, norm[1:]) if norm[:1] in ("و", "ف") else (norm,):
        if (cue := cues.get(word)) is not None:
            return cue
        if _is_sa_future(word):
            return "future"
        for pronoun in _PRONOUNS:
            if word.endswith(pronoun) and len(word) > len(pronoun) + 2 and cues.get(word[: -len(pronoun)]) == "past":
                return "past"
    if norm.startswith("لل") and cues.get("ال" + norm[2:]) == "future":
        return "future"
    return None


def _is_sa_future(word: str) -> bool:
    """«ستعقد», «سيلتقي»; not the nouns that look so («سياسة», «ستين»)."""
    return len(word) >= 4 and word[0] == "س" and word[1] in "يتن" and word not in time_lexicon().context["no_future"]


def _is_imperfect(norm: str) -> bool:
    return len(norm) >= 4 and norm[0] in "يتن" and not _is_past_of_fifth(norm)


def _is_past_of_fifth(norm: str) -> bool:
    """«تعرضت», «توجهت»: past, though they open like an imperfect; «تصريحات» is a plural, «تصويت» a noun."""
    word = norm.removeprefix("و")
    return len(word) >= 5 and word[0] == "ت" and word[-1] == "ت" and word[-2] not in "اي"


def tense_around(tokens: Sequence[Token], first: int, behind: int) -> str | None:
    """ "past", "future" or "present" for the expression of tokens [first, behind); None where nothing tells."""
    before = tokens[first - 1].norm if first else ""
    cue, distance = _nearest_left(tokens, first)
    context = time_lexicon().context
    if before in ("منذ", "مند", "منذ"):
        return "past"
    if before.lstrip("و") in context["deadline"] or tokens[first].norm.startswith("لغايه"):
        return "past" if cue == "lasting" else "future"
    if cue is not None:
        return "past" if cue == "lasting" else cue
    return _nearest_right(tokens, behind) if distance <= _OPENING else None


def _nearest_left(tokens: Sequence[Token], first: int) -> tuple[str | None, int]:
    """The nearest cue before `first` in its sentence, and how many tokens were walked."""
    for at in range(first - 1, max(-1, first - _FARTHEST), -1):
        norm = tokens[at].norm
        if norm in _SENTENCE_ENDS:
            return None, first - 1 - at
        cue = _cue_at(tokens, at, first)
        if cue is not None:
            return cue, first - at
    return None, min(first, _FARTHEST)


def _cue_at(tokens: Sequence[Token], at: int, expression: int) -> str | None:
    """The cue at `at` for the time at `expression`; an imperfect in a relative clause reaches only what stands beside it."""
    norm = tokens[at].norm
    before = tokens[at - 1].norm if at else ""
    if _is_imperfect(norm) and (tense := _imperfect_tense(tokens, at, before)) is not None:
        return tense
    if _is_past_of_fifth(norm):
        return "past"
    if norm in _RELATIVES and at + 1 < len(tokens):
        return None if _is_imperfect(tokens[at + 1].norm) or word_tense(tokens[at + 1].norm) else "past"
    cue = word_tense(norm)
    if cue == "present" and before in _ASIDES and expression - at > _ASIDE_REACH:
        return None
    return "past" if cue == "present" and _is_past_before(tokens, at) else cue


def _imperfect_tense(tokens: Sequence[Token], at: int, before: str) -> str | None:
    """«أن يلتقي» lies ahead, «قبل أن يلتقي» and «لم يلتق» were; «قد يلتقي» may come."""
    if before in ("ان", "بان", "لان"):
        matrix = tokens[at - 2].norm if at >= 2 else ""
        if matrix in ("قبل", "بعد", "دون", "منذ", "كان", "سبق", "وسبق"):
            return "past"
        return "future" if tokens[at].norm[0] in "يت" and word_tense(tokens[at].norm) != "past" and not _is_complement(tokens, at) else None
    if before == "لم":
        return "past"
    if before in ("لن", "ولن"):
        return "future"
    if before in ("قد", "وقد"):
        # «قد تمكن» is past, «قد تلتقي» is not: without vowels only the ya tells
        return "future" if tokens[at].norm[0] == "ي" else None
    return None


def _is_complement(tokens: Sequence[Token], at: int) -> bool:
    """«قال إن تصريحات»: behind إن stands a noun, folded like أن; saying verbs before it tell."""
    told = any(word_tense(token.norm) == "past" for token in tokens[max(0, at - 6) : at - 1])
    return at >= 3 and told and tokens[at].norm.endswith(("ات", "ه"))


def _is_past_before(tokens: Sequence[Token], at: int) -> bool:
    return any(token.norm.lstrip("و") in ("كان", "كانت", "كانوا", "لم", "وهو", "وهي", "هو", "هي") for token in tokens[max(0, at - 2) : at])


def _nearest_right(tokens: Sequence[Token], behind: int) -> str | None:
    for at in range(behind, min(len(tokens), behind + _FARTHEST_RIGHT)):
        if tokens[at].norm in _SENTENCE_ENDS:
            return None
        cue = _cue_at(tokens, at, behind)
        if cue is not None:
            return "past" if cue == "lasting" else cue
    return None
