import pytest

from musnad.lexicon.inflect import Form, forms
from musnad.lexicon.tables import Row

VERBS = {
    # past: (present, participle, masdar)
    "وصف": ("يصف", "واصف", "وصف"),
    "كتب": ("يكتب", "كاتب", "كتابة"),
    "أعلن": ("يعلن", "معلن", "إعلان"),
    "طالب": ("يطالب", "مطالب", "مطالبة"),
    "قال": ("يقول", "قائل", "قول"),
    "أفاد": ("يفيد", "مفيد", "إفادة"),
    "أشار": ("يشير", "مشير", "إشارة"),
    "استغاث": ("يستغيث", "مستغيث", "استغاثة"),
    "نفى": ("ينفي", "نافي", "نفي"),
    "دعا": ("يدعو", "داعي", "دعوة"),
    "رأى": ("يرى", "رائي", ""),
    "خشي": ("يخشى", "خاشي", "خشية"),
    "تمنى": ("يتمنى", "متمني", "تمني"),
    "ادعى": ("يدعي", "مدعي", "ادعاء"),
    "شكا": ("يشكو", "شاكي", "شكوى"),
    "نادى": ("ينادي", "منادي", "مناداة"),
    "رد": ("يرد", "راد", "رد"),
    "أصر": ("يصر", "مصر", "إصرار"),
    "احتج": ("يحتج", "محتج", "احتجاج"),
    "استند": ("يستند", "مستند", "استناد"),
    "أمل": ("يأمل", "آمل", ""),
    "أكد": ("يؤكد", "مؤكد", "تأكيد"),
    "سأل": ("يسأل", "سائل", "سؤال"),
    "هنأ": ("يهنئ", "مهنئ", "تهنئة"),
    "تنبأ": ("يتنبأ", "متنبئ", "تنبؤ"),
    "لفت": ("يلفت", "لافت", "لفت"),
}


def inflected(past: str) -> list[Form]:
    present, participle, masdar = VERBS[past]
    return forms(Row(1, {"past": past, "present": present, "participle": participle, "masdar": masdar}))


def texts(past: str, kind: str, **told: object) -> list[str]:
    found = inflected(past)
    return [f.form for f in found if f.features.kind == kind and all(getattr(f.features, name) == value for name, value in told.items())]


@pytest.mark.parametrize(
    ("verb", "expected"),
    [  # 3ms 3fs 3md 3fd 3mp 3fp 1s 1p
        ("كتب", "كتب كتبت كتبا كتبتا كتبوا كتبن كتبت كتبنا"),
        ("قال", "قال قالت قالا قالتا قالوا قلن قلت قلنا"),
        ("أفاد", "أفاد أفادت أفادا أفادتا أفادوا أفدن أفدت أفدنا"),
        ("استغاث", "استغاث استغاثت استغاثا استغاثتا استغاثوا استغثن استغثت استغثنا"),
        ("نفى", "نفى نفت نفيا نفتا نفوا نفين نفيت نفينا"),
        ("دعا", "دعا دعت دعوا دعتا دعوا دعون دعوت دعونا"),
        ("رأى", "رأى رأت رأيا رأتا رأوا رأين رأيت رأينا"),
        ("خشي", "خشي خشيت خشيا خشيتا خشوا خشين خشيت خشينا"),
        ("رد", "رد ردت ردا ردتا ردوا رددن رددت رددنا"),
        ("أصر", "أصر أصرت أصرا أصرتا أصروا أصررن أصررت أصررنا"),
        ("احتج", "احتج احتجت احتجا احتجتا احتجوا احتججن احتججت احتججنا"),
        ("استند", "استند استندت استندا استندتا استندوا استندن استندت استندنا"),
        ("أعلن", "أعلن أعلنت أعلنا أعلنتا أعلنوا أعلن أعلنت أعلنا"),  # n + n merge
        ("لفت", "لفت لفتت لفتا لفتتا لفتوا لفتن لفت لفتنا"),  # t + t merge in the first person only
        ("هنأ", "هنأ هنأت هنآ هنأتا هنأوا هنؤوا هنأن هنأت هنأنا"),
    ],
)
def test_past(verb: str, expected: str) -> None:
    assert texts(verb, "past", bound=False) == expected.split()


@pytest.mark.parametrize(
    ("verb", "expected"),
    [  # 3ms 3fs 1s 1p, 3md 3fd 3mp each indicative and subjunctive, 3fp
        ("كتب", "يكتب تكتب أكتب نكتب يكتبان يكتبا تكتبان تكتبا يكتبون يكتبوا يكتبن"),
        ("وصف", "يصف تصف أصف نصف يصفان يصفا تصفان تصفا يصفون يصفوا يصفن"),
        ("قال", "يقول تقول أقول نقول يقولان يقولا تقولان تقولا يقولون يقولوا يقلن"),
        ("نفى", "ينفي تنفي أنفي ننفي ينفيان ينفيا تنفيان تنفيا ينفون ينفوا ينفين"),
        ("دعا", "يدعو تدعو أدعو ندعو يدعوان يدعوا تدعوان تدعوا يدعون يدعوا يدعون"),
        ("رأى", "يرى ترى أرى نرى يريان يريا تريان تريا يرون يروا يرين"),
        ("رد", "يرد ترد أرد نرد يردان يردا تردان تردا يردون يردوا يرددن"),
        ("أمل", "يأمل تأمل آمل نأمل يأملان يأملا تأملان تأملا يأملون يأملوا يأملن"),
        ("أكد", "يؤكد تؤكد أؤكد نؤكد يؤكدان يؤكدا تؤكدان تؤكدا يؤكدون يؤكدوا يؤكدن"),
        ("تنبأ", "يتنبأ تتنبأ أتنبأ نتنبأ يتنبآن يتنبآ تتنبآن تتنبآ يتنبأون يتنبؤون يتنبأوا يتنبؤوا يتنبأن"),
    ],
)
def test_present(verb: str, expected: str) -> None:
    found = [f.form for f in inflected(verb) if f.features.kind == "present" and f.features.mood != "jussive" and not f.features.bound]
    assert found == expected.split()


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("قال", "يقل تقل"),
        ("أشار", "يشر تشر"),
        ("نفى", "ينف تنف"),
        ("دعا", "يدع تدع"),
        ("تمنى", "يتمن تتمن"),
        ("كتب", ""),
        ("رد", ""),
    ],
)
def test_jussive_that_is_written_shorter(verb: str, expected: str) -> None:
    assert texts(verb, "present", mood="jussive") == expected.split()


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("قال", "قيل قيلت يقال تقال"),
        ("أفاد", "أفيد أفيدت يفاد تفاد"),
        ("استغاث", "استغيث استغيثت يستغاث تستغاث"),
        ("دعا", "دعي دعيت يدعى تدعى"),
        ("نفى", "نفي نفيت ينفى تنفى"),
        ("نادى", "نودي نوديت ينادى تنادى"),
        ("طالب", "طولب طولبت"),
        ("سأل", "سئل سئلت"),
        ("هنأ", "هنئ هنئت يهنأ تهنأ"),
        ("وصف", "يوصف توصف"),
        ("كتب", ""),
    ],
)
def test_passive_that_is_written_differently(verb: str, expected: str) -> None:
    assert texts(verb, "passive") == expected.split()


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("أشار", "مشير مشيرا مشيرة مشيران مشيرين مشيرتان مشيرتين مشيرات مشيرون مشيرين مشيرو مشيري"),
        ("نفى", "نافي نافيا نافية نافيان نافيين نافيتان نافيتين نافيات ناف نافون نافين نافو نافي"),
        ("هنأ", "مهنئ مهنئا مهنئة مهنئان مهنئين مهنئتان مهنئتين مهنئات مهنئون مهنئين مهنئو مهنئي"),
    ],
)
def test_participle(verb: str, expected: str) -> None:
    assert texts(verb, "participle") == expected.split()


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("قال", "قول قولا قوله قولها قولهما قولهم قولهن قولي قولنا"),
        ("دعا", "دعوة دعوته دعوتها دعوتهما دعوتهم دعوتهن دعوتي دعوتنا"),
        ("شكا", "شكوى شكواه شكواها شكواهما شكواهم شكواهن شكواي شكوانا"),
        ("تمنى", "تمني تمن تمنيا تمنيه تمنيها تمنيهما تمنيهم تمنيهن تمنينا"),
        ("نفى", "نفي نفيا نفيه نفيها نفيهما نفيهم نفيهن نفينا"),
        ("أمل", ""),
    ],
)
def test_masdar(verb: str, expected: str) -> None:
    assert texts(verb, "masdar") == expected.split()


def test_masdar_that_ends_in_a_hamza_has_three_seats() -> None:
    assert texts("ادعى", "masdar", owner="3ms") == ["ادعاءه", "ادعاؤه", "ادعائه"]
    assert texts("ادعى", "masdar", owner="1s") == ["ادعائي"]
    assert texts("ادعى", "masdar", case="accusative") == []


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("نفى", "نفا نفو ينفو"),  # نفاه، نفوه، لن ينفوه
        ("دعا", "دعو يدعو"),
        ("رأى", "رآ رأو يرا ترا يرو"),
        ("رد", "ردو يردو"),
    ],
)
def test_forms_before_a_suffixed_pronoun(verb: str, expected: str) -> None:
    assert [f.form for f in inflected(verb) if f.features.bound] == expected.split()


def test_features() -> None:
    [said] = [f.features for f in inflected("قال") if f.form == "قالوا"]
    assert (said.kind, said.person, said.gender, said.number) == ("past", 3, "m", "p")
    [passive] = [f.features for f in inflected("قال") if f.form == "يقال"]
    assert (passive.kind, passive.tense) == ("passive", "present")
    [his] = [f.features for f in inflected("أعلن") if f.form == "إعلانهم"]
    assert (his.kind, his.owner) == ("masdar", "3mp")


@pytest.mark.parametrize("verb", VERBS)
def test_each_form_with_its_features_comes_once(verb: str) -> None:
    found = inflected(verb)
    assert len(found) == len(set(found))
    assert all(form.form for form in found)
