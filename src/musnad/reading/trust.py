"""How much a statement is to be trusted: the share of statements like it that were right in cue, speaker and content.

The judge was trained by `eval/train.py` on cross-validated readings; `eval/calibration.py` shows how well it keeps its word.
"""

from __future__ import annotations

from musnad.reading.drafts import Draft
from musnad.reading.judge import Judge
from musnad.reading.page import Page


def tell_confidence(page: Page, drafts: list[Draft], judge: Judge) -> None:
    """Set each draft's confidence."""
    for draft in drafts:
        draft.confidence = judge.probability(trust_features(page, draft))


def trust_features(page: Page, draft: Draft) -> dict[str, float]:
    """What tells a sure statement from a doubtful one: how likely its cue is, how its speaker is known, how its content ends."""
    basis = draft.who.basis if draft.who else "none"
    subject = draft.subject
    end = draft.end.why if draft.end else "none"
    kind = draft.cue.kind if draft.cue else "none"
    names = [
        "bias",
        f"how={draft.how}",
        f"kind={kind}",
        f"basis={basis}",
        f"subject={subject.by if subject else 'none'}",
        f"subject={subject.by if subject else 'none'}&side={draft.side}",
        f"type={draft.who.member.type if draft.who else 'none'}",
        f"end={end}",
        f"within={draft.within is not None}",
        f"quoted={draft.quoted}",
        f"by={draft.by.split(' ')[0]}",
        f"plain={draft.how in ('clause', 'quote', 'colon') and draft.within is None}",
    ]
    return {**dict.fromkeys(names, 1.0), "cue": draft.likely}
