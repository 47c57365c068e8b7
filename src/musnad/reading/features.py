"""What the learned parts of the reader look at: features of a candidate cue, of a place where a content may end, and of what is said.

Features name grammar (construction, neighbours, agreement), never an article's own words, but for the cue's lemma and the act words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from musnad.reading.cues import Cue, cue_at
from musnad.reading.drafts import Draft
from musnad.reading.openers import RELAYING
from musnad.reading.page import STOPS, Page
from musnad.text.quotes import MARKS
from musnad.text.tokens import COMMAS, MARK, WORD

_FAR = (1, 2, 3, 5, 8, 12, 20)
_FEW = 7
"""Candidates before and after within which another may open the same words."""
_CLASSES = (
    "complementizer",
    "relative",
    "auxiliary",
    "negation",
    "opener",
    "narrator",
    "attribution",
    "adverb",
    "preposition",
    "prepositional_pronoun",
)


@lru_cache(maxsize=1024)
def bucket(value: int) -> str:
    """The class of a distance: the next of a few limits."""
    return str(next((limit for limit in _FAR if value <= limit), "more"))


def word_class(page: Page, k: int) -> str:
    """A coarse class of token k: its mark, its closed class, name, office, time or shape."""
    if k < 0 or k >= len(page.tokens):
        return "edge"
    token = page.tokens[k]
    if token.kind == MARK:
        return "quote" if token.text in MARKS else "comma" if token.text in COMMAS else "stop" if token.text in STOPS else token.text
    if page.time_at[k]:
        return "time"
    if token.kind != WORD:
        return "number"
    classes = page.classes[k]
    if classes and (group := next((group for group in _CLASSES if group in classes), None)) is not None:
        return group
    if page.inside_name[k]:
        name = page.names.get(k)
        return f"name {name.entry.kind}" if name else "in name"
    if k in page.roles:
        return "role"
    if any(c.finite for c in cue_at(page, k)):
        return "cue"
    if token.norm.startswith("ال"):
        return "definite"
    if token.norm.startswith(("ي", "ت")):
        return "ya-ta"
    return "و+" if token.norm[0] == "و" else "word"


def _shared(candidates: Sequence[Draft], n: int, cue: Cue) -> list[str]:
    """Of قائلاً and قوله, and of نقلت, which other candidate opens the same words ("وأردف قائلاً: …", "نقلت عنه قوله إن …")."""
    if cue.entry.lemma not in RELAYING and (cue.finite or cue.entry.lemma != "قال"):
        return []
    draft = candidates[n]
    for m in (*range(n - 1, max(-1, n - _FEW), -1), *range(n + 1, min(len(candidates), n + _FEW))):
        other = candidates[m]
        if other.cue is not None and other.content_first == draft.content_first:
            side = "before" if m < n else "after"
            return [f"shared={side}&lemma={cue.entry.lemma}", f"shared={side} {other.cue.entry.cue_class}&lemma={cue.entry.lemma}"]
    return [f"shared=none&lemma={cue.entry.lemma}"]


def cue_features(page: Page, candidates: Sequence[Draft], n: int, near: bool) -> dict[str, float]:
    """Features of candidate n; `near` tells whether another candidate stands in the same clause."""
    draft = candidates[n]
    cue = draft.cue
    if cue is None or draft.frame is None:
        return {"bias": 1.0, f"by={' '.join(draft.by.split()[:1])}": 1.0}
    frame = draft.frame
    sentence = page.layout.sentences[draft.sentence]
    before, after = word_class(page, draft.token - 1), word_class(page, draft.token + 1)
    joined = cue.prefix[:1] if cue.prefix[:1] in "وف" else ""
    subject = draft.subject
    kind = f"{subject.type}/{'named' if subject.named else 'unnamed'}/{subject.by}" if subject else "none"
    names = [
        "bias",
        f"lemma={cue.entry.lemma}",
        f"lemma={cue.entry.lemma}&how={frame.how}",
        f"lemma={cue.entry.lemma}&kind={cue.kind}",
        f"lemma={cue.entry.lemma}&suffix={bool(cue.suffix)}",
        f"class={cue.entry.cue_class}",
        f"class={cue.entry.cue_class}&how={frame.how}",
        f"kind={cue.kind}",
        f"kind={cue.kind}&how={frame.how}",
        f"kind={cue.kind}&prefix={cue.prefix.lstrip('وف')}",
        f"how={frame.how}&side={draft.side}",
        f"subject={kind}",
        f"subject={subject.type if subject else 'none'}&how={frame.how}&kind={cue.kind}",
        f"side={draft.side}&kind={cue.kind}",
        f"before={before}",
        f"before={before}&kind={cue.kind}",
        f"after={after}",
        f"after={after}&how={frame.how}",
        f"far={bucket(frame.content_first - draft.token)}&how={frame.how}",
        f"suffix={bool(cue.suffix)}&how={frame.how}",
        f"joined={joined}&kind={cue.kind}",
        f"at={bucket(draft.token - sentence.first)}&kind={cue.kind}",
        f"quoted={draft.quoted}&kind={cue.kind}",
        f"within={draft.within is not None}",
        f"within={draft.within is not None}&how={frame.how}&kind={cue.kind}",
        f"person={cue.form.person}{cue.form.number}",
        f"near={near}",
        f"near={near}&how={frame.how}",
        f"content={word_class(page, frame.content_first)}&how={frame.how}",
        f"length={bucket(draft.content_last - draft.content_first)}",
        f"end={draft.end.why if draft.end else ''}",
        *_shared(candidates, n, cue),
    ]
    plain = frame.how in ("clause", "quote", "colon") and cue.finite and cue.form.person == 3 and not draft.quoted
    if plain:
        names.append(f"plain&class={cue.entry.cue_class}")
        names.append(f"plain&subject={bool(subject)}")
    if cue.finite and cue.form.person == 3 and not draft.quoted:
        names.append(f"finite&how={frame.how}&class={cue.entry.cue_class}")
        names.append(f"finite&how={frame.how}&side={draft.side}&subject={subject.type if subject else 'none'}")
    if cue.form.owner:
        names.append(f"owner&how={frame.how}")
    if cue.form.case:
        names.append(f"case={cue.form.case}&kind={cue.kind}")
    return dict.fromkeys(names, 1.0)
