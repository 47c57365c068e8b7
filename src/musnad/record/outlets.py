"""One name for an outlet, agency or platform, however a report writes it ("وكالة رويترز", "لرويترز", "Reuters" → Reuters)."""

from __future__ import annotations

from functools import lru_cache

from musnad.lexicon.lexicon import load_lexicon
from musnad.text.folding import fold, strip_marks
from musnad.text.search_words import search_stem
from musnad.text.tokens import WORD, tokenize

_KINDS = ("outlet", "platform")
_GENERIC = ("agency_word", "press", "broadcaster", "any_medium")


OWN_WORD = "own word"
"""The key of a link that is a written or recorded word of the speaker's own ("بيان", "تقرير")."""


def link_key(name: str, kind: str) -> str:
    """The key of a chain's link: an outlet's or a platform's one name; an occasion's stems."""
    if kind != "occasion":
        return outlet_key(name)
    words = [token.norm for token in tokenize(name) if token.kind == WORD]
    occasions, own = load_lexicon().occasions, load_lexicon().own_words
    found = (occasions.longest(word, words[k + 1 :]) for k, word in enumerate(words))
    return OWN_WORD if any(each and own.intersection(each[1]) for each in found) else " ".join(map(search_stem, words))


def names_one(name: str) -> bool:
    """Whether an outlet is named at all: "قناة", "وسائل إعلام محلية" may be any."""
    if outlet_key(name) in load_lexicon().outlet_names:
        return True
    words = [token.norm for token in tokenize(name) if token.kind == WORD]
    return not words or not _any_medium().issuperset(search_stem(word) for word in words)


@lru_cache(maxsize=1)
def _any_medium() -> frozenset[str]:
    """The stems of words that tell the kind of a medium, and not which."""
    grammar = load_lexicon().grammar_at
    return frozenset(search_stem(word) for found in grammar.values() for group, words in found if group in _GENERIC for word in words)


def outlet_name(key: str, written: str | None = None) -> str:
    """The Arabic name of an outlet by its key; where the lexicon does not know it, as it is written, or else the key."""
    return load_lexicon().outlet_names.get(key) or written or key


@lru_cache(maxsize=8192)
def outlet_key(name: str) -> str:
    """The English name where the lexicon knows it, else the light stems of what is written."""
    words = [token.norm for token in tokenize(name) if token.kind == WORD]
    for clitics in (0, 1):
        for k in range(len(words)):
            known = _known(words[k][clitics if k == 0 else 0 :], words[k + 1 :])
            if known:
                return known
    return " ".join(map(search_stem, words)) or fold(strip_marks(name)[0]).strip().lower()


def _known(first: str, rest: list[str]) -> str | None:
    names = load_lexicon().names
    found = names.longest(first, rest) or names.longest(first.lower(), rest)
    return next((entry.name_en for entry in found[1] if entry.kind in _KINDS and entry.name_en), None) if found else None
