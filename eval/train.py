"""Train the reader's judges (cue, act, trust) and write src/musnad/reading/weights.json.

usage: python eval/train.py [--check]

Trained on the annotated articles of ../shared/gold/dev without the held-back fifth, on our own samples and on sentences that we made up;
nothing else. The judge of trust learns from readings made with judges that had not seen the article (cross-validation over articles).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from held_back import held_back
from musnad.lexicon.lexicon import ACTS, Lexicon, load_lexicon
from musnad.reading.acts import act_features, beside
from musnad.reading.drafts import Draft
from musnad.reading.features import cue_features
from musnad.reading.judge import Judge
from musnad.reading.page import Page, open_page
from musnad.reading.read import read_drafts
from musnad.reading.speakers import name_speakers
from musnad.reading.statements import draft_candidates, is_near, settle, tell_kinds
from musnad.reading.times import find_times
from musnad.reading.trust import trust_features
from musnad.reading.who_is_who import Cast, gather_cast
from reading import ROOT, SAMPLES, load_gold, shared_folder

TRAINING = ROOT / "eval" / "training" / "expected"
ACT_SENTENCES = ROOT / "eval" / "training" / "act_sentences.tsv"
ACT_PASSAGES = ROOT / "eval" / "training" / "act_passages.txt"
CUE_SENTENCES = ROOT / "eval" / "training" / "cue_sentences.tsv"
WEIGHTS = ROOT / "src" / "musnad" / "reading" / "weights.json"
BRACKETED = re.compile(r"\[([^\[\]]+)\]")
FOLDS = 6
STRENGTH = {"cue": 1.0, "act": 0.4, "trust": 0.3}
"""Inverse regularisation of each judge, chosen on articles that were annotated blind and that nothing was trained on (44, for acts 60)."""
GOLD_WEIGHT = 2.0
"""A real article counts as much as two of our own: it is of the kind that is to be read."""
CUE_SENTENCE_WEIGHT = 0.35
"""A word in a sentence that we made up for the judge of cues counts a third of one in an article of our own.

Chosen on 100 articles that nothing was trained on; what was misread in half of them told which constructions to write more of.
"""
SMALLEST = 0.005
"""Weights nearer to zero than this are left out: they change no decision and would double the file."""

Row = tuple[int, dict[str, float], str]


def training_articles(shared: Path) -> list[dict[str, Any]]:
    """The gold articles that are not held back."""
    gold = load_gold(shared / "gold" / "dev")
    kept_back = set(held_back(article["id"] for article in gold))
    return [article for article in gold if article["id"] not in kept_back]


def sample_articles() -> list[dict[str, Any]]:
    """Our own samples and training articles with their annotations."""
    return [*load_gold(SAMPLES / "expected"), *load_gold(TRAINING)]


def lay_open(article: dict[str, Any], lexicon: Lexicon) -> tuple[Page, Cast, list[bool]]:
    """The page and cast of an annotated article, its furniture as annotated."""
    published = dt.date.fromisoformat(article["published"]) if article.get("published") else None
    page = open_page(article["text"], lexicon, find_times(article["text"], published=published))
    cast = gather_cast(page)
    spans = [(f["start"], f["end"]) if isinstance(f, dict) else tuple(f) for f in article["furniture"]]
    return page, cast, [any(start <= token.start < end for start, end in spans) for token in page.tokens]


def gold_of(draft: Draft, article: dict[str, Any]) -> dict[str, Any] | None:
    """The annotated statement whose cue the draft's cue touches."""
    touching = (s for s in article["statements"] if s["cue"]["start"] < draft.cue_end and draft.cue_start < s["cue"]["end"])
    return next(touching, None)


def cue_rows(articles: Sequence[dict[str, Any]], lexicon: Lexicon) -> list[Row]:
    """A row for each candidate cue: is it one?"""
    rows = []
    for number, article in enumerate(articles):
        page, _, skipped = lay_open(article, lexicon)
        candidates = draft_candidates(page, skipped)
        for n, draft in enumerate(candidates):
            if draft.frame is not None:
                rows.append((number, cue_features(page, candidates, n, is_near(candidates, n)), "yes" if gold_of(draft, article) else "no"))
    return rows


def act_rows(articles: Sequence[dict[str, Any]], lexicon: Lexicon) -> list[Row]:
    """A row for each annotated statement that the grammar finds: its act, beside those of its neighbours as annotated."""
    rows: list[Row] = []
    for number, article in enumerate(articles):
        page, cast, skipped = lay_open(article, lexicon)
        drafts = settle(page, [d for d in draft_candidates(page, skipped) if gold_of(d, article)], skipped)
        name_speakers(page, cast, drafts)
        tell_kinds(page, drafts)
        told = [(draft, gold["act"]) for draft in drafts if (gold := gold_of(draft, article))]
        drafts, acts = [draft for draft, _ in told], [act for _, act in told]
        rows.extend((number, act_features(page, draft) | beside(drafts, acts, n), acts[n]) for n, draft in enumerate(drafts))
    return rows


def act_passages() -> list[dict[str, Any]]:
    """Our passages of several statements, as articles: in the file {act} stands before each cue."""
    articles = []
    for line in ACT_PASSAGES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, acts = "", re.split(r"\{(\w+)\}", line)
        statements = []
        for piece, act in zip(acts[::2], [*acts[1::2], ""], strict=True):
            text += piece
            if act:
                statements.append({"cue": {"start": len(text), "end": len(text) + 1}, "act": act})
        articles.append({"text": text, "furniture": [], "statements": statements})
    return articles


def act_sentence_rows(lexicon: Lexicon) -> list[Row]:
    """A row for each of our sentences that were written to show one act each; a sentence in which nothing is read is an error."""
    rows: list[Row] = []
    for number, line in enumerate(ACT_SENTENCES.read_text(encoding="utf-8").splitlines()):
        if line.startswith(("#", "act\t")):
            continue
        act, sentence = line.split("\t")
        if act not in ACTS:
            raise ValueError(f"{ACT_SENTENCES}:{number + 1}: {act} is no act; acts are {' '.join(ACTS)}")
        page, cast, skipped = lay_open({"text": sentence, "furniture": []}, lexicon)
        drafts = settle(page, draft_candidates(page, skipped), skipped)
        if not drafts:
            raise ValueError(f"{ACT_SENTENCES}:{number + 1}: no statement is found in this sentence")
        name_speakers(page, cast, drafts)
        tell_kinds(page, drafts)
        rows.append((number, act_features(page, drafts[0]), act))
    return rows


def cue_sentence_rows(lexicon: Lexicon) -> list[Row]:
    """A row for each bracketed word of our sentences that show reports and what only looks like one; each must be a candidate."""
    rows: list[Row] = []
    for number, line in enumerate(CUE_SENTENCES.read_text(encoding="utf-8").splitlines()):
        if line.startswith(("#", "cue\t")):
            continue
        label, marked = line.split("\t")
        pieces = BRACKETED.split(marked)
        if label not in ("yes", "no") or len(pieces) < 3:
            raise ValueError(f"{CUE_SENTENCES}:{number + 1}: a line is yes or no, a tab, and a sentence with a word in [brackets]")
        page, _, skipped = lay_open({"text": "".join(pieces), "furniture": []}, lexicon)
        candidates = draft_candidates(page, skipped)
        for k in range(1, len(pieces), 2):
            start = sum(len(piece) for piece in pieces[:k])
            end = start + len(pieces[k])
            n = next((n for n, d in enumerate(candidates) if d.frame is not None and d.cue_start < end and start < d.cue_end), None)
            if n is None:
                raise ValueError(f"{CUE_SENTENCES}:{number + 1}: [{pieces[k]}] is no candidate for a cue in this sentence")
            rows.append((number, cue_features(page, candidates, n, is_near(candidates, n)), label))
    return rows


def trust_rows(
    articles: Sequence[dict[str, Any]],
    lexicon: Lexicon,
    judges_for: Callable[[int], dict[str, Judge]],
    right: Callable[[Draft, dict[str, Any]], bool],
) -> list[Row]:
    """A row for each statement read: was it right in cue, speaker and content?"""
    rows: list[Row] = []
    for number, article in enumerate(articles):
        page, cast, skipped = lay_open(article, lexicon)
        drafts = read_drafts(page, cast, skipped, judges_for(number))
        rows.extend((number, trust_features(page, draft), "yes" if right(draft, article) else "no") for draft in drafts)
    return rows


def fit(rows: Sequence[Row], more: Sequence[Row], strength: float, sentences: Sequence[Row] = ()) -> Judge:
    """A judge of the labels of `rows` from gold articles and of `more` of our own; of "yes" alone where the labels are yes and no.

    `sentences` are rows of single sentences about cues, which count less.
    """
    vectors = DictVectorizer()
    both = [*rows, *more, *sentences]
    weights = [GOLD_WEIGHT] * len(rows) + [1.0] * len(more) + [CUE_SENTENCE_WEIGHT] * len(sentences)
    features = vectors.fit_transform([row[1] for row in both])
    model = LogisticRegression(C=strength, max_iter=3000).fit(features, [row[2] for row in both], sample_weight=weights)
    coefficients = model.coef_.copy()
    coefficients[:, vectors.vocabulary_["bias"]] += model.intercept_
    labels = ("yes",) if set(model.classes_) == {"yes", "no"} else tuple(str(label) for label in model.classes_)
    kept = {
        name: coefficients[:, column] for name, column in vectors.vocabulary_.items() if np.abs(coefficients[:, column]).max() >= SMALLEST
    }
    return Judge(labels, {name: tuple(round(float(weight), 4) for weight in kept[name]) for name in sorted(kept)})


def whole_right(scorer: Any) -> Callable[[Draft, dict[str, Any]], bool]:
    """Whether a draft is right as gold/score.py judges it."""

    def right(draft: Draft, article: dict[str, Any]) -> bool:
        gold = gold_of(draft, article)
        if gold is None or draft.who is None:
            return False
        content = {"start": draft.content_start, "end": draft.content_end}
        speakers = [who.name for who in draft.speakers]
        named = any(scorer.same_name(gold["speaker_name"], name, gold["named"]) for name in speakers)
        return named and scorer.overlap(gold["content"], content) >= 0.8

    return right


def train(shared: Path) -> dict[str, Judge]:
    """All judges."""
    from reading import load_scorer  # noqa: PLC0415

    lexicon, articles, samples = load_lexicon(), training_articles(shared), sample_articles()
    cues, acts = cue_rows(articles, lexicon), act_rows(articles, lexicon)
    more_cues, more_acts = cue_rows(samples, lexicon), [*act_rows([*samples, *act_passages()], lexicon), *act_sentence_rows(lexicon)]
    marked = cue_sentence_rows(lexicon)
    final = {"cue": fit(cues, more_cues, STRENGTH["cue"], marked), "act": fit(acts, more_acts, STRENGTH["act"])}
    unseen = [fit([row for row in cues if row[0] % FOLDS != fold], more_cues, STRENGTH["cue"], marked) for fold in range(FOLDS)]
    neutral = Judge(("yes",), {})
    rows = trust_rows(articles, lexicon, lambda n: {**final, "cue": unseen[n % FOLDS], "trust": neutral}, whole_right(load_scorer(shared)))
    return {**final, "trust": fit(rows, [], STRENGTH["trust"])}


def main() -> None:
    """Train and write, or check that the file is what training gives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether weights.json is what training gives now")
    args = parser.parse_args()
    shared = shared_folder()
    if shared is None:
        raise SystemExit("eval/train.py needs ../shared (or MUSNAD_SHARED): there is nothing to train on")
    judges = train(shared)
    raw = {name: {"labels": judge.labels, "weights": judge.weights} for name, judge in judges.items()}
    text = json.dumps(raw, ensure_ascii=False, indent=0) + "\n"
    if args.check:
        raise SystemExit(0 if WEIGHTS.read_text(encoding="utf-8") == text else "weights.json is not what training gives now")
    WEIGHTS.write_text(text, encoding="utf-8")
    print(f"{WEIGHTS.relative_to(ROOT)}: {', '.join(f'{name} {len(judge.weights)} features' for name, judge in judges.items())}")


if __name__ == "__main__":
    main()
