import re
import time
from pathlib import Path

import pytest

from musnad.lexicon.tables import LexiconError, read_table

COLUMNS = ("name", "variants", "kind")
REQUIRED = ("name", "kind")
KINDS = {"kind": {"paper", "agency"}}
HEADER = "name\tvariants\tkind\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "outlets.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows(tmp_path: Path) -> None:
    path = write(tmp_path, "# صحف\n" + HEADER + "# أولى\n\nالصباح\t\tpaper\nنوفا\tنوفه|نوڤا\tagency\r\n")
    rows = read_table(path, COLUMNS, REQUIRED, choices=KINDS)
    assert [(row.line, row["name"], row.words("variants"), row["kind"]) for row in rows] == [
        (5, "الصباح", (), "paper"),
        (6, "نوفا", ("نوفه", "نوڤا"), "agency"),
    ]


def test_columns_in_any_order_and_left_out(tmp_path: Path) -> None:
    [row] = read_table(write(tmp_path, "kind\tname\npaper\tالصباح\n"), COLUMNS, REQUIRED)
    assert row.cells == {"name": "الصباح", "kind": "paper", "variants": ""}


def test_byte_order_mark_is_no_column(tmp_path: Path) -> None:
    assert read_table(write(tmp_path, "\ufeff" + HEADER), COLUMNS, REQUIRED) == []


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "column 'name' is missing"),
        ("name\tvariants\n", 1, "column 'kind' is missing"),
        ("name\tvariants\tkind\tcolour\n", 1, "unknown column 'colour'"),
        ("name\tname\tkind\n", 1, "column 'name' stands twice"),
        (HEADER + "الصباح\tpaper\n", 2, "2 columns, expected 3"),
        (HEADER + "الصباح\t\tpaper\t\n", 2, "4 columns, expected 3"),
        (HEADER + "\t\tpaper\n", 2, "column 'name' is empty"),
        (HEADER + "# \u064b in a remark is no harm\nالصَباح\t\tpaper\n", 3, "mark U+064E in 'الصَباح'"),
        (HEADER + "الصبـاح\t\tpaper\n", 2, "mark U+0640"),
        (HEADER + "الصباح\tصباح\u200f\tpaper\n", 2, "mark U+200F in 'صباح"),
        (HEADER + "الصباح\t\tradio\n", 2, "unknown kind 'radio', expected one of agency, paper"),
        (HEADER + "الصباح\t\tpaper|radio\n", 2, "unknown kind 'radio'"),
        (HEADER + "الصباح \t\tpaper\n", 2, "stray space or bar in 'الصباح '"),
        (HEADER + "الصباح\tأ||ب\tpaper\n", 2, "stray space or bar in 'أ||ب'"),
        (HEADER + "الصباح\tأ|\tpaper\n", 2, "stray space or bar in 'أ|'"),
        (HEADER + "الصباح\tأ\tpaper \n", 2, "stray space or bar in 'paper '"),
    ],
)
def test_problems_name_file_and_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(LexiconError, match=re.escape(problem)) as caught:
        read_table(path, COLUMNS, REQUIRED, choices=KINDS)
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "outlets.tsv"
    path.write_bytes(HEADER.encode() + "الصباح\t\tpaper\n".encode("cp1256"))
    with pytest.raises(LexiconError, match=r":2: not UTF-8"):
        read_table(path, COLUMNS, REQUIRED)


def test_whole_lexicon_loads_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "اسم طويل بعض الشيء\tاسم آخر|واسم ثالث|ورابع\tpaper\n" * 4000)
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        rows = read_table(path, COLUMNS, REQUIRED, choices=KINDS)
        seconds.append(time.perf_counter() - start)
    assert len(rows) == 4000
    assert min(seconds) < 0.2, f"4,000 lines took {min(seconds):.3f} s"  # 0.02 s on an idle machine
