import pytest

from musnad.lexicon.lexicon import Lexicon, load_lexicon
from musnad.reading.act_clause import is_future, is_present, read_clause
from musnad.reading.acts import act_features, act_hits, beside, decide_acts
from musnad.reading.drafts import Draft
from musnad.reading.judge import Judge
from musnad.reading.page import Page, open_page
from musnad.reading.speakers import name_speakers
from musnad.reading.statements import draft_candidates, settle, tell_kinds
from musnad.reading.who_is_who import gather_cast
from musnad.text.stems import light_stems


@pytest.fixture(scope="module", name="lexicon")
def the_lexicon() -> Lexicon:
    return load_lexicon()


def read(text: str, lexicon: Lexicon) -> tuple[Page, Draft]:
    """The page of one sentence and its first statement."""
    page = open_page(text, lexicon, [])
    cast = gather_cast(page)
    skipped = [False] * len(page.tokens)
    drafts = settle(page, draft_candidates(page, skipped), skipped)
    name_speakers(page, cast, drafts)
    tell_kinds(page, drafts)
    return page, drafts[0]


@pytest.mark.parametrize(
    ("text", "subject", "mood"),
    [
        ("قال الوزير إن بلاده ستواصل دعم الجيران.", "own", "future"),
        ("قالت الشركة إنها لم تسلم بيانات أحد.", "self", "not_yet"),
        ("قال الوزير إن على الجميع أن يتحرك الآن.", "noun", "must"),
        ("قال السفير إن على المجلس اتخاذ موقف حازم.", "noun", "must"),
        ("قال الوزير إن المحادثات تناولت ملف الطاقة.", "meeting", "past"),
        ('قال الوزير: "نرفض هذا القرار".', "we", "present"),
        ("قال الوزير إنه لن يكون هناك حل قريب.", "it", "never"),
        ("قالت الحكومة إنها لا تزال تدرس الطلب.", "it", "still"),
    ],
)
def test_clause(text: str, subject: str, mood: str, lexicon: Lexicon) -> None:
    clause = read_clause(*read(text, lexicon))
    assert (clause.subject, clause.mood) == (subject, mood)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("أعرب الوزير عن أمله في التوصل إلى اتفاق.", "voice wish"),
        ("أعرب الوزير عن ثقته بنجاح المفاوضات.", "voice predict"),
        ("أعرب المجلس عن إدانته الشديدة للهجوم.", "voice accuse"),
        ("أكد الرئيس رفضه القاطع لأي تدخل.", "voice reject"),
        ("قال الوزير إن على الجميع أن يتحرك.", "must"),
        ("قالت الحكومة إنها ستعيد بناء الجسر.", "our future"),
        ('قال النائب: "هل يعقل هذا؟".', "ask"),
    ],
)
def test_rule(text: str, rule: str, lexicon: Lexicon) -> None:
    assert f"rule={rule}" in act_features(*read(text, lexicon))


def test_cue_that_is_an_act_has_no_rule(lexicon: Lexicon) -> None:
    features = act_features(*read("طالب النواب باستقالة الحكومة.", lexicon))
    assert "default=demand" in features
    assert not any(name.startswith("rule=") for name in features)


def test_hits_stand_in_order(lexicon: Lexicon) -> None:
    hits = act_hits(*read("قال الوزير إنه يجب على الجميع أن يتحرك.", lexicon))
    assert hits[0][0] == "demand"


def test_blame_is_weighed_with_its_subject(lexicon: Lexicon) -> None:
    features = act_features(*read("قال وزير الخارجية الأوكراني إن روسيا تنتهك القانون وتقمع الصحفيين.", lexicon))
    assert features["wrong"] > 0
    assert "blame&subject=other" in features


@pytest.mark.parametrize("word", ["سيواصل", "ستعمل"])
def test_future(word: str) -> None:
    assert is_future(word)


@pytest.mark.parametrize("word", ["سياسه", "سنوات", "سابقا", "سيطره"])
def test_no_future(word: str) -> None:
    assert not is_future(word)


def test_present() -> None:
    assert is_present("يواصل")
    assert not is_present("تعاون")


@pytest.mark.parametrize(("word", "stem"), [("وانتهاكاتهم", "انتهاك"), ("ثقته", "ثقه"), ("للجريمه", "جريم"), ("ستنتهك", "ينتهك")])
def test_light_stems(word: str, stem: str) -> None:
    assert stem in light_stems(word)


def test_a_noun_that_voices_an_act_decides_whatever_the_weights(lexicon: Lexicon) -> None:
    page, draft = read("أعرب المجلس عن إدانته الشديدة للهجوم.", lexicon)
    assert decide_acts(page, [draft], Judge(("inform",), {"bias": (9.0,)})) == ["accuse"]


def test_neighbours_of_one_speaker_are_told_apart(lexicon: Lexicon) -> None:
    _, draft = read("قال الوزير إن المحادثات تناولت ملف الطاقة.", lexicon)
    _, other = read("قالت الشركة إنها لم تسلم بيانات أحد.", lexicon)
    features = beside([draft, draft, other], ["accuse", "inform", "deny"], 1)
    assert set(features) == {"before=accuse", "before=accuse&same", "after=deny"}
