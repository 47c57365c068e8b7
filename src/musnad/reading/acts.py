"""What a speaker does by saying it.

inform, claim, praise, accuse, demand, propose, promise, threaten, accept, reject, deny, ask, predict, wish.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from musnad.reading.act_clause import Clause, is_future, read_clause, speaker_state
from musnad.reading.drafts import Draft
from musnad.reading.features import bucket
from musnad.reading.judge import Judge
from musnad.reading.page import Page
from musnad.text.quotes import MARKS
from musnad.text.tokens import WORD

_TELLING = ("inform", "claim", "according", "colon")
_BLAME = ("wrong", "vice", "foe")
_RULED = 3.0
"""How much more than another feature a rule of grammar counts while the weights are fitted."""
_DECIDES, _EARLY = 3, 6
_CROSSED = 0.5
"""What a feature made of two others counts: rarer than they are, it must not outweigh them (chosen on 60 articles nothing learned from)."""
_BESIDE = 0.5
"""What the act of the statement before or behind counts."""
_VOICED = ("accept", "accuse", "demand", "praise", "promise", "propose", "reject", "wish")
"""Acts that a noun of feeling or will tells plainly ("أعرب عن إدانته"): 36 of 45 annotated ones are what the noun says."""


def decide_acts(page: Page, drafts: list[Draft], judge: Judge) -> list[str]:
    """The act of each of a page's statements, in text order: each by itself first, then once more beside its neighbours' acts."""
    features = [act_features(page, draft) for draft in drafts]
    alone = [_decide(judge, own) for own in features]
    return [_decide(judge, own | beside(drafts, alone, n)) for n, own in enumerate(features)]


def _decide(judge: Judge, features: dict[str, float]) -> str:
    voiced = next((act for act in _VOICED if f"rule=voice {act}" in features), "")
    return voiced or judge.best(features)[0]


def beside(drafts: list[Draft], acts: list[str], n: int) -> dict[str, float]:
    """Features of statement n's neighbours: who accuses in one sentence goes on accusing in the next."""
    features = {}
    for side, k in (("before", n - 1), ("after", n + 1)):
        if 0 <= k < len(drafts):
            features[f"{side}={acts[k]}"] = _BESIDE
            if _same_speaker(drafts[k], drafts[n]):
                features[f"{side}={acts[k]}&same"] = _BESIDE
    return features


def _same_speaker(one: Draft, other: Draft) -> bool:
    return one.who is not None and other.who is not None and one.who.member is other.who.member


def act_features(page: Page, draft: Draft) -> dict[str, float]:
    """Features of what is said: the cue, the words inside the content that colour it, and how its clause begins."""
    default = draft.cue.entry.act if draft.cue else "according" if draft.how == "before" else "colon"
    telling = default in _TELLING
    features: dict[str, float] = dict.fromkeys(_cue_names(draft, default), 1.0)
    hits = act_hits(page, draft)
    clause = read_clause(page, draft)
    names = [*_hit_names(hits, default, telling=telling), *_clause_names(page, draft, clause, default, telling=telling)]
    features |= dict.fromkeys(names, 1.0)
    if telling:
        features[f"rule={ruled(page, draft, clause, hits)}"] = _RULED
    features |= _sign_features(page, draft, clause, telling=telling)
    return {name: value * _CROSSED if "&" in name else value for name, value in features.items()}


def _cue_names(draft: Draft, default: str) -> Iterator[str]:
    cue = draft.cue
    yield "bias"
    yield f"default={default}"
    yield f"default={default}&how={draft.how}"
    yield f"default={default}&kind={draft.kind}"
    yield f"class={cue.entry.cue_class if cue else 'colon'}"
    yield f"lemma={cue.entry.lemma if cue else ':'}"
    yield f"length={bucket(draft.content_last - draft.content_first)}"
    yield f"speaker={speaker_kind(draft)}"


def speaker_kind(draft: Draft) -> str:
    """What kind of speaker it is: an office's class for people, else person, body, state, outlet, source …"""
    if draft.who is None:
        return "none"
    member = draft.who.member
    if member.type == "person":
        return member.role_class or "person"
    if member.type == "body" and member.entry:
        return "state" if member.entry.entry.kind in ("country", "capital", "metonym") else member.entry.entry.detail or "body"
    return member.type


def _hit_names(hits: list[tuple[str, int, int]], default: str, *, telling: bool) -> Iterator[str]:
    strongest = max(hits, key=lambda h: (h[1], -h[2]), default=None)
    told = f"{strongest[0]}{strongest[1]}" if strongest else "none"
    yield f"strongest={told}&default={default}"
    if telling:
        yield f"strongest={told[:-1]}"
        yield from (f"hit={act}{strength}" for act, strength, _ in hits)
        yield from (f"early={act}" for act, _, at in hits if at <= 4)


def _clause_names(page: Page, draft: Draft, clause: Clause, default: str, *, telling: bool) -> Iterator[str]:
    if not telling:
        yield f"mood={clause.mood}&default={default}"
        yield f"subject={clause.subject}&default={default}"
        return
    yield f"mood={clause.mood}"
    yield f"mood={clause.mood}&default={default}"
    yield f"subject={clause.subject}"
    yield f"subject={clause.subject}&mood={clause.mood}"
    yield f"subject={clause.subject}&speaker={speaker_kind(draft)}"
    yield f"how={draft.how}&mood={clause.mood}"
    for sign in signs_at(page, clause.at):
        yield f"verb={sign}"
        yield f"verb={sign}&mood={clause.mood}"
    for k in range(clause.first, min(clause.first + 2, draft.content_last)):
        for sign in signs_at(page, k):
            if not sign.startswith("voice:") or draft.how not in ("clause", "quote"):
                yield f"opens={sign}"
    act = _inner_act(page, clause)
    if act:
        yield f"inner={act}"
        yield f"inner={act}&subject={clause.subject}"


def ruled(page: Page, draft: Draft, clause: Clause, hits: list[tuple[str, int, int]]) -> str:
    """The act that plain grammar gives the content of a cue of telling, "none" where it gives none."""
    if draft.how not in ("clause", "quote", "colon", "before"):
        voices = voice_of(page, clause.first)
        if voices:
            return f"voice {voices[0]}"
    strong = next((act for act, strength, at in sorted(hits, key=lambda h: h[2]) if strength == _DECIDES and at <= _EARLY), "")
    opening = next((act for act, strength, at in hits if strength > 1 and draft.content_first + at <= clause.first), "")
    by_us = clause.subject in ("we", "self", "own")
    inner = _inner_act(page, clause)
    if clause.mood == "question":
        return "ask"
    if clause.mood == "must":
        return "must"
    if clause.subject in ("we", "self", "own") and inner and inner not in _TELLING:
        return f"our {clause.mood if clause.mood in ('never', 'not', 'not yet') else ''} {inner}"
    if opening or strong:
        return opening or strong
    if clause.mood in ("future", "never", "not_yet", "may"):
        menace = any("menace" in signs_at(page, k) for k in range(clause.at, min(clause.at + 5, clause.last)))
        return f"{'our' if by_us else 'their'} {clause.mood}{' menace' if menace else ''}"
    if clause.subject == "meeting":
        return "meeting"
    return "none"


def voice_of(page: Page, k: int) -> list[str]:
    """The acts that a noun of feeling or will at token k gives voice to ("إدانته", "عن أمله")."""
    return sorted(sign[6:] for sign in signs_at(page, k) if sign.startswith("voice:"))


def _inner_act(page: Page, clause: Clause) -> str:
    """The act of a verb of saying that the clause itself is built on ("أن بلاده ترفض", "نطالب")."""
    if clause.at >= len(page.tokens):
        return ""
    norm = page.tokens[clause.at].norm
    for word in (norm, norm[1:]):
        for entry, form in page.lexicon.cues.get(word, ()):
            if form.kind in ("past", "present"):
                return entry.act
    return ""


def signs_at(page: Page, k: int) -> tuple[str, ...]:
    """The signs of token k's word (`act_signs.tsv`), each once."""
    return () if page.tokens[k].kind != WORD or page.inside_name[k] else page.words[k].signs


def _sign_features(page: Page, draft: Draft, clause: Clause, *, telling: bool) -> dict[str, float]:
    """How much of each sign the content bears, in its first clause and in all."""
    whole: Counter[str] = Counter()
    head: Counter[str] = Counter()
    for k in range(draft.content_first, draft.content_last):
        for sign in signs_at(page, k) if page.words[k].signs else ():
            if not sign.startswith("voice:"):
                whole[sign] += 1
                if k < clause.last:
                    head[sign] += 1
    tokens = page.tokens[draft.content_first : draft.content_last]
    prefix = "" if telling else f"{draft.cue.entry.act if draft.cue else 'claim'}: "
    features = {f"{prefix}{sign}": min(n, 3) / 2 for sign, n in whole.items()}
    if not telling:
        return features
    features |= {f"head {sign}": min(n, 2) / 2 for sign, n in head.items()}
    blame, praise = sum(head[sign] for sign in _BLAME), head["virtue"]
    for name, value in (("blame", blame), ("blame-praise", blame - praise), ("praise-blame", praise - blame)):
        if value > 0:
            features[f"{name}"] = min(value, 4) / 2
            features[f"{name}&subject={clause.subject}"] = 1.0
    if not blame and not praise:
        features["plain"] = 1.0
        features[f"plain&mood={clause.mood}"] = 1.0
    numbers = sum(t.kind != WORD and t.text[0].isdigit() for t in tokens)
    times = sum(page.time_at[k] for k in range(draft.content_first, draft.content_last))
    features |= {"numbers": min(numbers, 3) / 2, "times": min(times, 4) / 4}
    if any("س" in t.norm and t.kind == WORD and is_future(t.norm.lstrip("وف")) for t in tokens):
        features["future"] = 1.0
    if draft.kind == "mixed":
        quoted = sum(t.text in MARKS for t in tokens)
        features["quoted words"] = min(quoted, 4) / 4
    features |= dict.fromkeys(_state_names(page, draft, clause, blame), 1.0)
    return features


def _state_names(page: Page, draft: Draft, clause: Clause, blame: int) -> Iterator[str]:
    """Which countries the first clause names: the speaker's own, others."""
    own, seen = speaker_state(draft), set()
    for k in range(clause.first, clause.last):
        name = page.names.get(k)
        if name and name.entry.country:
            seen.add("own" if name.entry.country in own else "other")
    for who in seen:
        yield f"names {who}"
        yield f"names {who}&mood={clause.mood}"
        if blame:
            yield f"names {who}&blame"


def act_hits(page: Page, draft: Draft) -> list[tuple[str, int, int]]:
    """The act words inside the content: (act, strength, tokens from the start), those of an inner quotation's cue left in."""
    hits = []
    norms = [page.tokens[k].norm for k in range(draft.content_first, min(draft.content_last + 1, len(page.tokens)))]
    last = draft.content_last - draft.content_first
    k = 0
    while k < last:
        step = 1
        for norm in page.words[draft.content_first + k].acts:
            hit = page.lexicon.act_words.longest(norm, norms, k + 1, 6)
            if hit:
                for act, strength, where in hit[1]:
                    if where == "any" or k <= 2:
                        hits.append((act, strength, k))
                step = max(step, hit[0])
                break
        k += step
    return hits
