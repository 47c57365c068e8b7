"""Light stems: a folded word with its clitics, endings and persons taken off in every way that its letters allow.

"وانتهاكاتهم" → …, "انتهاكات", "انتهاك".

Made for tables of words that are weighed together, where a wrong stem now and then does no harm; `lemmas` is the careful way.
"""

from __future__ import annotations

from functools import lru_cache

_PREPOSITIONS = ("وبال", "بال", "كال", "لل", "ال", "ب", "ل", "ك")
_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "كم", "ه")
_ENDINGS = ("تان", "تين", "يين", "يون", "ات", "ون", "ين", "ان", "وا", "يه", "ه", "ت", "ا", "ن", "ي")
_SHORTEST = 3


@lru_cache(maxsize=65536)
def light_stems(norm: str) -> tuple[str, ...]:
    """Every light stem of a folded word, the whole word first; none is shorter than three letters."""
    stems: dict[str, None] = {}
    for head in _heads(norm):
        bodies = [head, *_cut(head, _PRONOUNS)]
        bodies += [body[:-1] + "ه" for body in bodies[1:] if body[-1] == "ت"]
        for body in bodies:
            for stem in (body, *_cut(body, _ENDINGS)):
                stems[stem] = None
                if stem[0] in "تنا" and len(stem) > _SHORTEST:
                    stems["ي" + stem[1:]] = None
    return tuple(stems)


def table_stem(norm: str) -> str:
    """How a table keeps a word: without the final ة, which falls away before endings."""
    return norm[:-1] if norm.endswith("ه") and len(norm) > _SHORTEST else norm


def _heads(norm: str) -> list[str]:
    """The word, and what is left after conjunctions, prepositions, the article and the future's س."""
    heads = [norm]
    if norm[:1] in ("و", "ف") and len(norm) > _SHORTEST:
        heads.append(norm[1:])
    for head in list(heads):
        heads += [head[len(p) :] for p in _PREPOSITIONS if head.startswith(p) and len(head) - len(p) >= _SHORTEST]
        if head[:1] == "س" and len(head) > _SHORTEST + 1 and head[1] in "يتنا":
            heads.append(head[1:])
    return heads


def _cut(word: str, endings: tuple[str, ...]) -> list[str]:
    return [word[: -len(e)] for e in endings if word.endswith(e) and len(word) - len(e) >= _SHORTEST]
