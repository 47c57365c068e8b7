"""Frames: what stands around a cue. Who speaks after it or before it, and where what is said begins.

A verb of saying is followed by its subject (unless it is dropped or came first), then by times, places and occasions, and then by
the content, which opens with أن/إن, a colon, a quotation mark, or the noun that the verb's preposition or the verb itself governs.
"""

from __future__ import annotations

from dataclasses import dataclass

from musnad.reading.cues import Cue, cue_at
from musnad.reading.page import COMMAS, STOPS, Page, bare_forms
from musnad.reading.parties import Party, noun_phrase_end, occasion_at, read_party
from musnad.text.quotes import MARKS
from musnad.text.tokens import MARK, NUMBER, WORD
from musnad.text.words import begins_with_clitic

_PREPOSITIONS = {"ila": ("الي",), "ala": ("علي",), "an_prep": ("عن",), "min": ("من",)}
_GOVERNING = {
    "ila_an": "ila",
    "ila": "ila",
    "ala": "ala",
    "an_prep": "an_prep",
    "min": "min",
    "obj_ila": "ila",
    "obj_ala": "ala",
    "obj_min": "min",
}
_ANNEXED = frozenset(("الانتباه", "النظر", "النقاب", "الانظار", "نظر", "انتباه"))
"""Objects that belong to the verb's idiom: لفت الانتباه إلى, كشف النقاب عن."""
_OBJECT_TAKING = frozenset(("obj", "obj_bi", "obj_ila", "obj_ala", "obj_min", "li"))
_ADDRESSING = frozenset(("obj_bi", "obj_ila", "obj_ala", "obj_min"))
_OBJECT_INSIDE = ("accuse", "describe", "opinion")
"""Classes whose object is part of what is said (اتهم X بـY, وصف X بـY); with others it is the one addressed (طالب X بـY)."""
_PLAIN = ("say", "add", "explain", "write", "answer")
"""Classes that take no object where words of their own follow."""
_NEAR_CLAUSE = 12
"""Tokens between the subject and أن up to which أن belongs to the verb itself (أكد … خلال لقائه … أن)."""
RELAYING = ("نقل", "نسب", "أسند", "عزا", "علم")
_FARTHEST = 90
"""Tokens between a cue and its content; longer subjects with relative clauses were not seen in 600 statements."""


@dataclass(slots=True)
class Frame:
    """A cue with the start of its content (token and character) and its subject."""

    cue: Cue
    how: str
    content_first: int
    content_start: int
    limit: int
    subject: Party | None
    subject_side: str
    zone: tuple[int, int]


def find_frame(page: Page, cue: Cue, first: int, limit: int) -> Frame | None:
    """The frame of `cue` inside tokens [first, limit), or None where nothing is said there."""
    relative = _relative_frame(page, cue, first, limit)
    if relative is not None:
        return relative
    opener = _opener(page, cue, cue.token + 1, limit)
    if not cue.entry.constructions & _OBJECT_TAKING:
        return _with_opener(page, cue, opener, first, limit) if opener else None
    return _with_object_or_opener(page, cue, opener, first, limit)


def _with_object_or_opener(page: Page, cue: Cue, opener: tuple[str, int, int] | None, first: int, limit: int) -> Frame | None:
    """A verb that may take an object: what comes right after the subject decides."""
    before = subject_before(page, cue, first)
    start = skip_circumstances(page, cue.token + 1, limit)
    subject = before or _subject_after(page, cue, start, limit, tight=True)
    k = start if before or subject is None else skip_circumstances(page, subject.last, limit)
    if subject is not None and subject.last < limit and k == subject.last:
        shared = _shared_content(page, cue, subject, "before" if before else "after", first, limit)
        if shared:
            return shared
    if opener is None:
        return _with_object(page, cue, opener, first, limit)
    how, at, _ = opener
    alone = subject is not None and before is None and not cue.suffix and k >= at and cue.entry.cue_class in ("accuse", "describe")
    if alone and how in ("clause", "bi", "noun"):
        # «اتهم الحزب بأن»: one party only, and an accusation needs its target: the subject is dropped
        return Frame(cue, "object", start, page.tokens[start].start, limit, None, "", (cue.token + 1, start))
    asked = how in ("noun", "bi", "clause") and cue.entry.cue_class not in _OBJECT_INSIDE and bool(cue.entry.constructions & _ADDRESSING)
    if k >= at or asked or not _is_content_noun(page, k, limit):
        return _with_opener(page, cue, opener, first, limit)
    plain = cue.entry.cue_class in _PLAIN and how in ("clause", "colon", "quote")
    if plain or (
        how in ("clause", "colon") and cue.entry.clause_first and cue.entry.cue_class not in _OBJECT_INSIDE and at - k <= _NEAR_CLAUSE
    ):
        return _with_opener(page, cue, opener, first, limit)
    return _with_object(page, cue, opener, first, limit) or _with_opener(page, cue, opener, first, limit)


def _shared_content(page: Page, cue: Cue, subject: Party, side: str, first: int, limit: int) -> Frame | None:
    """ "أدانت إيران واستنكرت التحذيرات": two verbs joined by و share what is said."""
    k = subject.last
    if not page.tokens[k].norm.startswith("و") or (cue.prefix == "و" and cue.token > first):
        return None
    for following in cue_at(page, k):
        if (
            following.kind == cue.kind == "past"
            and following.prefix == "و"
            and not following.suffix
            and following.form.gender == cue.form.gender
        ):
            frame = find_frame(page, following, first, limit)
            if frame is not None and (frame.subject is None or frame.subject_side != "after"):
                return Frame(cue, frame.how, frame.content_first, frame.content_start, limit, subject, side, (cue.token + 1, k))
    return None


def _relative_frame(page: Page, cue: Cue, first: int, limit: int) -> Frame | None:
    """ "الهدنة التي دعا إليها المجلس", "المبادرة التي اقترحتها روسيا": what was said is the noun before the relative pronoun."""
    k = cue.token - 1
    if k <= first or not cue.finite or not page.has("relative", k):
        return None
    after = cue.token + 1
    back = bool(cue.suffix) or (
        after < limit and page.has("prepositional_pronoun", after) > 0 and page.tokens[after].norm not in ("فيه", "فيها")
    )
    if not back:
        return None
    subject = read_party(page, skip_circumstances(page, after, limit), limit, tight=True)
    end = k - 1 if page.tokens[k - 1].text in COMMAS else k
    start = _noun_before(page, first, end)
    if subject is None or start is None:
        return None
    return Frame(cue, "antecedent", start, page.tokens[start].start, end, subject, "after", (after, after))


def _noun_before(page: Page, first: int, end: int) -> int | None:
    """Where the noun phrase that ends before token `end` begins: at its first noun after a preposition, a verb or a mark."""
    k = end - 1
    while k >= first:
        token = page.tokens[k]
        if token.kind != WORD or page.has("preposition", k) or page.has("complementizer", k) or page.time_at[k]:
            break
        if token.norm[0] == "و" and k < end - 1 and not token.norm.startswith("وال"):
            break
        k -= 1
        if end - k > 8:
            break
    return k + 1 if k + 1 < end else None


def _with_opener(page: Page, cue: Cue, opener: tuple[str, int, int], first: int, limit: int) -> Frame:
    how, at, content = opener
    start = skip_circumstances(page, cue.token + 1, at)
    subject, side = subject_before(page, cue, first), "before"
    if subject is None:
        relayed = relayed_speaker(page, cue, first, at)
        subject, side = (
            (relayed, "relayed")
            if relayed
            else (_subject_after(page, cue, start, at, tight=bool(cue.entry.constructions & _ADDRESSING), before_opener=True), "after")
        )
    if subject is None:
        side = ""
    content_start = page.tokens[content].start
    if how == "bi":
        content_start = _after_clitic(page, content)
    return Frame(cue, how, content, content_start, limit, subject, side, (cue.token + 1, at))


def _subject_after(page: Page, cue: Cue, start: int, limit: int, *, tight: bool, before_opener: bool = False) -> Party | None:
    if cue.kind in ("participle", "masdar") and not _possessed(cue):
        return None
    subject = read_party(page, start, limit, tight=tight)
    if subject is None or not _agrees(page, cue, subject) or _is_addressee(page, cue, subject):
        return None
    if (
        cue.kind in ("masdar", "noun")
        and subject.by == "noun phrase"
        and page.tokens[subject.first].norm.endswith(("ه", "ها", "هم"))
        and not page.tokens[subject.first].text.endswith("ة")
    ):
        return None
    if (
        tight
        and subject.by == "noun phrase"
        and not _sort_of_party(page, subject)
        and not (before_opener and subject.definite and subject.last >= limit)
    ):
        return None
    return subject


def _sort_of_party(page: Page, party: Party) -> bool:
    """Whether a bare noun phrase is of a kind that speaks (a body, people, a text), so that what follows may be its object."""
    groups = ("body_noun", "vague_person", "document", "person_noun", "speaking_noun")
    return any(page.has_norm(group, party.head, party.first) for group in groups) or party.head.endswith(("ون", "ان"))


def _is_addressee(page: Page, cue: Cue, party: Party) -> bool:
    """In a report that goes on (… ودعا دول أوروبا إلى), the party after a verb of asking is asked, not asking."""
    if not cue.entry.constructions & {"obj_ila", "obj_ala", "obj_bi", "obj_min"} or party.type in {"person", "source"}:
        return False
    before = page.tokens[cue.token - 1] if cue.token else None
    starts = before is None or before.text in STOPS or "\n" in page.layout.text[before.end : page.tokens[cue.token].start]
    return not starts and (cue.prefix.startswith("و") or page.has("complementizer", cue.token - 1) > 0)


def relayed_speaker(page: Page, cue: Cue, first: int, limit: int) -> Party | None:
    """The one whose words a medium carries: "نقلت الوكالة عن الوزير أن / قوله إن", "نسبت إلى المصدر القول"."""
    if cue.finite and cue.entry.lemma in RELAYING:
        start, end = cue.token + 1, limit
    elif cue.kind == "masdar" and cue.entry.lemma in ("قال", "أكد", "توقع", "تأكيد"):
        verb = next(
            (k for k in range(cue.token - 1, first - 1, -1) if any(c.finite and c.entry.lemma in RELAYING for c in cue_at(page, k))), None
        )
        if verb is None:
            return None
        start, end = verb + 1, cue.token
    else:
        return None
    for k in range(start, end):
        if page.tokens[k].norm in ("عن", "الي", "من") and k + 1 < end:
            return read_party(page, k + 1, end)
        name, norm = page.names.get(k), page.tokens[k].norm
        if (name and name.clitics == "ل") or (
            norm[0] == "ل" and ((norm[1:],) in page.lexicon.given_names or page.has_norm("vague_person", norm[1:], k))
        ):
            return read_party(page, k, end, clitics=1)
    return None


def _possessed(cue: Cue) -> bool:
    """A verbal noun without article and pronoun governs its speaker: "إعلان المعارضة"."""
    return cue.kind in ("masdar", "noun") and not cue.suffix and "ال" not in cue.prefix


def _agrees(page: Page, cue: Cue, subject: Party) -> bool:
    """A masculine verb has no feminine singular person after it (قال الوزيرة), a plural verb has no subject after it."""
    if cue.kind not in ("past", "present", "passive"):
        return True
    if cue.form.number == "p" or cue.form.person == 1:
        return False
    masculine = cue.form.gender == "m" and cue.form.number == "s"
    return not (masculine and subject.type == "body" and subject.entry is None and page.tokens[subject.first].norm.endswith("ه"))


def _opener(page: Page, cue: Cue, start: int, limit: int) -> tuple[str, int, int] | None:
    """The first word or mark after the cue that opens a content: (how, the opener's token, the content's first token)."""
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
        if page.has("complementizer", k):
            return ("clause", k, k)
        if token.norm in governed and k + 1 < end and _opens_after(page, token.norm, k, cue):
            return _governed_opener(page, k, end)
        if by_bi and token.norm[0] == "ب" and k > start - 1 and _opens_with_bi(page, k, cue, start):
            return _bi_opener(page, k, end)
        if (length := page.has("saying_again", k)) and goes_on_itself(cue):
            k += length
            continue
        if _next_clause(page, k):
            return None
        k += 1
    return None


def goes_on_itself(cue: Cue) -> bool:
    """A verb that only goes on or says takes قائلاً for its own words (وأردف قائلاً); after any other verb قائلاً is the cue."""
    return cue.finite and cue.entry.cue_class in ("add", "say", "write")


def _mark_opener(page: Page, cue: Cue, k: int, end: int) -> tuple[str, int, int] | int | None:
    """What a mark after the cue does: opens the content (tuple), is stepped over (the next token), or ends the search (None)."""
    token = page.tokens[k]
    if token.text == ":" and k + 1 < end:
        quote = k + 1 if page.tokens[k + 1].text in MARKS else None
        return ("quote", k, k + 2) if quote and k + 2 < end else ("colon", k, k + 1)
    if token.text in STOPS:
        return None
    if token.text in MARKS:
        close = _closing(page, k)
        if _names_something(page, k, close) or _names_speaker(page, cue, k, close, end):
            return close + 1
        if (
            cue.entry.constructions & _OBJECT_TAKING
            and k > cue.token
            and cue.entry.cue_class not in ("say", "add", "write", "explain", "announce")
        ):
            return None
        if "quote" in cue.entry.constructions or "an" in cue.entry.constructions:
            return ("quote", k, k + 1) if k + 1 < end else None
        return close + 1
    return k + 1


def _closing(page: Page, k: int) -> int:
    """The closing mark of the quotation that opens at token k, or k itself where none does."""
    return page.quotation_at.get(k, k)


def _names_speaker(page: Page, cue: Cue, k: int, close: int, end: int) -> bool:
    """ "قالت «هيئة الأسرى»، أمس، إن …": a short quotation right after the verb, where the words open with أن behind it."""
    if k != cue.token + 1 or close - k > 7 or not cue.finite:
        return False
    for j in range(close + 1, min(end, close + 13)):
        if page.tokens[j].text in STOPS or (page.tokens[j].kind == WORD and cue_at(page, j)):
            return False
        if page.has("complementizer", j):
            return True
    return False


def _names_something(page: Page, k: int, close: int) -> bool:
    """Whether a short quotation is a name: after وكالة, منصة, لـ …, or in the midst of a noun phrase."""
    if close - k > 7:
        return False
    before = page.tokens[k - 1] if k else None
    if before is None:
        return False
    if before.norm in ("ل", "لل", "عن", "من", "في", "علي", "مع", "ب", "ال", "بال", "بـ", "ف", "و") and before.text[-1:] != ":":
        return True
    if any(
        page.has_norm(group, norm, k - 1) for _, norm in bare_forms(before.norm) for group in ("agency_word", "platform_word", "body_noun")
    ):
        return True
    if k > 1 and any(page.has_norm("agency_word", norm, k - 2) == 2 for _, norm in bare_forms(page.tokens[k - 2].norm)):
        return True
    behind = page.tokens[close + 1] if close + 1 < len(page.tokens) else None
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


def _after_clitic(page: Page, k: int) -> int:
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


def is_going_on(page: Page, k: int) -> bool:
    """Whether token k is an adverbial participle of saying: "مضيفاً", "مشيرة", "قائلين"."""
    cues = cue_at(page, k)
    return any(c.kind == "participle" and adverbial(c) for c in cues)


def adverbial(cue: Cue) -> bool:
    """Whether a participle stands in the accusative without article: it goes on with the report of the clause before."""
    return not cue.prefix and not cue.suffix and (cue.form.case == "accusative" or cue.word.endswith(("ه", "ين", "ات")))


def skip_circumstances(page: Page, k: int, limit: int) -> int:
    """Step over times, adverbs, commas, occasions and other circumstances that stand between cue, subject and content."""
    while k < limit:
        token = page.tokens[k]
        if token.text in COMMAS or page.time_at[k]:
            k += 1
        elif length := page.has("adverb", k) or page.has("prepositional_pronoun", k) or page.has("saying_again", k):
            k += length
        elif token.text == "(":
            close = next((j for j in range(k, min(limit, k + 12)) if page.tokens[j].text == ")"), None)
            if close is None:
                return k
            k = close + 1
        elif token.kind == WORD and (page.has("circumstance", k) or _told_to(page, k)):
            end = _phrase_end(page, k, limit)
            if end <= k:
                return k
            k = end
        else:
            return k
    return k


def _told_to(page: Page, k: int) -> bool:
    """ل with a medium or the press: "لوكالة رويترز", "للصحافيين"."""
    token = page.tokens[k]
    if token.norm[0] == "ل" and page.has("journalists", k):
        return True
    if token.norm == "ل":
        return True
    if token.norm[0] != "ل":
        return False
    name = page.names.get(k)
    if name and name.clitics == "ل":
        return name.entry.kind in ("outlet", "platform", "person", "body")
    return page.has_norm("agency_word", token.norm[1:], k) > 0 or (
        token.norm.startswith("لل") and page.has_norm("agency_word", token.norm[2:], k) > 0
    )


def _phrase_end(page: Page, k: int, limit: int) -> int:
    """The end of a prepositional phrase: its noun phrase, and a relative clause up to the next comma."""
    j = k + 1
    if j < limit and page.tokens[j].norm in ("ما", "هامش", "راس", "متن") and page.tokens[j].kind == WORD:
        j += 1
    end = noun_phrase_end(page, j, limit)
    while end < limit:
        token = page.tokens[end]
        if token.text in MARKS:
            close = _closing(page, end)
            if close > end and _names_something(page, end, close) and close < limit:
                end = close + 1
                continue
            return end
        if token.kind == MARK or page.has("complementizer", end):
            return end
        if page.has("relative", end) or _clause_inside(page, end):
            return _up_to_mark(page, end, limit)
        if page.has("circumstance", end) or page.time_at[end] or page.has("adverb", end) or page.has("prepositional_pronoun", end):
            end += 1
            continue
        further = noun_phrase_end(page, end, limit) if page.has("circumstance", end - 1) else end
        if further <= end:
            return end
        end = further
    return end


def _clause_inside(page: Page, k: int) -> bool:
    """A clause without relative pronoun after an indefinite noun ("مؤتمر صحافي عقده في موسكو")."""
    norm = page.tokens[k].norm
    return norm in (
        "عقده",
        "عقدها",
        "عقدته",
        "عقداه",
        "نشره",
        "نشرها",
        "نشرته",
        "نشر",
        "صدر",
        "اصدره",
        "اصدرته",
        "بثته",
        "بثه",
        "اجرته",
        "اجراها",
        "القاه",
        "القاها",
        "جمعه",
        "جمعها",
        "جمعته",
    )


def _up_to_mark(page: Page, k: int, limit: int) -> int:
    while k < limit and (page.tokens[k].kind != MARK or page.tokens[k].text in ("-", "/")) and not page.has("complementizer", k):
        k += 1
    return k


def _with_object(page: Page, cue: Cue, opener: tuple[str, int, int] | None, first: int, limit: int) -> Frame | None:
    """A content that is the verb's object: "أعلنت روسيا رفضها المهلة", "أدان الوزير الهجوم"."""
    if cue.suffix and not cue.finite:
        return None
    before = subject_before(page, cue, first)
    start = skip_circumstances(page, cue.token + 1, limit)
    subject = None if before else _subject_after(page, cue, start, limit, tight=True)
    at = start
    if subject:
        after = skip_circumstances(page, subject.last, limit)
        if _is_content_noun(page, after, limit):
            at = after
        elif opener is not None:
            return None
        else:
            subject = None
    if at < limit and page.tokens[at].norm in _ANNEXED:
        return None
    if cue.suffix and subject is None and before is None and "obj_bi" not in cue.entry.constructions:
        return None
    if not _is_content_noun(page, at, limit) and not (page.tokens[at].text in MARKS if at < limit else False):
        return None
    start_char = page.tokens[at].start
    side = "after" if subject else "before" if before else ""
    return Frame(cue, "object", at, start_char, limit, subject or before, side, (cue.token + 1, at))


def _is_content_noun(page: Page, k: int, limit: int) -> bool:
    """Whether a noun phrase that can be a verb's object starts at token k."""
    if k >= limit:
        return False
    token = page.tokens[k]
    if token.text in MARKS:
        return True
    if token.kind == NUMBER:
        return True
    if token.kind != WORD or page.time_at[k]:
        return False
    if any(
        page.has(group, k)
        for group in ("preposition", "subject_stop", "complementizer", "relative", "adverb", "prepositional_pronoun", "negation")
    ):
        return False
    if begins_with_clitic(token.norm, "بلك") and k not in page.names:
        return False
    return not (token.norm[0] in "وف" and cue_at(page, k))


def subject_before(page: Page, cue: Cue, first: int) -> Party | None:
    """The subject that comes before its verb: "وكان ترمب هدد", "لكن الرئيس الأوكراني أعرب", "أما لافروف فقال"."""
    if cue.prefix.startswith("و") or not cue.finite:
        return None
    clause = _clause_start(page, cue, first)
    k = clause
    while k < cue.token:
        length = page.has("opener", k) or page.has("auxiliary", k) or page.has("complementizer", k)
        clitic = 0
        token = page.tokens[k]
        if (
            not length
            and token.norm[:1] in "وف"
            and (page.has_norm("opener", token.norm[1:], k) or page.has_norm("auxiliary", token.norm[1:], k))
        ):
            length = max(page.has_norm("opener", token.norm[1:], k), page.has_norm("auxiliary", token.norm[1:], k))
        if length:
            k += length
            continue
        if token.text in COMMAS or page.time_at[k] or page.has("adverb", k):
            k += max(page.has("adverb", k), 1)
            continue
        if token.norm[0] == "و" and ((k in page.names and page.names[k].clitics == "و") or token.norm.startswith("وال")):
            clitic = 1
        if not _may_start_clause(page, k, clitic):
            return None
        party = read_party(page, k, cue.token, clitics=clitic)
        if party is None:
            return None
        return party if _reaches(page, party.last, cue.token) else None
    return None


def _may_start_clause(page: Page, k: int, clitic: int) -> bool:
    """Whether a subject that comes before its verb may start here: a name, an office, a definite noun, a known kind of body or source."""
    norm = page.tokens[k].norm[clitic:]
    if k in page.names or k in page.roles or norm.startswith("ال") or page.tokens[k].text in MARKS:
        return True
    groups = ("body_noun", "vague_person", "agency_word", "person_noun", "document")
    return any(page.has_norm(group, norm, k) for group in groups) or (norm,) in page.lexicon.given_names


def _clause_start(page: Page, cue: Cue, first: int) -> int:
    """Where the cue's own clause begins: after the last أن, stop, closing quotation or verb of saying before it."""
    k = cue.token - 1
    while k >= first:
        token = page.tokens[k]
        length = (
            page.has("complementizer", k)
            or page.has("contrast", k)
            or (page.has_norm("contrast", token.norm[1:], k) if token.norm[:1] == "و" else 0)
        )
        if length:
            return k + length
        if token.text in STOPS or (token.text in MARKS and k + 1 < cue.token and page.tokens[k].text not in ('"',) and False):
            return k + 1
        if token.kind == WORD and k not in page.names and any(c.finite and c.prefix.startswith("و") for c in cue_at(page, k)):
            return k + 1
        k -= 1
    return first


def _reaches(page: Page, k: int, verb: int) -> bool:
    """Whether only a relative clause, an apposition, times, adverbs or قد stand between a subject's end and its verb."""
    relative = False
    if page.has("relative", verb - 1):
        return False
    while k < verb:
        token = page.tokens[k]
        if token.text in COMMAS or page.time_at[k] or token.text in ("-", "(", ")", "–"):
            k += 1
        elif length := page.has("adverb", k) or page.has("auxiliary", k):
            k += length
        elif page.has("relative", k) or relative:
            relative = True
            k += 1
        elif page.has("circumstance", k) or page.has("attribution", k):
            end = _phrase_end(page, k, verb)
            k = max(end, k + 1)
        elif page.has("negation", k):
            k += 1
        else:
            return False
    return True
