"""Attributions: بحسب, وفق, على حد قول … that report what no verb of the sentence reports."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from musnad.reading.circumstances import skip_circumstances
from musnad.reading.contents import is_source_after
from musnad.reading.cues import cue_at
from musnad.reading.drafts import Draft
from musnad.reading.page import STOPS, Page
from musnad.reading.parties import Party, read_party
from musnad.text.sentences import Sentence
from musnad.text.tokens import COMMAS

_BETWEEN = ("ل", "عن", "الي", "ما", "لما", "علي", "لسان", "عما")
"""Words between the preposition and the one on whose word it is said (وفق ما, نقلا عن)."""
_AS = ("كما", "مثلما")
_TELLING = ("say", "announce", "report", "explain", "confirm", "stress", "reveal", "add")


def attributions(page: Page, sentence: Sentence, number: int, drafts: list[Draft]) -> list[Draft]:
    """بحسب, وفق … that report what no other cue of the sentence reports."""
    found = []
    for k in range(sentence.first, sentence.last - 1):
        if not page.words[k].attributes:
            continue
        token = page.tokens[k]
        clitic = 1 if token.norm[0] in "وف" and not page.has("attribution", k) and page.has_norm("attribution", token.norm[1:], k) else 0
        length = page.has_norm("attribution", token.norm[clitic:], k)
        if page.layout.quotation_of[k] >= 0:
            continue
        if not (is_source_after(page, k, sentence.last) if length else _as_told(page, k, sentence)):
            continue
        if page.tokens[k].norm in _AS and any(d.token == k + 1 and d.how != "object" for d in drafts):
            continue
        if any(d.token < k and d.content_first < k and d.content_last >= k - 2 and d.content_last <= k + 1 for d in drafts):
            continue
        if any(d.content_first <= k < d.content_last for d in drafts if d.token < k):
            continue
        draft = _attribution(page, sentence, number, _Opening(k, clitic, max(length, 1)))
        if draft:
            for other in [d for d in drafts if d.token > k and draft.token >= d.token]:
                drafts.remove(other)
            drafts[:] = [d for d in drafts if d.token != draft.token]
            found.append(draft)
    return found


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where an attribution begins: its first token, the letters of و or ف before it, and the words of its preposition."""

    token: int
    clitic: int
    length: int


def _attribution(page: Page, sentence: Sentence, number: int, opening: _Opening) -> Draft | None:
    """A trailing or leading attribution as a statement: the cue is the verb after ما, else the preposition."""
    k, clitic = opening.token, opening.clitic
    j = k + opening.length
    if opening.length > 1 and any(c.finite for c in cue_at(page, j - 1)):
        j -= 1
    while j < sentence.last and page.tokens[j].norm in _BETWEEN:
        j += 1
    verb = next((c for c in cue_at(page, j) if c.finite or c.kind == "passive"), None) if j < sentence.last else None
    clitics = 1 if j < sentence.last and page.tokens[j].norm[0] == "ل" and page.tokens[k].norm[clitic:] in ("وفقا", "طبقا") else 0
    subject_at = skip_circumstances(page, j + 1, sentence.last) if verb else j
    party = read_party(page, subject_at, sentence.last, clitics=0 if verb else clitics) if subject_at < sentence.last else None
    if party is None and not verb:
        return None
    cue_start, cue_end, cue_token = page.tokens[k].start + clitic, page.tokens[k].end, k
    if verb and not (party and party.type == "outlet" and page.tokens[j - 1].norm in ("لما", "ما")):
        cue_start, cue_end, cue_token = verb.start, verb.end, j
    leading = k <= sentence.first + 1 or page.has("contrast", k - 1) > 0
    content = _content_behind(page, sentence, subject_at, party) if leading else _content_before(page, sentence, k, party)
    if content is None:
        return None
    first, last, start = content
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


def _as_told(page: Page, k: int, sentence: Sentence) -> bool:
    """Whether "كما صرح المتحدث" closes its clause, so that كما means "as" and not "also"."""
    if page.tokens[k].norm not in _AS or k <= sentence.first + 1 or page.tokens[k - 1].text in STOPS:
        return False
    if not any(c.finite and not c.suffix and c.entry.cue_class in _TELLING for c in cue_at(page, k + 1)):
        return False
    party = read_party(page, skip_circumstances(page, k + 2, sentence.last), sentence.last)
    if party is None:
        return False
    end = party.last
    if end < sentence.last and end in page.roles and not page.roles[end].clitics:
        office = read_party(page, end, sentence.last)
        end = office.last if office else end
    while end < sentence.last and page.time_at[end]:
        end += 1
    return end >= sentence.last or page.tokens[end].text in STOPS | COMMAS


def _content_behind(page: Page, sentence: Sentence, subject_at: int, party: Party | None) -> tuple[int, int, int] | None:
    """What a leading attribution reports: its tokens and its first character; None where nothing is left for it."""
    behind = party.last if party else subject_at
    comma = next((c for c in range(behind, sentence.last) if page.tokens[c].text in COMMAS), None)
    if comma is None or comma + 1 >= sentence.last:
        if party is None or party.last >= sentence.last - 3 or page.has("preposition", party.last):
            return None
        comma = party.last - 1
    first, last = comma + 1, _without_marks(page, comma + 1, sentence.last, STOPS)
    start = page.tokens[first].start + (1 if page.tokens[first].norm in ("فان", "فانه", "فانها") else 0)
    return first, last, start


def _content_before(page: Page, sentence: Sentence, k: int, party: Party | None) -> tuple[int, int, int] | None:
    """What a trailing or interrupting attribution at token k reports: its tokens and its first character."""
    last = _without_marks(page, sentence.first, k, COMMAS)
    first = skip_joiner(page, sentence.first, last)
    if party is not None and _interrupts(page, k, party.last, sentence.last):
        last = _without_marks(page, first, sentence.last, STOPS | COMMAS)
    if last <= first:
        return None
    joined = page.tokens[first].norm[0] == "و" and len(page.tokens[first].norm) > 4 and first == sentence.first
    return first, last, page.tokens[first].start + joined


def _without_marks(page: Page, first: int, last: int, marks: Collection[str]) -> int:
    """The end of tokens [first, last) without the marks at their end."""
    while last > first + 1 and page.tokens[last - 1].text in marks:
        last -= 1
    return last


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


def skip_joiner(page: Page, first: int, last: int) -> int:
    """Leave out what only ties the sentence to the one before: "لكن", "من جهة أخرى،"."""
    k = first
    while k < last and (length := page.has("opener", k)) and page.tokens[k].norm not in ("هذا", "كان", "كانت", "وكان", "وكانت"):
        k += length
        if k < last and page.tokens[k].text in COMMAS:
            k += 1
    return k if k < last else first
