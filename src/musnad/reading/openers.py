"""Openers: where what is said begins behind a cue: أن/إن, a colon, a quotation mark, the noun that a preposition governs."""

from __future__ import annotations

from musnad.reading.anonymity import anonymity_end
from musnad.reading.cues import Cue, cue_at
from musnad.reading.noun_phrases import occasion_at
from musnad.reading.page import STOPS, Page, bare_forms
from musnad.text.quotes import MARKS
from musnad.text.tokens import COMMAS, MARK, WORD
from musnad.text.words import begins_with_clitic

_PREPOSITIONS = {"ila": ("الي",), "ala": ("علي",), "an_prep": ("عن",), "min": ("من",), "fi": ("في",)}
_GOVERNING = {
    "ila_an": "ila",
    "ila": "ila",
    "ala": "ala",
    "an_prep": "an_prep",
    "min": "min",
    "fi": "fi",
    "obj_ila": "ila",
    "obj_ala": "ala",
    "obj_min": "min",
}
OBJECT_TAKING = frozenset(("obj", "obj_bi", "obj_ila", "obj_ala", "obj_min", "li"))
_LONGEST_SUBJECT = 8
"""Tokens of a subject before its relative clause."""
_MANNER = 5
"""Tokens behind a verb of saying up to which a participle may tell how it was said."""
_FARTHEST = 90
"""Tokens between a cue and its content; longer subjects with relative clauses were not seen in 600 statements."""
_LONGEST_TITLE = 4
"""Tokens of a quotation before أن that can only be a name (حديث إلى “الحياة” أن)."""
RELAYING = ("نقل", "نسب", "أسند", "عزا", "علم")
"""Verbs whose subject hands on what another says."""


_PEOPLE_AND_BODIES = ("agency_word", "body_noun", "vague_person", "people_plural", "document", "person_noun", "group_noun")


def find_opener(page: Page, cue: Cue, start: int, limit: int) -> tuple[str, int, int] | None:
    """The first word or mark after the cue that opens a content: (how, the opener's token, the content's first token)."""
    opener = _first_opener(page, cue, start, limit)
    if opener is None or (opener[0] == "clause" and any(page.tokens[j].text in COMMAS for j in range(start, opener[1]))):
        return _purpose(page, cue, start, opener[1] if opener else limit) or opener
    return opener


def _purpose(page: Page, cue: Cue, start: int, limit: int) -> tuple[str, int, int] | None:
    """ل with a verbal noun after a verb of asking ("دعا الدول للمشاركة في المحادثات", "طالب الهيئات بـ … لتكثيف جهودها")."""
    if not cue.entry.constructions & {"ila", "obj_ila", "obj_ala"} or cue.kind not in ("past", "present", "participle"):
        return None
    if cue.entry.cue_class not in ("demand", "ask", "advise"):
        return None
    for k in range(start, min(limit, start + _FARTHEST) - 1):
        token = page.tokens[k]
        if token.text in STOPS or (token.kind == WORD and _next_clause(page, k)):
            return None
        if token.kind != WORD or page.inside_name[k] or k in page.roles or page.has("journalists", k) or occasion_at(page, k):
            continue
        bare = token.norm[2:] if token.norm.startswith("لل") else token.norm[1:]
        purpose = len(bare) > 2 and (token.norm.startswith("لل") or begins_with_clitic(token.norm, "ل"))
        if purpose and not any(page.has_norm(group, bare, k) for group in _PEOPLE_AND_BODIES):
            return ("noun", k, k)
    return None


def _first_opener(page: Page, cue: Cue, start: int, limit: int) -> tuple[str, int, int] | None:
    constructions = cue.entry.constructions
    relaying = cue.entry.lemma in RELAYING
    governed = {p: name for c in constructions if (name := _GOVERNING.get(c)) and not relaying for p in _PREPOSITIONS[name]}
    by_bi = bool(constructions & {"bi", "obj_bi"})
    tokens = page.tokens
    k = start
    end = min(limit, start + _FARTHEST)
    while k < end:
        token = tokens[k]
        if token.kind == MARK:
            step = _mark_opener(page, cue, k, end)
            if isinstance(step, tuple):
                return step
            if step is None:
                return None
            k = step
            continue
        if page.time_at[k] or (page.inside_name[k] and not _clitic_b(page, k)):
            k += 1
            continue
        classes = page.classes[k]
        if "relative" in classes and k - start < _LONGEST_SUBJECT and (behind := _behind_relative(page, k, end)):
            k = behind
            continue
        if "complementizer" in classes:
            if page.has("conjunction_before_an", k - 1) and k - 1 > cue.token:
                k += 1
                continue
            return ("clause", k, k)
        if token.norm in governed and k + 1 < end and not _belongs_to_noun(page, k) and _opens_after(page, token.norm, k, cue):
            return _governed_opener(page, k, end)
        if by_bi and token.norm[0] == "ب" and k > start - 1 and _opens_with_bi(page, k, cue, start):
            return _bi_opener(page, k, end)
        if (length := classes.get("saying_again", 0)) and goes_on_itself(cue):
            k += length
            continue
        if "withheld" in classes and (request := anonymity_end(page, k)):
            k = request
            continue
        if not page.plain[k] and _next_clause(page, k) and not _only_manner(page, cue, k, end):
            return None
        k += 1
    return None


def _behind_relative(page: Page, k: int, end: int) -> int:
    """The token behind a relative clause of the subject that a comma closes before أن ("اليابان التي تسعى إلى …، إنها"), else 0."""
    if page.tokens[k].norm in ("ما", "من"):
        return 0
    return next((j + 1 for j in range(k + 1, end - 1) if page.tokens[j].text in COMMAS and page.has("complementizer", j + 1)), 0)


def _only_manner(page: Page, cue: Cue, k: int, end: int) -> bool:
    """Whether a participle right behind the verb tells only how it was said, the words being quoted ("أضاف مخاطبا الوزير «…»")."""
    if not goes_on_itself(cue) or k - cue.token >= _MANNER or not is_going_on(page, k):
        return False
    if page.has("manner", k):
        return True
    for j in range(k + 1, min(end, k + 9)):
        if page.tokens[j].text in MARKS or page.tokens[j].text == ":":
            return True
        if page.has("complementizer", j) or page.tokens[j].norm in ("الي", "علي", "من", "عن") or page.tokens[j].text in STOPS:
            return False
    return False


def _belongs_to_noun(page: Page, k: int) -> bool:
    """Whether the preposition at token k is part of an office or bound to the word before it ("المدافعون عن", "بيان صادر عن")."""
    bound = page.has("informed", k - 1) or page.has("issued", k - 1) or page.has("purpose", k - 1)
    return bool(bound) or any((role := page.roles.get(j)) and role.last > k for j in range(max(0, k - 4), k))


def goes_on_itself(cue: Cue) -> bool:
    """A verb that only goes on or says takes قائلاً for its own words (وأردف قائلاً); after any other verb قائلاً is the cue."""
    return cue.finite and cue.entry.cue_class in ("add", "say", "write")


def is_going_on(page: Page, k: int) -> bool:
    """Whether token k is an adverbial participle of saying: "مضيفاً", "مشيرة", "قائلين"."""
    return page.words[k].participle and any(c.kind == "participle" and adverbial(c) for c in cue_at(page, k))


def adverbial(cue: Cue) -> bool:
    """Whether a participle stands in the accusative without article: it goes on with the report of the clause before."""
    return not cue.prefix and not cue.suffix and (cue.form.case == "accusative" or cue.word.endswith(("ه", "ين", "ات")))


def _mark_opener(page: Page, cue: Cue, k: int, end: int) -> tuple[str, int, int] | int | None:
    """What a mark after the cue does: opens the content (tuple), is stepped over (the next token), or ends the search (None)."""
    token = page.tokens[k]
    if token.text == ":" and k + 1 < end:
        quote = k + 1 if page.tokens[k + 1].text in MARKS else None
        return ("quote", k, k + 2) if quote and k + 2 < end else ("colon", k, k + 1)
    if token.text == "." and len(page.tokens[k - 1].norm) == 1 and page.tokens[k - 1].kind == WORD:
        return k + 1
    if token.text in STOPS:
        return None
    if token.text in MARKS:
        close = closing_mark(page, k)
        inner = page.tokens[k + 1] if k + 1 < end else token
        if cue.entry.constructions & {"bi", "obj_bi"} and begins_with_clitic(inner.norm, "ب") and k + 1 not in page.names:
            return ("quote", k, k + 1)
        if names_something(page, k, close) or _names_speaker(page, cue, k, close, end):
            return close + 1
        if (
            cue.entry.constructions & OBJECT_TAKING
            and k > cue.token
            and cue.entry.cue_class not in ("say", "add", "write", "explain", "announce")
        ):
            return None
        if "quote" in cue.entry.constructions or "an" in cue.entry.constructions:
            return ("quote", k, k + 1) if k + 1 < end else None
        return close + 1
    return k + 1


def closing_mark(page: Page, k: int) -> int:
    """The closing mark of the quotation that opens at token k, or k itself where none does."""
    return page.quotation_at.get(k, k)


def _names_speaker(page: Page, cue: Cue, k: int, close: int, end: int) -> bool:
    """ "قالت «هيئة الأسرى»، أمس، إن …": a short quotation right after the verb, where the words open with أن behind it."""
    behind_office = any(role.last == k for j in range(max(0, k - 5), k) if (role := page.roles.get(j)))
    if not (k == cue.token + 1 or behind_office) or close - k > 8 or not cue.finite:
        return False
    for j in range(close + 1, min(end, close + 13)):
        if page.tokens[j].text in STOPS or (page.tokens[j].kind == WORD and cue_at(page, j)):
            return False
        if page.has("complementizer", j):
            return True
    return False


def names_something(page: Page, k: int, close: int) -> bool:
    """Whether a short quotation is a name: after وكالة, منصة, لـ …, or in the midst of a noun phrase."""
    if close - k > 7:
        return False
    before = page.tokens[k - 1] if k else None
    if before is None:
        return False
    if before.norm in ("ل", "لل", "عن", "من", "في", "علي", "مع", "ب", "ال", "بال", "بـ", "ف", "و") and before.text[-1:] != ":":
        return True
    headed = any((role := page.roles.get(j)) and role.last == k and not role.definite for j in range(max(0, k - 4), k))
    if headed or page.has("preposition", k - 1):
        return True
    groups = ("agency_word", "platform_word", "body_noun", "named_thing")
    if any(page.has_norm(group, norm, k - 1) for _, norm in bare_forms(before.norm) for group in groups):
        return True
    if k > 1 and any(page.has_norm("agency_word", norm, k - 2) == 2 for _, norm in bare_forms(page.tokens[k - 2].norm)):
        return True
    behind = page.tokens[close + 1] if close + 1 < len(page.tokens) else None
    then = close + 1
    while then < len(page.tokens) and page.time_at[then]:
        then += 1
    if close - k <= _LONGEST_TITLE and then < len(page.tokens) and page.has("complementizer", then):
        return True
    named = page.names.get(k + 1)
    return named is not None and named.last >= close and (behind is None or behind.text not in STOPS)


def _opens_after(page: Page, preposition: str, k: int, cue: Cue) -> bool:
    """Whether the governed preposition at token k opens the content, and not a place, a platform or a part of the subject."""
    after = page.tokens[k + 1]
    if page.time_at[k + 1]:
        return False
    if "ila_an" in cue.entry.constructions and not page.has("complementizer", k + 1):
        return False
    if preposition == "علي":
        if page.has("platform_word", k + 1) or after.norm in (
            "هامش",
            "اثر",
            "خلفيه",
            "راس",
            "متن",
            "لسان",
            "حد",
            "ما",
            "صعيد",
            "غرار",
            "الاقل",
            "الارجح",
            "مدي",
        ):
            return False
        name = page.names.get(k + 1)
        return not (name and name.entry.kind == "platform") and not _spoken_to(page, k + 1, cue)
    if preposition == "من":
        return (
            cue.entry.cue_class in ("warn", "accuse", "express", "deny", "claim", "say", "opinion", "stress", "refuse", "quote")
            and k > cue.token
        )
    if preposition == "الي":
        return not (page.names.get(k + 1) and "obj_ila" not in cue.entry.constructions and cue.entry.cue_class in ("speak",))
    return True


def _spoken_to(page: Page, k: int, cue: Cue) -> bool:
    """رد على الصحافيين: the press, not what is said."""
    return page.has("journalists", k) > 0


def _governed_opener(page: Page, k: int, end: int) -> tuple[str, int, int]:
    if page.has("complementizer", k + 1):
        return ("clause", k, k + 1)
    if page.tokens[k + 1].text in MARKS and k + 2 < end:
        return ("noun", k, k + 1)
    return ("noun", k, k + 1)


def _clitic_b(page: Page, k: int) -> bool:
    name = page.names.get(k)
    return name is not None and name.clitics == "ب"


def _opens_with_bi(page: Page, k: int, cue: Cue, start: int) -> bool:
    """Whether the word at token k is بـ with the noun that the verb governs (طالب بزيادة, وصف … بـ"المفيدة")."""
    token = page.tokens[k]
    if page.has("preposition", k) or page.has("adverb", k) or page.has("subject_stop", k):
        return False
    if token.norm in ("ب", "بال"):
        return True
    name = page.names.get(k)
    if any((role := page.roles.get(j)) and role.last == k for j in range(max(0, k - 3), k)) and (
        name is not None or page.has_norm("body_noun", token.norm.removeprefix("بال").removeprefix("ب"), k)
    ):
        return False
    if name is not None:
        return name.clitics == "ب" and name.entry.kind not in ("place", "capital", "country")
    if token.norm.startswith(("باسم", "بشان", "بحضور", "بحق", "بصفته", "بصفتها", "بمناسبه", "بعد", "بين", "بدوره", "بدورها")):
        return False
    if token.norm.startswith(("بال", "بان")):
        return True
    plain = cue.entry.cue_class in ("say", "add", "explain", "announce", "report", "write", "speak", "answer", "stress")
    return begins_with_clitic(token.norm, "ب") and not (plain and occasion_at(page, k))


def _bi_opener(page: Page, k: int, end: int) -> tuple[str, int, int]:
    token = page.tokens[k]
    if token.norm in ("ب", "بال") and k + 1 < end:
        return ("noun", k, k + 1)
    return ("bi", k, k)


def after_clitic(page: Page, k: int) -> int:
    """The character after the ب of token k and what follows it of marks and tatweel."""
    token = page.tokens[k]
    at = 1
    while at < len(token.text) - 1 and (not token.text[at].isalpha() or token.text[at] == "ـ"):
        at += 1
    return token.start + at


def _next_clause(page: Page, k: int) -> bool:
    """Whether a new report begins at token k: a verb of saying joined by و, or a participle that goes on (مضيفاً)."""
    token = page.tokens[k]
    if token.norm[0] == "و" or token.norm in ("فيما", "بينما"):
        cues = cue_at(page, k)
        return any(c.finite and c.prefix.startswith("و") and c.form.person == 3 for c in cues)
    return is_going_on(page, k)
