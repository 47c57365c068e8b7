import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.text.folding import FOLD, fold, strip_marks

ARABIC = st.text(alphabet=st.sampled_from("ابتةىيأإآؤئ 1٢۳«»َُِّْـ\u200f\u200bًگپڤ"), max_size=30)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أكّد الوزير", "اكّد الوزير"),
        ("إلى آخر", "الي اخر"),
        ("مسؤولة", "مسووله"),
        ("هيئة", "هييه"),
        ("ڤيينا وپاريس وگراتس", "فيينا وباريس وكراتس"),
        ("١٢ و۳۴", "12 و34"),
        ("کلیه", "كليه"),
        ("Reuters", "Reuters"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "clean", "offsets"),
    [
        ("قال", "قال", None),
        ("", "", None),
        ("مُضيفاً", "مضيفا", [0, 2, 3, 4, 5, 7]),
        ("لـ3", "ل3", [0, 2, 3]),
        ("\u200fقال", "قال", [1, 2, 3, 4]),
        ("ًُ", "", [2]),
    ],
)
def test_strip_marks(text: str, clean: str, offsets: list[int] | None) -> None:
    assert strip_marks(text) == (clean, offsets)


@given(ARABIC)
def test_fold_keeps_length_and_settles(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(ARABIC)
def test_fold_does_the_same_to_long_and_short_texts(text: str) -> None:
    assert fold(text * 3) == fold(text) * 3 == text.translate(FOLD) * 3


@given(ARABIC)
def test_stripped_places_map_back(text: str) -> None:
    clean, offsets = strip_marks(text)
    places = offsets or list(range(len(text) + 1))
    assert len(places) == len(clean) + 1
    assert "".join(text[place] for place in places[:-1]) == clean
    assert strip_marks(clean) == (clean, None)
