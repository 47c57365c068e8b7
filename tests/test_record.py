"""The record as a whole: the same in whatever order it grew, whole after any kill, shared by many, true as of any day."""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from musnad.errors import RecordError
from musnad.model import Article
from musnad.questions.brief import brief
from musnad.questions.disputes import disputes
from musnad.questions.origins import origins_of_sayings
from musnad.questions.stories import stories
from musnad.questions.told import told
from musnad.questions.view import look, search_query
from musnad.reading.read import read
from musnad.record.add import add_article, replace_reading
from musnad.record.correct import merge, split
from musnad.record.doctor import doctor
from musnad.record.link_stories import settle_stories
from musnad.record.names import find_entities
from musnad.record.prepare import Prepared, Report, prepare
from musnad.record.schema import articles
from musnad.record.store import open_record
from small_record import changing, copy_of, read_reports, rows, to_write

ROOT = Path(__file__).resolve().parent.parent
TRAINING = ROOT / "eval" / "training" / "expected"
OUTLETS = ("برق ميديا", "منبر اليوم", "صدى الضفاف", "الراصد", "وكالة السهل")
COPIES = 4


@functools.cache
def many() -> tuple[Prepared, ...]:
    """Two hundred reports: our samples and training reports, each printed by several outlets over some days, cut, with other numbers."""
    chance = random.Random(7)
    given = [report.article for report, _ in read_reports()]
    told_of = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(TRAINING.glob("*.json"))]
    given += [Article(told["text"], published=_day(told)) for told in told_of]
    found = []
    for number, article in enumerate(given):
        for copy in range(COPIES):
            text = _edited(article.text, chance) if copy else article.text
            day = article.published and article.published + dt.timedelta(days=chance.randrange(3))
            one = Article(text, f"{number}-{copy}", day, chance.choice(OUTLETS), article.title)
            found.append(prepare(Report(one, "made", f"id:{number}-{copy}", "2026-01-01T00:00:00Z"), read(one)))
    return tuple({prepared.hash: prepared for prepared in found}.values())


def _day(told: dict[str, Any]) -> dt.date | None:
    return dt.date.fromisoformat(told["published"]) if told.get("published") else None


def _edited(text: str, chance: random.Random) -> str:
    """The text without one of its paragraphs, in another order now and then, some number another."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1:
        lines.pop(chance.randrange(len(lines)))
    if chance.random() < 0.2:
        chance.shuffle(lines)
    return "\n".join(lines).replace("3", str(chance.randrange(4, 9)), 1)


LINKS = {
    "articles": "SELECT a.uid, a.version, a.current, f.uid, p.uid FROM articles a LEFT JOIN articles f ON f.id = a.story "
    "LEFT JOIN articles p ON p.id = a.story_parent",
    "statements": "SELECT s.uid, f.uid, p.uid, e.uid FROM statements s LEFT JOIN statements f ON f.id = s.saying "
    "LEFT JOIN statements p ON p.id = s.saying_parent LEFT JOIN entities e ON e.id = s.entity",
    "sayings": "SELECT l.uid, e.uid, x.likeness FROM statement_edges x JOIN statements l ON l.id = x.later "
    "JOIN statements e ON e.id = x.earlier",
    "disputes": "SELECT l.uid, e.uid, x.kind FROM dispute_edges x JOIN statements l ON l.id = x.later "
    "JOIN statements e ON e.id = x.earlier",
    "stories": "SELECT l.uid, e.uid, x.likeness FROM article_edges x JOIN articles l ON l.id = x.later JOIN articles e ON e.id = x.earlier",
    "copies": "SELECT la.uid, l.start, ea.uid, e.start, x.likeness FROM passage_edges x JOIN passages l ON l.id = x.later "
    "JOIN passages e ON e.id = x.earlier JOIN articles la ON la.id = l.article JOIN articles ea ON ea.id = e.article",
    "entities": "SELECT uid, key, name, type FROM entities",
}


SPEAKERS = "SELECT e.uid FROM statements s JOIN entities e ON e.id = s.entity"
MENTIONS = (
    "SELECT e.uid, a.uid, a.hash FROM mentions m JOIN entities e ON e.id = m.entity JOIN articles a ON a.id = m.article WHERE a.current"
)


def links(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every link of a record, by names that every record gives alike."""
    return {name: sorted(rows(path, query), key=repr) for name, query in LINKS.items()}


def keep_all(path: Path, prepared: tuple[Prepared, ...], *, settle_every: int | None = None) -> Path:
    """A record of these, in this order."""
    with to_write(path) as record:
        for number, each in enumerate(prepared):
            with record.writing() as connection:
                add_article(connection, each)
                if settle_every and number % settle_every == 0:
                    settle_stories(connection)
        with record.writing() as connection:
            settle_stories(connection)
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of all of them, in their order."""
    return keep_all(tmp_path_factory.mktemp("whole") / "record.sqlite", many())


def test_there_is_something_to_link(whole: Path) -> None:
    found = links(whole)
    assert len(found["articles"]) > 200
    assert all(len(found[name]) > 10 for name in ("sayings", "stories", "copies", "entities"))
    assert found["disputes"]


@pytest.mark.parametrize("seed", [1, 2])
def test_another_order_of_adding_gives_the_same_record(whole: Path, tmp_path: Path, seed: int) -> None:
    shuffled = list(many())
    random.Random(seed).shuffle(shuffled)
    assert links(keep_all(tmp_path / "other.sqlite", tuple(shuffled), settle_every=30)) == links(whole)


def test_reading_again_changes_nothing(whole: Path, tmp_path: Path) -> None:
    again = copy_of(whole, tmp_path / "again.sqlite")
    with to_write(again) as record, record.writing() as connection:
        for prepared in many()[::3]:
            row = connection.execute(select(articles.c.id).where(articles.c.hash == prepared.hash, articles.c.current)).scalar()
            if row is not None:
                replace_reading(connection, row, prepared)
        settle_stories(connection)
    assert links(again) == links(whole)


def test_as_of_a_day_is_what_a_record_of_that_day_had(whole: Path, tmp_path: Path) -> None:
    """Stories and sayings of the reports until a day are the same whether later reports are left out or were never added."""
    days = sorted(prepared.day for prepared in many() if prepared.day)
    day = days[len(days) // 2]
    then = keep_all(tmp_path / "then.sqlite", tuple(each for each in many() if each.day and each.day <= day))
    answers = []
    for path in (whole, then):
        with open_record(path) as record, record.reading() as connection:
            view = look(connection, as_of=dt.date.fromordinal(day))
            found = told(view, limit=80)
            origins = origins_of_sayings(view, {each.saying for each in found})
            answers.append((
                [(each.uid, origins[each.saying].outlets, origins[each.saying].traced, origins[each.saying].unknown) for each in found],
                [(story.uid, story.latest.uid, story.articles, story.outlets) for story in stories(view)],
                [(dispute.kind, dispute.later.uid, dispute.earlier.uid) for dispute in disputes(view)],
                [(new.told.uid, new.origins.articles) for new in brief(view).new],
            ))  # fmt: skip
    assert answers[0] == answers[1]


ADDING = textwrap.dedent("""
    import sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[3])
    from small_record import read_reports
    from musnad.record.adding import add_reports
    from musnad.record.store import open_record
    number, of = map(int, sys.argv[2].split("/"))
    with open_record(Path(sys.argv[1]), write=True) as record:
        for added in add_reports(record, [r for r, _ in read_reports()][number::of] if of else [r for r, _ in read_reports()], processes=0):
            print(added.uid, flush=True)
""")


def adding(path: Path, share: str = "0/1") -> subprocess.Popen[str]:
    """A process that adds a share of the small record's reports and prints the name of each that it has added."""
    command = [sys.executable, "-c", ADDING, str(path), share, str(ROOT / "tests")]
    return subprocess.Popen(  # noqa: S603  our own words
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_four_add_while_one_reads(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with to_write(path):
        pass
    processes = [adding(path, f"{number}/4") for number in range(4)]
    counts = []
    while any(process.poll() is None for process in processes):
        with open_record(path) as record, record.reading() as connection:
            counts.append(len(told(look(connection), limit=1000)))
            stories(look(connection))
        time.sleep(0.02)
    for process in processes:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    assert counts == sorted(counts)
    assert {row for (row,) in rows(path, "SELECT uid FROM articles")} == {report.uid for report, _ in read_reports()}
    assert not [finding for finding in doctor(path) if finding.level == "fault"]


def test_a_kill_loses_nothing_that_was_told(tmp_path: Path) -> None:
    """Fifty processes killed at moments of their own; what each had told is there, nothing is half there."""
    chance = random.Random(3)
    path = tmp_path / "record.sqlite"
    told_of: set[str] = set()
    for kill in range(50):
        if kill % 10 == 0:
            for file in tmp_path.iterdir():
                file.unlink()
            told_of.clear()
        process = adding(path)
        first = process.stdout.readline() if process.stdout and chance.random() < 0.8 else ""
        time.sleep(chance.random() * 0.25)
        os.kill(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
        told_of |= {uid for uid in (first + out).split("\n")[:-1] if uid}
        if path.exists() and path.stat().st_size:
            faults = [finding for finding in doctor(path) if finding.level == "fault"]
            assert not faults or not told_of, faults
            kept = {uid for (uid,) in rows(path, "SELECT uid FROM articles")} if told_of else set()
            assert told_of <= kept
    process = adding(path)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert rows(path, "SELECT count(*) FROM articles") == [(len(read_reports()),)]


def test_merging_and_splitting_are_remembered_and_taken_back(tmp_path: Path, whole: Path) -> None:
    path = copy_of(whole, tmp_path / "record.sqlite")
    before = rows(path, LINKS["statements"])
    one, other = (uid for (uid,) in rows(path, "SELECT e.uid FROM entities e JOIN statements s ON s.entity = e.id GROUP BY e.id LIMIT 2"))
    with to_write(path) as record, record.writing() as connection:
        merge(connection, one, other, reason="اسمان لرجل واحد")
        assert [known.uid for known in find_entities(connection, one)] == [one]
        assert not find_entities(connection, other)
        prepared = many()[0]
        row = connection.execute(select(articles.c.id).where(articles.c.hash == prepared.hash)).scalar_one()
        replace_reading(connection, row, prepared)
        settle_stories(connection)
    assert other not in {uid for (uid,) in rows(path, SPEAKERS)}
    with to_write(path) as record, record.writing() as connection:
        split(connection, one, other)
    assert sorted(rows(path, LINKS["statements"]), key=repr) == sorted(before, key=repr)


def test_a_namesake_is_parted_by_the_article(tmp_path: Path, whole: Path) -> None:
    path = copy_of(whole, tmp_path / "record.sqlite")
    one, article, digest = rows(path, MENTIONS)[0]
    with to_write(path) as record:
        with record.writing() as connection:
            split(connection, one, article)
        with record.writing() as connection:
            prepared = next(each for each in many() if each.hash == digest)
            row = connection.execute(select(articles.c.id).where(articles.c.hash == digest)).scalar_one()
            replace_reading(connection, row, prepared)
    assert (one, article, digest) not in rows(path, MENTIONS)


@pytest.mark.parametrize(("first", "second"), [("nobody at all", "e-000000000000"), ("", "x")])
def test_corrections_of_nobody_are_refused(whole: Path, tmp_path: Path, first: str, second: str) -> None:
    path = copy_of(whole, tmp_path / "record.sqlite")
    with to_write(path) as record, pytest.raises(RecordError), record.writing() as connection:
        merge(connection, first, second)


@pytest.mark.parametrize("day", ["1970-01-01", "2099-12-31"])
def test_a_day_that_cannot_be_counts_as_none(tmp_path: Path, day: str) -> None:
    article = Article("قال الوزير إن السد سيفتح غدا.", "1", dt.date.fromisoformat(day), "ضفاف")
    prepared = prepare(Report(article, "line 1", "id:1", "2026-01-01T00:00:00Z"), read(article))
    assert prepared.day is None
    assert day in prepared.notes[0]
    path = keep_all(tmp_path / "record.sqlite", (prepared,))
    with open_record(path) as record, record.reading() as connection:
        view = look(connection, as_of=dt.date(2026, 1, 1))
        assert not told(view)
        assert "1 undated" in view.notes[0]


def test_a_newer_form_and_a_foreign_database_are_refused(tmp_path: Path, whole: Path) -> None:
    newer = copy_of(whole, tmp_path / "newer.sqlite")
    with changing(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for write in (False, True):
        with pytest.raises(RecordError, match="newer Musnad"), open_record(newer, write=write):
            pass
    (tmp_path / "text").write_text("not a database at all", encoding="utf-8")
    with pytest.raises(RecordError), open_record(tmp_path / "text", write=True):
        pass
    assert (tmp_path / "text").read_text(encoding="utf-8") == "not a database at all"


def test_a_search_of_nothing_is_refused() -> None:
    with pytest.raises(RecordError, match="nothing to search"):
        search_query(' "«»" ')
