"""Who speaks in each draft: the clause's own subject, or the one who spoke before where it is dropped."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.reading.cues import cue_at
from musnad.reading.drafts import Draft
from musnad.reading.frames import subject_after
from musnad.reading.page import Page
from musnad.reading.parties import Party, read_party
from musnad.reading.who_is_who import Cast, Member, Who, pair_of, resolve
from musnad.text.tokens import COMMAS, WORD

_OTHER_GENDER = {"التي": "m", "الذي": "f"}
"""Relative pronouns with the gender of a verb whose subject they cannot be ("الميليشيات التي قال إنها")."""


def name_speakers(page: Page, cast: Cast, drafts: list[Draft]) -> None:
    """Tell who speaks in each draft, in text order."""
    told = Told()
    for draft in drafts:
        draft.who, draft.speakers = _speaker(page, cast, draft, told)
        if draft.who is not None:
            told.add(draft)


@dataclass(slots=True)
class Told:
    """Who has spoken so far: every speaker, every draft, those of the narrator's own level, and the last of these in each sentence."""

    speakers: list[Member] = field(default_factory=list)
    all: list[Draft] = field(default_factory=list)
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
        self.all.append(draft)
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
        both = pair_of(cast, draft.subject)
        if both:
            return Who(both[0], "role"), [Who(member, "role") for member in both]
        who = resolve(cast, draft.subject, told.speakers)
        return who, [who, *(resolve(cast, other, told.speakers) for other in draft.subject.others or [])]
    if draft.cue and draft.cue.finite and draft.cue.form.number == "p":
        before_it = told.in_sentence.get(draft.sentence)
        going_on = before_it is not None and before_it.who is not None and before_it.who.member.plural and before_it.token < draft.token
        many = None if going_on else _plural_before(page, draft)
        if many:
            return _alone(resolve(cast, many, told.speakers))
    if draft.within is not None and draft.cue and draft.cue.suffix and page.has("what", draft.token - 1):
        return _alone(_outer_pronoun(page, draft))
    if draft.within is not None and draft.cue and draft.cue.kind == "participle" and draft.how != "antecedent":
        before = next((d for d in reversed(told.all) if d.within is draft.within and d.sentence == draft.sentence), draft.within)
        if before.who:
            return _same_as(before)
    if draft.within is not None:
        return _alone(_subject_inside(page, cast, draft, told) or _outer_pronoun(page, draft))
    antecedent = _antecedent(page, draft)
    if antecedent:
        return _alone(resolve(cast, antecedent, told.speakers))
    governing = told.in_sentence.get(draft.sentence)
    if governing and governing.who and governing.token < draft.token:
        return _same_as(governing)
    if draft.cue and draft.cue.kind == "participle" and draft.cue.entry.lemma == "قال":
        verb = _verb_before(page, draft)
        if verb:
            return _alone(resolve(cast, verb, told.speakers))
    if draft.cue and (not draft.cue.finite or draft.cue.prefix == "ف" or _about_document(page, draft) or _mid_sentence(page, draft)):
        subject = _sentence_subject(page, draft)
        if subject:
            return _alone(resolve(cast, subject, told.speakers))
    dropped = _dropped(cast, draft, told)
    if dropped[0] is None:
        subject = _sentence_subject(page, draft)
        return _alone(resolve(cast, subject, told.speakers) if subject else None)
    return dropped


def _verb_before(page: Page, draft: Draft) -> Party | None:
    """The subject of the nearest verb of saying before a participle in its sentence ("أجابت نويرت قائلة")."""
    first = page.layout.sentences[draft.sentence].first
    for k in range(draft.token - 1, first - 1, -1):
        for cue in cue_at(page, k):
            if cue.finite and cue.form.person == 3 and not page.has("relative", k - 1):
                party = subject_after(page, cue, draft.token)
                agrees = draft.cue is None or draft.cue.form.gender in (None, cue.form.gender)
                return party if agrees else None
    return None


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
            if earlier.who and _may_be(earlier.who.member, feminine=feminine) and _speaks(cast.page, earlier.who.member):
                return _same_as(earlier)
        for member in list(reversed(told.speakers))[:5]:
            if _may_be(member, feminine=feminine) and _speaks(cast.page, member):
                return _alone(Who(member, "dropped subject"))
        medium = cast.nearest(draft.token, lambda m: m.type in ("outlet", "body") and m.named) if feminine else None
        if medium:
            return _alone(Who(medium, "dropped subject"))
    return _same_as(last)


def _speaks(page: Page, member: Member) -> bool:
    """Whether a member is of a kind that goes on speaking; a thing that a verb once had for its subject is not."""
    if member.type != "body" or member.entry is not None:
        return True
    return page.has_norm("body_noun", member.head.removeprefix("ال"), 0) > 0 or member.head.endswith(("ون", "ين", "ان"))


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
    if draft.cue.finite and draft.cue.form.number == "s" and _OTHER_GENDER.get(page.tokens[k].norm) == draft.cue.form.gender:
        return None
    first = page.layout.sentences[draft.sentence].first
    end = k - 1 if page.tokens[k - 1].text in COMMAS else k
    found = page.tokens[draft.content_first].norm in ("انها", "انه", "انهم", "بانها", "بانه")
    for j in range(max(first, end - 10), end):
        if page.tokens[j].kind != WORD:
            continue
        party = read_party(page, j, end)
        if party and party.last == end:
            if _may_speak(page, party):
                singular = page.tokens[k].norm in ("الذي", "التي")
                return party.others[-1] if party.others and singular else party
            found = True
    return _sentence_subject(page, draft) if found else None


def _may_speak(page: Page, party: Party) -> bool:
    """Whether a noun before a relative pronoun is of a kind that speaks; "عملية" in "عملية … التي تقول إنها" is not."""
    return (
        party.entry is not None
        or party.type != "body"
        or any(page.has_norm(group, party.head, party.first) for group in ("body_noun", "speaking_noun"))
    )


def _plural_before(page: Page, draft: Draft) -> Party | None:
    """The nearest people before a plural verb without subject in its sentence ("إن الجنود طلبوا …، وطالبوا")."""
    first = page.layout.sentences[draft.sentence].first
    for k in range(draft.token - 1, first - 1, -1):
        role, name = page.roles.get(k), page.names.get(k)
        people = (role and role.entry.number == "plural" and not role.clitics) or (
            name and name.entry.kind == "people" and not name.clitics
        )
        if people or (page.has("people_plural", k) and page.tokens[k].kind == WORD):
            part = k > first + 1 and page.tokens[k - 1].norm == "من" and page.has("partitive", k - 2)
            if page.has("preposition", k - 1) and not part:
                continue
            party = read_party(page, k - 2 if part else k, draft.token, tight=True)
            if party:
                return party
    return None


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
        subject_of_verb = name and name.entry.kind == "capital" and k == sentence.first + 1
        if (name and name.entry.kind in ("person", "body", "country", "outlet", "metonym")) or role or subject_of_verb:
            clitics = len(name.clitics) if name else len(role.clitics) if role else 0
            if clitics == 0 or k == sentence.first:
                return read_party(page, k, draft.token, tight=True, clitics=clitics)
    return None
