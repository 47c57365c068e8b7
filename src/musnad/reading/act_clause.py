"""The clause that a content opens with: whose doing it is about, and in which mood it stands.

أن بلاده ستواصل الدفاع (own, future) · إنها لم تتلق طلبا (self, never) · أن على الجميع أن يتحرك (must) · أن المباحثات تناولت (meeting, past).
"""

from __future__ import annotations

from dataclasses import dataclass

from musnad.reading.drafts import Draft
from musnad.reading.page import COMMAS, STOPS, Page
from musnad.text.stems import light_stems
from musnad.text.tokens import MARK, WORD
from musnad.text.words import is_known

_PRONOUNS = {"نا": "we", "ني": "we", "ي": "we", "ه": "it", "ها": "it", "هم": "it", "هما": "it", "هن": "it", "ك": "you", "كم": "you"}
_LEAD_INS = frozenset("في بعد قبل خلال منذ رغم وفق وفقا بحسب حسب بناء عقب اثر مع بخصوص بشان حول اما عند حتي لغايه ردا علي".split())
_MOODS = {
    "must": frozenset("يجب ينبغي يتعين يتوجب لابد يلزم وجب توجب".split()),
    "never": frozenset(("لن",)),
    "not yet": frozenset(("لم", "لما")),
    "not": frozenset(("لا", "ليس", "ليست", "ليسوا", "ما", "عدم", "غير", "لسنا", "لست", "بلا")),
    "future": frozenset(("سوف",)),
    "question": frozenset("هل لماذا كيف متي اين ماذا لم ا من اليس".split()) - {"لم", "من", "ا"},
    "if": frozenset(("اذا", "لو", "ان", "لولا", "اذ")) - {"ان", "اذ"},
    "there is": frozenset(("هناك", "ثمه", "يوجد", "توجد")),
    "done": frozenset(("تم", "يتم", "تمت", "جري", "جرت", "يجري", "تجري", "لقد")),
    "was": frozenset(("كان", "كانت", "كانوا", "كنا", "كنت")),
    "may": frozenset(("ربما", "لعل", "يمكن", "عسي", "يحتمل")),
}
_MOOD_OF = {word: mood for mood, words in _MOODS.items() for word in words}
_REACH = 12
_STILL = frozenset("يزال تزال زال زالت زالوا يزالون يزل تزل ازال نزال زلنا".split())
_EXPLETIVE = frozenset("يكون تكون يتم تتم يوجد توجد هناك يعد".split())
_NO_DUTY = frozenset("الرغم رغم سبيل هامش اساس اثر خلفيه ضوء مدي صعيد الصعيد متن طول الاقل العكس الارجح ما انه انها راس مستوي جميع الاطلاق الفور".split())


@dataclass(slots=True)
class Clause:
    """The first clause of a content, tokens [first, last): its `subject` (self, we, own, other …), its `mood`, and the word that tells it."""

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
    return Clause(first, last, _subject(page, draft, first, last, pronoun, mood), mood, at)


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
    if page.tokens[i].norm.lstrip("وف") not in _LEAD_INS or _is_duty(page, i, last):
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
    mood = _MOOD_OF.get(norm) or _MOOD_OF.get(bare)
    if following in _STILL and mood in ("not", "not yet"):
        return "still"
    if mood:
        return mood
    if is_future(bare):
        return "future"
    if is_present(norm) or is_present(bare):
        return "present"
    return "past" if _is_past(page, norm) or _is_past(page, bare) else ""


def _is_duty(page: Page, i: int, last: int) -> bool:
    """"على الجميع أن …", "علينا …": a duty."""
    norm = page.tokens[i].norm.lstrip("وف")
    if norm in ("علينا", "عليكم"):
        return True
    if norm == "علي" and i > 0 and page.has("complementizer", i - 1) and page.tokens[i + 1].norm not in _NO_DUTY:
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
    signs = {sign for stem in (norm, norm[:-1], norm[:-2]) for sign in page.lexicon.act_signs.get(stem, ()) if norm[len(stem) :] in ("", "ت", "ا", "وا", "تا", "نا")}
    return "event" in signs and not is_known("ال" + norm)


def speaker_state(draft: Draft) -> frozenset[str]:
    """The countries that the speaker speaks for."""
    if draft.who is None:
        return frozenset()
    member = draft.who.member
    own = {member.entry.entry.country} if member.entry else set()
    return frozenset((own | set(member.role_states)) - {""})


def _subject(page: Page, draft: Draft, first: int, last: int, pronoun: str, mood: str) -> str:
    """Whose doing the clause is about."""
    if pronoun in ("we", "you"):
        return pronoun
    if first_person(page, first):
        return "we"
    if pronoun == "it" and mood == "never" and _has_any(page, first, _EXPLETIVE):
        return "it"
    if pronoun == "it":
        return "self" if mood in ("future", "present", "past", "never", "not yet", "may", "was") else "it"
    if any(page.has("own_country", k) for k in range(first, min(first + 3, last))):
        return "own"
    for k in range(first, min(first + 5, last)):
        if page.has("meeting", k) and k <= first + 1:
            return "meeting"
        name = page.names.get(k)
        if name:
            if name.entry.kind == "person":
                return "person"
            return "own" if name.entry.country in speaker_state(draft) else "other"
    return "this" if page.has("pronoun_prefix", first) else "number" if page.tokens[first].kind != WORD else "noun"


def _has_any(page: Page, first: int, words: frozenset[str]) -> bool:
    return any(token.norm in words for token in page.tokens[first : first + 3])


def first_person(page: Page, k: int) -> bool:
    """Whether token k is a verb in the first person ("نطالب", "سأعمل", "طلبنا")."""
    token = page.tokens[k]
    if token.kind != WORD or len(token.norm) < 4:
        return False
    norm = token.norm[1:] if token.norm[0] in "وف" and len(token.norm) > 4 else token.norm
    if any(form.person == 1 for _, form in page.lexicon.cues.get(norm, ())) and norm[0] == "ن":
        return True
    verb = norm[1:] if norm[0] == "س" else norm
    if verb[0] == "ن" or (verb[0] == "ا" and ("أ" in token.text[:3] or "آ" in token.text[:2])):
        return (is_known("ي" + verb[1:]) or ("آ" in token.text[:2] and is_known("ي" + verb))) and not is_known("ال" + norm) and (verb[0] == "ن" or norm[0] == "س" or not is_known(verb + "ت"))
    return norm.endswith("نا") and "event" in {s for stem in light_stems(norm) for s in page.lexicon.act_signs.get(stem, ())} and not is_known("ال" + norm[:-2])
