"""The scorers and the bench measure what they say."""

from __future__ import annotations

from typing import Any

import pytest

from articles import hostile, natural, seed_length
from bench import per_doubling
from calibration import Judged, report
from floors import Floors, Row, Scores
from gate import NOT_YET, WIDTH, gold_rows, table
from sample_score import iou, judge, same_name


def span(start: int, end: int, text: str = "") -> dict[str, Any]:
    return {"start": start, "end": end, "text": text}


class Tally:
    """What score.py's tally answers: row, precision, recall, F1, hits, gold, read."""

    def __init__(self, *rows: tuple[str, float, int]) -> None:
        self._rows = rows

    def rows(self) -> list[tuple[str, float, float, float, int, int, int]]:
        return [(name, f1, f1, f1, 0, gold, 0) for name, f1, gold in self._rows]


def test_few_items_and_what_is_not_read_yet_have_no_floor() -> None:
    rows = list(gold_rows(Tally(("time found", 0.9, 50), ("furniture", 0.9, 49), ("event date", 0.0, 300))))
    assert [row.gated for row in rows] == [True, False, False]


def test_the_table_fits_and_tells_every_row() -> None:
    rows = (
        Row("statement whole (cue+speaker+content)", 0.7249, 576),
        Row("furniture", 1.0, 3, gated=False),
        Row("event date", 0.0, 60, gated=False),
    )
    floors = Floors({"gold": {"digest": "old", "floors": {rows[0].name: 0.75}, "goals": {rows[0].name: 0.72}}})
    scores = Scores("gold", "new", rows)
    lines = list(table([scores], [scores], floors))
    assert max(map(len, lines)) <= WIDTH
    told = "\n".join(lines)
    assert "0.725   0.750  -0.025   0.72      0.725" in told
    assert "n=3" in told
    assert "not yet read" in told
    assert "the set has changed" in told
    assert not any(line.startswith(f"  {start}") for line in lines for start in NOT_YET if "not yet" not in line)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("دونالد ترمب", "ترمب", True),
        ("الخارجية الروسية", "وزارة الخارجية الروسية", True),
        ("سيرغي لافروف", "ماريا زاخاروفا", False),
        ("أميركا", "", False),
    ],
)
def test_sample_names(a: str, b: str, same: bool) -> None:
    assert same_name(a, b) is same


def test_spans_are_compared_by_characters() -> None:
    assert iou(span(0, 10), span(5, 15)) == pytest.approx(1 / 3)
    assert iou([span(0, 2), span(4, 6)], span(0, 6)) == pytest.approx(4 / 6)
    assert iou(span(0, 0), span(0, 0)) == 0


def test_samples_are_judged_by_row() -> None:
    statement = {"cue": span(0, 3, "قال"), "speaker_name": "دونالد ترمب", "content": span(10, 20, "…"), "via": [{"text": "رويترز"}]}
    read = {**statement, "speakers": [{"name": "ترمب"}], "content": span(10, 17, "…"), "via": []}
    gold = {"statements": [statement], "times": [], "furniture": [[0, 30]]}
    reading = {"statements": [read], "furniture": [span(1, 30)]}
    rows = {row: (hits, wanted, found) for row, hits, wanted, found, _ in judge(gold, reading)}
    assert rows["statement"] == rows["speaker"] == rows["furniture"] == (1, 1, 1)
    assert rows["content"] == rows["whole"] == rows["via"] == (0, 1, 1)


def test_calibration_tells_what_the_surest_gain() -> None:
    judged = [Judged(0.9, True)] * 8 + [Judged(0.1, False)] * 2
    lines = list(report(judged, 10, 10))
    assert any("surest 80%: precision 1.000, recall 0.800" in line for line in lines)
    assert any("all: precision 0.800" in line for line in lines)


def test_linear_growth_is_twice_for_twice() -> None:
    assert per_doubling((1, 10, 100), (5.0, 1.0, 10.0)) == pytest.approx(2)
    assert per_doubling((1, 2, 4), (1.0, 2.0, 8.0)) == pytest.approx(4)


@pytest.mark.parametrize("size", [1_000, 20_000])
def test_texts_of_the_bench_have_their_size(size: int) -> None:
    assert {name for name, make in hostile() if abs(len(make(size)) - size) > 20} == set()
    assert size * 0.9 <= len(natural(size).encode()) <= size
    assert all(3_200 < len(article["text"]) <= 3_350 for article in seed_length(12))
    assert len({article["text"] for article in seed_length(12)}) == 12
