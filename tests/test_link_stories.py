"""Stories: made-up reports in our own words, joined or not, the same in whatever order they are added."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select

from musnad.model import Article, Reading
from musnad.record.add import add_article, replace_reading
from musnad.record.likeness import news_weight
from musnad.record.link_stories import CROWD, JOINS, LIKE, WINDOW, Edge, choose_story, settle_stories
from musnad.record.prepare import Prepared, Report, prepare
from musnad.record.schema import articles, unsettled
from musnad.record.store import Record, open_record
from musnad.text.search_words import weight

FIRST = dt.date(2031, 5, 4)


class Told(NamedTuple):
    """A report: its name, how many days after the first, title, text."""

    name: str
    days: int | None
    title: str
    text: str


FERRY = [
    Told("ferry sinks", 0, "غرق عبارة «نسيم» قبالة جزيرة شدوان",
         "غرقت العبارة نسيم ليل السبت قبالة جزيرة شدوان وعلى متنها تسعون راكبا. "
         "وقال خفر السواحل إن زوارق النجدة انتشلت عشرين من ركاب العبارة."),
    Told("ferry rescue", 1, "زوارق تنتشل ناجين من العبارة نسيم",
         "انتشلت زوارق خفر السواحل أحد عشر ناجيا من العبارة نسيم التي غرقت قبالة شدوان، ويبحث غواصون عن بقية الركاب."),
    Told("ferry captain", 3, "توقيف ربان العبارة نسيم",
         "أوقفت النيابة ربان العبارة نسيم بعد غرق العبارة قبالة جزيرة شدوان، وقال محاميه إن الربان حذر الشركة من حمولة زائدة."),
    Told("ferry mourning", 5, "حداد على ضحايا العبارة نسيم",
         "أعلنت الجزيرة الحداد على ركاب العبارة نسيم، وطالب ذووهم بكشف ما جرى قبالة شدوان وبمحاسبة الشركة والربان."),
]  # fmt: skip
OTHER_FERRY = [
    Told("barge", 1, "جنوح مركب صيد عند مرفأ القصب",
         "جنح مركب صيد عند مرفأ القصب في النهر الشمالي، ونجا بحارته الستة كلهم. وعزت الشرطة النهرية الجنوح إلى ضباب كثيف."),
    Told("barge towed", 2, "قطر المركب الجانح في مرفأ القصب",
         "قطرت الشرطة النهرية مركب الصيد الذي جنح عند مرفأ القصب، وعاد بحارته إلى بيوتهم."),
]  # fmt: skip
STRIKE = [
    Told("strike", 2, "خبازو مدينة الزهراء يضربون عن العمل",
         "بدأ خبازو الزهراء إضرابا مفتوحا احتجاجا على غلاء الطحين، وقالت نقابتهم إن الأفران لن تفتح قبل خفض سعر الطحين."),
    Told("strike ends", 4, "خبازو الزهراء ينهون إضرابهم",
         "أنهت نقابة خبازي الزهراء الإضراب بعد خفض سعر الطحين، وعادت الأفران إلى العمل."),
]  # fmt: skip
UNDATED = [
    Told("ferry, no day", None, "ناجية من العبارة نسيم تروي",
         "روت ناجية من العبارة نسيم ما جرى قبالة شدوان حين غرقت العبارة، وكيف انتشلتها الزوارق."),
    Told("ferry, no day 2", None, "شهادة ناج من العبارة نسيم",
         "قال ناج من العبارة نسيم إن ربان العبارة تأخر في طلب النجدة قبالة شدوان."),
]  # fmt: skip
ALL = [*FERRY, *OTHER_FERRY, *STRIKE, *UNDATED]


def made(told: Told, *, days: int | None = None) -> Prepared:
    """A report as it comes to the record, without finds: stories ask for none."""
    after = told.days if days is None else days
    published = None if after is None else FIRST + dt.timedelta(days=after)
    article = Article(told.text, told.name, published, f"ضفاف {told.name}", told.title)
    reading = Reading(article, published, "given" if published else None)
    return prepare(Report(article, "made", told.name, "2031-06-01T00:00:00Z"), reading)


@contextmanager
def record_of(folder: Path, reports: Iterable[Prepared] = (), *, settled_each: bool = False) -> Iterator[Record]:
    """A record of these reports, settled at the end or after each."""
    with open_record(folder / "record.sqlite", write=True) as record:
        for report in reports:
            with record.writing() as connection:
                add_article(connection, report)
                if settled_each:
                    settle_stories(connection)
        with record.writing() as connection:
            settle_stories(connection)
        yield record


def stories(record: Record) -> set[frozenset[str]]:
    """The stories, each as the names of its reports."""
    joined: dict[int, set[str]] = {}
    with record.reading() as connection:
        assert connection.execute(select(unsettled.c.article)).all() == []
        for story, name in connection.execute(select(articles.c.story, articles.c.local_id).where(articles.c.current)):
            joined.setdefault(story, set()).add(name)
    return {frozenset(names) for names in joined.values()}


def names(*groups: Sequence[Told]) -> set[frozenset[str]]:
    return {frozenset(told.name for told in group) for group in groups}


def test_steps_of_one_happening_are_one_story_and_others_their_own(tmp_path: Path) -> None:
    with record_of(tmp_path, map(made, ALL)) as record:
        assert stories(record) == names(FERRY, OTHER_FERRY, STRIKE, UNDATED)


def test_a_story_is_over_when_nobody_told_it_for_a_window_of_days(tmp_path: Path) -> None:
    late = made(FERRY[3], days=3 + WINDOW + 1)
    with record_of(tmp_path, [*map(made, FERRY[:3]), late]) as record:
        assert stories(record) == names(FERRY[:3], FERRY[3:])


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("settled_each", [False, True])
def test_the_order_of_adding_changes_nothing(tmp_path: Path, seed: int, settled_each: bool) -> None:
    shuffled = random.Random(seed).sample(ALL, len(ALL))
    with record_of(tmp_path, map(made, shuffled), settled_each=settled_each) as record:
        assert stories(record) == names(FERRY, OTHER_FERRY, STRIKE, UNDATED)


def noise(seed: int, count: int) -> list[Told]:
    """Reports of a few words each, some shared: so that most choices are close ones."""
    chance = random.Random(seed)
    words = [f"{first}{second}{last}" for first in "شغط" for second in "رقلم" for last in "مبد"]
    return [Told(f"{n}", chance.randrange(14), "", " ".join(chance.choices(words, k=5))) for n in range(count)]


@pytest.mark.parametrize("seed", range(8))
def test_close_choices_too_are_the_same_in_every_order_and_when_reports_change_or_move(tmp_path: Path, seed: int) -> None:
    reports = noise(seed, 40)
    with record_of(tmp_path, map(made, reports)) as record:
        expected = stories(record)
    assert 3 < len(expected) < 38
    chance = random.Random(seed)
    (tmp_path / "other").mkdir()
    before = [told._replace(text=reports[n - 7].text) if n % 5 == 0 else told for n, told in enumerate(reports)]
    with record_of(tmp_path / "other", map(made, chance.sample(before, len(before))), settled_each=True) as record:
        for told in (told for n, told in enumerate(reports) if n % 5 == 0):
            with record.writing() as connection:
                add_article(connection, made(told))
                if chance.random() < 0.5:
                    settle_stories(connection)
        with record.writing() as connection:
            row = connection.execute(select(articles.c.id).where(articles.c.local_id == "3", articles.c.current)).scalar_one()
            replace_reading(connection, row, made(reports[3]))
            settle_stories(connection)
        assert stories(record) == expected


def test_what_was_known_on_a_day_is_what_is_left_without_later_reports(tmp_path: Path) -> None:
    reports = noise(99, 40)
    known = [told for told in reports if told.days is not None and told.days <= 6]
    with record_of(tmp_path, map(made, reports)) as record:
        all_told = stories(record)
    (tmp_path / "then").mkdir()
    with record_of(tmp_path / "then", map(made, known)) as record:
        then = {told.name for told in known}
        assert stories(record) == {frozenset(story & then) for story in all_told if story & then}


def edge(likeness: float, story: int, number: int = 1) -> Edge:
    return Edge(likeness, (FIRST.toordinal(), f"{number:02}"), number, story)


def test_an_article_joins_the_story_that_it_is_most_like_on_the_whole() -> None:
    assert choose_story(9, [], {}) == (9, None)
    assert choose_story(9, [edge(JOINS, 1)], {1: 1}) == (1, 1)
    assert choose_story(9, [edge(JOINS - 0.001, 1)], {1: 1}) == (9, None)
    # Two of a story that is no bigger say more than one, however like; one of many says little.
    assert choose_story(9, [edge(0.3, 1), edge(0.25, 2, 2), edge(0.25, 2, 3)], {1: 1, 2: 2}) == (2, 2)
    assert choose_story(9, [edge(0.3, 1), edge(0.2, 2, 2)], {1: 30, 2: 1}) == (2, 2)
    assert choose_story(9, [edge(LIKE, 1)] * 2, {1: 20}) == (9, None)
    assert 0 < CROWD < 1


def test_what_is_common_in_news_tells_less_there() -> None:
    assert news_weight("افادت") < weight("افادت")
    assert news_weight("طحين") == weight("طحين") > 2
    assert news_weight("قال") == weight("قال") == 0.0
