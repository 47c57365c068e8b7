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
from musnad.reading.page import Page, bare_forms
from musnad.reading.parties import Party, read_party
from musnad.reading.who_is_who import Cast, Member, medium_word, name_chars, nominative, resolve
from musnad.text.quotes import MARKS
from musnad.text.sentences import Sentence
from musnad.text.tokens import COMMAS, MARK, WORD

_LINKS_AFTERWARDS = 3
"""Links told at most by a sentence that says where the words before were said."""
_CARRIED_OVER = 2
"""Paragraphs over which the same speaker's words are still those of one occasion (11 of 15 annotated cases)."""
_LONGEST_MEDIUM = 5
"""Tokens of a medium's name in quotation marks, the marks counted: a longer one is no name (لـ"الدفاع عن حياة المدنيين")."""
_CLAUSE = 10
"""Tokens around a cue in which its clause says that the words are older."""
_NEAR_TEXT = 6
"""Tokens before a medium in which what stood in it is named ("مقال له في صحيفة", "كتب فلان في صحيفة")."""
_FAR_BACK = 14
"""Tokens before a cue in which the text that it stands in may be told."""
_FAR_FROM_VERB = 9
"""Tokens between the verb of issuing and what is issued: its subject stands between."""
_IN_IT = frozenset(("فيه", "فيها", "فيهما", "خلاله", "خلالها", "عبره", "عبرها"))
_IN = frozenset(("في", "علي", "عن", "عبر"))
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
    own: list[list[Found]] = []
    for draft in drafts:
        draft.via = _own_links(page, cast, draft, drafts, speakers)
        own.append(draft.via)
        draft.to = _addressee(page, cast, draft, speakers)
        if draft.who:
            speakers.append(draft.who.member)
    _cover(page, cast, drafts, speakers)
    _told_afterwards(page, cast, drafts, speakers)
    for n, draft in enumerate(drafts):
        before = _carrier(page, draft, drafts[:n])
        if before is not None and not any(link.kind != "person" for link in own[n]):
            draft.via = _joined(draft.via, before.via)
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
        found = _told(page, cast, k, last, speakers) or _carried(page, cast, k, last, speakers) or _in_medium(page, cast, k, last, speakers)
        opens = k == first or page.tokens[k - 1].text in COMMAS or page.tokens[k].norm[0] == "و" or bool(links)
        if found is None and (opens or not leading):
            found = _occasion(page, k, last)
        platform = _platform(page, k, last) if found is None or _is_post(page, found) else None
        found = platform or found
        if found:
            links.append(found)
            k = max(found.last, k + 1)
        else:
            k += 1
    return links


def _is_post(page: Page, found: Found) -> bool:
    """Whether the occasion is a tweet or a post, of which the platform alone is told where it is named ("في تغريدة على تويتر")."""
    return found.kind == "occasion" and page.has("post", found.first) > 0


def _told(page: Page, cast: Cast, k: int, last: int, speakers: list[Member]) -> Found | None:
    """ "قال لوكالة رويترز", "لـ"العربية.نت"", "في حديث مع قناة …", "مصادر «عكاظ»"."""
    token = page.tokens[k]
    if token.kind != WORD or page.time_at[k]:
        return None
    party = None
    if token.norm == "ل" and k + 1 < last:
        party = _in_brackets(page, k + 1, last) or read_party(page, k + 1, last)
        if party and party.by == "quoted name" and party.last - party.first <= _LONGEST_MEDIUM:
            party.type = "outlet"
    elif token.norm == "مع" and k + 1 < last and (medium_word(page, k + 1) or _is_outlet(page, k + 1)):
        party = read_party(page, k + 1, last)
    elif page.has("own_source", k) and k + 1 < last:
        party = _in_brackets(page, k + 1, last) or _medium_at(page, k + 1, last)
    elif token.norm[0] == "ل" and len(token.norm) > 2:
        party = _told_by_name(page, k, last)
    if party is None or party.type != "outlet" or (party.entry and party.entry.entry.kind == "body"):
        return None
    bare = party.by == "medium" and party.entry is None and page.tokens[party.first + 1].kind == WORD
    if bare and page.has_norm("half_medium", party.head, party.first):
        return None
    return None if k > 0 and page.has("attribution", k - 1) else _medium(page, cast, party, "told", speakers)


def _in_medium(page: Page, cast: Cast, k: int, last: int, speakers: list[Member]) -> Found | None:
    """ "كتب في صحيفة …", "على قناة الجزيرة", "عبر إذاعة …", "مقال بصحيفة …": the medium in which the words stood."""
    norm = page.tokens[k].norm
    if norm in ("في", "علي", "عبر") and k + 1 < last:
        at = k + 2 if page.has("screen", k + 1) and k + 2 < last else k + 1
        clitics = 0
    elif norm[0] == "ب" and len(norm) > 3 and page.has_norm("agency_word", norm[1:], k):
        at, clitics = k, 1
    else:
        return None
    if not (medium_word(page, at) or _is_outlet(page, at)) or page.has("half_medium", at) or page.tokens[at].norm in ("موقع", "موقعي"):
        return None
    near = range(max(0, k - _NEAR_TEXT), k)
    if not any(occasion_at(page, j) or any(c.finite and c.entry.cue_class == "write" for c in cue_at(page, j)) for j in near):
        return None
    party = read_party(page, at, last, tight=True, clitics=clitics)
    if party is None or party.type != "outlet" or not (party.entry or party.short or party.definite):
        return None
    return _medium(page, cast, party, "relayed", speakers)


def _told_by_name(page: Page, k: int, last: int) -> Party | None:
    """The medium that a ل is written together with: "لرويترز", "لوكالة …", "للتلفزيون السوري"."""
    norm = page.tokens[k].norm
    name = page.names.get(k)
    if (name and name.clitics == "ل" and name.entry.kind == "outlet") or page.has_norm("agency_word", norm[1:], k):
        return read_party(page, k, last, clitics=1)
    if not norm.startswith("لل") or not page.has_norm("agency_word", norm[2:], k):
        return None
    party = read_party(page, k, last, clitics=2)
    if party is not None:
        party.clitics = 1
        party.type = "outlet"
    return party


def _medium_at(page: Page, k: int, last: int) -> Party | None:
    """A medium named at token k without a preposition: "مصادر الجزيرة", "مراسل “العربية”"."""
    marked = page.tokens[k].text in MARKS
    if not (marked or _is_outlet(page, k) or medium_word(page, k)):
        return None
    party = read_party(page, k, last, tight=True)
    if party and party.by == "quoted name" and party.last - party.first <= _LONGEST_MEDIUM:
        party.type = "outlet"
    return party


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
    name = page.names.get(k + 1)
    return Party(k, close + 1, k + 1, close, "outlet", True, page.tokens[k + 1].norm, True, False, False, "quoted name", entry=name)


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
    whole = party.by == "medium" and party.short is None and _named_with_noun(page, party)
    who = resolve(cast, party, speakers)
    place = name_chars(page, party.name_first, party.name_last, party.clitics if party.name_first == party.first else 0)
    place = name_chars(page, *party.short) if party.short else _without_kind(page, party, place)
    return _found(
        page,
        ("outlet", role),
        (party.first, party.last),
        who.member.name_at if who.basis == "short form" and not whole else place,
        who.member,
    )


def _named_with_noun(page: Page, party: Party) -> bool:
    """Let the name of «الصحف المحلية», «تلفزيون قطر» begin with their noun; whether that is its full name."""
    known = page.names.get(party.first)
    if party.entry is None and known and known.entry.kind == "outlet":
        official = known.last < party.last and page.tokens[known.last].norm in ("الرسميه", "الرسمي")
        party.entry, party.name_first, party.name_last = known, known.first, known.last + official
        return True
    if party.entry is None:
        if page.tokens[party.first].norm.startswith(("ال", "لل")):
            party.name_first = party.first
        party.name_last = _without_adverb(page, party.name_first, party.name_last)
    elif party.entry.entry.kind in ("country", "place", "capital") and page.has_norm("broadcaster", party.head, party.first):
        party.name_first = party.first
        return True
    return False


def _without_kind(page: Page, party: Party, place: tuple[int, int]) -> tuple[int, int]:
    """The name without وكالة, صحيفة … that the lexicon has with it ("وكالة رويترز"), unless an adjective is all that is left."""
    first = party.name_first
    named = party.entry is not None and party.entry.first == first and party.name_last > first + 1
    if (
        not named
        or not medium_word(page, first)
        or page.lexicon.without_clitics("broadcaster", page.tokens[first].norm, bare_forms)
        or page.tokens[first + 1].norm in ("انباء", "الانباء", "الصحافه", "الاعلام")
    ):
        return place
    return name_chars(page, first + 1, party.name_last)


def _without_adverb(page: Page, first: int, last: int) -> int:
    """The end of a medium's name without the adverb behind it ("التلفزيون الرسمي مباشرة")."""
    while last > first + 1 and page.has("live", last - 1):
        last -= 1
    return last


def _platform(page: Page, k: int, last: int) -> Found | None:
    """ "على منصة إكس", "عبر حسابه في تويتر", "على موقعها الرسمي"."""
    token = page.tokens[k]
    before = token.norm in ("علي", "عبر", "في", "ب", "وعلي", "وعبر", "وفي")
    if not before and not (token.kind == WORD and token.norm[0] == "ب" and page.has_norm("platform_word", token.norm[1:], k)):
        return None
    limit = min(last, k + 12)
    own_site = None
    for j in range(k + 1 if before else k, limit):
        name = page.names.get(j)
        if name and name.entry.kind == "platform":
            later = [n for i in range(name.last, min(name.last + 4, last)) if (n := page.names.get(i)) and n.entry.kind == "platform"]
            name = later[-1] if later else name
            # «منصة إكس» in the lexicon is still إكس
            kind = (
                name.last > name.first + 1
                and page.has("platform_word", name.first)
                and not name.entry.name.startswith(page.tokens[name.first].text)
            )
            place = name_chars(page, name.first + 1, name.last) if kind else name_chars(page, name.first, name.last, len(name.clitics))
            return _found(page, ("platform", "relayed"), (k, name.last), place)
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
    at += page.has("part_of", at) if at + page.has("part_of", at) < last else 0
    length = occasion_at(page, at)
    if not length or _is_talks(page, at) or page.inside_name[at]:
        return None
    end = min(at + length, last)
    end -= end > at + 1 and page.has("prepositional_pronoun", end - 1) > 0
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


def _is_talks(page: Page, k: int) -> bool:
    """Whether token k names a visit or talks, no one place where the words fell, or a meeting of which nobody's words are told.

    A meeting is the occasion of the words where it is the speaker's own or known (لقائه، الاجتماع), or a call: 8 of 9 such links stand in
    the gold articles, of an indefinite meeting ("خلال اجتماع مع") 0 of 5.
    """
    forms = [norm for _, norm in bare_forms(page.tokens[k].norm)]
    if any(page.has_norm("talks", norm, k) for norm in forms):
        return True
    if not any(page.has_norm("meeting", norm, k) for norm in forms) or any(page.has_norm("call", norm, k) for norm in forms):
        return False
    text = page.tokens[k].text
    return not (text.endswith(("ه", "ها", "هم", "هما")) or any(norm.startswith("ال") for norm in forms))


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
    if draft.subject is not None and draft.subject.first > draft.token:
        return None
    after = draft.token + 1
    back = after < len(page.tokens) and page.tokens[after].norm in _IN_IT
    return _issued_before(page, draft, back=back)


def _issued_before(page: Page, draft: Draft, *, back: bool) -> Found | None:
    """The text or occasion told just before, in which the words stood: "أصدر بياناً أكد فيه", "ألقى كلمة قائلاً", "بعثوا برسالة تطلب".

    Without a pronoun that leads back to it (`back`: فيه, خلالها) a verb of issuing must stand before it.
    """
    sentence = page.layout.sentences[draft.sentence]
    for k in range(draft.token - 1, max(sentence.first, draft.token - _FAR_BACK) - 1, -1):
        length = occasion_at(page, k)
        if not length or _is_talks(page, k) or page.layout.quotation_of[k] >= 0:
            continue
        if not back and not _speaks_in(page, k, draft):
            return None
        if back or any(page.has("issuing", j) for j in range(max(sentence.first, k - _FAR_FROM_VERB), k)):
            place = _bare_occasion(page, k, k + length) if length > 1 else _without_tanwin(page, k)
            return _found(page, ("occasion", "relayed"), (k, k + length), place)
        return None
    return None


def _speaks_in(page: Page, k: int, draft: Draft) -> bool:
    """Whether a participle behind the text at token k tells what stood in it ("ألقى كلمة قائلاً"); a report speaks for itself."""
    definite = page.tokens[k].norm.startswith("ال")
    return (
        draft.cue is not None and draft.cue.kind == "participle" and not (definite or page.has("report_noun", k) or page.has("meeting", k))
    )


def _without_tanwin(page: Page, k: int) -> tuple[int, int]:
    """The characters of a noun without the alif of the accusative: "بياناً" → "بيان"."""
    start, end = name_chars(page, k, k + 1)
    text = page.layout.text[start:end]
    return start, end - (len(text) - len(text.rstrip("اًٌٍ")))


def _said_earlier(page: Page, draft: Draft) -> bool:
    """Whether the clause tells of words of another day: "وكان الوزير قد قال", "قال في وقت سابق"."""
    first = max(page.layout.sentences[draft.sentence].first, draft.token - _CLAUSE)
    last = draft.content_first if draft.content_first > draft.token else draft.token + 1
    return any(page.has("earlier", k) for k in range(draft.token, min(last, draft.token + _CLAUSE))) or (
        draft.subject is not None and any(page.has("pluperfect", k) for k in range(first, draft.token))
    )


def _carrier(page: Page, draft: Draft, earlier: list[Draft]) -> Draft | None:
    """The draft before whose links go on: same speaker, on the narrator's level; others may stand between in a sentence where the
    subject is dropped ("دانت … القانون الذي أقره البرلمان، واصفة")."""
    if draft.who is None or draft.within is not None or _said_earlier(page, draft):
        return None
    last = next((d for d in reversed(earlier) if d.within is None), None)
    if last is not None and draft.subject is None and not _same_member(last, draft):
        here = in_sentence(earlier, draft.sentence)
        last = next((d for d in reversed(here) if d.within is None and _same_member(d, draft)), None)
    if last is None or not _same_member(last, draft):
        return None
    if draft.subject is not None and draft.sentence > last.sentence + 1:
        return None
    return last if draft.paragraph - last.paragraph <= _CARRIED_OVER else None


def _cover(page: Page, cast: Cast, drafts: list[Draft], speakers: list[Member]) -> None:
    """Trailing attributions cover the cues before them in the sentence and, backwards, the same speaker's."""
    for number, sentence in enumerate(page.layout.sentences):
        here = in_sentence(drafts, number)
        for k in range(sentence.first, sentence.last):
            if page.layout.quotation_of[k] >= 0 or page.tokens[k].kind != WORD:
                continue
            found = _attributed(page, cast, k, sentence.last, speakers)
            if not found or any(
                k <= d.token < max(found.first, k + 1)
                or (d.how == "before" and d.subject and d.subject.first <= found.first < d.subject.last + 1)
                for d in here
            ):
                continue
            alone = k - sentence.first <= 1 and not any(d.within is None for d in here)
            covered = [d for d in here if d.within is None] or (_last_tops(drafts, number) if alone else [])
            for draft in covered:
                draft.via = _joined([found], draft.via)
            for draft in _same_speaker_before(covered, drafts):
                draft.via = _joined([found], draft.via)


def _told_afterwards(page: Page, cast: Cast, drafts: list[Draft], speakers: list[Member]) -> None:
    """ "جاء ذلك في مؤتمر صحافي", "وكان يتحدث إلى قناة …": the occasion of the words told just before."""
    for number, sentence in enumerate(page.layout.sentences):
        opens = _after_opening(page, sentence)
        before = [d for n in range(number - 3, number) for d in in_sentence(drafts, n) if d.within is None and d.who] if opens else []
        if not before:
            continue
        here = [d.token for d in in_sentence(drafts, number) if d.token >= opens]
        found = _in_region(page, cast, opens, min([sentence.last, *here]), speakers, leading=False)[:_LINKS_AFTERWARDS]
        for draft in before:
            if found and draft.who and draft.who.member is before[-1].who.member:  # type: ignore[union-attr]
                draft.via = _joined(draft.via, found)


def _after_opening(page: Page, sentence: Sentence) -> int:
    """The token behind words that tell where the words before were said (جاء ذلك، وكان يتحدث), 0 where the sentence opens otherwise."""
    k = sentence.first
    if sentence.last - k < 4:
        return 0
    length = page.has_norm("came_then", page.tokens[k].norm.removeprefix("و"), k)
    if length:
        return k + length
    if page.tokens[k].norm.removeprefix("و") not in ("كان", "كانت", "كانوا"):
        return 0
    return next((j + 1 for j in range(k + 1, min(k + 8, sentence.last)) if page.has("was_speaking", j)), 0)


def _last_tops(drafts: list[Draft], number: int) -> list[Draft]:
    """The drafts of the sentence before, where the attribution is a sentence of its own ("وذلك بحسب …")."""
    return [d for d in in_sentence(drafts, number - 1) if d.within is None]


def _attributed(page: Page, cast: Cast, k: int, limit: int, speakers: list[Member]) -> Found | None:
    """The medium or person behind بحسب, وفق, نقلاً عن … at token k."""
    norm = page.tokens[k].norm
    clitic = 1 if norm[0] in "وف" and not page.has("attribution", k) else 0
    length = page.has_norm("attribution", norm[clitic:], k)
    if not length:
        return _as_told_by(page, cast, k, limit, speakers)
    j = k + length
    while j < limit and (page.tokens[j].norm in _INTO or page.tokens[j].norm == "نص"):
        j += 1
    clitics = 1 if j < limit and page.tokens[j].norm[0] == "ل" and norm[clitic:] in ("وفقا", "طبقا") else 0
    if j < limit and (page.has("brought", j) or any(c.finite for c in cue_at(page, j))):
        j, clitics = _behind_verb(page, j, limit), 0
    if j < limit and page.has("platform_word", j):
        platform = _platform(page, j - 1, limit)
        if platform:
            return platform
    party = read_party(page, j, limit, tight=True, clitics=clitics) if j < limit else None
    if party is None:
        return _platform(page, j - 1, limit) if j < limit else None
    if party.type == "outlet" or page.has_norm("press", page.tokens[j].norm[clitics:], j):
        party.type = "outlet"
        return _medium(page, cast, party, "relayed", speakers)
    if party.type in ("person", "source") and page.tokens[k + length - 1].norm != "ما":
        who = resolve(cast, party, speakers)
        return _found(page, ("person", "relayed"), (party.first, party.last), who.member.name_at, who.member)
    length = occasion_at(page, party.first) if party.type == "document" else 0
    if length and not page.has_norm("report_noun", party.head, party.first):
        place = name_chars(page, party.first, party.first + length, party.clitics)
        return _found(page, ("occasion", "relayed"), (party.first, party.last), place)
    return None


def _as_told_by(page: Page, cast: Cast, k: int, limit: int, speakers: list[Member]) -> Found | None:
    """The medium of "كما نقلت عنه وكالة …", "على ما أوردت صحيفة …", of an inserted "تقول صحيفة …"."""
    j = k + 1
    if page.has("press_says", k):
        party = _medium_at(page, j, limit) if j < limit else None
        known = party is not None and party.type == "outlet" and (party.by != "quoted name" or party.entry is not None)
        inserted = party is not None and known and not _opens_words(page, party.last, limit)
        return _medium(page, cast, party, "relayed", speakers) if party and inserted else None
    if page.tokens[k].norm == "علي" and j < limit and page.tokens[j].norm == "ما":
        j += 1
    elif page.tokens[k].norm not in ("كما", "مثلما"):
        return None
    if j >= limit or not page.has("brought", j):
        return None
    j = _behind_verb(page, j, limit)
    party = _medium_at(page, j, limit) if j < limit else None
    return _medium(page, cast, party, "relayed", speakers) if party and party.type == "outlet" else None


def _opens_words(page: Page, k: int, limit: int) -> bool:
    """Whether words of the medium's own follow, so that it is no inserted source ("تقول الصحيفة إن")."""
    return k < limit and (page.has("complementizer", k) > 0 or page.tokens[k].text in MARKS | {":", "-"} or page.has("preposition", k) > 0)


def _behind_verb(page: Page, verb: int, limit: int) -> int:
    """Where the medium is named behind the verb of an attribution: "ما جاء في صحيفة …", "ما نقلت عنه وكالة …"."""
    k = verb + 1
    if k < limit and page.tokens[k].norm not in _IN:
        k = skip_circumstances(page, k, limit)
    while k < limit and page.tokens[k].norm in _IN:
        k += 1
    return k


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
    """Whether two drafts have the same speaker; a body may be told by part of its name (الجامعة, مجلس الجامعة)."""
    if one.who is None or other.who is None:
        return False
    a, b = one.who.member, other.who.member
    return a is b or (a.type == b.type == "body" and bool(a.words) and bool(b.words) and (a.words <= b.words or b.words <= a.words))


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
