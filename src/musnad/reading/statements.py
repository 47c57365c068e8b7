"""Statements: every cue its own, with its speaker, its content and what the speaker does by saying it.

The page is read sentence by sentence. Each cue whose frame is found becomes a draft; drafts then get their ends, their speakers
(the clause's own subject, or the one who spoke before where it is dropped) and their chains.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.lexicon.inflect import Features
from musnad.lexicon.lexicon import CueEntry
from musnad.reading.acts import act_features
from musnad.reading.contents import End, find_ends, first_hard_end, is_source_after
from musnad.reading.cues import Cue, cue_at
from musnad.reading.drafts import Draft
from musnad.reading.features import cue_features
from musnad.reading.frames import Frame, adverbial, find_frame, goes_on_itself, skip_circumstances
from musnad.reading.judge import Judge
from musnad.reading.page import COMMAS, STOPS, Page
from musnad.reading.parties import Party, read_party
from musnad.reading.who_is_who import Cast, Member, Who, resolve
from musnad.text.quotes import MARKS
from musnad.text.sentences import Sentence
from musnad.text.tokens import MARK, WORD

_COMES = CueEntry("جاء", "quote", frozenset(("an", "quote")), "inform")
_LIKELY = 0.5
_NEAR = 4
"""Tokens between two candidates up to which one may be part of the other's phrase (وأردف قائلاً)."""
_DEMANDING = ("demand", "threaten", "warn", "promise", "accuse", "refuse", "deny", "ask", "condemn", "praise", "agree")


def draft_candidates(page: Page, skipped: list[bool]) -> list[Draft]:
    """Every cue with a frame, in text order; `skipped[i]` is true for tokens of furniture."""
    drafts: list[Draft] = []
    for number, sentence in enumerate(page.layout.sentences):
        if not skipped[sentence.first]:
            drafts += _in_sentence(page, sentence, number)
    nest(drafts)
    return drafts


def keep_likely(page: Page, candidates: list[Draft], judge: Judge) -> list[Draft]:
    """The candidates that are likelier reports than not; a name with a colon needs no judge."""
    kept = []
    for n, draft in enumerate(candidates):
        if draft.frame is not None:
            draft.likely = judge.probability(cue_features(page, draft, is_near(candidates, n)))
        if draft.likely > _LIKELY:
            kept.append(draft)
    return kept


def is_near(candidates: list[Draft], n: int) -> bool:
    """Whether another candidate stands within a few words of candidate n."""
    draft = candidates[n]
    around = candidates[max(0, n - _NEAR) : n + _NEAR + 1]
    return any(other is not draft and other.sentence == draft.sentence and abs(other.token - draft.token) <= _NEAR for other in around)


def settle(page: Page, candidates: list[Draft], skipped: list[bool]) -> list[Draft]:
    """The drafts that stay, with their contents' ends chosen among those that the other drafts leave, and with the attributions."""
    reports = {draft.token: bool(draft.cue and draft.cue.prefix[:1] in ("و", "ف")) for draft in candidates}
    for draft in candidates:
        if draft.frame is not None and draft.frame.how != "antecedent":
            draft.ends = find_ends(page, draft.frame, reports)
            set_end(page, draft, first_hard_end(draft.ends))
    drafts: list[Draft] = []
    for number, sentence in enumerate(page.layout.sentences):
        if skipped[sentence.first]:
            continue
        here = [draft for draft in candidates if draft.sentence == number]
        drafts += sorted([*_attributions(page, sentence, number, here), *here], key=lambda d: d.cue_start)
    nest(drafts)
    return drafts


def _in_sentence(page: Page, sentence: Sentence, number: int) -> list[Draft]:
    drafts = []
    colon = _headline_colon(page, sentence, number)
    if colon:
        drafts.append(colon)
    i = sentence.first
    while i < sentence.last:
        draft = _at(page, i, sentence, number)
        if draft:
            drafts.append(draft)
        i += 1
    return sorted(drafts, key=lambda d: d.cue_start)


def _at(page: Page, i: int, sentence: Sentence, number: int) -> Draft | None:
    """The draft that the cue at token i makes, if its frame is there."""
    first, limit = sentence.first, sentence.last
    q = page.layout.quotation_of[i]
    if q >= 0:
        quotation = page.layout.quotations[q]
        if quotation.open < i < quotation.close:
            first, limit = max(first, quotation.open + 1), min(limit, quotation.close)
    if _in_attribution(page, i):
        return None
    for cue in cue_at(page, i):
        if cue.form.person == 1 or (cue.kind == "participle" and not adverbial(cue)):
            continue
        frame = find_frame(page, cue, first, limit)
        if frame is None or not _plausible(page, cue, frame):
            continue
        return _draft(page, cue, frame, number, sentence.paragraph, quoted=q >= 0)
    if q >= 0:
        return None
    return _in_document(page, i, sentence, number) or _quoted_before(page, i, sentence, number)


def _in_attribution(page: Page, i: int) -> bool:
    """ "وفق ما أعلن", "حسبما ذكر": the verb belongs to an attribution, which is read on its own; "على ما وصفوه بـ" does not."""
    if i < 1 or (page.tokens[i - 1].norm == "ما" and all(cue.suffix for cue in cue_at(page, i)) and page.tokens[i - 2].norm == "علي"):
        return False
    if page.tokens[i - 1].norm in ("حسبما", "بحسبما", "وفقما"):
        return True
    return (
        i >= 2
        and page.tokens[i - 1].norm in ("ما", "لما", "عما")
        and (
            page.has("attribution", i - 2) > 0
            or page.has_norm("attribution", page.tokens[i - 2].norm[1:], i - 2) > 0
            or page.tokens[i - 2].norm in ("علي", "كما")
        )
    )


def _plausible(page: Page, cue: Cue, frame: Frame) -> bool:
    """What the grammar asks of each kind of cue before it counts."""
    near = frame.content_first - cue.token
    if cue.kind in ("masdar", "noun"):
        owned = frame.subject is not None or bool(cue.form.owner) or "ال" in cue.prefix
        if frame.how in ("clause", "quote", "colon"):
            return near <= 6 and owned
        if cue.entry.cue_class == "announce" and frame.how == "object":
            return near <= 8 and frame.subject is not None and frame.subject.entry is not None
        return near <= 8 and cue.entry.cue_class in _DEMANDING and (owned or frame.how in ("bi", "noun"))
    if cue.kind == "participle":
        return near <= 10 or frame.how == "clause"
    if not page.has("saying_again", cue.token):
        return True
    return not any(goes_on_itself(c) for k in range(max(0, cue.token - 12), cue.token) for c in cue_at(page, k))


def _draft(page: Page, cue: Cue, frame: Frame, number: int, paragraph: int, *, quoted: bool) -> Draft:
    ends = find_ends(page, frame) if frame.how != "antecedent" else [End(frame.limit, "antecedent", False)]
    end = first_hard_end(ends)
    draft = Draft(
        cue,
        cue.start,
        cue.end,
        cue.token,
        number,
        paragraph,
        frame.content_start,
        0,
        frame.content_first,
        end.token,
        frame.how,
        frame,
        frame.subject,
        frame.subject_side,
        f"{cue.kind} {cue.entry.lemma} + {frame.how}",
        ends,
        end,
        quoted,
    )
    set_end(page, draft, end)
    return draft


def set_end(page: Page, draft: Draft, end: End) -> None:
    """Let the content end before token `end.token`, trailing commas left out, and quotation marks where it is all one quotation."""
    last = end.token
    while last > draft.content_first + 1 and page.tokens[last - 1].text in COMMAS | STOPS | {"-", "–", ":", ".."}:
        last -= 1
    draft.end = end
    draft.content_last = last
    draft.content_end = page.tokens[last - 1].end
    opened = draft.content_first
    if page.tokens[opened].text in MARKS and page.quotation_at.get(opened) == last - 1 and last - 1 > opened + 1:
        draft.content_start = page.tokens[opened + 1].start
        draft.content_end = page.tokens[last - 2].end
        draft.how = "quote"


def _in_document(page: Page, i: int, sentence: Sentence, number: int) -> Draft | None:
    """ "جاء في البيان أن …", "ورد في تقرير للوزارة: …": the text speaks."""
    norm = page.tokens[i].norm
    bare = norm[1:] if norm[0] in "وف" else norm
    if bare not in ("جاء", "ورد", "جاءت", "وردت") or i + 2 >= sentence.last or page.tokens[i + 1].norm != "في":
        return None
    cue = Cue(
        i,
        page.tokens[i].start + (1 if bare != norm else 0),
        page.tokens[i].end,
        _COMES,
        Features("past", 3, "m", "s"),
        norm[0] if bare != norm else "",
        "",
        bare,
    )
    frame = find_frame(page, cue, sentence.first, sentence.last)
    party = read_party(page, i + 2, frame.zone[1] if frame else sentence.last)
    if frame is None or party is None or party.type != "document" or frame.how not in ("clause", "quote", "colon"):
        return None
    frame.subject, frame.subject_side = party, "after"
    return _draft(page, cue, frame, number, sentence.paragraph, quoted=False)


def _quoted_before(page: Page, i: int, sentence: Sentence, number: int) -> Draft | None:
    """“…” قال فلان: the quotation stands before its cue."""
    k = i - 1
    if k <= sentence.first or page.tokens[k].kind != MARK:
        return None
    while k > sentence.first and page.tokens[k].text in COMMAS:
        k -= 1
    if k <= sentence.first or page.tokens[k].text not in MARKS:
        return None
    q = page.layout.quotation_of[k]
    if q < 0 or page.layout.quotations[q].close != k:
        return None
    quotation = page.layout.quotations[q]
    if quotation.open > sentence.first + 1 or quotation.close - quotation.open < 5:
        return None
    for cue in cue_at(page, i):
        if not cue.finite or "quote" not in cue.entry.constructions or cue.form.person == 1:
            continue
        subject = read_party(page, skip_circumstances(page, i + 1, sentence.last), sentence.last)
        return Draft(
            cue,
            cue.start,
            cue.end,
            i,
            number,
            sentence.paragraph,
            page.tokens[quotation.open + 1].start,
            page.tokens[quotation.close - 1].end,
            quotation.open + 1,
            quotation.close,
            "quote",
            None,
            subject,
            "after" if subject else "",
            f"quotation before {cue.entry.lemma}",
        )
    return None


def _headline_colon(page: Page, sentence: Sentence, number: int) -> Draft | None:
    """ "ترمب: …": a name and a colon at the start of a line report what follows."""
    paragraph = page.layout.paragraphs[sentence.paragraph]
    if sentence.first != paragraph.first:
        return None
    for k in range(sentence.first + 1, min(sentence.first + 8, sentence.last - 1)):
        if page.tokens[k].text == ":":
            party = read_party(page, sentence.first, k)
            if party is None or party.last < k or not (party.named or party.type == "source") or party.by == "noun phrase":
                return None
            last = sentence.last
            while last > k + 2 and page.tokens[last - 1].text in STOPS:
                last -= 1
            first = k + 1
            start, end = page.tokens[first].start, page.tokens[last - 1].end
            if page.tokens[first].text in MARKS and page.quotation_at.get(first) == last - 1:
                start, end = page.tokens[first + 1].start, page.tokens[last - 2].end
            return Draft(
                None,
                page.tokens[k].start,
                page.tokens[k].end,
                k,
                number,
                sentence.paragraph,
                start,
                end,
                first,
                last,
                "quote",
                None,
                party,
                "before",
                "name and colon",
            )
    return None


def _attributions(page: Page, sentence: Sentence, number: int, drafts: list[Draft]) -> list[Draft]:
    """بحسب, وفق … that report what no other cue of the sentence reports."""
    found = []
    for k in range(sentence.first, sentence.last - 1):
        token = page.tokens[k]
        clitic = 1 if token.norm[0] in "وف" and not page.has("attribution", k) and page.has_norm("attribution", token.norm[1:], k) else 0
        length = page.has_norm("attribution", token.norm[clitic:], k)
        if not length or page.layout.quotation_of[k] >= 0:
            continue
        if not is_source_after(page, k, sentence.last):
            continue
        if any(d.token < k and d.content_first < k and d.content_last >= k - 2 and d.content_last <= k + 1 for d in drafts):
            continue
        if any(d.content_first <= k < d.content_last for d in drafts if d.token < k):
            continue
        draft = _attribution(page, sentence, number, k, clitic, length)
        if draft:
            for other in [d for d in drafts if d.token > k and draft.token >= d.token]:
                drafts.remove(other)
            drafts[:] = [d for d in drafts if d.token != draft.token]
            found.append(draft)
    return found


def _attribution(page: Page, sentence: Sentence, number: int, k: int, clitic: int, length: int) -> Draft | None:
    """A trailing or leading attribution as a statement: the cue is the verb after ما, else the preposition."""
    j = k + length
    while j < sentence.last and page.tokens[j].norm in ("ل", "عن", "الي", "ما", "لما", "علي", "لسان", "عما"):
        j += 1
    cue_start, cue_end, cue_token = page.tokens[k].start + clitic, page.tokens[k].end, k
    verb = next((c for c in cue_at(page, j) if c.finite or c.kind == "passive"), None) if j < sentence.last else None
    clitics = 1 if j < sentence.last and page.tokens[j].norm[0] == "ل" and page.tokens[k].norm[clitic:] in ("وفقا", "طبقا") else 0
    subject_at = j
    if verb:
        subject_at = skip_circumstances(page, j + 1, sentence.last)
    party = read_party(page, subject_at, sentence.last, clitics=0 if verb else clitics) if subject_at < sentence.last else None
    if verb and not (party and party.type == "outlet" and page.tokens[j - 1].norm in ("لما", "ما")):
        cue_start, cue_end, cue_token = verb.start, verb.end, j
    if party is None and not verb:
        return None
    leading = k <= sentence.first + 1 or page.has("contrast", k - 1) > 0
    if leading:
        comma = next(
            (c for c in range(subject_at, sentence.last) if page.tokens[c].text in COMMAS and c >= (party.last if party else c)), None
        )
        if comma is None or comma + 1 >= sentence.last:
            if party is None or party.last >= sentence.last - 3 or page.has("preposition", party.last):
                return None
            comma = party.last - 1
        first, last = comma + 1, sentence.last
        while last > first + 1 and page.tokens[last - 1].text in STOPS:
            last -= 1
        start = page.tokens[first].start + (1 if page.tokens[first].norm in ("فان", "فانه", "فانها") else 0)
    else:
        first, last = sentence.first, k
        while last > first + 1 and page.tokens[last - 1].text in COMMAS:
            last -= 1
        first = _skip_joiner(page, first, last)
        if party is not None and _interrupts(page, k, party.last, sentence.last):
            last = sentence.last
            while last > first + 1 and page.tokens[last - 1].text in STOPS | COMMAS:
                last -= 1
        start = page.tokens[first].start + (
            1 if page.tokens[first].norm[0] == "و" and len(page.tokens[first].norm) > 4 and first == sentence.first else 0
        )
    if last <= first:
        return None
    return Draft(
        verb,
        cue_start,
        cue_end,
        cue_token,
        number,
        sentence.paragraph,
        start,
        page.tokens[last - 1].end,
        first,
        last,
        "before",
        None,
        party,
        "after",
        f"attribution {page.tokens[k].text}",
    )


def _interrupts(page: Page, k: int, behind: int, limit: int) -> bool:
    """Whether what is said goes on behind its attribution: "أودى، بحسب مسعفين، بأكثر من 40"."""
    if behind >= limit - 2 or page.tokens[k - 1].text not in COMMAS or page.tokens[behind].text not in COMMAS:
        return False
    norm = page.tokens[behind + 1].norm
    return not (
        norm[:1] in ("و", "ف")
        or page.has("contrast", behind + 1)
        or page.has("narrator", behind + 1)
        or page.has("relative", behind + 1)
        or bool(cue_at(page, behind + 1))
    )


def _skip_joiner(page: Page, first: int, last: int) -> int:
    """Leave out what only ties the sentence to the one before: "لكن", "من جهة أخرى،"."""
    k = first
    while k < last and (length := page.has("opener", k)) and page.tokens[k].norm not in ("هذا", "كان", "كانت", "وكان", "وكانت"):
        k += length
        if k < last and page.tokens[k].text in COMMAS:
            k += 1
    return k if k < last else first


def nest(drafts: list[Draft]) -> None:
    """Tell for each draft the innermost other one whose content holds its cue."""
    for draft in drafts:
        holding = [
            d
            for d in drafts
            if d is not draft and d.content_start <= draft.cue_start and draft.cue_end <= d.content_end and d.cue_start != draft.cue_start
        ]
        draft.within = min(holding, key=lambda d: d.content_end - d.content_start, default=None)


def name_speakers(page: Page, cast: Cast, drafts: list[Draft]) -> None:
    """Tell who speaks in each draft, in text order."""
    told = Told()
    for draft in drafts:
        draft.who, draft.speakers = _speaker(page, cast, draft, told)
        if draft.who is not None:
            told.add(draft)


@dataclass(slots=True)
class Told:
    """Who has spoken so far: every speaker, the drafts of the narrator's own level, and the last of these in each sentence."""

    speakers: list[Member] = field(default_factory=list)
    top: list[Draft] = field(default_factory=list)
    in_sentence: dict[int, Draft] = field(default_factory=dict)

    def add(self, draft: Draft) -> None:
        """Take in a draft whose speaker is known."""
        assert draft.who is not None
        member = draft.who.member
        cue = draft.cue
        if (
            cue
            and cue.finite
            and draft.subject
            and draft.side == "after"
            and cue.form.number == "s"
            and member.type in ("person", "source")
        ):
            member.feminine = cue.form.gender == "f"
        elif member.feminine is None and member.type in ("body", "outlet"):
            member.feminine = None
        if draft.within is None:
            self.top.append(draft)
            if cue is None or cue.finite or draft.subject or draft.sentence not in self.in_sentence:
                self.in_sentence[draft.sentence] = draft
        if member in self.speakers:
            self.speakers.remove(member)
        self.speakers.append(member)


def _speaker(page: Page, cast: Cast, draft: Draft, told: Told) -> tuple[Who | None, list[Who]]:
    """The speaker of a draft and, where several speak together, all of them."""
    if draft.subject is not None:
        who = resolve(cast, draft.subject, told.speakers)
        return who, [who, *(resolve(cast, other, told.speakers) for other in draft.subject.others or [])]
    if draft.within is not None:
        return _alone(_subject_inside(page, cast, draft, told) or _outer_pronoun(page, draft))
    antecedent = _antecedent(page, draft)
    if antecedent:
        return _alone(resolve(cast, antecedent, told.speakers))
    governing = told.in_sentence.get(draft.sentence)
    if governing and governing.who and governing.token < draft.token:
        return _same_as(governing)
    if draft.cue and (not draft.cue.finite or draft.cue.prefix == "ف" or _about_document(page, draft) or _mid_sentence(page, draft)):
        subject = _sentence_subject(page, draft)
        if subject:
            return _alone(resolve(cast, subject, told.speakers))
    return _dropped(cast, draft, told)


def _alone(who: Who | None) -> tuple[Who | None, list[Who]]:
    return who, [who] if who else []


def _same_as(draft: Draft) -> tuple[Who | None, list[Who]]:
    """The speaker or speakers of an earlier draft go on."""
    assert draft.who is not None
    return Who(draft.who.member, "dropped subject"), [Who(who.member, "dropped subject") for who in draft.speakers]


def _dropped(cast: Cast, draft: Draft, told: Told) -> tuple[Who | None, list[Who]]:
    """Whoever spoke last on the narrator's level, if the verb's gender allows it."""
    if not told.top:
        return None, []
    last = told.top[-1]
    if draft.cue and draft.cue.finite and draft.cue.form.number == "s":
        feminine = draft.cue.form.gender == "f"
        for earlier in list(reversed(told.top))[:5]:
            if earlier.who and _may_be(earlier.who.member, feminine=feminine):
                return _same_as(earlier)
        for member in list(reversed(told.speakers))[:5]:
            if _may_be(member, feminine=feminine):
                return _alone(Who(member, "dropped subject"))
        medium = cast.nearest(draft.token, lambda m: m.type in ("outlet", "body") and m.named) if feminine else None
        if medium:
            return _alone(Who(medium, "dropped subject"))
    return _same_as(last)


def _may_be(member: Member, *, feminine: bool) -> bool:
    return member.feminine is None or member.feminine == feminine


def _outer_pronoun(page: Page, draft: Draft) -> Who | None:
    """ "أكد أنه أبلغ": the pronoun of أنه is the outer speaker."""
    outer = draft.within
    if outer is None or outer.who is None:
        return None
    return Who(outer.who.member, "pronoun")


def _antecedent(page: Page, draft: Draft) -> Party | None:
    """ "النظام الذي يقول": the noun before the relative pronoun speaks."""
    k = draft.token - 1
    if not draft.cue or draft.cue.suffix or k <= 0 or not page.has("relative", k):
        return None
    first = page.layout.sentences[draft.sentence].first
    end = k - 1 if page.tokens[k - 1].text in COMMAS else k
    found = False
    for j in range(max(first, end - 10), end):
        if page.tokens[j].kind != WORD:
            continue
        party = read_party(page, j, end)
        if party and party.last == end:
            if _may_speak(page, party):
                return party
            found = True
    return _sentence_subject(page, draft) if found else None


def _may_speak(page: Page, party: Party) -> bool:
    """Whether a noun before a relative pronoun is of a kind that speaks; "عملية" in "عملية … التي تقول إنها" is not."""
    return (
        party.entry is not None
        or party.type != "body"
        or any(page.has_norm(group, party.head, party.first) for group in ("body_noun", "speaking_noun"))
    )


def _about_document(page: Page, draft: Draft) -> bool:
    """ "أصدر بياناً أكد فيه": the words are those of a text that the sentence's subject made."""
    k = draft.token + 1
    return k < len(page.tokens) and page.tokens[k].norm in ("فيه", "فيها", "خلاله", "خلالها")


def _mid_sentence(page: Page, draft: Draft) -> bool:
    """Whether other words than openers stand before the cue in its sentence."""
    sentence = page.layout.sentences[draft.sentence]
    return draft.token - sentence.first > 3


def _subject_inside(page: Page, cast: Cast, draft: Draft, told: Told) -> Who | None:
    """A nested cue without subject: the party last named before it inside the outer content, unless أنه tells the outer speaker."""
    assert draft.within is not None
    k = draft.within.content_first
    if draft.token - k <= 1:
        return None
    antecedent = _antecedent(page, draft)
    if antecedent:
        return resolve(cast, antecedent, told.speakers)
    best = None
    while k < draft.token:
        name, role = page.names.get(k), page.roles.get(k)
        if (name and name.entry.kind in ("person", "body", "country", "capital", "metonym")) or role:
            clitics = len(name.clitics) if name else len(role.clitics) if role else 0
            if clitics == 0:
                party = read_party(page, k, draft.token, tight=True)
                if party:
                    best = party
                    k = max(party.last, k + 1)
                    continue
        k += 1
    return resolve(cast, best, told.speakers) if best else None


def _sentence_subject(page: Page, draft: Draft) -> Party | None:
    """The first party of the sentence before the cue: the subject of a verb that is no cue ("التقى الوزير … قائلاً")."""
    sentence = page.layout.sentences[draft.sentence]
    for k in range(sentence.first, draft.token):
        name, role = page.names.get(k), page.roles.get(k)
        if (name and name.entry.kind in ("person", "body", "country", "outlet", "metonym")) or role:
            clitics = len(name.clitics) if name else len(role.clitics) if role else 0
            if clitics == 0 or k == sentence.first:
                return read_party(page, k, draft.token, tight=True, clitics=clitics)
    return None


def tell_kinds(page: Page, drafts: list[Draft]) -> None:
    """direct where all words stand in quotation marks or after a bare colon, mixed where some do, else indirect."""
    for draft in drafts:
        draft.kind = _kind(page, draft)


def _kind(page: Page, draft: Draft) -> str:
    opens = page.tokens[draft.content_first].norm if draft.content_first < len(page.tokens) else ""
    if draft.how == "quote":
        return "direct"
    if draft.how == "colon":
        return "indirect" if page.has_norm("complementizer", opens, draft.content_first) else "direct"
    if draft.quoted and draft.within is not None and draft.within.kind == "direct":
        return "indirect"
    inside = any(page.tokens[k].text in MARKS for k in range(draft.content_first, draft.content_last))
    return "mixed" if inside else "indirect"


def tell_polarity(page: Page, drafts: list[Draft]) -> None:
    """said; not said ("لم يعلن"); not hidden ("لم يخف"); not excluded ("لم يستبعد"); denied ("نفى أن")."""
    for draft in drafts:
        cue = draft.cue
        negated = (
            cue is not None
            and draft.token > 0
            and page.has("negation", draft.token - 1) > 0
            and page.tokens[draft.token - 1].norm in ("لم", "لا", "لن", "ما")
        )
        if cue is None:
            continue
        if negated:
            draft.polarity = _NEGATED.get(cue.entry.lemma, "not said")
        elif cue.entry.cue_class == "deny":
            draft.polarity = "denied"


_NEGATED = {"أخفى": "not hidden", "استبعد": "not excluded", "نفى": "not denied", "أنكر": "not denied", "رفض": "not refused"}


def tell_acts(page: Page, drafts: list[Draft], judge: Judge) -> None:
    """What the speaker does by saying it, as the judge of acts decides."""
    for draft in drafts:
        draft.act = judge.best(act_features(page, draft))[0]
