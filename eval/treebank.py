"""The reported speech of the treebanks (`data/speech`, tier A: an explicit speaker and a clause as content).

Each sentence is read as an article of its own. Judged is recall over the tier A items alone: the trees mark only what a tree shows
(the sentence's other statements are no errors), so there is nothing to count precision with.

- *cue*: a read statement's cue overlaps the tree's. Of several, the one with the larger overlap, then the better content, is judged.
- *speaker*: the read speaker's span and the tree's (or its core, without apposition and brackets) overlap by half or more
  (intersection over union, characters), or the read name is the core's by score.py's `same_name`. In «نقلت وكالة عن ناطق» the tree
  takes the agency for the speaker and the guidelines take the spokesman: such an item (1 of 241) is right where either holds.
- *content*: intersection over union of .8 or more, as in score.py, with the tree's content or its body (without «أن»), the outer
  quotation marks left out as the guidelines want it.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from floors import Row, Scores
from reading import digest, read_articles

NAME = "treebank speech, tier A (recall)"
_MARKS = " \"'“”„«»‹›‘’"
_RELAYING = "نقل"
Item = dict[str, Any]


def score_treebank(shared: Path, scorer: ModuleType, *, people: bool = True) -> tuple[Scores, dict[str, list[str]]]:
    """The scores over all tier A items, and the errors of each row."""
    paths = sorted((shared / "data" / "speech").glob("*.jsonl"))
    sentences = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [{"id": str(at), "text": sentence["text"]} for at, sentence in enumerate(sentences)]
    readings = read_articles(articles, people=people)
    hits, total = Counter[str](), 0
    errors: dict[str, list[str]] = {"cue": [], "speaker": [], "content": []}
    for at, sentence in enumerate(sentences):
        statements = readings.get(str(at), {}).get("statements", [])
        for item in (i for i in sentence["speech"] if i["tier"] == "A"):
            total += 1
            for row, right, told in _judge(item, statements, scorer):
                hits[row] += right
                if not right:
                    errors[row].append(f"{sentence['sent_id']}: {told}\n    {sentence['text']}")
    rows = tuple(Row(row, hits[row] / total, total) for row in errors)
    return Scores(NAME, digest(paths), rows), errors


def _judge(item: Item, statements: list[Item], scorer: ModuleType) -> list[tuple[str, bool, str]]:
    """For each row whether it is right, and how to tell the error."""
    cue = item["cue"]

    def nearness(statement: Item) -> tuple[float, float]:
        return scorer.overlap(cue, statement["cue"]), _content_overlap(item, statement, scorer)

    best = max((s for s in statements if scorer.overlap(cue, s["cue"]) > 0), key=nearness, default=None)
    told = f"{cue['text']!r}@{cue['start']}"
    if best is None:
        return [(row, False, f"missed {told}") for row in ("cue", "speaker", "content")]
    contents = [c["text"] for c in scorer.spans(best["content"])]
    return [
        ("cue", True, ""),
        ("speaker", _same_speaker(item, best, scorer), f"{told}: tree {item['speaker']['text']!r}, read {scorer.speakers_of(best)}"),
        ("content", _content_overlap(item, best, scorer) >= 0.8, f"{told}: tree {item['content']['text']!r}, read {contents}"),
    ]


def _same_speaker(item: Item, statement: Item, scorer: ModuleType) -> bool:
    told = [item["speaker"], item["speaker_core"]]
    spans = [s for s in [statement["speaker"], *(p["span"] for p in statement["speakers"])] if s]
    names = scorer.speakers_of(statement)
    if item["cue"]["lemma"] == _RELAYING:
        spans += statement["via"]
        names += [link["text"] for link in statement["via"]]
    near = any(scorer.overlap(a, b) >= 0.5 for a in told for b in spans)
    return near or any(scorer.same_name(item["speaker_core"]["text"], name, statement["named"]) for name in names)


def _content_overlap(item: Item, statement: Item, scorer: ModuleType) -> float:
    return float(max(scorer.overlap(_bare(item[key]), statement["content"]) for key in ("content", "content_body")))


def _bare(span: Item) -> Item:
    """The span without outer quotation marks."""
    text = span["text"]
    start = span["start"] + len(text) - len(text.lstrip(_MARKS))
    return {"start": start, "end": span["end"] - (len(text) - len(text.rstrip(_MARKS)))}
