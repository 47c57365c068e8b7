"""Three ways to find cues, on the held-back fifth: the grammar alone, the grammar with its judge, a small tagger (CRF) alone.

usage: python eval/bakeoff.py

All learn from the same articles as eval/train.py does. Judged is whether a cue overlaps a gold cue; each gold cue counts once. Prints a
table and writes nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

from held_back import held_back
from musnad.lexicon.lexicon import load_lexicon
from musnad.reading.cues import cue_at
from musnad.reading.judge import load_judges
from musnad.reading.page import Page
from musnad.reading.statements import draft_candidates, keep_likely, settle
from reading import load_gold, shared_folder
from train import lay_open, sample_articles, training_articles

Span = tuple[int, int]
Article = dict[str, Any]


def token_features(page: Page, i: int) -> list[str]:
    """What the tagger sees of token i: folded words around it, its ends, whether the lexicon has it as a word of reporting."""
    features = ["bias"]
    for shift in (-2, -1, 0, 1, 2):
        if 0 <= i + shift < len(page.tokens):
            token = page.tokens[i + shift]
            features += [f"{shift}:word={token.norm}", f"{shift}:kind={token.kind}", f"{shift}:time={bool(page.time_at[i + shift])}"]
            features += [f"{shift}:cue={cue.kind} {cue.entry.cue_class}" for cue in cue_at(page, i + shift)[:1]]
    norm = page.tokens[i].norm
    ends = [f"first={norm[:2]}", f"last={norm[-2:]}"]
    return [*features, *ends, f"quoted={page.layout.quotation_of[i] >= 0}", f"name={page.inside_name[i]}"]


def train_tagger(articles: Iterable[Article], path: Path) -> None:
    """Write a CRF model of cue tokens, each sentence a sequence."""
    lexicon, trainer = load_lexicon(), pycrfsuite.Trainer(verbose=False)
    for article in articles:
        page, _, _ = lay_open(article, lexicon)
        cues = [(s["cue"]["start"], s["cue"]["end"]) for s in article["statements"]]
        for sentence in page.layout.sentences:
            tokens = range(sentence.first, sentence.last)
            labels = ["cue" if _touches((page.tokens[i].start, page.tokens[i].end), cues) else "no" for i in tokens]
            trainer.append([token_features(page, i) for i in tokens], labels)
    trainer.set_params({"c1": 0.1, "c2": 0.05, "max_iterations": 120})
    trainer.train(str(path))


def by_tagger(path: Path) -> Callable[[Article], list[Span]]:
    """Cues as the tagger finds them: each run of tagged tokens one cue."""
    lexicon, tagger = load_lexicon(), pycrfsuite.Tagger()
    tagger.open(str(path))

    def find(article: Article) -> list[Span]:
        page, _, skipped = lay_open(article, lexicon)
        found: list[Span] = []
        for sentence in page.layout.sentences:
            tokens = range(sentence.first, sentence.last)
            labels = tagger.tag([token_features(page, i) for i in tokens])
            tagged = [i for i, label in zip(tokens, labels, strict=True) if label == "cue" and not skipped[i]]
            for i in tagged:
                if found and i - 1 in tagged:
                    found[-1] = (found[-1][0], page.tokens[i].end)
                else:
                    found.append((page.tokens[i].start, page.tokens[i].end))
        return found

    return find


def by_grammar(*, judged: bool) -> Callable[[Article], list[Span]]:
    """Cues as the reader finds them, with its judge or every candidate of the grammar."""
    lexicon, judge = load_lexicon(), load_judges()["cue"]

    def find(article: Article) -> list[Span]:
        page, _, skipped = lay_open(article, lexicon)
        candidates = draft_candidates(page, skipped)
        drafts = settle(page, keep_likely(page, candidates, judge) if judged else candidates, skipped)
        return [(draft.cue_start, draft.cue_end) for draft in drafts]

    return find


def measure(articles: Sequence[Article], find: Callable[[Article], list[Span]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of cues over the articles."""
    right = read = gold = 0
    for article in articles:
        cues = [(s["cue"]["start"], s["cue"]["end"]) for s in article["statements"]]
        found = find(article)
        right += sum(_touches(cue, found) for cue in cues)
        read, gold = read + len(found), gold + len(cues)
    precision, recall = min(right / read, 1.0), right / gold
    return precision, recall, 2 * precision * recall / (precision + recall)


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def main() -> None:
    """Train the tagger, measure the three, print."""
    shared = shared_folder()
    if shared is None:
        raise SystemExit("eval/bakeoff.py needs ../shared (or MUSNAD_SHARED)")
    gold = load_gold(shared / "gold" / "dev")
    kept = set(held_back(article["id"] for article in gold))
    unseen = [article for article in gold if article["id"] in kept]
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "cues.crfsuite"
        train_tagger([*training_articles(shared), *sample_articles()], model)
        ways = {"grammar alone": by_grammar(judged=False), "tagger alone": by_tagger(model), "grammar and judge": by_grammar(judged=True)}
        print(f"{'cues, held-back fifth':24}{'precision':>10}{'recall':>10}{'F1':>10}")
        for name, find in ways.items():
            precision, recall, f1 = measure(unseen, find)
            print(f"{name:24}{precision:10.3f}{recall:10.3f}{f1:10.3f}")


if __name__ == "__main__":
    main()
