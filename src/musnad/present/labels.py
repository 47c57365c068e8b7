"""The words of the terminal and the page, in Arabic or English (labels.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from musnad.text.hidden import visible_line

Lang = Literal["ar", "en"]


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language; a value that has no word stands for itself."""

    lang: Lang
    words: Mapping[str, str]
    counted: Mapping[str, Mapping[str, str]]
    groups: Mapping[str, Mapping[str, str]]

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.lang == "ar" else "ltr"

    def __getitem__(self, word: str) -> str:
        return self.words[word]

    def of(self, group: str, value: str) -> str:
        """The word for `value`, one of a group (acts, kinds, bases, …)."""
        return self.groups[group].get(value) or visible_line(value)

    def count(self, noun: str, n: int, *, name: str = "") -> str:
        """`n` of the noun, in the noun's plural form ("25 قولاً")."""
        return self.counted[noun][_plural(self.lang, n)].format(n=n, name=name)


@cache
def labels(lang: Lang) -> Labels:
    """The labels of `lang`."""
    with Path(__file__).with_name("labels.toml").open("rb") as stream:
        table = tomllib.load(stream)[lang]
    return Labels(lang, table.pop("words"), table.pop("counted"), table)


def _plural(lang: Lang, n: int) -> str:
    """CLDR's plural category of the cardinal `n`."""
    if lang == "en":
        return "one" if n == 1 else "other"
    if n in {0, 1, 2}:
        return ("zero", "one", "two")[n]
    return "few" if 3 <= n % 100 <= 10 else "many" if 11 <= n % 100 <= 99 else "other"
