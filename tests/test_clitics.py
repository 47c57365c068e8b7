import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.text.clitics import split_clitics
from musnad.text.folding import strip_marks

WORDS = """
وصرح        و+صرح
وأكدت       و+أكدت
فقالت       ف+قالت
وللشعب      و+ل+ل+شعب
للحكومة     ل+ل+حكومة
للغة        ل+لغة
والمفاوضات  و+ال+مفاوضات
كالعادة     ك+ال+عادة
بالتأكيد    ب+ال+تأكيد
فالرئيس     ف+ال+رئيس
بحضور       ب+حضور
لمناقشة     ل+مناقشة
لألمانيا    ل+ألمانيا
ولألمانيا   و+ل+ألمانيا
سيلتقي      س+يلتقي
وسيتم       و+س+يتم
سنعمل       س+نعمل
تصريحاته    تصريحات+ه
زيارتها     زيارت+ها
وحكومتهم    و+حكومت+هم
بموافقتها   ب+موافقت+ها
عليها       علي+ها
لديهم       لدي+هم
لأنه        ل+أن+ه
وبأنهم      و+ب+أن+هم
لهم         ل+هم
به          ب+ه
الأمم       ال+أمم
القاهرة     ال+قاهرة
الذين       الذين
والذين      و+الذين
الله        الله
التقى       التقى
والتزم      و+التزم
الالتزامات  ال+التزامات
وقع         وقع
وافق        وافق
ووافق       و+وافق
وعد         وعد
وفاة        وفاة
ولاية       ولاية
بدأ         بدأ
بلد         بلد
لجنة        لجنة
فتح         فتح
كتاب        كتاب
سفير        سفير
سياسة       سياسة
لحظة        لحظة
وجوه        وجوه
رفضاً       رفضا
نقـلاً      نقلا
ماكرون      ماكرون
وماكرون     و+ماكرون
لماكرون     ل+ماكرون
بايدن       بايدن
سوريا       سوريا
ولسوريا     و+ل+سوريا
ووزيرستان   و+وزيرستان
"""


@pytest.mark.parametrize(("word", "parts"), [line.split() for line in WORDS.strip().splitlines()])
def test_split(word: str, parts: str) -> None:
    assert "+".join(split_clitics(word)) == parts


@pytest.mark.xfail(reason="a fixed phrase is commoner in the list of frequencies than the noun alone explains")
def test_split_of_fixed_phrase() -> None:
    assert split_clitics("بخصوص") == ["ب", "خصوص"]


@pytest.mark.parametrize("word", ["بـ", "و", "3", "لـ", "", "Reuters", "—"])
def test_what_is_no_arabic_word_stays(word: str) -> None:
    assert split_clitics(word) == [word]


@given(st.text(alphabet=st.sampled_from("وفبلكسالمرنهيتةأ"), min_size=2, max_size=9))
def test_parts_join_to_the_word(word: str) -> None:
    parts = split_clitics(word)
    assert all(parts)
    joined = "".join(parts)
    assert joined == strip_marks(word)[0] or joined.replace("لل", "ل", 1) == word or joined == word


def test_frequencies_are_loaded_only_when_a_word_is_split() -> None:
    code = "import sys, musnad.text.clitics, musnad.text.lemmas; sys.exit('wordfreq' in sys.modules or 'simplemma' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
