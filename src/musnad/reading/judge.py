"""Log-linear judges: small tables of weights, trained by `eval/train.py`, that decide where the grammar leaves a choice.

Each judge is `{label: {feature: weight}}`; the probability of a label is the softmax of the sums of its features' weights.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path

_WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights by feature: for each feature one weight a label, in the order of `labels`."""

    labels: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]

    def scores(self, features: dict[str, float]) -> list[float]:
        """The sum of weights for each label."""
        known = self.weights
        rows = [
            known[feature] if value == 1.0 else [weight * value for weight in known[feature]]
            for feature, value in features.items()
            if feature in known
        ]
        return list(map(sum, zip(*rows, strict=True))) if rows else [0.0] * len(self.labels)

    def probability(self, features: dict[str, float]) -> float:
        """The probability of "yes" for a judge of one label."""
        known = self.weights
        score = sum([known[feature][0] * value for feature, value in features.items() if feature in known])
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))

    def best(self, features: dict[str, float]) -> tuple[str, float]:
        """The likeliest label and its probability."""
        scores = self.scores(features)
        top = max(range(len(scores)), key=scores.__getitem__)
        total = sum(exp(score - scores[top]) for score in scores)
        return self.labels[top], 1.0 / total


@lru_cache(maxsize=1)
def load_judges() -> dict[str, Judge]:
    """The judges that ship with the package, by name: cue, end, act."""
    raw = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return {
        name: Judge(tuple(judge["labels"]), {feature: tuple(weights) for feature, weights in judge["weights"].items()})
        for name, judge in raw.items()
    }
