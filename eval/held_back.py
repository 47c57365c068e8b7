"""The fifth of the gold articles that no rule was written for and no model was trained on.

Drawn once by a fixed seed; "seed" itself was read by everybody and is never held back.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

SEED = 20250806
COUNT = 8


def held_back(ids: Iterable[str]) -> list[str]:
    """The held-back ids among `ids`, sorted: of the 39 articles of gold/dev these are
    n000450 n002009 n003610 n003985 n004507 n005783 n012151 n016491.
    """
    drawn_from = sorted(i for i in ids if i != "seed")
    return sorted(random.Random(SEED).sample(drawn_from, min(COUNT, len(drawn_from))))
