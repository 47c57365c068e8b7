"""Chains: who stands between speaker and reader, each link as "kind role text", outermost first. Own sentences; add a row."""

from __future__ import annotations

import pytest

from told import links, missed, read

param = pytest.param

RELAYED = [
    param(
        "ونقلت وكالة سديم عن مسؤول أمني قوله إن الوفد سيصل غداً.",
        [["outlet relayed سديم"]],
    ),
    param(
        "ونقلت وكالة الأناضول عن الوزير كامل الصيفي أن المعبر سيفتح.",
        [["outlet relayed الأناضول"]],
        marks=missed("«نقلت … عن … أن» is missed where the source has a name"),
    ),
    (
        "قال مسؤول أمني إن القافلة عبرت الحدود، وأضاف أن السائقين بخير، بحسب وكالة رويترز.",
        [["outlet relayed رويترز"], ["outlet relayed رويترز"]],
    ),
    (
        "قال الوزير كامل الصيفي إن السد آمن، مشيراً إلى أن المراقبة مستمرة، وفق ما نقلت وكالة سانا.",
        [["outlet relayed سانا"], ["outlet relayed سانا"]],
    ),
    param(
        "قال الوزير كامل الصيفي، في تصريحات أوردتها وكالة سانا، إن السد آمن.",
        [["outlet relayed سانا", "occasion relayed تصريحات"]],
        marks=missed("«أوردتها» makes a statement of its own"),
    ),
]

TOLD = [
    ("قال المحلل فادي كرم لقناة الجزيرة إن الأسعار سترتفع.", [["outlet told الجزيرة"]]),
    ("قالت مصادر مطلعة لصحيفة الشرق الأوسط إن الوفد غادر.", [["outlet told الشرق الأوسط"]]),
    ("قال ترمب لشبكة فوكس نيوز إن الاتفاق ممكن.", [["outlet told فوكس نيوز"]]),
    ("قال الخبير فادي كرم لـ«رويترز» إن السوق هادئة.", [["outlet told رويترز"]]),
    ("قالت السفيرة ليلى البنا في مقابلة مع قناة الحرة إن المساعدات وصلت.", [["outlet told الحرة", "occasion relayed مقابلة"]]),
]

PLATFORMS = [
    param(
        "كتب الوزير كامل الصيفي على منصة إكس أن المعبر سيفتح الخميس.",
        [["platform relayed إكس"]],
        marks=missed("the word منصة stays in the platform's name"),
    ),
    ("كتب النائب فؤاد شاهين على حسابه في تويتر: «لن أصوت على القانون».", [["platform relayed تويتر"]]),
    ("قال النائب فؤاد شاهين في منشور على فيسبوك إن القانون مرفوض.", [["platform relayed فيسبوك"]]),
    ("قال النائب فؤاد شاهين عبر تلغرام إن القانون مرفوض.", [["platform relayed تلغرام"]]),
]

OCCASIONS = [
    ("قال رئيس الوزراء مروان العطار، في مؤتمر صحافي، إن الميزانية جاهزة.", [["occasion relayed مؤتمر صحافي"]]),
    ("وفي تغريدة، قال الوزير كامل الصيفي إن السدود ممتلئة.", [["occasion relayed تغريدة"]]),
    ("وأوضحت الشرطة في بيان أن التحقيق جار، مضيفة أن السلاح ضبط.", [["occasion relayed بيان"], ["occasion relayed بيان"]]),
    ("وقالت الوزيرة سلمى النجار إن الطريق آمن. جاء ذلك في مؤتمر صحافي.", [["occasion relayed مؤتمر صحافي"]]),
]

OCCASIONS += [
    ("قال الوزير كامل الصيفي خلال استقباله وفداً من التجار إن السد آمن.", [["occasion relayed استقباله"]]),
    ("قال الوزير كامل الصيفي، خلال زيارته سديم، إن السد آمن.", [[]]),
    ("قال الوزير كامل الصيفي في مقتطفات من مقابلة مع قناة الحرة إن السد آمن.", [["outlet told الحرة", "occasion relayed مقابلة"]]),
    ("قالت الشرطة في بيان على صفحتها في فيسبوك إن الطريق مغلق.", [["platform relayed فيسبوك", "occasion relayed بيان"]]),
    ("قال الوزير كامل الصيفي إن السد آمن. وكان يتحدث في مؤتمر صحافي في سديم.", [["occasion relayed مؤتمر صحافي"]]),
    ("رحب الوزير كامل الصيفي بالاتفاق في تغريدة على تويتر، وقال إن البحر واسع.", [["platform relayed تويتر"]] * 2),
    (
        "قال الوزير كامل الصيفي في بيان إن السد آمن. وقال الوزير كامل الصيفي في مؤتمر صحافي إن المراقبة مستمرة.",
        [["occasion relayed بيان"], ["occasion relayed مؤتمر صحافي"]],
    ),
]

RELAYED += [
    ("اعتبر الوزير كامل الصيفي أن السد آمن، في أقوال نقلتها الصحف المحلية.", [["outlet relayed الصحف المحلية"]]),
    ("قال الوزير كامل الصيفي إن السد آمن، على ما نقلت عنه وكالة رويترز.", [["outlet relayed رويترز"]]),
    ("قال الوزير كامل الصيفي إن السد آمن، كما أوردت صحيفة النهار.", [["outlet relayed النهار"]]),
    ("قال الوزير كامل الصيفي إن السد آمن، بحسب ما ذكر الإعلام الرسمي.", [["outlet relayed الإعلام الرسمي"]]),
]

TOLD += [
    ("أفادت مصادر «عكاظ» أن الوفد وصل مساء.", [["outlet told عكاظ"]]),
    ("قال المحلل فادي كرم للتلفزيون السوري إن الأسعار سترتفع.", [["outlet told تلفزيون السوري"]]),
]

NO_LINK = [
    ("قال الوزير كامل الصيفي لـ«الدفاع عن حياة الناس كلهم» إن السد آمن.", [[]]),
    ("قال الوزير كامل الصيفي إن قناة الجزيرة نشرت الوثيقة.", [[]]),
    (
        "قال الوزير كامل الصيفي في مؤتمر صحافي إن السد آمن. وقال النائب فؤاد شاهين إن السد قديم.",
        [["occasion relayed مؤتمر صحافي"], []],
    ),
]


@pytest.mark.parametrize(("text", "chains"), [*RELAYED, *TOLD, *PLATFORMS, *OCCASIONS, *NO_LINK])
def test_chains(text: str, chains: list[list[str]]) -> None:
    assert [links(one) for one in read(text).statements] == chains


@pytest.mark.parametrize(
    ("text", "speaker", "reason"),
    [
        ("قال مسؤول أميركي، طلب عدم كشف هويته، إن الصفقة قريبة.", "مسؤول أميركي", "طلب عدم كشف هويته"),
        ("قال مسؤول حكومي، اشترط عدم ذكر اسمه، إن المفاوضات متعثرة.", "مسؤول حكومي", "اشترط عدم ذكر اسمه"),
        ("ذكر مصدر مطلع طالباً عدم الكشف عن هويته أن الشحنة وصلت.", "مصدر مطلع", "طالباً عدم الكشف عن هويته"),
        ("قال مصدر حكومي إن المفاوضات متعثرة.", "مصدر حكومي", None),
    ],
)
def test_why_a_source_is_not_named(text: str, speaker: str, reason: str | None) -> None:
    one = read(text).statements[0]
    assert [(who.name, who.reason) for who in one.speakers] == [(speaker, reason)]
    assert not one.named


def test_links_hold_their_place() -> None:
    text = "قال الخبير فادي كرم لقناة الجزيرة في مقابلة إن السوق هادئة، بحسب وكالة رويترز."
    for one in read(text).statements:
        assert one.via
        for link in one.via:
            assert text[link.span.start : link.span.end] == link.span.text == link.text
