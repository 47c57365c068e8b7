"""Frames: what stands around a cue. Who speaks after it or before it, and where what is said begins.

A verb of saying is followed by its subject (unless it is dropped or came first), then by times, places and occasions, and then by
the content, which opens with أن/إن, a colon, a quotation mark, or the noun that the verb's preposition or the verb itself governs.
"""

from __future__ import annotations

from dataclasses import dataclass

from musnad.reading.circumstances import phrase_end, skip_circumstances
from musnad.reading.cues import Cue, cue_at
from musnad.reading.noun_phrases import noun_phrase_end
from musnad.reading.openers import (
    OBJECT_TAKING,
    RELAYING,
    adverbial,
    after_clitic,
    find_opener,
    is_going_on,
)
from musnad.reading.page import STOPS, Page
from musnad.reading.parties import Party, apposed_office, join_others, read_party
from musnad.reading.phrase_bounds import is_given_name, stops
from musnad.text.quotes import MARKS
from musnad.text.tokens import COMMAS, MARK, NUMBER, WORD
from musnad.text.words import begins_with_clitic, is_known

_LONGEST_BARE_NAME = 4
_ANNEXED = frozenset(("الانتباه", "النظر", "النقاب", "الانظار", "نظر", "انتباه"))
"""Objects that belong to the verb's idiom: لفت الانتباه إلى, كشف النقاب عن."""
_ADDRESSING = frozenset(("obj_bi", "obj_ila", "obj_ala", "obj_min"))
_OBJECT_INSIDE = ("accuse", "describe", "opinion")
"""Classes whose object is part of what is said (اتهم X بـY, وصف X بـY); with others it is the one addressed (طالب X بـY)."""
_PLAIN = ("say", "add", "explain", "write", "answer")
"""Classes that take no object where words of their own follow."""
_TELLING_SOMEBODY = ("أبلغ", "أخبر")
"""Verbs that need the one who is told: with one noun phrase only, that is it ("وأبلغ أعضاء البعثة أن")."""
_LONGEST_BEFORE = 9
"""Tokens of a subject before its verb that is looked for behind a comma."""
_NEAR_CLAUSE = 12
"""Tokens between the subject and أن up to which أن belongs to the verb itself (أكد … خلال لقائه … أن)."""


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
    opener = find_opener(page, cue, cue.token + 1, limit)
    if not cue.entry.constructions & OBJECT_TAKING:
        return _with_opener(page, cue, opener, first, limit) if opener else None
    return _with_object_or_opener(page, cue, opener, first, limit)


def _with_object_or_opener(page: Page, cue: Cue, opener: tuple[str, int, int] | None, first: int, limit: int) -> Frame | None:
    """A verb that may take an object: what comes right after the subject decides."""
    before = subject_before(page, cue, first)
    start = skip_circumstances(page, cue.token + 1, limit)
    if start >= limit:
        return None
    subject = before or _subject_after(page, cue, start, limit, tight=True)
    said = opener is not None and opener[0] in ("clause", "colon", "quote") and start < limit
    if subject is None and opener and said and cue.finite and not is_known(page.tokens[start].norm):
        subject = _bare_name(page, start, opener[1])
    k = start if before or subject is None else skip_circumstances(page, _past_relative(page, subject.last, limit), limit)
    if subject is not None and subject.last < limit and k == subject.last:
        shared = _shared_content(page, cue, (subject, "before" if before else "after"), first, limit)
        if shared:
            return shared
    if opener is None:
        return _with_object(page, cue, opener, first, limit)
    how, at, _ = opener
    alone = subject is not None and before is None and not cue.suffix and k >= at and cue.entry.cue_class in ("accuse", "describe")
    if alone and how in ("clause", "bi", "noun"):
        # «اتهم الحزب بأن»: one party only, and an accusation needs its target: the subject is dropped
        return Frame(cue, "object", start, page.tokens[start].start, limit, None, "", (cue.token + 1, start))
    withheld = k < limit and page.tokens[k].norm == "عدم"
    asked = how in ("noun", "bi", "clause") and takes_addressee(cue) and not withheld
    if k >= at or asked or not _is_content_noun(page, k, limit):
        return _with_opener(page, cue, opener, first, limit)
    if how == "clause" and at == k + 1 and page.tokens[k].norm.startswith("ال") and not cue.suffix and cue.entry.cue_class not in _PLAIN:
        noun = any(c.kind == "masdar" for c in cue_at(page, k))
        return (_with_object(page, cue, None, first, limit) if noun else None) or _with_opener(page, cue, opener, first, limit)
    plain = cue.entry.cue_class in _PLAIN and how in ("clause", "colon", "quote")
    if plain or (
        how in ("clause", "colon") and cue.entry.clause_first and cue.entry.cue_class not in _OBJECT_INSIDE and at - k <= _NEAR_CLAUSE
    ):
        return _with_opener(page, cue, opener, first, limit)
    return _with_object(page, cue, opener, first, limit) or _with_opener(page, cue, opener, first, limit)


def _past_relative(page: Page, k: int, limit: int) -> int:
    """The token behind a relative clause that a comma closes ("الوزير الذي يبدأ جولة،"); k itself where there is none."""
    j = k + 1 if k < limit and page.tokens[k].text in COMMAS else k
    if j > k and j < limit and page.has("insertion", j):
        return next((m for m in range(j, limit) if page.tokens[m].text in COMMAS), k)
    if j > k and _is_content_noun(page, j, limit) and (end := noun_phrase_end(page, j, limit)) < limit - 1:
        apposed = page.tokens[end].text in COMMAS and not page.tokens[j].text.endswith(("ها", "هم")) and j not in page.names
        return end if apposed and _is_content_noun(page, end + 1, limit) and not cue_at(page, end + 1) else k
    if j >= limit or not page.has("relative", j) or page.tokens[j].norm in ("ما", "من"):
        return k
    return next((m for m in range(j, limit) if page.tokens[m].text in COMMAS), k)


def takes_addressee(cue: Cue) -> bool:
    """Whether the verb's object is the one spoken to (طالب X بـ), not part of what is said (اتهم X بـ)."""
    return cue.entry.cue_class not in _OBJECT_INSIDE and bool(cue.entry.constructions & _ADDRESSING)


def _shared_content(page: Page, cue: Cue, told: tuple[Party, str], first: int, limit: int) -> Frame | None:
    """ "أدانت إيران واستنكرت التحذيرات": two verbs joined by و share what is said."""
    subject, side = told
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
        if k < end - 1 and k not in page.names and _past_feminine(token.norm):
            break
        k -= 1
        if end - k > 8:
            break
    return k + 1 if k + 1 < end else None


def _past_feminine(norm: str) -> bool:
    """Whether a word has the ت of a feminine past verb ("دخلت الهدنة التي …")."""
    return len(norm) > 3 and norm.endswith("ت") and not norm.endswith("ات") and not is_known(norm[:-1] + "ه")


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
        content_start = after_clitic(page, content)
    return Frame(cue, how, content, content_start, limit, subject, side, (cue.token + 1, at))


def subject_after(page: Page, cue: Cue, limit: int) -> Party | None:
    """The subject that follows a finite cue before token `limit`, read as far as the grammar allows."""
    return _subject_after(page, cue, skip_circumstances(page, cue.token + 1, limit), limit, tight=False, before_opener=True)


def _subject_after(page: Page, cue: Cue, start: int, limit: int, *, tight: bool, before_opener: bool = False) -> Party | None:
    if (cue.kind in ("participle", "masdar") and not _possessed(cue)) or (start == cue.token + 2 and page.tokens[start - 1].text in COMMAS):
        return None
    subject = read_party(page, start, limit, tight=tight)
    if before_opener and cue.finite and (subject is None or _only_a_name(page, cue, subject)):
        subject = _told_name(page, cue, start, limit)
    if (
        subject is None
        and not before_opener
        and cue.finite
        and start + 1 < limit
        and (is_given_name(page, start) or not is_known(page.tokens[start].norm))
    ):
        behind = page.tokens[start + 1]
        single = behind.norm.startswith("ال") or (not is_known(page.tokens[start].norm) and behind.kind == WORD and is_known(behind.norm))
        subject = (_bare_name(page, start, start + 1) if single else None) or _bare_name(page, start, limit)
        things = page.tokens[start].norm.endswith("ات") and subject is not None and subject.last == start + 1
        subject = subject if (single and not things) or (subject and subject.last > start + 1) else None
    if subject is not None and page.tokens[subject.first].norm in _ANNEXED:
        return None
    going_on = cue.prefix.startswith("و") or (cue.token > 0 and page.tokens[cue.token - 1].kind == WORD)
    if before_opener and subject is not None and cue.entry.lemma in _TELLING_SOMEBODY and not cue.suffix and going_on:
        source = subject.type == "source" and not subject.definite
        narrow = read_party(page, start, limit, tight=True)
        if not source and narrow is not None and skip_circumstances(page, narrow.last, limit) >= limit:
            return None
    if subject is not None and cue.finite and _accusative(page, subject):
        return None
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
    return join_others(page, subject, limit) if tight else subject


def _accusative(page: Page, party: Party) -> bool:
    """Whether a plural of people in ين stands behind a verb: it is whom the verb concerns, not its subject ("اتهمت العسكريين")."""
    norm = page.tokens[party.first].norm[party.clitics :]
    if not norm.endswith("ين") or party.first in page.names:
        return False
    role = page.roles.get(party.first)
    return (role is not None and role.entry.number == "plural") or (norm.startswith("ال") and is_known(norm[:-2] + "ون"))


def _told_name(page: Page, cue: Cue, start: int, opener: int) -> Party | None:
    """A bare name, or an ordinary word that can only be who speaks ("وقال شخص كان هناك إن"); no thing that is denied or stressed."""
    subject = _bare_name(page, start, opener)
    if subject is None or subject.last > start + 1 or is_given_name(page, start) or not is_known(page.tokens[start].norm):
        return subject
    if page.inside_name[start] or page.tokens[start].norm.startswith("ال"):
        return subject
    if cue.entry.constructions & OBJECT_TAKING and (page.has("noun_of_clause", start) or page.has("demonstrative", start)):
        return None
    if cue.entry.cue_class not in _PLAIN:
        return subject
    subject.type, subject.named, subject.definite = "source", False, False
    return subject


def _bare_name(page: Page, start: int, opener: int) -> Party | None:
    """A name of a few words behind the verb, before its أن or what else stands there ("وقال قصير إن"): nothing else can be its subject."""
    end = start
    while end < opener and end - start < _LONGEST_BARE_NAME and _may_be_name(page, end, first=end == start):
        end += 1
    bound = end >= opener or page.tokens[end].kind == MARK or page.time_at[end] or _goes_on(page, end)
    if end == start or not bound:
        return None
    party = Party(start, end, start, end, "person", True, page.tokens[start].norm, True, False, False, "bare name")
    apposed_office(page, party, opener)
    return party


def _goes_on(page: Page, k: int) -> bool:
    return k in page.roles or stops(page, k) or any(page.has(group, k) for group in ("preposition", "adverb", "circumstance"))


def _only_a_name(page: Page, cue: Cue, party: Party) -> bool:
    """A definite word that is no sort of body and of the other gender than the verb is a surname ("وأكد العقدة أن")."""
    single = party.last - party.first == 1 and party.by == "noun phrase"
    return single and not _agrees(page, cue, party) and not _sort_of_party(page, party)


def _may_be_name(page: Page, k: int, *, first: bool) -> bool:
    token, norm = page.tokens[k], page.tokens[k].norm
    if token.kind != WORD or len(norm) < 2 or page.time_at[k] or norm.startswith(("لل", "وال", "بال")) or k in page.roles:
        return False
    if first and norm.startswith("ال") and not norm.endswith("ه"):
        return False
    if stops(page, k) or any(
        page.has(group, k) for group in ("preposition", "adverb", "negation", "opener", "circumstance", "attribution")
    ):
        return False
    adverb = token.text.endswith(("اً", "ًا")) or (norm[-1] == "ا" and is_known(norm[:-1]))
    clitic = begins_with_clitic(norm, "بلكوف") and not is_given_name(page, k)
    reporting = any(cue.finite or (cue.kind == "participle" and adverbial(cue)) for cue in cue_at(page, k))
    return not (adverb or clitic or reporting or norm.endswith(("ها", "هم", "هما", "ته")))


def _sort_of_party(page: Page, party: Party) -> bool:
    """Whether a bare noun phrase is of a kind that speaks (a body, people, a text), so that what follows may be its object."""
    groups = ("body_noun", "vague_person", "document", "person_noun", "speaking_noun", "people_plural", "partitive")
    return any(page.has_norm(group, party.head, party.first) for group in groups) or party.head.endswith(("ون", "ان"))


def _is_addressee(page: Page, cue: Cue, party: Party) -> bool:
    """In a report that goes on (… ودعا دول أوروبا إلى), the party after a verb of asking is asked, not asking."""
    if not cue.entry.constructions & {"obj_ila", "obj_ala", "obj_bi", "obj_min"} or (
        party.type in {"person", "source"} and not page.has_norm("group_noun", party.head, party.first)
    ):
        return False
    before = page.tokens[cue.token - 1] if cue.token else None
    starts = before is None or before.text in STOPS or "\n" in page.layout.text[before.end : page.tokens[cue.token].start]
    governed = page.has("complementizer", cue.token - 1) > 0 and page.tokens[cue.token - 2].norm not in ("بعد", "قبل", "منذ")
    return not starts and (cue.prefix.startswith("و") or governed)


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
        attributed = cue.kind == "masdar" and k == end - 1 and norm[0] == "ل" and len(norm) > 4
        if (
            (name and name.clitics == "ل")
            or attributed
            or (norm[0] == "ل" and ((norm[1:],) in page.lexicon.given_names or page.has_norm("vague_person", norm[1:], k)))
        ):
            bare = Party(k, k + 1, k, k + 1, "person", True, norm[1:], True, False, False, "bare name", clitics=1)
            return read_party(page, k, end, clitics=1) or (bare if attributed else None)
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


def _with_object(page: Page, cue: Cue, opener: tuple[str, int, int] | None, first: int, limit: int) -> Frame | None:
    """A content that is the verb's object: "أعلنت روسيا رفضها المهلة", "أدان الوزير الهجوم"."""
    if cue.suffix and not cue.finite:
        return None
    before = subject_before(page, cue, first)
    start = skip_circumstances(page, cue.token + 1, limit)
    subject = None if before else _subject_after(page, cue, start, limit, tight=True)
    at = start
    if subject:
        after = skip_circumstances(page, _past_relative(page, subject.last, limit), limit)
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
        what = (
            token.norm in ("ما", "من") and k + 1 < limit and any(c.finite and (c.suffix or token.norm == "ما") for c in cue_at(page, k + 1))
        )
        return what or token.norm == "عدم"
    if (begins_with_clitic(token.norm, "بلك") and k not in page.names) or (is_going_on(page, k) and not token.text.endswith("ه")):
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
        bare = k > 0 and page.has("auxiliary", k - 1) > 0 and _bare_name(page, k, cue.token)
        if cue.form.number == "p" and k == cue.token - 1 and _people(page, k):
            return Party(k, k + 1, k, k + 1, "source", False, token.norm, False, True, False, "people")
        if not bare and not _may_start_clause(page, k, clitic):
            return None
        party = read_party(page, k, cue.token, clitics=clitic) or bare or None
        if party is None:
            return None
        if (
            page.tokens[cue.token - 1].text in ("-", "–", "—")
            and party.entry is not None
            and party.entry.entry.kind in ("capital", "place")
        ):
            return None  # a dateline ("لندن (رويترز) - ذكرت")
        return party if _reaches(page, party.last, cue.token) else _joined_subject(page, cue, first)
    return None


def _joined_subject(page: Page, cue: Cue, first: int) -> Party | None:
    """A subject that a comma and و part from what stands before it ("…، والأمير بندر قال")."""
    for k in range(cue.token - 1, max(first, cue.token - _LONGEST_BEFORE), -1):
        if page.tokens[k - 1].text not in COMMAS or page.tokens[k].norm[0] != "و":
            continue
        if (k in page.names and page.names[k].clitics == "و") or (k in page.roles and page.roles[k].clitics == "و"):
            party = read_party(page, k, cue.token, clitics=1)
            return party if party and _reaches(page, party.last, cue.token) else None
    return None


def _people(page: Page, k: int) -> bool:
    """Whether an indefinite word has the ending of a plural of people ("لكن منتقدين أشاروا")."""
    norm = page.tokens[k].norm
    nationality = k in page.names and page.names[k].entry.kind in ("adjective", "people")
    return len(norm) > 4 and norm.endswith(("ون", "ين")) and not norm.startswith(("ال", "لل")) and (nationality or k not in page.names)


def _may_start_clause(page: Page, k: int, clitic: int) -> bool:
    """Whether a subject that comes before its verb may start here: a name, an office, a definite noun, a known kind of body or source."""
    norm = page.tokens[k].norm[clitic:]
    if k in page.names or k in page.roles or norm.startswith("ال") or page.tokens[k].text in MARKS:
        return True
    groups = ("body_noun", "vague_person", "agency_word", "person_noun", "document", "own_country", "people_plural", "partitive")
    return any(page.has_norm(group, norm, k) for group in groups) or (norm,) in page.lexicon.given_names


def _clause_start(page: Page, cue: Cue, first: int) -> int:
    """Where the cue's own clause begins: after the last أن, stop, closing quotation or verb of saying before it."""
    k = cue.token - 1
    while k >= first:
        if page.plain[k]:
            k -= 1
            continue
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
            end = phrase_end(page, k, verb)
            k = max(end, k + 1)
        elif page.has("negation", k):
            k += 1
        else:
            return False
    return True
