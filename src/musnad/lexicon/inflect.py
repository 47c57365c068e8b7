"""Inflection: every unvocalised written form of a reporting verb, from its four principal parts.

Only the third and first persons are made: newspapers report with no other. Forms bear no marks ("مضيفا" stands for مضيفاً and مضيفًا alike,
once `strip_marks` has cleaned the text). Proclitics (و, ف, س, ال, ب, ل) are left to the reader of words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from musnad.lexicon.tables import Row
from musnad.text.folding import fold

Kind = Literal["past", "present", "participle", "masdar", "passive", "noun"]
Gender = Literal["m", "f"]
Number = Literal["s", "d", "p"]
Mood = Literal["indicative", "subjunctive", "jussive"]
Case = Literal["nominative", "oblique", "accusative"]


@dataclass(frozen=True, slots=True)
class Features:
    """What a written form tells; None where the writing does not tell it.

    `tense` is told for a passive; `case` accusative stands for the alif of tanwin ("مضيفاً"); `construct` is the form before a noun
    ("مؤكدو"), `bound` the form before a suffixed pronoun where it differs ("نفا" in "نفاه"); `owner` is person, gender and number of
    a masdar's possessive ("قوله": "3ms").
    """

    kind: Kind
    person: Literal[1, 3] | None = None
    gender: Gender | None = None
    number: Number | None = None
    mood: Mood | None = None
    tense: Literal["past", "present"] | None = None
    case: Case | None = None
    construct: bool = False
    bound: bool = False
    owner: str | None = None


class Form(NamedTuple):
    """One written form and what it tells."""

    form: str
    features: Features


def forms(entry: Row) -> list[Form]:
    """All forms of a verb of reporting.tsv, each pair of form and features once: past, present, passive, participles, masdars."""
    verb = _Verb(entry["past"], entry["present"], entry.words("masdar"))
    found = [*_past(verb), *_present(verb), *_passive(verb)]
    for participle in entry.words("participle"):
        found += _participle(participle)
    for masdar in verb.masdars:
        found += _masdar(masdar, verb.past)
    # The features are this module's own constants: to tell them apart by identity takes half the time of hashing nine fields each.
    return list({(form.form, id(form.features)): form for form in found}.values())


class _Verb(NamedTuple):
    past: str
    present: str
    masdars: tuple[str, ...]


# Past: (features, which stem, ending). A stem is named for the ending that it stands before.
_PAST = (
    (Features("past", 3, "m", "s"), "bare", ""),
    (Features("past", 3, "f", "s"), "feminine", "ت"),
    (Features("past", 3, "m", "d"), "dual", "ا"),
    (Features("past", 3, "f", "d"), "feminine", "تا"),
    (Features("past", 3, "m", "p"), "plural", "وا"),
    (Features("past", 3, "f", "p"), "consonant", "ن"),
    (Features("past", 1, None, "s"), "consonant", "ت"),
    (Features("past", 1, None, "p"), "consonant", "نا"),
)
_PRESENT = (
    (Features("present", 3, "m", "s"), "bare", "ي", ""),
    (Features("present", 3, "f", "s"), "bare", "ت", ""),
    (Features("present", 1, None, "s"), "bare", "أ", ""),
    (Features("present", 1, None, "p"), "bare", "ن", ""),
    (Features("present", 3, "m", "d", "indicative"), "dual", "ي", "ان"),
    (Features("present", 3, "m", "d", "subjunctive"), "dual", "ي", "ا"),
    (Features("present", 3, "f", "d", "indicative"), "dual", "ت", "ان"),
    (Features("present", 3, "f", "d", "subjunctive"), "dual", "ت", "ا"),
    (Features("present", 3, "m", "p", "indicative"), "plural", "ي", "ون"),
    (Features("present", 3, "m", "p", "subjunctive"), "plural", "ي", "وا"),
    (Features("present", 3, "f", "p"), "consonant", "ي", "ن"),
    (Features("present", 3, "m", "s", "jussive"), "short", "ي", ""),
    (Features("present", 3, "f", "s", "jussive"), "short", "ت", ""),
)
# Before these endings the stem ends in a bare consonant.
_CLOSED = frozenset(features for features, stem, *_ in (*_PAST, *_PRESENT) if stem == "consonant")
_PASSIVE = {
    ("past", "m"): Features("passive", 3, "m", "s", tense="past"),
    ("past", "f"): Features("passive", 3, "f", "s", tense="past"),
    ("present", "m"): Features("passive", 3, "m", "s", tense="present"),
    ("present", "f"): Features("passive", 3, "f", "s", tense="present"),
}
_PARTICIPLE = (
    (Features("participle", gender="m", number="s"), ""),
    (Features("participle", gender="m", number="s", case="accusative"), "ا"),
    (Features("participle", gender="f", number="s"), "ة"),
    (Features("participle", gender="m", number="d", case="nominative"), "ان"),
    (Features("participle", gender="m", number="d", case="oblique"), "ين"),
    (Features("participle", gender="f", number="d", case="nominative"), "تان"),
    (Features("participle", gender="f", number="d", case="oblique"), "تين"),
    (Features("participle", gender="f", number="p"), "ات"),
)
_PARTICIPLE_PLURAL = (
    (Features("participle", gender="m", number="p", case="nominative"), "ون"),
    (Features("participle", gender="m", number="p", case="oblique"), "ين"),
    (Features("participle", gender="m", number="p", case="nominative", construct=True), "و"),
    (Features("participle", gender="m", number="p", case="oblique", construct=True), "ي"),
)
_BARE_MASDAR = Features("masdar")
_ACCUSATIVE_MASDAR = Features("masdar", case="accusative")
_OWNERS = {"3ms": "ه", "3fs": "ها", "3md": "هما", "3mp": "هم", "3fp": "هن", "1s": "ي", "1p": "نا"}
_OWNED = tuple((Features("masdar", owner=owner), ending) for owner, ending in _OWNERS.items())
_BOUND = {features: replace(features, bound=True) for features in [row[0] for row in _PAST] + [row[0] for row in _PRESENT]}


def _past(verb: _Verb) -> Iterator[Form]:
    stems = _past_stems(verb)
    for features, stem, ending in _PAST:
        yield from _verb_forms(stems[stem], ending, features, hamza=verb.past.endswith("أ"))


def _present(verb: _Verb) -> Iterator[Form]:
    stems = _present_stems(verb)
    for features, stem, prefix, ending in _PRESENT:
        if stem in stems:
            yield from _verb_forms(_with_prefix(prefix, stems[stem]), ending, features, hamza=verb.present.endswith("أ"))


def _verb_forms(stem: str, ending: str, features: Features, *, hamza: bool) -> Iterator[Form]:
    """Stem and ending joined, its other spelling after a final hamza, and its form before a suffixed pronoun where that differs."""
    form = _join(stem, ending, merge=features in _CLOSED)
    yield Form(form, features)
    if hamza and ending.startswith("و"):
        yield Form(f"{stem[:-1]}ؤ{ending}", features)  # هنأوا، هنؤوا
    if form.endswith("ى") and features.person == 3:
        yield Form(_join(form[:-1], "ا", merge=False), _BOUND[features])  # نفى → نفاه، رأى → رآه
    elif ending == "وا":
        yield Form(form[:-1], _BOUND[features])


def _past_stems(verb: _Verb) -> dict[str, str]:
    past = verb.past
    if _ends_weak(verb):
        return _weak_past_stems(past, "و" if verb.present.endswith("و") else "ي")
    closed = past
    if _is_hollow(past):
        closed = past[:-2] + past[-1]  # قال → قلت
    elif _is_doubled(verb):
        closed = past + past[-1]  # رد → رددت
    return {"bare": past, "feminine": past, "dual": past, "plural": past, "consonant": closed}


def _weak_past_stems(past: str, weak: str) -> dict[str, str]:
    cut = past[:-1]
    if past.endswith("ي"):  # خشي → خشيت، خشيا، خشوا
        return {"bare": past, "feminine": past, "dual": past, "plural": cut, "consonant": past}
    return {"bare": past, "feminine": cut, "dual": cut + weak, "plural": cut, "consonant": cut + weak}  # نفى → نفت، نفيا، نفوا، نفيت


def _present_stems(verb: _Verb) -> dict[str, str]:
    """Stems of the present, without the prefix; `short` only where the jussive is written differently."""
    stem = verb.present[1:]
    if stem.endswith("ى"):  # يرى → يريان، يرون
        return {"bare": stem, "dual": stem[:-1] + "ي", "plural": stem[:-1], "consonant": stem[:-1] + "ي", "short": stem[:-1]}
    if _ends_weak(verb):  # ينفي → ينفون; يدعو → يدعوان، يدعون
        return {"bare": stem, "dual": stem, "plural": stem[:-1], "consonant": stem, "short": stem[:-1]}
    stems = {"bare": stem, "dual": stem, "plural": stem, "consonant": stem}
    if _is_hollow(verb.past):
        short = stem[:-2] + stem[-1]  # يقول → لم يقل، يقلن
        return stems | {"consonant": short, "short": short}
    if _is_doubled(verb):
        return stems | {"consonant": stem + stem[-1]}  # يرد → يرددن
    return stems


def _ends_weak(verb: _Verb) -> bool:
    """Defective: the last root letter is و or ي (نفى، دعا، خشي، حيا), a hamza is not."""
    return verb.present[-1] in "ىيو" and verb.past[-1] in "ىاي"


def _is_hollow(past: str) -> bool:
    """The middle root letter is و or ي (قال، أفاد، استشار)."""
    return len(past) > 2 and past[-2] == "ا"


def _is_doubled(verb: _Verb) -> bool:
    """The last root letter stands twice, written once (رد، أصر، احتج); its masdar parts the two (إصرار, but استناد of استند)."""
    opened = fold(verb.past) + "ا" + verb.past[-1]
    return len(verb.past) == 2 or any(fold(masdar) == opened for masdar in verb.masdars)


def _with_prefix(prefix: str, stem: str) -> str:
    if prefix == "أ" and stem.startswith("أ"):
        return "آ" + stem[1:]  # يأمل → آمل
    return prefix + stem


def _join(stem: str, ending: str, *, merge: bool) -> str:
    """Stem and ending as written: before a consonant two equal letters merge (أعلن + نا → أعلنا), two alifs become a madda."""
    if merge and stem[-1] == ending[0]:
        return stem + ending[1:]
    if stem.endswith("أ") and ending.startswith("ا"):
        return stem[:-1] + "آ" + ending[1:]  # هنأ → هنآ
    return stem + ending


def _passive(verb: _Verb) -> Iterator[Form]:
    """Passives that are written differently from the active (قيل، طولب، يقال، يوصف)."""
    past = _passive_past(verb)
    if past != verb.past:
        yield Form(past, _PASSIVE["past", "m"])
        yield Form(past + "ت", _PASSIVE["past", "f"])
    present = _passive_present(verb)
    if present != verb.present:
        yield Form(present, _PASSIVE["present", "m"])
        yield Form("ت" + present[1:], _PASSIVE["present", "f"])


def _passive_past(verb: _Verb) -> str:
    past = verb.past
    if _ends_weak(verb):
        past = past[:-1] + "ي"  # دعا → دعي
    elif _is_hollow(past):
        return past[:-2] + "ي" + past[-1]  # قال → قيل
    elif past.endswith("أ"):
        past = past[:-1] + "ئ"  # هنأ → هنئ
    if len(past) == 4 and past[1] == "ا":
        return past[0] + "و" + past[2:]  # طالب → طولب
    if len(past) == 5 and past.startswith("ت") and past[2] == "ا" and past[3] != "ء":
        return past[:2] + "و" + past[3:]  # تناقل → تنوقل
    if len(past) == 3 and past[1] == "أ":
        return past[0] + "ئ" + past[2]  # سأل → سئل
    return past


def _passive_present(verb: _Verb) -> str:
    present = verb.present
    if _ends_weak(verb):
        return present[:-1] + "ى"  # ينفي → ينفى
    if _is_hollow(verb.past):
        return present[:-2] + "ا" + present[-1]  # يقول → يقال
    if present.endswith("ئ"):
        return present[:-1] + "أ"  # يهنئ → يهنأ
    if verb.past.startswith("و") and len(verb.past) == 3 and len(present) == 3:
        return "يو" + present[1:]  # يصف → يوصف
    return present


def _participle(participle: str) -> Iterator[Form]:
    for features, ending in _PARTICIPLE:
        yield Form(participle + ending, features)
    stem = participle
    if participle.endswith("ي"):
        stem = participle[:-1]  # نافي → ناف، نافون
        yield Form(stem, _PARTICIPLE[0][0])
    for features, ending in _PARTICIPLE_PLURAL:
        yield Form(stem + ending, features)


def _masdar(masdar: str, past: str) -> Iterator[Form]:
    yield Form(masdar, _BARE_MASDAR)
    if masdar.endswith("ي") and past.startswith("ت"):
        yield Form(masdar[:-1], _BARE_MASDAR)  # تمني → تمن
    if masdar[-1] not in "ةىا" and not masdar.endswith("اء"):
        yield Form(masdar + "ا", _ACCUSATIVE_MASDAR)
    for features, ending in _OWNED:
        for stem in _before_owner(masdar, ending):
            yield Form(stem + ending, features)


def _before_owner(masdar: str, ending: str) -> tuple[str, ...]:
    """Spellings of a masdar before a possessive."""
    if masdar.endswith("ة"):
        return (masdar[:-1] + "ت",)  # دعوة → دعوته
    if masdar.endswith("ى"):
        return (masdar[:-1] + "ا",)  # شكوى → شكواه
    if masdar.endswith("اء"):
        seats = "ئ" if ending == "ي" else "ءؤئ"
        return tuple(masdar[:-1] + seat for seat in seats)  # ادعاءه، ادعاؤه، ادعائه
    if masdar.endswith("ي") and ending == "ي":
        return ()  # نفيّ is written as نفي
    return (masdar,)
