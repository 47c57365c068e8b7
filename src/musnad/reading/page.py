"""One article laid open for reading: its layout, and what the lexicons and the times say of each token.

Every later step asks the page; no step changes it once it is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from musnad.lexicon.inflect import Features
from musnad.lexicon.lexicon import CueEntry, Lexicon, NameEntry, PhraseTable, RoleEntry
from musnad.model import Span, Time, Where
from musnad.reading.cues import cue_splits
from musnad.text.sentences import Layout, lay_out
from musnad.text.stems import light_stems
from musnad.text.tokens import MARK, WORD, Token
from musnad.text.words import is_known

_E = TypeVar("_E")
STOPS = frozenset(".!؟?")
PROCLITICS = ("و", "ف")
PREPOSITION_CLITICS = ("ب", "ل", "ك")
LONGEST_NAME = 8
"""Words of the longest name or office; as many marks may stand between them."""
_MOST_WORDS = 50_000
"""Words that are remembered, about 1 kB each; an article has 450 different ones."""
_LONGEST_WORD = 30
"""Letters; longer ones are hostile, and none of them comes again."""


@dataclass(frozen=True, slots=True)
class KnownWord:
    """What the lexicon says of a folded word by itself, whatever stands around it, with the clitics that may be taken off.

    Worked out at the word's first appearance and kept beside the lexicon: nine of ten words of an article were in an earlier one.
    """

    classes: dict[str, int]
    """The closed classes to which it belongs, each with the length 1."""
    longer: dict[str, list[tuple[str, tuple[str, ...]]]]
    """The phrases of closed classes that it begins, by their second word: في begins 24."""
    cues: tuple[tuple[str, str, CueEntry, Features, str], ...]
    """Its readings as a word of reporting: what stands before the word, the word, its entry and form, what stands behind."""
    participle: bool
    """Whether one of these is a participle."""
    names: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    acts: tuple[str, ...]
    """Its bare forms with which a name, an office or an act's phrase begins."""
    signs: tuple[str, ...]
    attributes: bool
    """Whether it begins an attribution (بحسب, وفق), with or without و and ف."""
    introduces: bool
    """Whether a name that no list knows may begin with it: a word for media or bodies, a given name."""
    plain: bool
    """Whether it reports nothing and begins no phrase of a closed class, with or without و and ف: most words do neither."""


def known_word(lexicon: Lexicon, norm: str) -> KnownWord:
    """What `lexicon` says of the folded word `norm`."""
    found: KnownWord | None = lexicon.known_words.get(norm)
    if found is None:
        found = _known_word(lexicon, norm)
        if len(lexicon.known_words) >= _MOST_WORDS:
            lexicon.known_words.clear()
            lexicon.tenses.clear()
        if len(norm) <= _LONGEST_WORD:
            lexicon.known_words[norm] = found
    return found


def _known_word(lexicon: Lexicon, norm: str) -> KnownWord:
    rest = norm[1:] if norm[0] in PROCLITICS else norm
    phrases, known, forms = lexicon.grammar_at.get(norm, ()), lexicon.cues, bare_forms(norm)
    cues = tuple((before, word, *reading, behind) for before, word, behind in cue_splits(norm) for reading in known.get(word, ()))
    return KnownWord(
        {group: 1 for group, phrase in phrases if len(phrase) == 1} or _NO_CLASS,
        _by_second_word(phrases),
        cues,
        any(form.kind == "participle" for _, _, _, form, _ in cues),
        tuple(form for form in forms if form[1] in lexicon.names),
        tuple(form for form in forms if form[1] in lexicon.roles),
        tuple(form for _, form in forms if form in lexicon.act_words),
        tuple(dict.fromkeys(sign for stem in light_stems(norm) for sign in lexicon.act_signs.get(stem, ()))),
        any(group == "attribution" for word in (norm, rest) for group, _ in lexicon.grammar_at.get(word, ())),
        (norm,) in lexicon.given_names
        or any(group == "body_noun" for word in (norm, norm.removeprefix("ال")) for group, _ in lexicon.grammar_at.get(word, ()))
        or any(group == "agency_word" for _, form in forms for group, _ in lexicon.grammar_at.get(form, ())),
        norm[0].isalpha() and not (phrases or cues or rest in lexicon.grammar_at),
    )


def _by_second_word(phrases: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for group, phrase in phrases:
        if len(phrase) > 1:
            found.setdefault(phrase[1], []).append((group, phrase))
    return found


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
    words: list[KnownWord] = field(default_factory=list)
    plain: list[bool] = field(default_factory=list)
    """Of each token whether it is a plain word, of which there is nothing to be asked (`KnownWord.plain`)."""
    classes: list[dict[str, int]] = field(default_factory=list)
    dots_ya: bool = False
    """Whether the article writes على apart from علي."""
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
        return self.classes_as(norm, i).get(group, 0) if norm in self.lexicon.grammar_at else 0

    def classes_as(self, norm: str, i: int) -> dict[str, int]:
        """All closed classes of token i, read as `norm`, with the tokens that each takes."""
        if norm not in self.lexicon.grammar_at:
            return _NO_CLASS
        if norm == self.tokens[i].norm:
            return self.classes[i]
        return _lengths(known_word(self.lexicon, norm), self.tokens, i)


_NO_CLASS: dict[str, int] = {}


def _lengths(word: KnownWord, tokens: list[Token], i: int) -> dict[str, int]:
    """For each closed class the length of its longest phrase at token i, read as `word`."""
    found = word.classes
    for group, phrase in word.longer.get(tokens[i + 1].norm, ()) if word.longer and i + 1 < len(tokens) else ():
        if len(phrase) > found.get(group, 0) and _follow(tokens, i, phrase):
            found = {**found, group: len(phrase)}
    return found


def _follow(tokens: list[Token], i: int, phrase: tuple[str, ...]) -> bool:
    """Whether the phrase stands at token i, as its first two words do."""
    if i + len(phrase) > len(tokens):
        return False
    n = 2
    while n < len(phrase) and tokens[i + n].norm == phrase[n]:
        n += 1
    return n == len(phrase)


def open_page(text: str, lexicon: Lexicon, times: list[Time], *, where: Where = "text") -> Page:
    """Lay `text` open; `times` are the time expressions already found in it."""
    layout = lay_out(text)
    page = Page(layout, layout.tokens, lexicon, where, times, _mask(layout, times))
    words_known = lexicon.known_words
    page.words = [words_known.get(token.norm) or known_word(lexicon, token.norm) for token in layout.tokens]
    page.plain = [word.plain for word in page.words]
    page.classes = [_lengths(word, layout.tokens, i) if word.longer else word.classes for i, word in enumerate(page.words)]
    page.dots_ya = " على " in text
    page.quotation_at = {quotation.open: quotation.close for quotation in layout.quotations}
    words = [i for i, token in enumerate(layout.tokens) if token.kind != MARK]
    norms = [layout.tokens[i].norm for i in words]
    page.inside_name = [False] * len(layout.tokens)
    reach_names = reach_roles = 0
    for at, i in enumerate(words):
        if layout.tokens[i].kind != WORD:
            continue
        known = page.words[i]
        role = _role(page, words, norms, at) if known.roles and at >= reach_roles else None
        if role:
            page.roles[i] = role
            reach_roles = at + role.last - role.first
        name = _name(page, words, norms, at) if known.names and at >= reach_names else None
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
    if len(norm) == 3 and norm[0] == "ل":
        return ("", norm), ("ل", norm[1:])
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
    for clitics, norm in page.words[words[at]].names:
        hit = _longest_together(page, page.lexicon.names, norm, (words, norms, at))
        if hit and (best is None or hit[0] > best[0]):
            entry = _fitting(page, words[at], hit[1])
            if entry:
                best = (hit[0], len(clitics), clitics, entry)
    if best is None:
        return None
    return Name(words[at], words[at + best[0] - 1] + 1, best[2], best[3])


def _fitting(page: Page, i: int, entries: list[NameEntry]) -> NameEntry | None:
    """The entry to take where several share a spelling; a medium named by an ordinary word needs its word (صحيفة) before it."""
    behind_word = (i > 0 and _is_medium_word(page, i - 1)) or (i > 1 and page.tokens[i - 1].kind == MARK and _is_medium_word(page, i - 2))
    medium = next((entry for entry in entries if entry.kind == "outlet"), None) if behind_word and len(entries) > 1 else None
    return medium or next((entry for entry in entries if behind_word or entry.detail != "needs cue"), None)


def _is_medium_word(page: Page, i: int) -> bool:
    """Whether token i is صحيفة, وكالة … with or without letters before it ("لصحيفة")."""
    return page.tokens[i].kind == WORD and page.lexicon.without_clitics("agency_word", page.tokens[i].norm, bare_forms) is not None


def _role(page: Page, words: list[int], norms: list[str], at: int) -> Role | None:
    for clitics, norm in page.words[words[at]].roles:
        hit = _longest_together(page, page.lexicon.roles, norm, (words, norms, at))
        if hit:
            return Role(words[at], words[at + hit[0] - 1] + 1, clitics, norm.startswith("ال"), hit[1][0])
    return None


def _longest_together(
    page: Page, table: PhraseTable[_E], norm: str, place: tuple[list[int], list[str], int]
) -> tuple[int, list[_E]] | None:
    """The longest phrase of `table` at a place (all words, their folded forms, the number of the first) that no mark parts."""
    words, norms, at = place
    most = LONGEST_NAME - 1
    while hit := table.longest(norm, norms, at + 1, most):
        if _together(page, words, at, hit[0]):
            return hit
        most = hit[0] - 2
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


_TAIL = 3
"""Letters at a word's end that no clitic before it touches."""


def learn_names(page: Page, entries: dict[str, NameEntry]) -> None:
    """Mark the short forms (`entries`: folded word → person) of people whom the article itself names in full."""
    tails = {word[-_TAIL:] for word in entries}
    for i, token in enumerate(page.tokens):
        if token.norm[-_TAIL:] not in tails or token.kind != WORD or page.inside_name[i] or i in page.roles:
            continue
        behind = (page.tokens[i + 1].norm,) if i + 1 < len(page.tokens) else ()
        for clitics, norm in bare_forms(token.norm):
            if (norm,) in page.lexicon.given_names and (behind in page.lexicon.given_names or is_foreign(page, i + 1)):
                continue  # another one's whole name ("أحمد فوزي" where the article names an envoy "… شيخ أحمد")
            if norm in entries:
                page.names[i] = Name(i, i + 1, clitics, entries[norm])
                page.inside_name[i] = True
                break


def is_foreign(page: Page, i: int) -> bool:
    """Whether the word at token i is in no list at all: most likely the rest of a foreign name ("كيم هيون ووك")."""
    token = page.tokens[i] if i < len(page.tokens) else None
    return token is not None and token.kind == WORD and page.plain[i] and not is_known(token.norm) and not token.norm.startswith("ال")
