"""Statements: every cue its own, with its speaker, its content and what the speaker does by saying it.

The page is read sentence by sentence. Each cue whose frame is found becomes a draft; drafts then get their ends, their speakers
(the clause's own subject, or the one who spoke before where it is dropped) and their chains.
"""

from __future__ import annotations

import itertools

from musnad.lexicon.inflect import Features
from musnad.lexicon.lexicon import CueEntry
from musnad.reading.acts import decide_acts
from musnad.reading.attributions import attributions
from musnad.reading.circumstances import skip_circumstances
from musnad.reading.contents import End, find_ends, first_hard_end
from musnad.reading.cues import Cue, cue_at
from musnad.reading.drafts import Draft, in_sentence
from musnad.reading.features import cue_features
from musnad.reading.frames import Frame, find_frame
from musnad.reading.judge import Judge
from musnad.reading.openers import adverbial, goes_on_itself
from musnad.reading.page import STOPS, Page
from musnad.reading.parties import read_party
from musnad.text.quotes import MARKS
from musnad.text.sentences import Sentence
from musnad.text.tokens import COMMAS, MARK

_COMES = CueEntry("جاء", "quote", frozenset(("an", "quote")), "inform")
_COMES_IN = frozenset(before + verb for before in ("", "و", "ف") for verb in ("جاء", "ورد", "جاءت", "وردت"))
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
            draft.likely = judge.probability(cue_features(page, candidates, n, is_near(candidates, n)))
        if draft.likely > _LIKELY or _relays(draft):
            kept.append(draft)
    worded = {draft.content_first for draft in kept if draft.cue and draft.cue.kind == "masdar" and draft.cue.entry.lemma == "قال"}
    return [draft for draft in kept if not (draft.side == "relayed" and _verb(draft) and draft.content_first in worded)]


def _verb(draft: Draft) -> bool:
    """Whether the cue is a finite verb; "نقلت … قوله إن" has its cue in قوله."""
    return draft.cue is not None and draft.cue.finite


def _relays(draft: Draft) -> bool:
    """Whether one learns from a source that something is so ("علمت الجريدة من مصادر أن"): nothing but a report is told so."""
    frame = draft.frame
    return draft.side == "relayed" and frame is not None and frame.how == "clause" and frame.cue.finite and frame.cue.entry.lemma == "علم"


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
        here = in_sentence(candidates, number)
        drafts += sorted([*attributions(page, sentence, number, here), *here], key=lambda d: d.cue_start)
    nest(drafts)
    return drafts


def _in_sentence(page: Page, sentence: Sentence, number: int) -> list[Draft]:
    drafts = []
    colon = _headline_colon(page, sentence, number)
    if colon:
        drafts.append(colon)
    i = sentence.first
    while i < sentence.last:
        draft = _at(page, i, sentence, number) if page.words[i].cues or page.tokens[i].norm in _COMES_IN else None
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
        if cue.form.person == 1 or (cue.kind == "participle" and (not adverbial(cue) or _people_who(page, cue))):
            continue
        frame = find_frame(page, cue, first, limit)
        if frame is None or not _plausible(page, cue, frame):
            continue
        return _draft(page, cue, frame, number, sentence.paragraph, quoted=q >= 0)
    if q >= 0:
        return None
    return _in_document(page, i, sentence, number) or _quoted_before(page, i, sentence, number)


def _people_who(page: Page, cue: Cue) -> bool:
    """Whether a plural participle names people whose verb follows at once ("لكن منتقدين أشاروا")."""
    k = cue.token + 1
    plural = cue.word.endswith(("ين", "ون")) and k < len(page.tokens)
    return plural and any(c.finite and c.form.number == "p" and not c.prefix for c in cue_at(page, k))


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
    as_told = cue.token > 1 and page.tokens[cue.token - 1].norm in ("كما", "مثلما") and page.tokens[cue.token - 2].kind != MARK
    if as_told and frame.how == "object" and frame.subject is None and not cue.suffix:
        return False
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
    bare = norm[1:] if norm[0] in "وف" and norm not in ("ورد", "وردت") else norm
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
            if party is None or party.last < k or not (party.named or party.type in ("source", "person")) or party.by == "noun phrase":
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


def nest(drafts: list[Draft]) -> None:
    """Tell for each draft the innermost other one of its sentence whose content holds its cue."""
    by_sentence = {number: list(here) for number, here in itertools.groupby(drafts, key=lambda draft: draft.sentence)}
    for draft in drafts:
        holding = [
            d
            for d in by_sentence[draft.sentence]
            if d is not draft and d.content_start <= draft.cue_start and draft.cue_end <= d.content_end and d.cue_start != draft.cue_start
        ]
        draft.within = min(holding, key=lambda d: d.content_end - d.content_start, default=None)


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
    for draft, act in zip(drafts, decide_acts(page, drafts, judge), strict=True):
        draft.act = act
