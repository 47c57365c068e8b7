"""The package's own tables of reporting words: well formed, without doubles, and large enough."""

from pathlib import Path

import pytest

import musnad.lexicon
from musnad.lexicon.inflect import forms
from musnad.lexicon.tables import Row, read_table
from musnad.text.folding import fold


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DATA = Path(musnad.lexicon.__file__).parent / "data"
CLASSES = words(
    "say announce add stress explain reveal claim opinion deny confirm accuse condemn praise demand advise ask answer warn threaten "
    "promise agree refuse express describe report write speak quote"
)
CONSTRUCTIONS = words("an ila ila_an ala an_prep min bi li fi obj obj_bi obj_ila obj_ala obj_min quote")
ATTRIBUTIONS = words("np pronoun li lima ma verb ila ila_ma an_prep fi ala_lisan")
ACTS = words("inform claim praise accuse demand propose promise threaten accept reject deny ask predict wish")
KINDS = words("saying medium idea feeling")
CUE = {"class": CLASSES, "construction": CONSTRUCTIONS, "act": ACTS}


def verbs() -> list[Row]:
    columns = ("past", "present", "participle", "masdar", "class", "construction", "act")
    return read_table(DATA / "reporting.tsv", columns, ("past", "present", "class", "construction", "act"), choices=CUE)


def nouns() -> list[Row]:
    columns = ("noun", "plural", "class", "construction", "act", "kind")
    required = ("noun", "class", "construction", "act", "kind")
    return read_table(DATA / "reporting_nouns.tsv", columns, required, choices=CUE | {"kind": KINDS})


def prepositions() -> list[Row]:
    columns = ("form", "construction")
    return read_table(DATA / "reporting_prepositions.tsv", columns, columns, choices={"construction": ATTRIBUTIONS})


def act_words() -> list[Row]:
    columns = ("phrase", "act", "strength", "where")
    choices = {"act": ACTS, "strength": frozenset("123"), "where": frozenset(("start", "any"))}
    return read_table(DATA / "act_words.tsv", columns, columns, choices=choices)


def test_sizes() -> None:
    assert len(verbs()) >= 325
    assert len(nouns()) >= 220
    assert len(prepositions()) >= 70
    assert len(act_words()) >= 450


def test_each_entry_stands_once() -> None:
    for keys in (
        [(row["past"], row["present"], row["participle"]) for row in verbs()],
        [row["noun"] for row in nouns()],
        [row["form"] for row in prepositions()],
        [phrase for row in act_words() for phrase in row.words("phrase")],
    ):
        assert sorted(keys) == sorted(set(keys))


def test_principal_parts_have_the_shape_of_their_kind() -> None:
    for row in verbs():
        assert row["present"].startswith("ي"), row
        assert len(row["past"]) >= 2, row
        if len(row["past"]) > 3 and row["past"][0] in "أا":
            assert all(participle.startswith("م") for participle in row.words("participle")), row
        assert not row["participle"].endswith("ٍ"), row


FORMS = {fold(form.form) for row in verbs() for form in forms(row)}


@pytest.mark.parametrize(
    "form",
    sorted(
        words(
            "قالت يقولون يقل قائلا قوله أعلنوا معلنة إعلانها نفت ينفون نافيا دعت داعيا دعوتهم رددت راد شددا مشددين أفيد تشير مشيرتين "
            "هنأوا تنبؤه ادعاءها يكررون حذر محذرا سئل طولب اتهموا متهمة وصفت يصف واصفا استنكرن غرد مغردة"
        )
    ),
)
def test_forms_that_newspapers_print(form: str) -> None:
    assert fold(form) in FORMS


@pytest.mark.parametrize(
    "word", ["في", "من", "إلى", "الذي", "هذا", "مدينة", "مصر", "أنه", "أنها", "أمس", "قبله", "مذيع", "إذاعة", "معارضة", "قاض"]
)
def test_ordinary_words_are_no_forms(word: str) -> None:
    assert fold(word) not in FORMS
