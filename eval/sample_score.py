"""Our own compact score of the sample articles, for a checkout without `../shared`.

Fewer rows than gold/score.py and a stricter pairing (cues must overlap by half), so its numbers are not comparable with that one's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from floors import Row, Scores
from musnad.text.folding import fold
from reading import SAMPLES, digest, load_gold, read_file

NAME = "samples"
_NEAR, _SAME_CONTENT = 0.5, 0.8
Find = dict[str, Any]
Judged = dict[str, bool]


def score_samples(*, people: bool = True) -> tuple[Scores, dict[str, list[str]]]:
    """F1 of each row over the samples, and the errors of each row."""
    gold = load_gold(SAMPLES / "expected")
    readings = read_file(SAMPLES / "articles.jsonl", people=people)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    errors: dict[str, list[str]] = defaultdict(list)
    for article in gold:
        for row, hits, wanted, found, wrong in judge(article, readings.get(article["id"], {})):
            counts[row] = [a + b for a, b in zip(counts[row], (hits, wanted, found), strict=True)]
            errors[row] += [f"{article['id']}: {told}" for told in wrong]
    rows = tuple(Row(name, 2 * hits / max(1, wanted + found), wanted) for name, (hits, wanted, found) in counts.items())
    return Scores(NAME, digest([*(SAMPLES / "expected").glob("*.json"), SAMPLES / "articles.jsonl"]), rows), dict(errors)


def judge(gold: Find, reading: Find) -> Iterator[tuple[str, int, int, int, list[str]]]:
    """For each row of one article: its name, hits, items wanted, items read, and what was wrong."""
    statements, read = gold["statements"], reading.get("statements", [])
    pairs = pair(statements, read, lambda a, b: iou(a["cue"], b["cue"]))
    judged = [(a, b, _judge_statement(a, b)) for a, b in pairs]
    missed = [f"missed {a['cue']['text']!r}@{a['cue']['start']}" for a in statements if all(a is not p for p, _ in pairs)]
    spurious = [f"not there: {b['cue']['text']!r}@{b['cue']['start']}" for b in read if all(b is not q for _, q in pairs)]
    yield "statement", len(pairs), len(statements), len(read), missed + spurious
    for row in ("speaker", "content", "whole", "via"):
        wrong = [_tell(row, a, b) for a, b, right in judged if not right[row]]
        yield row, len(judged) - len(wrong), len(statements), len(read), wrong
    yield from _judge_times(gold["times"], reading.get("times", []))
    lines = [{"start": start, "end": end} for start, end in gold["furniture"]]
    found = reading.get("furniture", [])
    yield "furniture", len(pair(lines, found, iou)), len(lines), len(found), []


def pair(wanted: list[Find], found: list[Find], nearness: Callable[[Find, Find], float]) -> list[tuple[Find, Find]]:
    """Each wanted find with the nearest free one that is near enough."""
    free, pairs = list(found), []
    for a in wanted:
        b = max(free, key=lambda one: nearness(a, one), default=None)
        if b is not None and nearness(a, b) >= _NEAR:
            free.remove(b)
            pairs.append((a, b))
    return pairs


def iou(a: Any, b: Any) -> float:
    """Characters that two spans (or lists of spans) share, over all their characters."""
    x, y = _characters(a), _characters(b)
    return len(x & y) / len(x | y) if x | y else 0.0


def same_name(a: str, b: str) -> bool:
    """Whether one name's words, folded and without the article, hold the other's."""
    x, y = _words(a), _words(b)
    return bool(x and y) and (x <= y or y <= x)


def _judge_statement(a: Find, b: Find) -> Judged:
    names = [p["name"] for p in b["speakers"]] or [b["speaker_name"]]
    speaker = any(same_name(a["speaker_name"], name) for name in names)
    content = iou(a["content"], b["content"]) >= _SAME_CONTENT
    via = len(a["via"]) == len(b["via"]) and all(any(same_name(v["text"], w["text"]) for w in b["via"]) for v in a["via"])
    return {"speaker": speaker, "content": content, "whole": speaker and content, "via": via}


def _judge_times(wanted: list[Find], found: list[Find]) -> Iterator[tuple[str, int, int, int, list[str]]]:
    pairs = pair(wanted, found, lambda a, b: iou(a["span"], b["span"]))
    missed = [f"missed {a['span']['text']!r}" for a in wanted if all(a is not p for p, _ in pairs)]
    spurious = [f"not there: {b['span']['text']!r}" for b in found if all(b is not q for _, q in pairs)]
    yield "time", len(pairs), len(wanted), len(found), missed + spurious
    wrong = [f"{a['span']['text']!r}: want {a['value']}, read {b['value']}" for a, b in pairs if a["value"] != b["value"]]
    yield "time value", len(pairs) - len(wrong), len(wanted), len(found), wrong


def _tell(row: str, a: Find, b: Find) -> str:
    field = {"speaker": "speaker_name", "whole": "content"}.get(row, row)
    return f"{a['cue']['text']!r}@{a['cue']['start']}: want {_brief(a[field])}, read {_brief(b[field])}"


def _brief(value: Any) -> str:
    if isinstance(value, list):
        return repr([one["text"] for one in value])
    return repr(value["text"] if isinstance(value, dict) else value)


def _characters(spans: Any) -> set[int]:
    return {i for span in (spans if isinstance(spans, list) else [spans]) for i in range(span["start"], span["end"])}


def _words(name: str) -> set[str]:
    return {word.removeprefix("ال") for word in fold(name).split()}
