import pytest

from musnad.text.lemmas import lemma

LEMMAS = """
المفاوضات   مفاوضة
الحكومات    حكومة
بالوزراء    وزير
وللسفراء    سفير
قراراته     قرار
زيارتها     زيارة
اقتصادية    اقتصادي
الفرنسيين   فرنسي
صرحت        صرح
وأكدوا      أكد
ندد         ندد
يطالب       طالب
ويعلن       أعلن
يقولون      قال
تفيد        أفاد
ينتقدون     انتقد
يستنكر      استنكر
نعتقد       اعتقد
ستطالب      طالب
وسنتحدث     تحدث
سيلتقي      التقى
سيصف        وصف
العثور      عثور
شخصية       شخصية
فولوديمير   فولوديمير
"""


@pytest.mark.parametrize(("word", "expected"), [line.split() for line in LEMMAS.strip().splitlines()])
def test_lemma(word: str, expected: str) -> None:
    assert lemma(word) == expected


@pytest.mark.parametrize(("marked", "plain"), [("الحُكومة", "الحكومة"), ("ستُعلِن", "ستعلن"), ("قـــال", "قال")])
def test_marks_do_not_matter(marked: str, plain: str) -> None:
    assert lemma(marked) == lemma(plain)


@pytest.mark.parametrize("word", ["", "بـ", "2025", "NATO"])
def test_what_is_no_arabic_word(word: str) -> None:
    assert isinstance(lemma(word), str)
