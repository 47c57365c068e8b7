"""One article laid open for reading: its layout, and what the lexicons and the times say of each token.

Every later step asks the page; no step changes it once it is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from musnad.lexicon.lexicon import Lexicon, NameEntry, RoleEntry
from musnad.model import Span, Time, Where
from musnad.text.sentences import Layout, lay_out
from musnad.text.tokens import MARK, WORD, Token

COMMAS = frozenset("،,؛;")
STOPS = frozenset(".!؟?")
PROCLITICS = ("و", "ف")
PREPOSITION_CLITICS = ("ب", "ل", "ك")
_LONGEST_NAME = 8


@dataclass(slots=True)
class Name:
    """A name that the lexicon knows, at tokens [first, last); `clitics` are the letters before it ("ول" of "ولموسكو")."""

    first: int
    last: int
    clitics: str
    entry: NameEntry


@dataclass(slots=True)
class Role:
    """An office or profession at tokens [first, last)."""

    first: int
    last: int
    clitics: str
    definite: bool
    entry: RoleEntry


@dataclass(slots=True)
class Page:
    """What is known of each token of a text before anybody is said to have spoken."""

    layout: Layout
    tokens: list[Token]
    lexicon: Lexicon
    where: Where
    times: list[Time]
    time_at: list[bool]
    names: dict[int, Name] = field(default_factory=dict)
    roles: dict[int, Role] = field(default_factory=dict)
    inside_name: list[bool] = field(default_factory=list)
    quotation_at: dict[int, int] = field(default_factory=dict)
    classes: list[dict[str, int]] = field(default_factory=list)
    cues: dict[int, list[Any]] = field(default_factory=dict)
    """What `cues.cue_at` has found at a token; each is asked for many times."""

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens [first, last)."""
        return self.chars(self.tokens[first].start, self.tokens[last - 1].end)

    def chars(self, start: int, end: int) -> Span:
        """The characters [start, end)."""
        return Span(start, end, self.layout.text[start:end], self.where)

    def has(self, group: str, i: int) -> int:
        """How many tokens from i on make a word or phrase of a closed class (`grammar.tsv`); 0 where none does."""
        return self.classes[i].get(group, 0)

    def has_norm(self, group: str, norm: str, i: int) -> int:
        """As `has`, token i read as `norm` (without its clitics)."""
        phrases = self.lexicon.grammar_at.get(norm)
        if phrases is None:
            return 0
        if norm == self.tokens[i].norm:
            return self.classes[i].get(group, 0)
        return _lengths(phrases, self.tokens, i).get(group, 0)


_NO_CLASS: dict[str, int] = {}


def _lengths(phrases: list[tuple[str, tuple[str, ...]]], tokens: list[Token], i: int) -> dict[str, int]:
    """For each closed class the length of its longest phrase at token i; `phrases` all begin with that token's word."""
    found: dict[str, int] = {}
    for group, phrase in phrases:
        length = len(phrase)
        if length > found.get(group, 0) and (length == 1 or _follow(tokens, i, phrase)):
            found[group] = length
    return found


def _follow(tokens: list[Token], i: int, phrase: tuple[str, ...]) -> bool:
    if i + len(phrase) > len(tokens):
        return False
    n = 1
    while n < len(phrase) and tokens[i + n].norm == phrase[n]:
        n += 1
    return n == len(phrase)


def open_page(text: str, lexicon: Lexicon, times: list[Time], *, where: Where = "text") -> Page:
    """Lay `text` open; `times` are the time expressions already found in it."""
    layout = lay_out(text)
    page = Page(layout, layout.tokens, lexicon, where, times, _mask(layout, times))
    grammar = lexicon.grammar_at
    page.classes = [
        _lengths(grammar[token.norm], layout.tokens, i) if token.norm in grammar else _NO_CLASS for i, token in enumerate(layout.tokens)
    ]
    page.quotation_at = {quotation.open: quotation.close for quotation in layout.quotations}
    words = [i for i, token in enumerate(layout.tokens) if token.kind != MARK]
    norms = [layout.tokens[i].norm for i in words]
    page.inside_name = [False] * len(layout.tokens)
    reach_names = reach_roles = 0
    for at, i in enumerate(words):
        if layout.tokens[i].kind != WORD:
            continue
        role = _role(page, words, norms, at) if at >= reach_roles else None
        if role:
            page.roles[i] = role
            reach_roles = at + role.last - role.first
        name = _name(page, words, norms, at) if at >= reach_names else None
        if name:
            page.names[i] = name
            reach_names = at + sum(1 for j in range(i, name.last) if layout.tokens[j].kind != MARK)
            for j in range(i, name.last):
                page.inside_name[j] = True
    return page


def _mask(layout: Layout, times: list[Time]) -> list[bool]:
    """Which tokens stand in a time expression."""
    mask, spans = [False] * len(layout.tokens), iter(sorted((t.span.start, t.span.end) for t in times))
    span = next(spans, None)
    for i, token in enumerate(layout.tokens):
        while span is not None and span[1] <= token.start:
            span = next(spans, None)
        if span is None:
            break
        mask[i] = token.start < span[1] and token.end > span[0]
    return mask


@lru_cache(maxsize=65536)
def bare_forms(norm: str) -> tuple[tuple[str, str], ...]:
    """A folded word with its possible clitics taken off: (clitics, rest), the whole word first ("وللرياض" → …, ("ول", "الرياض"))."""
    forms = [("", norm)]
    if len(norm) > 3 and norm[0] in PROCLITICS:
        forms.append((norm[0], norm[1:]))
    for clitics, rest in list(forms):
        if rest.startswith("لل") and len(rest) > 4:
            forms.append((clitics + "ل", "ال" + rest[2:]))
        if len(rest) > 3 and rest[0] in PREPOSITION_CLITICS:
            forms.append((clitics + rest[0], rest[1:]))
    return tuple(forms)


def _name(page: Page, words: list[int], norms: list[str], at: int) -> Name | None:
    best: tuple[int, int, str, NameEntry] | None = None
    for clitics, norm in page.lexicon.name_starts(norms[at], bare_forms):
        hit = page.lexicon.names.longest(norm, norms[at + 1 : at + _LONGEST_NAME])
        if hit and (best is None or hit[0] > best[0]) and _together(page, words, at, hit[0]):
            entry = _fitting(page, words[at], hit[1])
            if entry:
                best = (hit[0], len(clitics), clitics, entry)
    if best is None:
        return None
    return Name(words[at], words[at + best[0] - 1] + 1, best[2], best[3])


def _fitting(page: Page, i: int, entries: list[NameEntry]) -> NameEntry | None:
    """The entry to take where several share a spelling; a medium named by an ordinary word needs its word (صحيفة) before it."""
    for entry in entries:
        if (
            entry.detail != "needs cue"
            or (i > 0 and _is_medium_word(page, i - 1))
            or (i > 1 and page.tokens[i - 1].kind == MARK and _is_medium_word(page, i - 2))
        ):
            return entry
    return None


def _is_medium_word(page: Page, i: int) -> bool:
    """Whether token i is صحيفة, وكالة … with or without letters before it ("لصحيفة")."""
    return page.tokens[i].kind == WORD and page.lexicon.without_clitics("agency_word", page.tokens[i].norm, bare_forms) is not None


def _role(page: Page, words: list[int], norms: list[str], at: int) -> Role | None:
    for clitics, norm in page.lexicon.role_starts(norms[at], bare_forms):
        hit = page.lexicon.roles.longest(norm, norms[at + 1 : at + _LONGEST_NAME])
        if hit and _together(page, words, at, hit[0]):
            return Role(words[at], words[at + hit[0] - 1] + 1, clitics, norm.startswith("ال"), hit[1][0])
    return None


def _together(page: Page, words: list[int], at: int, length: int) -> bool:
    """Whether no more than a dot, a hyphen or a quotation mark stands between the words of a phrase."""
    tokens = page.tokens
    for n in range(at, at + length - 1):
        between = words[n + 1] - words[n] - 1
        if between > 1 or (between == 1 and tokens[words[n] + 1].text not in (".", "-", "/", "–")):
            return False
        if between == 0 and "\n" in page.layout.text[tokens[words[n]].end : tokens[words[n + 1]].start]:
            return False
    return True


def learn_names(page: Page, entries: dict[str, NameEntry]) -> None:
    """Mark the short forms (`entries`: folded word → person) of people whom the article itself names in full."""
    for i, token in enumerate(page.tokens):
        if token.kind != WORD or page.inside_name[i] or i in page.roles:
            continue
        for clitics, norm in bare_forms(token.norm):
            if norm in entries:
                page.names[i] = Name(i, i + 1, clitics, entries[norm])
                page.inside_name[i] = True
                break
