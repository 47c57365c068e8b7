"""Who speaks: names with title and apposition, offices, joint speakers, and whom a short form means. Own sentences; add a row."""

from __future__ import annotations

import pytest

from told import missed, only, read

param = pytest.param


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("قال وزير الري كامل الصيفي إن السد آمن.", "وزير الري كامل الصيفي", "كامل الصيفي"),
        ("أكد الناطق باسم الجيش، العقيد طارق الزين، أن الهدوء عاد.", "الناطق باسم الجيش، العقيد طارق الزين", "طارق الزين"),
        ("قالت هالة منصور، المتحدثة باسم وزارة العدل، إن القانون سيناقش.", "هالة منصور، المتحدثة باسم وزارة العدل", "هالة منصور"),
        ("وقال سامي النابلسي، مدير المرفأ، إن السفينة وصلت.", "سامي النابلسي، مدير المرفأ", "سامي النابلسي"),
        ("قالت مديرة المستشفى رنا الحداد إن 12 جريحاً وصلوا.", "مديرة المستشفى رنا الحداد", "رنا الحداد"),
        ("قال الدكتور عمر الخياط إن الفحص سليم.", "الدكتور عمر الخياط", "عمر الخياط"),
        ("قال سفير اليابان كينجي تاناكا إن المنحة جاهزة.", "سفير اليابان كينجي تاناكا", "كينجي تاناكا"),
        ("قال رئيس شركة أوبال للنقل هنريك لوند إن الخط عاد.", "رئيس شركة أوبال للنقل هنريك لوند", "هنريك لوند"),
        ("قالت وزارة الخارجية الروسية إن الرد جاهز.", "وزارة الخارجية الروسية", "وزارة الخارجية الروسية"),
        param(
            "قالت الناطقة ريما صالح على هامش المنتدى إن الأرقام مشجعة.",
            "الناطقة ريما صالح",
            "ريما صالح",
        ),
        param(
            "كتب الوزير كامل الصيفي على منصة إكس أن المعبر سيفتح.",
            "الوزير كامل الصيفي",
            "كامل الصيفي",
        ),
        ("قال الرئيس الأوكراني فولوديمير زيلينسكي الأحد إن القصف مستمر.", "الرئيس الأوكراني فولوديمير زيلينسكي", "فولوديمير زيلينسكي"),
    ],
)
def test_title_and_apposition_belong_to_the_name(text: str, span: str, name: str) -> None:
    one = only(text)
    assert (one.speaker and one.speaker.text, one.speaker_name, one.named) == (span, name, True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال مسؤول في البيت الأبيض إن الصفقة قريبة.", "مسؤول في البيت الأبيض"),
        ("قالت مصادر مطلعة إن الوفد غادر.", "مصادر مطلعة"),
        ("قال مسؤولان أميركيان إن الرسالة وصلت.", "مسؤولان أميركيان"),
        ("قال دبلوماسي أوروبي رفيع إن الباب مفتوح.", "دبلوماسي أوروبي رفيع"),
        ("قال شاهد عيان إن الحافلة احترقت.", "شاهد عيان"),
        ("قالت المتحدثة باسم الحكومة إن الخطة جاهزة.", "المتحدثة باسم الحكومة"),
    ],
)
def test_sources_without_a_name(text: str, name: str) -> None:
    one = only(text)
    assert (one.speaker_name, one.named) == (name, False)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        param(
            "أفادت وكالتا رويترز وبلومبرغ بأن المصنع توقف.", ["رويترز", "بلومبرغ"], marks=missed("the second agency of «وكالتا» is missed")
        ),
        param(
            "قال الوزيران سلمى النجار وكامل الصيفي إن الاتفاق قريب.",
            ["سلمى النجار", "كامل الصيفي"],
            marks=missed("two names behind a dual are taken for one"),
        ),
        param(
            "أعلن وزيرا الخارجية المصري سامح شكري والأردني أيمن الصفدي أن الاجتماع تأجل.",
            ["سامح شكري", "أيمن الصفدي"],
            marks=missed("the second minister's adjective stays in the name"),
        ),
        ("أكد مدير المرفأ سامي النابلسي ورئيس النقابة يوسف العلي أن الإضراب انتهى.", ["سامي النابلسي", "يوسف العلي"]),
        ("وأعلنت فرنسا وألمانيا أن المناورات بدأت.", ["فرنسا", "ألمانيا"]),
    ],
)
def test_joint_speakers(text: str, speakers: list[str]) -> None:
    one = only(text)
    assert [who.name for who in one.speakers] == speakers
    assert one.speaker_name == speakers[0]


MEETING = "التقى وزير الخارجية الروسي سيرغي لافروف نظيره التركي هاكان فيدان. "


@pytest.mark.parametrize(
    ("text", "name", "basis"),
    [
        ("قال الرئيس الأوكراني فولوديمير زيلينسكي إن القصف مستمر. وأكد زيلينسكي أن الجيش صامد.", "فولوديمير زيلينسكي", "short form"),
        ("قال مدير المرفأ سامي النابلسي إن السفن عادت. وأكد النابلسي أن الرسوم ثابتة.", "سامي النابلسي", "short form"),
        ("قال وزير الخارجية الأميركي ماركو روبيو إن الوقت ضيق. وشدد الوزير الأميركي على أن العرض لن يتكرر.", "ماركو روبيو", "role"),
        ("قال وزير الخارجية المصري بدر عبد العاطي إن الموقف ثابت. وأكد الوزير أن الرد جاهز.", "بدر عبد العاطي", "role"),
        ("قال مصدر أمني إن الجيش انسحب من القرية. وأضاف المصدر نفسه أن الأهالي عادوا.", "مصدر أمني", "role"),
        ("قالت المتحدثة باسم الخارجية منى سليم إن اللقاء تأجل. وأكدت المتحدثة ذاتها أن السبب فني.", "منى سليم", "role"),
        (MEETING + "وقال الوزير الروسي إن اللقاء مثمر.", "سيرغي لافروف", "role"),
        param(
            MEETING + "وقال الوزير التركي إن اللقاء مثمر.",
            "هاكان فيدان",
            "role",
            marks=missed("the counterpart's office is not taken from «نظيره التركي»"),
        ),
        param(
            MEETING + "وقال لافروف إن اللقاء مثمر. وأكد نظيره التركي أن الحوار مستمر.",
            "هاكان فيدان",
            "role",
            marks=missed("«نظيره» as a subject is missed"),
        ),
        ("قال مدير المرفأ سامي النابلسي إن السفن عادت. وأضاف أن الرسوم ثابتة.", "سامي النابلسي", "dropped subject"),
    ],
)
def test_whom_the_last_speaker_is(text: str, name: str, basis: str) -> None:
    last = read(text).statements[-1]
    assert (last.speaker_name, last.speakers[0].basis) == (name, basis)


def test_his_country_is_the_speakers_own() -> None:
    text = "قال وزير الخارجية المصري بدر عبد العاطي إن بلاده ترفض العرض. وأكدت بلاده أن الموقف ثابت."
    assert read(text).statements[-1].speaker_name == "مصر"


@pytest.mark.parametrize(
    ("text", "name", "name_en", "kind"),
    [
        ("قال الرئيس الأميركي دونالد ترمب إن الاتفاق ممكن.", "دونالد ترمب", "Donald Trump", "person"),
        ("قال مدير المرفأ سامي النابلسي إن السفن عادت.", "سامي النابلسي", None, "person"),
        param("ذكرت وكالة رويترز أن المصنع توقف.", "رويترز", "Reuters", "outlet", marks=missed("وكالة stays in the name")),
        ("قالت مصادر مطلعة إن الوفد غادر.", "مصادر مطلعة", None, "source"),
    ],
)
def test_entities(text: str, name: str, name_en: str | None, kind: str) -> None:
    [found] = [entity for entity in read(text).entities if entity.name == name]
    assert (found.type, found.name_en) == (kind, name_en)
    assert all(text[mention.start : mention.end] == mention.text for mention in found.mentions)


def test_one_person_is_one_entity() -> None:
    text = "قال الرئيس الأميركي دونالد ترمب إن الاتفاق ممكن. وأكد ترمب أن الوقت ضيق. وكتب ترامب أن اللقاء قريب."
    people = [entity for entity in read(text).entities if entity.type == "person"]
    assert [(entity.name, len(entity.mentions)) for entity in people] == [("دونالد ترمب", 3)]
