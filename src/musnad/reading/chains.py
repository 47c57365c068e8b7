"""Chains: what stands between a speaker and the reader. Who relayed it, who was told it, on which platform, on which occasion.

A link is looked for in the clause of its cue: before the cue, between cue and content, and behind the content up to the next cue.
A trailing "بحسب وكالة …" covers every cue of its sentence and, backwards, those of the same speaker; links go on with a dropped subject.
"""

from __future__ import annotations

from dataclasses import dataclass

from musnad.model import LinkKind, LinkRole
from musnad.reading.circumstances import skip_circumstances
from musnad.reading.cues import cue_at
from musnad.reading.drafts import Draft, in_sentence
from musnad.reading.frames import Frame, takes_addressee
from musnad.reading.noun_phrases import occasion_at
from musnad.reading.openers import RELAYING
from musnad.reading.page import COMMAS, Page, bare_forms
from musnad.reading.parties import Party, read_party
from musnad.reading.who_is_who import Cast, Member, medium_word, name_chars, nominative, resolve
from musnad.text.quotes import MARKS
from musnad.text.tokens import MARK, WORD

_CARRIED_OVER = 2
"""Paragraphs over which the same speaker's words are still those of one occasion (11 of 15 annotated cases)."""
_INTO = frozenset(("ما", "لما", "عما", "ل", "عن", "الي", "علي", "لسان"))


@dataclass(frozen=True, slots=True)
class Found:
    """A link found in the text: its bare name at characters [start, end), its tokens [first, last), and its member of the cast."""

    text: str
    kind: LinkKind
    role: LinkRole
    first: int
    last: int
    start: int
    end: int
    member: Member | None = None


def link_chains(page: Page, cast: Cast, drafts: list[Draft]) -> None:
    """Give every draft its links, outermost first, and its addressee."""
    speakers: list[Member] = []
    for n, draft in enumerate(drafts):
        own = _own_links(page, cast, draft, drafts, speakers)
        draft.via = own
        draft.to = _addressee(page, cast, draft, speakers)
        if draft.who:
            speakers.append(draft.who.member)
        before = _carrier(draft, drafts[:n])
        if before is not None:
            draft.via = _joined(own, before.via)
    _cover(page, cast, drafts, speakers)
    _told_afterwards(page, drafts)
    for draft in drafts:
        if draft.within is not None:
            draft.via = _joined(draft.via, _outer_links(page, draft.within))
        draft.via = _without_speaker(draft)


def _own_links(page: Page, cast: Cast, draft: Draft, drafts: list[Draft], speakers: list[Member]) -> list[Found]:
    links: list[Found] = []
    for first, last in _regions(page, draft, drafts):
        links += _in_region(page, cast, first, last, speakers, leading=last == draft.token)
    relay = _relaying_medium(page, cast, draft, speakers)
    if relay:
        links.insert(0, relay)
    document = _document(page, draft)
    if document:
        links.append(document)
    return _unique(links)


def _regions(page: Page, draft: Draft, drafts: list[Draft]) -> list[tuple[int, int]]:
    """Where a draft's own links may stand: before the cue, after it, and behind the content (attributions apart)."""
    sentence = page.layout.sentences[draft.sentence]
    same = [d for d in in_sentence(drafts, draft.sentence) if d is not draft]
    regions = []
    start = draft.within.content_first if draft.within else sentence.first
    start = max([start, *(max(d.content_last, d.token + 1) for d in same if d.token < draft.token and d is not draft.within)])
    if start < draft.token and draft.how != "before":
        regions.append((start, draft.token))
    if draft.frame is not None:
        regions.append((draft.token + 1, min(draft.frame.zone[1], sentence.last)))
    elif draft.content_last <= draft.token:
        regions.append((draft.token + 1, sentence.last))
    elif draft.how == "before" and draft.subject:
        regions.append((draft.subject.last, sentence.last))
    following = [d.token for d in same if d.token > draft.token and d.within is not draft]
    behind = min([sentence.last, *following])
    if draft.content_first > draft.token and draft.content_last < behind and draft.end is not None and draft.end.why != "sentence":
        regions.append((draft.content_last, behind))
    return regions


def _in_region(page: Page, cast: Cast, first: int, last: int, speakers: list[Member], *, leading: bool) -> list[Found]:
    """The links among tokens [first, last); before the cue an occasion counts only where it opens its clause ("وفي تغريدة …، قال")."""
    links: list[Found] = []
    k = first
    while k < last:
        found = _told(page, cast, k, last, speakers) or _carried(page, cast, k, last, speakers) or _platform(page, k, last)
        opens = k == first or page.tokens[k - 1].text in COMMAS or page.tokens[k].norm[0] == "و" or bool(links)
        if found is None and (opens or not leading):
            found = _occasion(page, k, last)
        if found:
            links.append(found)
            k = max(found.last, k + 1)
        else:
            k += 1
    return links


def _told(page: Page, cast: Cast, k: int, last: int, speakers: list[Member]) -> Found | None:
    """ "قال لوكالة رويترز", "لـ"العربية.نت"", "في حديث مع قناة …"."""
    token = page.tokens[k]
    if token.kind != WORD or page.time_at[k]:
        return None
    party = None
    if token.norm == "ل" and k + 1 < last:
        party = _in_brackets(page, k + 1, last) or read_party(page, k + 1, last)
        if party and party.by == "quoted name":
            party.type = "outlet"
    elif token.norm == "مع" and k + 1 < last and (medium_word(page, k + 1) or _is_outlet(page, k + 1)):
        party = read_party(page, k + 1, last)
    elif token.norm[0] == "ل" and len(token.norm) > 2:
        name = page.names.get(k)
        if (
            (name and name.clitics == "ل" and name.entry.kind == "outlet")
            or page.has_norm("agency_word", token.norm[1:], k)
            or (token.norm.startswith("لل") and page.has_norm("agency_word", token.norm[2:], k))
        ):
            party = read_party(page, k, last, clitics=1)
    if party is None or party.type != "outlet" or (party.entry and party.entry.entry.kind == "body"):
        return None
    return _medium(page, cast, party, "told", speakers)


def _is_outlet(page: Page, k: int) -> bool:
    name = page.names.get(k)
    return name is not None and name.entry.kind == "outlet"


def _in_brackets(page: Page, k: int, last: int) -> Party | None:
    """A medium in brackets, as some papers write their own name: "لـ(المدينة)"."""
    if page.tokens[k].text != "(":
        return None
    close = next((j for j in range(k + 1, min(last, k + 6)) if page.tokens[j].text == ")"), None)
    if close is None or close == k + 1:
        return None
    return Party(k, close + 1, k + 1, close, "outlet", True, page.tokens[k + 1].norm, True, False, False, "quoted name")


def _carried(page: Page, cast: Cast, k: int, last: int, speakers: list[Member]) -> Found | None:
    """ "في تصريحات أوردتها وكالة …": the medium that carried the words."""
    length = page.has("carrying_verb", k) if page.tokens[k].kind == WORD else 0
    if not length or k + length >= last:
        return None
    party = read_party(page, k + length, last)
    if party is None or party.type not in ("outlet", "body"):
        return None
    if (
        party.type == "body"
        and (party.entry is None or party.entry.entry.kind != "outlet")
        and not medium_word(page, k + length)
        and not page.has_norm("press", page.tokens[k + length].norm, k + length)
    ):
        return None
    party.type = "outlet"
    return _medium(page, cast, party, "relayed", speakers)


def _medium(page: Page, cast: Cast, party: Party, role: LinkRole, speakers: list[Member]) -> Found:
    who = resolve(cast, party, speakers)
    place = name_chars(page, party.name_first, party.name_last, party.clitics if party.name_first == party.first else 0)
    if party.short:
        place = name_chars(page, *party.short)
    return _found(page, ("outlet", role), (party.first, party.last), who.member.name_at if who.basis == "short form" else place, who.member)


def _platform(page: Page, k: int, last: int) -> Found | None:
    """ "على منصة إكس", "عبر حسابه في تويتر", "على موقعها الرسمي"."""
    token = page.tokens[k]
    if token.norm not in ("علي", "عبر", "في", "ب") and not (
        token.kind == WORD and token.norm[0] == "ب" and page.has_norm("platform_word", token.norm[1:], k)
    ):
        return None
    limit = min(last, k + 12)
    own_site = None
    for j in range(k + 1 if token.norm in ("علي", "عبر", "في", "ب") else k, limit):
        name = page.names.get(j)
        if name and name.entry.kind == "platform":
            later = [n for i in range(name.last, min(name.last + 4, last)) if (n := page.names.get(i)) and n.entry.kind == "platform"]
            name = later[-1] if later else name
            return _found(page, ("platform", "relayed"), (k, name.last), name_chars(page, name.first, name.last, len(name.clitics)))
        norm = page.tokens[j].norm
        if norm in ("موقعه", "موقعها", "موقعهم"):
            own_site = j
        if page.tokens[j].kind == MARK and page.tokens[j].text not in MARKS and page.tokens[j].text not in ("(", "-"):
            break
        if page.has("complementizer", j):
            break
        if j > k + 1 and not (
            page.has("platform_word", j)
            or page.has("preposition", j)
            or page.tokens[j].kind == MARK
            or norm.startswith("ال")
            or own_site
            or page.has("platform_word", j - 1)
        ):
            break
    if own_site is not None:
        end = own_site + 1
        if end < last and page.tokens[end].norm in ("الرسمي", "الالكتروني"):
            end += 1
        return _found(page, ("outlet", "relayed"), (k, end), name_chars(page, own_site, end))
    return None


def _occasion(page: Page, k: int, last: int) -> Found | None:
    """ "في بيان", "خلال مؤتمر صحافي", "ببيان": the noun itself, a meeting or a call left out."""
    token = page.tokens[k]
    if token.kind != WORD:
        return None
    at = None
    if token.norm in ("في", "خلال", "عبر", "ضمن", "اثناء", "وفي", "وخلال", "فى") and k + 1 < last:
        at = k + 1
    elif (
        token.norm[0] == "ب"
        and len(token.norm) > 3
        and occasion_at(page, k)
        and k not in page.names
        and token.norm not in ("بيان", "بيانا")
    ):
        at = k
    if at is None:
        return None
    if page.tokens[at].norm in ("معرض", "سياق", "نص", "ختام") and at + 1 < last:
        at += 1
    length = occasion_at(page, at)
    if not length or _is_meeting(page, at):
        return None
    end = min(at + length, last)
    if (
        page.tokens[at].norm in ("موتمر", "الموتمر", "قمه", "منتدي")
        and end < last
        and end in page.names
        and page.names[end].entry.kind in ("place", "capital", "country")
    ):
        end = page.names[end].last
    return _found(page, ("occasion", "relayed"), (at, end), _told_before(page, at, end) or _bare_occasion(page, at, end))


def _told_before(page: Page, at: int, end: int) -> tuple[int, int] | None:
    """Where a bare definite occasion was told in full: "خلال المؤتمر" after "مؤتمراً صحافياً"."""
    bare = page.tokens[at].norm.removeprefix("ال")
    if end - at > 1 or bare == page.tokens[at].norm:
        return None
    for j in range(at - 1, 0, -1):
        norm, behind = page.tokens[j].norm, page.tokens[j + 1].norm
        if norm in (bare, f"{bare}ا", f"ب{bare}") and page.lexicon.occasions.longest(bare, [behind.removesuffix("ا")]):
            full = page.lexicon.occasions.longest(bare, [behind.removesuffix("ا")])
            return _bare_occasion(page, j, j + full[0]) if full and full[0] > 1 else None
    return None


def _is_meeting(page: Page, k: int) -> bool:
    bare = [norm for _, norm in bare_forms(page.tokens[k].norm)]
    return any(page.has_norm("meeting", norm, k) for norm in bare)


def _bare_occasion(page: Page, first: int, last: int) -> tuple[int, int]:
    """The characters of the noun, without a ب before it."""
    start, end = name_chars(page, first, last)
    norm = page.tokens[first].norm
    if norm[0] == "ب" and page.lexicon.occasions.longest(norm[1:], [t.norm for t in page.tokens[first + 1 : last]]):
        start += 1
    return start, end


def _found(
    page: Page, sort: tuple[LinkKind, LinkRole], tokens: tuple[int, int], place: tuple[int, int], member: Member | None = None
) -> Found:
    """A link over `tokens` whose bare name stands at the characters of `place`."""
    text = page.layout.text[place[0] : place[1]]
    indefinite = sort[0] == "occasion" and " " in text
    return Found(nominative(text) if indefinite else text, *sort, *tokens, *place, member)


def _relaying_medium(page: Page, cast: Cast, draft: Draft, speakers: list[Member]) -> Found | None:
    """ "نقلت وكالة X عن Y أن …": the medium is the verb's subject."""
    if draft.side != "relayed":
        return None
    cue = draft.cue
    verb = draft.token
    if cue and cue.entry.lemma not in RELAYING:
        sentence = page.layout.sentences[draft.sentence]
        found = next(
            (
                k
                for k in range(draft.token - 1, sentence.first - 1, -1)
                if any(c.finite and c.entry.lemma in RELAYING for c in cue_at(page, k))
            ),
            None,
        )
        if found is None:
            return None
        verb = found
    start = verb + 1 if page.tokens[verb + 1].text == "(" else skip_circumstances(page, verb + 1, len(page.tokens))
    limit = min(start + 12, len(page.tokens))
    party = _in_brackets(page, start, limit) or read_party(page, start, limit, tight=True)
    if party is None or (draft.subject and party.first >= draft.subject.first):
        return None
    party.type = "outlet"
    return _medium(page, cast, party, "relayed", speakers)


def _document(page: Page, draft: Draft) -> Found | None:
    """A text that speaks, or in which somebody speaks: "قال البيان", "أصدر بياناً أكد فيه"."""
    if (
        draft.subject
        and draft.subject.type == "document"
        and occasion_at(page, draft.subject.first)
        and not page.has_norm("report_noun", draft.subject.head, draft.subject.first)
    ):
        first = draft.subject.first
        last = first + occasion_at(page, first)
        return _found(page, ("occasion", "relayed"), (first, last), name_chars(page, first, last, draft.subject.clitics))
    after = draft.token + 1
    if after < len(page.tokens) and page.tokens[after].norm in ("فيه", "فيها"):
        sentence = page.layout.sentences[draft.sentence]
        for k in range(draft.token - 1, max(sentence.first, draft.token - 12) - 1, -1):
            if occasion_at(page, k) and not _is_meeting(page, k):
                return _found(page, ("occasion", "relayed"), (k, k + 1), _without_tanwin(page, k))
    return None


def _without_tanwin(page: Page, k: int) -> tuple[int, int]:
    """The characters of a noun without the alif of the accusative: "بياناً" → "بيان"."""
    start, end = name_chars(page, k, k + 1)
    text = page.layout.text[start:end]
    return start, end - (len(text) - len(text.rstrip("اًٌٍ")))


def _carrier(draft: Draft, earlier: list[Draft]) -> Draft | None:
    """The draft before whose links go on: same speaker, subject dropped, on the narrator's level."""
    if draft.who is None or draft.within is not None:
        return None
    last = next((d for d in reversed(earlier) if d.within is None), None)
    if last is None:
        return None
    if last.who is None or last.who.member is not draft.who.member:
        return None
    return last if draft.paragraph - last.paragraph <= _CARRIED_OVER else None


def _cover(page: Page, cast: Cast, drafts: list[Draft], speakers: list[Member]) -> None:
    """Trailing attributions cover the cues before them in the sentence and, backwards, the same speaker's."""
    for number, sentence in enumerate(page.layout.sentences):
        here = in_sentence(drafts, number)
        for k in range(sentence.first, sentence.last):
            if not page.words[k].attributes or page.layout.quotation_of[k] >= 0 or page.tokens[k].kind != WORD:
                continue
            found = _attributed(page, cast, k, sentence.last, speakers)
            if not found or any(
                d.token == k or (d.how == "before" and d.subject and d.subject.first <= found.first < d.subject.last + 1) for d in here
            ):
                continue
            alone = k - sentence.first <= 1 and not any(d.within is None for d in here)
            covered = [d for d in here if d.within is None] or (_last_tops(drafts, number) if alone else [])
            for draft in covered:
                draft.via = _joined([found], draft.via)
            for draft in _same_speaker_before(covered, drafts):
                draft.via = _joined([found], draft.via)
            for draft in _same_speaker_after(covered, drafts):
                draft.via = _joined([found], draft.via)


def _told_afterwards(page: Page, drafts: list[Draft]) -> None:
    """ "جاء ذلك في مؤتمر صحافي": the occasion of the words told just before."""
    for number, sentence in enumerate(page.layout.sentences):
        k = sentence.first
        if sentence.last - k < 4 or not page.has_norm("came_then", page.tokens[k].norm.removeprefix("و"), k):
            continue
        found = next((f for j in range(k + 1, min(k + 6, sentence.last)) if (f := _occasion(page, j, sentence.last))), None)
        before = [d for d in drafts if d.within is None and number - 3 <= d.sentence < number and d.who]
        for draft in before:
            if found and draft.who and draft.who.member is before[-1].who.member:  # type: ignore[union-attr]
                draft.via = _joined(draft.via, [found])


def _last_tops(drafts: list[Draft], number: int) -> list[Draft]:
    """The drafts of the sentence before, where the attribution is a sentence of its own ("وذلك بحسب …")."""
    return [d for d in drafts if d.sentence == number - 1 and d.within is None]


def _attributed(page: Page, cast: Cast, k: int, limit: int, speakers: list[Member]) -> Found | None:
    """The medium or person behind بحسب, وفق, نقلاً عن … at token k."""
    norm = page.tokens[k].norm
    clitic = 1 if norm[0] in "وف" and not page.has("attribution", k) else 0
    length = page.has_norm("attribution", norm[clitic:], k)
    if not length:
        return None
    j = k + length
    while j < limit and page.tokens[j].norm in _INTO:
        j += 1
    clitics = 0
    if j < limit and any(c.finite for c in cue_at(page, j)):
        j = skip_circumstances(page, j + 1, limit)
    elif j < limit and page.tokens[j].norm in (
        "جاء",
        "ورد",
        "نشر",
        "نشرته",
        "نشرت",
        "اوردته",
        "اوردت",
        "نقلته",
        "بثته",
        "تناقلته",
        "تداولته",
    ):
        j = skip_circumstances(page, j + 1, limit)
        while j < limit and page.tokens[j].norm in ("في", "علي", "عن", "موقع"):
            j += 1
    elif j < limit and page.tokens[j].norm[0] == "ل" and norm[clitic:] in ("وفقا", "طبقا"):
        clitics = 1
    if j < limit and page.has("platform_word", j):
        platform = _platform(page, j - 1, limit)
        if platform:
            return platform
    party = read_party(page, j, limit, tight=True, clitics=clitics) if j < limit else None
    if party is None:
        return _platform(page, j - 1, limit) if j < limit else None
    if party.type == "outlet":
        return _medium(page, cast, party, "relayed", speakers)
    if party.type in ("person", "source") and page.tokens[k + length - 1].norm != "ما":
        who = resolve(cast, party, speakers)
        return _found(page, ("person", "relayed"), (party.first, party.last), who.member.name_at, who.member)
    return None


def _same_speaker_before(covered: list[Draft], drafts: list[Draft]) -> list[Draft]:
    """The run of drafts directly before whose speaker is the covered one's."""
    if not covered or covered[0].who is None:
        return []
    tops = [d for d in drafts if d.within is None]
    at = tops.index(covered[0])
    run = []
    while at > 0 and _same_member(tops[at - 1], covered[0]) and not any(f.kind == "outlet" for f in tops[at - 1].via):
        at -= 1
        run.append(tops[at])
    return run


def _same_member(one: Draft, other: Draft) -> bool:
    return one.who is not None and other.who is not None and one.who.member is other.who.member


def _same_speaker_after(covered: list[Draft], drafts: list[Draft]) -> list[Draft]:
    """The run of drafts directly behind with a dropped subject."""
    if not covered or covered[-1].who is None:
        return []
    tops = [d for d in drafts if d.within is None]
    at = tops.index(covered[-1]) + 1
    run = []
    while at < len(tops) and tops[at].subject is None and _same_member(tops[at], covered[-1]):
        run.append(tops[at])
        at += 1
    return run


def _outer_links(page: Page, outer: Draft) -> list[Found]:
    """What a nested statement takes over: the outer chain, and the outer speaker where it is a medium."""
    links = list(outer.via)
    if outer.who and outer.who.member.type == "outlet":
        place = outer.subject
        first, last = (place.first, place.last) if place else (outer.token, outer.token + 1)
        member = outer.who.member
        links.append(
            Found(page.layout.text[member.name_at[0] : member.name_at[1]], "outlet", "relayed", first, last, *member.name_at, member)
        )
    return links


def _addressee(page: Page, cast: Cast, draft: Draft, speakers: list[Member]) -> Party | None:
    """The one spoken to: للصحافيين, or a person or body after ل in the cue's clause."""
    if draft.frame is None:
        return None
    first, last = draft.frame.zone
    subject = draft.subject
    for k in range(first, last):
        token = page.tokens[k]
        if token.kind != WORD or (subject and subject.first <= k < subject.name_last) or token.norm[0] != "ل":
            continue
        if page.has("journalists", k):
            return read_party(page, k, last, clitics=1) or Party(
                k, k + 1, k, k + 1, "source", False, token.norm, True, True, False, "the press", clitics=1
            )
        name = page.names.get(k)
        if name and name.clitics == "ل" and name.entry.kind in ("person", "body", "country"):
            return read_party(page, k, last, clitics=1)
    return _object_addressed(page, draft.frame)


def _object_addressed(page: Page, frame: Frame) -> Party | None:
    """The object of a verb of telling or asking: "طالب المجلس الحكومة بـ", "أبلغ المبعوث مجلس الأمن أن"."""
    first, last = frame.zone
    subject = frame.subject
    if not (frame.cue.finite and takes_addressee(frame.cue) and frame.how in ("noun", "bi", "clause")):
        return None
    k = skip_circumstances(page, subject.last if subject and first <= subject.first < last else first, last)
    party = read_party(page, k, last, tight=True) if k < last else None
    return party if party and party.type in ("person", "body", "source") and (party.definite or party.type == "source") else None


def _joined(first: list[Found], more: list[Found]) -> list[Found]:
    return _unique([*first, *more])


def _unique(links: list[Found]) -> list[Found]:
    """Each link once: outlets first, then platforms, then occasions, in the order found."""
    order = {"outlet": 0, "person": 1, "platform": 2, "occasion": 3}
    seen: dict[tuple[str, str], Found] = {}
    for link in links:
        seen.setdefault((link.kind, link.text), link)
    return sorted(seen.values(), key=lambda link: order[link.kind])


def _without_speaker(draft: Draft) -> list[Found]:
    """The speaker is no link of its own chain."""
    if draft.who is None:
        return list(draft.via)
    return [link for link in draft.via if link.member is not draft.who.member]
