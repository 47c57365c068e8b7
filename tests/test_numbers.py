"""Number words: tables of (words, value)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.text.folding import fold
from musnad.text.numbers import number_value, ordinal_value, read_number

CARDINALS = [
    ("واحد", 1),
    ("اثنتي عشرة", 12),
    ("خمسة عشر", 15),
    ("ثلاثة وعشرون", 23),
    ("ثلاثة و عشرين", 23),
    ("مئة", 100),
    ("مائة وعشرة", 110),
    ("مئة وستة عشر", 116),
    ("ثلاث مئة", 300),
    ("ثلاثمائة وخمسين", 350),
    ("ألف ومئتان", 1200),
    ("ألفين وثلاثة عشر", 2013),
    ("ألف وتسعمئة وثمانية وأربعين", 1948),
    ("عشرين ألفاً", 20_000),
    ("مئتي ألف", 200_000),
    ("3 آلاف", 3_000),
    ("مليون ونصف المليون", 1_500_000),
    ("مليون ونصف مليون", 1_500_000),
    ("مليونين ونصف المليون", 2_500_000),
    ("مليوني", 2_000_000),
    ("1.5 مليون", 1_500_000),
    ("مليون ومئتي ألف", 1_200_000),
    ("مليون وثلاثمئة وخمسة وأربعين ألفاً وستمئة", 1_345_600),
    ("سبعة مليارات ونصف", 7_500_000_000),
    ("١٢٣", 123),
    ("٣٫٥", 3.5),
    ("1,200", 1200),
    ("19,5", 19.5),
    ("خَمْسَة", 5),
    ("الخمسة", 5),
]
ORDINALS = [
    ("الأول", 1),
    ("الثالثة", 3),
    ("الحادي عشر", 11),
    ("الثاني عشر", 12),
    ("الثامن والعشرين", 28),
    ("الحادي والثلاثين", 31),
    ("الواحد والعشرين", 21),
    ("الثلاثين", 30),
]
NO_NUMBERS = ["ملايين", "آلاف", "كتاب", "", "و", "خمسة كتب", "9" * 5000, "عشرون خمسة"]


@pytest.mark.parametrize(("words", "value"), CARDINALS)
def test_cardinal(words: str, value: float) -> None:
    assert number_value(words) == value


@pytest.mark.parametrize(("words", "value"), ORDINALS)
def test_ordinal(words: str, value: int) -> None:
    assert ordinal_value(words) == value


@pytest.mark.parametrize("words", NO_NUMBERS)
def test_no_number(words: str) -> None:
    assert number_value(words) is None


def test_a_number_ends_where_its_noun_starts() -> None:
    words = fold("وصل ثلاثة وعشرون لاجئاً").split()
    number = read_number(words, 1)
    assert number is not None
    assert number.value == 23
    assert number.end == 3


@given(
    st.lists(
        st.sampled_from(["مليون", "و", "ألف", "ونصف", "ثلاثة", "وعشرون", "عشر", "مئة", "5", "5.5", "آلاف", "1,2,3", "ومئتان"]), max_size=30
    )
)
def test_any_row_of_number_words_is_read_without_error(words: list[str]) -> None:
    folded = [fold(word) for word in words]
    for at in range(len(folded)):
        number = read_number(folded, at)
        assert number is None or at < number.end <= len(folded)
