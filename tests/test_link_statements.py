"""Which statements of two articles are one saying: read, prepared and added as any article is; all sentences are made up."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from musnad.model import Article
from musnad.reading.read import read
from musnad.record.add import add_article, unlink
from musnad.record.prepare import Prepared, Report, prepare
from musnad.record.same_saying import FEATURES, in_order, like_name, load_weights, rough_root
from musnad.record.schema import articles, statements
from musnad.record.store import Record, open_record
from told import missed

DAY = dt.date(2025, 8, 4)
QUOTED = "قالت وزيرة الري سلمى النجار إن «سد الوادي الجنوبي سيخزن سبعة مليارات متر مكعب قبل موسم الفيضان المقبل»."
PARAPHRASED = "أعلنت سلمى النجار، وزيرة الري، أن سد الوادي الجنوبي سيخزن سبعة مليارات متر مكعب مع اقتراب الفيضان."
BY_ANOTHER = "حذر النائب المعارض هاني الدرويش من أن سد الوادي الجنوبي قد ينهار قبل موسم الفيضان المقبل."
OTHER_PROPOSITION = "أكدت سلمى النجار، وزيرة الري، أن رواتب المهندسين في سد الوادي الجنوبي ستصرف متأخرة هذا الشهر."
"""The same speaker and subject, another thing told."""
OTHER_SUBJECT = "قالت سلمى النجار إن رواتب مهندسي السد تأخرت لأن وزارة المالية لم تحول الاعتماد السنوي بعد."


def prepared(number: int, text: str, days: int = 0) -> Prepared:
    """The article `number`, which appeared `days` after the first."""
    published = DAY + dt.timedelta(days=days)
    report = Report(
        Article(text, f"n{number}", published, f"صحيفة {number}", "سد الوادي الجنوبي"),
        "test",
        f"id:{number}",
        "2025-09-01T00:00:00Z",
    )
    return prepare(report, read(report.article))


def sayings(record: Record) -> dict[str, str]:
    """The uid of the first telling of the saying of each statement."""
    with record.reading() as connection:
        rows = connection.execute(select(statements.c.id, statements.c.uid, statements.c.saying)).all()
    uids = {row.id: row.uid for row in rows}
    return {row.uid: uids[row.saying] for row in rows if row.saying is not None}


def added(path: Path, told: Sequence[Prepared]) -> dict[str, str]:
    """The sayings of a record to which these articles were added in this order."""
    with open_record(path, write=True) as record:
        for each in told:
            with record.writing() as connection:
                add_article(connection, each)
        return sayings(record)


@pytest.mark.parametrize(
    ("other", "days", "joined"),
    [
        (QUOTED, 0, True),
        (PARAPHRASED, 1, True),
        (PARAPHRASED, 4, False),
        (BY_ANOTHER, 0, False),
        (OTHER_SUBJECT, 0, False),
        pytest.param(OTHER_PROPOSITION, 0, False, marks=missed("one speaker on one subject: what is told of it weighs too little")),
    ],
)
def test_joined(tmp_path: Path, other: str, days: int, *, joined: bool) -> None:
    found = added(tmp_path / "record.sqlite", [prepared(1, QUOTED), prepared(2, other, days)])
    assert len(found) == 2
    assert (len(set(found.values())) == 1) == joined


def test_order_of_adding_is_irrelevant(tmp_path: Path) -> None:
    told = [prepared(1, QUOTED), prepared(2, PARAPHRASED, 1), prepared(3, QUOTED, 2), prepared(4, BY_ANOTHER, 1)]
    orders = itertools.permutations(told)
    first, *others = [added(tmp_path / f"{n}.sqlite", each) for n, each in enumerate(orders)]
    assert len(set(first.values())) == 2
    assert all(found == first for found in others)


def test_what_joined_by_a_lost_telling_chooses_again(tmp_path: Path) -> None:
    told = [prepared(1, QUOTED), prepared(2, PARAPHRASED, 1), prepared(3, QUOTED, 2)]
    with open_record(tmp_path / "record.sqlite", write=True) as record, record.writing() as connection:
        for each in told:
            add_article(connection, each)
        unlink(connection, connection.execute(select(articles.c.id).where(articles.c.uid == told[0].uid)).scalar_one())
        kept = connection.execute(select(statements.c.id, statements.c.saying).order_by(statements.c.day)).all()
    assert [row.saying for row in kept] == [kept[0].id, kept[0].id]


@pytest.mark.parametrize(("one", "other"), [("سيجتمع", "اجتماع"), ("هدد", "تهديد")])
def test_paraphrases_share_a_rough_root(one: str, other: str) -> None:
    assert rough_root(one) == rough_root(other)


def test_names_spelt_otherwise_are_alike() -> None:
    assert like_name("سمير مكدوغل", "سمير ماكدوغل") > 0.8
    assert like_name("سمير مكدوغل", "هاني الدرويش") < 0.2


def test_in_order_is_symmetric() -> None:
    assert in_order("سد وادي فيضان", "فيضان سد وادي") == in_order("فيضان سد وادي", "سد وادي فيضان")
    assert in_order("", "سد") == 0.0


def test_every_comparison_has_a_weight() -> None:
    assert load_weights().keys() == {"bias", *FEATURES}
