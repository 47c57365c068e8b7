"""The lexicon as a whole: every shipped table loads, a user's folder adds to it, and a bad row is told with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import musnad
import musnad.lexicon
from musnad.lexicon.lexicon import OTHER_TABLES, TABLES, PhraseTable, load_lexicon
from musnad.lexicon.tables import LexiconError
from musnad.reading.time_words import time_lexicon
from musnad.text.numbers import cardinal

DATA = Path(musnad.lexicon.__file__).parent / "data"
SHIPPED = sorted(path.stem for path in DATA.glob("*.tsv"))


@pytest.mark.parametrize("stem", SHIPPED)
def test_every_shipped_table_is_read_by_somebody(stem: str) -> None:
    assert stem in TABLES or stem in OTHER_TABLES or stem.startswith("time_")


def test_the_longest_phrase_within_reach_is_found() -> None:
    table: PhraseTable[str] = PhraseTable()
    table.add(("مجلس",), "short")
    table.add(("مجلس", "الامن"), "middle")
    table.add(("مجلس", "الامن", "القومي"), "long")
    words = ["مجلس", "الامن", "القومي"]
    assert table.longest("مجلس", words, 1) == (3, ["long"])
    assert table.longest("مجلس", words, 1, 1) == (2, ["middle"])
    assert table.longest("مجلس", words[:2], 1) == (2, ["middle"])
    assert table.longest("مجلس", []) == (1, ["short"])
    assert table.longest("الامن", words) is None


def test_the_spellings_of_a_row_share_its_entry() -> None:
    names = load_lexicon().names
    short, long = names.longest("موسكو", []), names.longest("روسيا", ["الاتحاديه"])
    country = names.longest("روسيا", [])
    assert short and long and country
    assert long[1][0] is country[1][0]
    assert short[1][0].kind == "capital"


def test_every_shipped_table_loads() -> None:
    lexicon = load_lexicon()
    for name in ("given_names", "cues", "act_signs", "grammar_at", "furniture"):
        assert getattr(lexicon, name), name
    assert "رويترز" in lexicon.names
    assert "وزير" in lexicon.roles
    assert time_lexicon().months
    assert cardinal("خمسه")


@pytest.mark.parametrize(
    ("table", "text", "line", "problem"),
    [
        ("people", "name\tname_en\nسلمى النجار\n", 2, "1 columns, expected 2"),
        ("people", "name\tname_en\nسلمى النجار\t\n", 2, "column 'name_en' is empty"),
        ("people", "name\tname_en\nسَلمى النجار\tSalma al-Najjar\n", 2, "diacritic"),
        ("people", "name\tname_en\tage\n", 1, "unknown column 'age'"),
        ("bodies", "name\ttype\nهيئة الحوض\tclub\n", 2, "unknown type 'club'"),
        ("outlets", "name\tkind\nضفاف\tpaper\nسديم\tblog\n", 3, "unknown kind 'blog'"),
        ("places", "name\tkind\nسد الحوض\tdam\n", 2, "unknown kind 'dam'"),
        ("roles", "role\tclass\nناظر مدرسة\tteacher\n", 2, "unknown class 'teacher'"),
        ("given_names", "name\talso_word\nبسمة\tmaybe\n", 2, "unknown also_word 'maybe'"),
        ("countries", "name\tcode\nبلاد الحوض\tXX\n", 1, "column 'name_en' is missing"),
        ("reporting", "past\tpresent\tclass\tconstruction\tact\nهمس\tيهمس\tsay\tfor\tinform\n", 2, "unknown construction 'for'"),
        ("reporting", "past\tpresent\tclass\tconstruction\tact\nهمس\tيهمس\tsay\tan\tsing\n", 2, "unknown act 'sing'"),
        ("reporting_nouns", "noun\tclass\tconstruction\tact\tkind\nهمسة\tsay\tan\tinform\tbreath\n", 2, "unknown kind 'breath'"),
        ("reporting_prepositions", "form\tconstruction\nعلى ذمة\tnoun\n", 2, "unknown construction 'noun'"),
        ("act_words", "phrase\tact\tstrength\twhere\nلا مفر من\tdemand\t9\tany\n", 2, "unknown strength '9'"),
        ("furniture", "kind\twhere\tphrases\njoke\tstart\tنكتة اليوم\n", 2, "unknown kind 'joke'"),
        ("platforms", "name\tvariants\nساحة|\t\n", 2, "stray space or bar"),
        ("birds", "name\nهدهد\n", 1, "no such table"),
    ],
)
def test_a_bad_row_is_told_with_file_and_line(tmp_path: Path, table: str, text: str, line: int, problem: str) -> None:
    path = tmp_path / f"{table}.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(problem)) as caught:
        load_lexicon((tmp_path,))
    assert str(caught.value).startswith(f"{path}:{line}: ")


def add(folder: Path, table: str, header: str, *rows: str) -> None:
    """Write a table of the user's own."""
    (folder / f"{table}.tsv").write_text("\n".join([header.replace(" ", "\t"), *rows, ""]), encoding="utf-8")


def test_a_users_folder_adds_a_person(tmp_path: Path) -> None:
    text = "وصل الوفد صباحاً. وقالت السلمانية إن المسودة جاهزة."
    add(tmp_path, "people", "name variants name_en country offices", "درة السلمانية\tالسلمانية\tDurra al-Salmaniyya\tSY\tوزير الري")
    reading = musnad.read(text, lexicon=load_lexicon((tmp_path,)))
    [found] = [entity for entity in reading.entities if entity.name_en == "Durra al-Salmaniyya"]
    assert (found.type, found.country, found.mentions[0].text) == ("person", "SY", "السلمانية")
    assert reading.statements[0].speakers[0].entity == found.id
    assert not any(entity.name_en == "Durra al-Salmaniyya" for entity in musnad.read(text).entities)


def test_a_users_folder_adds_a_verb(tmp_path: Path) -> None:
    text = "همهم الوزير كامل الصيفي أن المعبر سيفتح."
    add(tmp_path, "reporting", "past present class construction act", "همهم\tيهمهم\tsay\tan|quote\tinform")
    [told] = musnad.read(text, lexicon=load_lexicon((tmp_path,))).statements
    assert (told.cue.text, told.content[0].text) == ("همهم", "أن المعبر سيفتح")
    assert musnad.read(text).statements == ()


def test_a_users_folder_adds_an_outlet(tmp_path: Path) -> None:
    add(tmp_path, "outlets", "name kind name_en", "ضفاف النهر\tpaper\tRiver Banks")
    text = "قال الخبير فادي كرم لضفاف النهر إن السوق هادئة."
    [told] = musnad.read(text, lexicon=load_lexicon((tmp_path,))).statements
    assert [(link.text, link.kind, link.role) for link in told.via] == [("ضفاف النهر", "outlet", "told")]


def test_two_folders_are_both_read(tmp_path: Path) -> None:
    for folder, name in (("one", "ضفاف النهر"), ("two", "مرآة السهل")):
        (tmp_path / folder).mkdir()
        add(tmp_path / folder, "outlets", "name kind", f"{name}\tpaper")
    lexicon = load_lexicon((tmp_path / "one", tmp_path / "two"))
    assert "ضفاف" in lexicon.names
    assert "مراه" in lexicon.names


@pytest.mark.parametrize("table", ["numbers", "time_months"])
def test_tables_of_times_and_numbers_are_the_packages_own(tmp_path: Path, table: str) -> None:
    (tmp_path / f"{table}.tsv").write_text("whatever\n", encoding="utf-8")
    load_lexicon((tmp_path,))


def test_people_can_be_left_out() -> None:
    assert "اوباما" in load_lexicon().names
    assert "اوباما" not in load_lexicon(people=False).names
