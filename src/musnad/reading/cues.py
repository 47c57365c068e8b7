"""Cues: the verbs, participles, nouns and prepositions that may report speech, each as a candidate with what the lexicon says of it.

A candidate becomes a statement only where `frames` finds what a cue needs: somebody who speaks and something that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from musnad.lexicon.inflect import Features
from musnad.lexicon.lexicon import CueEntry
from musnad.text.quotes import MARKS
from musnad.text.tokens import COMMAS, WORD

if TYPE_CHECKING:
    from musnad.reading.page import Page

_OBJECTS = ("هما", "هم", "هن", "ها", "ه")
_GOVERNS_NOUNS = frozenset("في من علي عن الي بعد قبل مع بين لدي دون بسبب ضد حول بشان خلال عند منذ نحو رغم اثر عقب غداه وسط تحت فوق".split())
"""Prepositions: what follows them is a noun, never a verb (بناء على طلب)."""
_OTHER_CLASSES = frozenset(("preposition", "subject_stop", "adverb", "prepositional_pronoun", "auxiliary", "negation", "relative"))
_FINITE = ("past", "present", "passive")


@dataclass(slots=True)
class Cue:
    """A word that may report, at token `token`; its span [start, end) leaves out a leading و or ف."""

    token: int
    start: int
    end: int
    entry: CueEntry
    form: Features
    prefix: str
    suffix: str
    word: str

    @property
    def finite(self) -> bool:
        """Whether it is a verb with a tense."""
        return self.form.kind in _FINITE

    @property
    def kind(self) -> str:
        """past, present, passive, participle, masdar or noun."""
        return self.form.kind


def cue_at(page: Page, i: int) -> list[Cue]:
    """The readings of token i as a word of reporting, likeliest first; none where it is part of a name or no such word."""
    if not page.words[i].cues:
        return []
    found = page.cues.get(i)
    if found is None:
        found = page.cues[i] = _read_cue(page, i)
    return found


def _read_cue(page: Page, i: int) -> list[Cue]:
    token = page.tokens[i]
    if token.kind != WORD or page.time_at[i]:
        return []
    found = []
    governed = i > 0 and page.tokens[i - 1].norm in _GOVERNS_NOUNS and page.tokens[i - 1].kind == WORD
    for prefix, word, entry, form, suffix in page.words[i].cues:
        if governed and not prefix and (form.kind in _FINITE or form.kind == "participle"):
            continue
        if form.owner and form.owner.startswith("1") and page.layout.quotation_of[i] < 0:
            continue
        if _fits(prefix, suffix, form, token.text) and not (form.kind == "past" and not suffix and _dotted_ya(page, token.text)):
            start = _start(token.text, prefix)
            found.append(Cue(i, token.start + start, token.end, entry, form, prefix, suffix, word))
    if not found or _is_name(page, i):
        return []
    if (_other_word(page, i) and not _verb_after_all(page, i)) or _homograph(page, i):
        return []
    found.sort(key=lambda c: (len(c.suffix), _ORDER.get(c.kind, 9)))
    return found


_ORDER = {"past": 0, "present": 1, "participle": 2, "passive": 3, "masdar": 4, "noun": 5}


def _other_word(page: Page, i: int) -> bool:
    """Whether the word is first of all a preposition, an adverb or a pronoun (بين, قبل, دون): a verb only where أن follows."""
    norm = page.tokens[i].norm
    bare = norm[1:] if norm[0] in "وف" else norm
    return any(not _OTHER_CLASSES.isdisjoint(page.classes_as(word, i)) for word in {norm, bare} if len(word) > 1) and norm not in (
        "قائلا",
        "قائله",
        "قايلا",
        "قايله",
        "قايلين",
    )


def _homograph(page: Page, i: int) -> bool:
    """Whether the word is a common noun or another verb here: "يبلغ نحو ملياري", "لم يعد", "أبرز القادة"."""
    token = page.tokens[i]
    after = _behind_comma(page, i)
    behind = page.tokens[i + 1] if i + 1 < len(page.tokens) else None
    if behind is None or page.has("complementizer", after) or behind.text in (":", '"', "«", "“"):
        return False
    bare = token.norm[1:] if token.norm[0] in "وف" and len(token.norm) > 4 else token.norm
    if bare in ("يبلغ", "تبلغ", "بلغ", "بلغت"):
        return (
            behind.kind != WORD or behind.norm in ("نحو", "حوالي", "عدد", "عددهم", "عددها", "قيمتها", "طوله", "اكثر") or page.time_at[i + 1]
        )
    if bare in ("يعد", "تعد", "يعدان", "تعدان"):
        return not behind.norm.startswith("ب") or behind.norm in ("بعد", "بين")
    return page.has_norm("homograph", bare, i) > 0


def _behind_comma(page: Page, i: int) -> int:
    """The token behind token i, a comma between them stepped over ("قوله، إن")."""
    return i + 2 if i + 2 < len(page.tokens) and page.tokens[i + 1].text in COMMAS else i + 1


def _verb_after_all(page: Page, i: int) -> bool:
    """عبر and أبان are verbs where they open a clause and عن or أن comes; any such word is one where أن follows at once."""
    tokens = page.tokens
    after = _behind_comma(page, i)
    if after < len(tokens) and (page.has("complementizer", after) or (page.has("his_words", i) and tokens[after].text in MARKS)):
        return True
    if tokens[i].norm.lstrip("وف") not in ("عبر", "عبرت", "ابان"):
        return False
    opens = (
        i == 0
        or tokens[i - 1].kind != WORD
        or page.time_at[i - 1]
        or page.has("opener", i - 1)
        or tokens[i].norm[0] in "وف"
        or "\n" in page.layout.text[tokens[i - 1].end : tokens[i].start]
    )
    return bool(opens or page.has("opener", i - 2)) and any(t.norm in ("عن", "ان", "انه", "انها") for t in tokens[i + 1 : i + 30])


def _dotted_ya(page: Page, text: str) -> bool:
    """Whether a word ends in ي where the article writes ى apart from it, so that it is no past verb (نادي is not نادى)."""
    return text.endswith("ي") and page.dots_ya


def _is_name(page: Page, i: int) -> bool:
    """Whether the token belongs to a known name or to an office ("المتحدث باسم") and so is no cue."""
    given = page.lexicon.given_names
    if i and (page.tokens[i].norm,) in given and (page.tokens[i - 1].norm,) in given:
        return True
    if page.inside_name[i]:
        name = page.names.get(i)
        return name is None or name.last > i + 1 or not name.clitics
    role = page.roles.get(i)
    return role is not None and not role.clitics and (role.definite or role.last > i + 1)


@lru_cache(maxsize=65536)
def cue_splits(norm: str) -> tuple[tuple[str, str, str], ...]:
    """Ways to take clitics off: (before, word, object pronoun)."""
    heads = [("", norm)]
    if len(norm) > 2 and norm[0] in "وف":
        heads.append((norm[0], norm[1:]))
    for before, rest in list(heads):
        if len(rest) > 4 and rest[0] == "س" and rest[1] in "يتنا":
            heads.append((before + "س", rest[1:]))
        if len(rest) > 4 and rest[0] == "ل" and not rest.startswith("لل"):
            heads.append((before + "ل", rest[1:]))
        if len(rest) > 5 and rest.startswith("لل"):
            heads.append((before + "لل", rest[2:]))
        if len(rest) > 3 and rest[0] == "ب":
            heads.append((before + "ب", rest[1:]))
    for before, rest in list(heads):
        if rest.startswith("ال") and len(rest) > 4:
            heads.append((before + "ال", rest[2:]))
    splits = [(before, rest, "") for before, rest in heads]
    for before, rest in heads:
        splits += [(before, rest[: -len(p)], p) for p in _OBJECTS if rest.endswith(p) and len(rest) - len(p) >= 3]
    return tuple(splits)


def _fits(prefix: str, suffix: str, form: Features, written: str) -> bool:
    """Whether the clitics agree with the form: سـ only before a present verb, ال and بـ only before a noun."""
    kind, bare = form.kind, prefix.lstrip("وف")
    if form.bound and not suffix:
        return False
    if "ال" in bare or bare in ("ب", "لل"):
        return kind == "masdar" and not (suffix and "ال" in bare)
    if bare == "س":
        return kind == "present"
    if bare == "ل":
        return kind in ("present", "masdar")
    if suffix:
        return kind in ("past", "present") and form.person == 3 and not written.endswith("ة")
    return True


def _start(text: str, prefix: str) -> int:
    """Characters of a leading و or ف in the written word, its vowel marks with it; other clitics stay in the cue."""
    if not prefix or prefix[0] not in "وف":
        return 0
    at = 1
    while at < len(text) and not text[at].isalpha():
        at += 1
    return at


def is_cue_word(page: Page, norm: str) -> bool:
    """Whether a folded word, clitics and all, can be a form of a reporting verb."""
    return any(word in page.lexicon.cues for _, word, _ in cue_splits(norm))
