"""The clause that a content opens with: whose doing it is about, and in which mood it stands.

أن بلاده ستواصل الدفاع (own, future) · إنها لم تتلق طلبا (self, not_yet) · أن على الجميع أن يتحرك (must) ·
أن المباحثات تناولت (meeting, past).
"""

from __future__ import annotations

from dataclasses import dataclass

from musnad.reading.drafts import Draft
from musnad.reading.page import STOPS, Page
from musnad.text.stems import light_stems
from musnad.text.tokens import COMMAS, MARK, WORD
from musnad.text.words import is_known

_PRONOUNS = {"نا": "we", "ني": "we", "ي": "we", "ه": "it", "ها": "it", "هم": "it", "هما": "it", "هن": "it", "ك": "you", "كم": "you"}
_MOODS = ("must", "never", "not_yet", "not", "future", "question", "if", "there", "done", "was", "may")
_VERBAL = ("future", "present", "past", "never", "not_yet", "may", "was")
_PAST_ENDINGS = ("", "ت", "ا", "وا", "تا", "نا")
_REACH = 12


@dataclass(slots=True)
class Clause:
    """The first clause of a content, tokens [first, last): its `subject` (self, we, own, other …), its `mood`, and where that is told."""

    first: int
    last: int
    subject: str
    mood: str
    at: int


def read_clause(page: Page, draft: Draft) -> Clause:
    """The clause that the content of `draft` opens with, what leads in to it (a time, a place) left out."""
    first, pronoun = _opening(page, draft)
    first = _after_lead_in(page, first, draft.content_last)
    last = _clause_end(page, first, draft.content_last)
    mood, at = _mood(page, first, last)
    clause = Clause(first, last, "noun", mood, at)
    clause.subject = _subject(page, draft, clause, pronoun)
    return clause


def _opening(page: Page, draft: Draft) -> tuple[int, str]:
    """The first token after quotation marks and a complementizer, and whom the pronoun on it stands for."""
    i, last, pronoun = draft.content_first, draft.content_last, ""
    while i < last - 1:
        token = page.tokens[i]
        if token.kind == MARK:
            i += 1
        elif page.has("complementizer", i) and not pronoun:
            pronoun = _PRONOUNS.get(token.norm.lstrip("فبلوك")[2:], "none")
            i += 1
        else:
            break
    return i, "" if pronoun == "none" else pronoun


def _after_lead_in(page: Page, i: int, last: int) -> int:
    """Past "في هذا السياق،", "منذ بداية العام،", and bare times."""
    while i < last - 2 and page.time_at[i]:
        i += 1
    if not _either("lead_in", page, i) or _is_duty(page, i, last):
        return i
    for k in range(i + 2, min(i + _REACH, last - 2)):
        if page.tokens[k].text in COMMAS:
            return k + 1
    return i


def _clause_end(page: Page, first: int, last: int) -> int:
    for k in range(first + 3, last):
        if page.tokens[k].text in STOPS or (page.tokens[k].text in COMMAS and k > first + 5):
            return k
    return last


def _mood(page: Page, first: int, last: int) -> tuple[str, int]:
    """The first word that tells the clause's mood, and where it stands; "noun" where none does."""
    if _is_duty(page, first, last):
        return "must", first
    if first_person(page, first):
        return ("future" if is_future(page.tokens[first].norm) else "past" if page.tokens[first].norm.endswith("نا") else "present"), first
    for k in range(first, min(first + _REACH, last)):
        token = page.tokens[k]
        if token.kind != WORD or page.inside_name[k] or page.time_at[k]:
            continue
        mood = _word_mood(page, k, last)
        if mood:
            return mood, k
    return "noun", first


def _word_mood(page: Page, k: int, last: int) -> str:
    norm = page.tokens[k].norm
    bare = norm[1:] if norm[0] in "وف" and len(norm) > 2 else norm
    following = page.tokens[k + 1].norm if k + 1 < last else ""
    if bare == "قد":
        return "may" if following[:1] in ("ي", "ت") and is_present(following) else "past"
    if bare == "من" and following.startswith("ال"):
        return "it is" if k + 2 < last and page.tokens[k + 2].norm in ("ان", "الا") else ""
    mood = "" if page.plain[k] else next((mood for mood in _MOODS if _either(f"mood_{mood}", page, k)), "")
    if mood in ("not", "not_yet") and k + 1 < last and page.has("still", k + 1):
        return "still"
    if mood:
        return mood
    told = page.lexicon.tenses.get(norm)
    if told is None:
        told = page.lexicon.tenses[norm] = _tense(page, norm, bare)
    return told


def _tense(page: Page, norm: str, bare: str) -> str:
    """The tense of a word that looks like a verb, `bare` without و or ف; nothing for other words."""
    if is_future(bare):
        return "future"
    if is_present(norm) or is_present(bare):
        return "present"
    return "past" if _is_past(page, norm) or _is_past(page, bare) else ""


def _is_duty(page: Page, i: int, last: int) -> bool:
    """ "على الجميع أن …", "علينا …": a duty."""
    norm = page.tokens[i].norm.lstrip("وف")
    if norm in ("علينا", "عليكم"):
        return True
    if norm == "علي" and i > 0 and page.has("complementizer", i - 1) and not (i + 1 < last and page.has("no_duty", i + 1)):
        return True
    return norm in ("علي", "عليه", "عليها", "عليهم") and any(page.tokens[k].norm in ("ان", "الا") for k in range(i + 1, min(i + 9, last)))


def is_future(norm: str) -> bool:
    """Whether a folded word is a verb with the future's س ("سيواصل", not "سياسة")."""
    return len(norm) > 4 and norm[0] == "س" and norm[1] in "يتنا" and is_known("ي" + norm[2:]) and not is_known("ال" + norm)


def is_present(norm: str) -> bool:
    """Whether a folded word looks like a verb in the present, 3rd person."""
    if len(norm) < 4 or norm[0] not in "يت" or norm.endswith(("يه", "ات")) or is_known("ال" + norm):
        return False
    return is_known("ي" + norm[1:]) if norm[0] == "ت" else is_known(norm) or is_known("ت" + norm[1:])


def _is_past(page: Page, norm: str) -> bool:
    """Whether a folded word is a past that the lexicon knows: a cue, or a happening."""
    if norm.startswith("ال"):
        return False
    if any(form.kind in ("past", "passive") for _, form in page.lexicon.cues.get(norm, ())):
        return True
    stems = (stem for stem in (norm, norm[:-1], norm[:-2]) if norm[len(stem) :] in _PAST_ENDINGS)
    return any(sign in ("event", "topic") for stem in stems for sign in page.lexicon.act_signs.get(stem, ())) and not is_known("ال" + norm)


def speaker_state(draft: Draft) -> frozenset[str]:
    """The countries that the speaker speaks for."""
    if draft.who is None:
        return frozenset()
    member = draft.who.member
    own = {member.entry.entry.country} if member.entry else set()
    return frozenset((own | set(member.role_states)) - {""})


def _subject(page: Page, draft: Draft, clause: Clause, pronoun: str) -> str:
    """Whose doing the clause is about."""
    first, last = clause.first, clause.last
    if pronoun in ("we", "you"):
        return pronoun
    if first_person(page, first):
        return "we"
    if pronoun == "it":
        for_nobody = clause.mood == "never" and any(page.has("expletive", k) for k in range(first, min(first + 3, last)))
        return "self" if clause.mood in _VERBAL and not for_nobody else "it"
    if any(page.has("own_country", k) for k in range(first, min(first + 3, last))):
        return "own"
    if page.has_norm("meeting", page.tokens[first].norm.removeprefix("ال"), first):
        return "meeting"
    name = next((page.names[k] for k in range(first, min(first + 5, last)) if k in page.names), None)
    if name:
        return "person" if name.entry.kind == "person" else "own" if name.entry.country in speaker_state(draft) else "other"
    return "this" if page.has("pronoun_prefix", first) else "number" if page.tokens[first].kind != WORD else "noun"


def _either(group: str, page: Page, k: int) -> bool:
    """Whether token k, with or without a leading و or ف, opens a word of a closed class."""
    norm = page.tokens[k].norm
    return bool(page.has(group, k) or (norm[0] in "وف" and len(norm) > 2 and page.has_norm(group, norm[1:], k)))


def first_person(page: Page, k: int) -> bool:
    """Whether token k is a verb in the first person ("نطالب", "سأعمل", "طلبنا")."""
    token = page.tokens[k]
    if token.kind != WORD or len(token.norm) < 4:
        return False
    norm = token.norm[1:] if token.norm[0] in "وف" and len(token.norm) > 4 else token.norm
    if norm[0] == "ن" and any(form.person == 1 for _, form in page.lexicon.cues.get(norm, ())):
        return True
    if norm.endswith("نا") and not is_known("ال" + norm[:-2]):
        return any("event" in page.lexicon.act_signs.get(stem, ()) for stem in light_stems(norm))
    return _first_person_present(norm, token.text)


def _first_person_present(norm: str, written: str) -> bool:
    verb, future = (norm[1:], True) if norm[0] == "س" else (norm, False)
    long = "آ" in written[:2]
    if verb[0] not in "نا" or (verb[0] == "ا" and not (long or "أ" in written[:3])) or is_known("ال" + norm):
        return False
    known = is_known("ي" + verb[1:]) or (long and is_known("ي" + verb))
    return known and (verb[0] == "ن" or future or not is_known(verb + "ت"))
