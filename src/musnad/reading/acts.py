"""What a speaker does by saying it: inform, claim, praise, accuse, demand, propose, promise, threaten, accept, reject, deny, ask, predict, wish."""

from __future__ import annotations

from musnad.reading.drafts import Draft
from musnad.reading.features import bucket
from musnad.reading.page import Page, bare_forms
from musnad.text.tokens import WORD


def act_features(page: Page, draft: Draft) -> dict[str, float]:
    """Features of what is said: the cue, the act words inside the content, and how its clause begins."""
    cue = draft.cue
    default = cue.entry.act if cue else "claim"
    hits = act_hits(page, draft)
    strongest = max(hits, key=lambda h: (h[1], -h[2]), default=None)
    openings = [page.tokens[k].norm for k in range(draft.content_first, min(draft.content_last, draft.content_first + 4)) if page.tokens[k].kind == WORD]
    first = next((word for word in openings if word not in ("ان", "انه", "انها", "بان", "بانه", "بانها", "انهم")), "")
    words = {page.tokens[k].norm for k in range(draft.content_first, draft.content_last) if page.tokens[k].kind == WORD}
    speaker = draft.who.member.type if draft.who else "none"
    names = [
        "bias",
        f"default={default}",
        f"default={default}&how={draft.how}",
        f"default={default}&kind={draft.kind}",
        f"class={cue.entry.cue_class if cue else 'colon'}",
        f"lemma={cue.entry.lemma if cue else ':'}",
        f"kind={draft.kind}",
        f"speaker={speaker}",
        f"strongest={strongest[0] if strongest else 'none'}",
        f"strongest={strongest[0] if strongest else 'none'}{strongest[1] if strongest else ''}&default={default}",
        f"first={first}",
        f"class={cue.entry.cue_class if cue else 'colon'}&strongest={strongest[0] if strongest else 'none'}",
        f"length={bucket(draft.content_last - draft.content_first)}",
    ]
    names += [f"hit={act}{strength}" for act, strength, _ in hits]
    names += [f"early={act}" for act, _, at in hits if at <= 4]
    if any(word.startswith("س") and len(word) > 4 and word[1] in "ينتا" for word in words):
        names.append("future")
        names.append(f"future&default={default}")
    for sign, group in _ACT_SIGNS.items():
        if words & group:
            names.append(sign)
            names.append(f"{sign}&default={default}")
    if any(word.startswith("ن") and word in page.lexicon.cues for word in openings[:2]):
        names.append("we")
    return dict.fromkeys(names, 1.0)


_ACT_SIGNS = {
    "never": frozenset(("لن",)),
    "not": frozenset(("لم", "لا", "ليس", "ليست", "عدم")),
    "killed": frozenset(("مقتل", "قتل", "اصابه", "قتلوا", "اصيب", "جرح", "قتيل", "ضحايا")),
    "possible": frozenset(("قد", "ربما", "يمكن", "المحتمل", "المتوقع", "احتمال")),
    "ours": frozenset(("بلاده", "بلادها", "بلادنا")),
    "readiness": frozenset(("مستعد", "مستعده", "استعداد", "استعداده", "جاهزه", "جاهز")),
}


def act_hits(page: Page, draft: Draft) -> list[tuple[str, int, int]]:
    """The act words inside the content: (act, strength, tokens from the start), those of an inner quotation's cue left in."""
    hits = []
    norms = [page.tokens[k].norm for k in range(draft.content_first, min(draft.content_last + 1, len(page.tokens)))]
    last = draft.content_last - draft.content_first
    k = 0
    while k < last:
        step = 1
        for _, norm in bare_forms(norms[k]) if norms[k] else ():
            if norm not in page.lexicon.act_words:
                continue
            hit = page.lexicon.act_words.longest(norm, norms[k + 1 : k + 7])
            if hit:
                for act, strength, where in hit[1]:
                    if where == "any" or k <= 2:
                        hits.append((act, strength, k))
                step = max(step, hit[0])
                break
        k += step
    return hits
