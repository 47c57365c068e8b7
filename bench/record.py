"""How fast a record answers, and takes one more article.

usage: python bench/record.py RECORD.sqlite

RECORD is one made by `musnad add` (of `data/news`: how fast that goes is shown by `time musnad add`). It is only read; the articles
that are added go into a copy beside it, which is removed. Each question is asked for pages of 50 with 40 different arguments drawn from the
record by a fixed seed; the median and the 95th percentile of the wall time are told, in milliseconds.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import random
import shutil
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from musnad.model import Article
from musnad.questions.asked import asked
from musnad.questions.brief import brief
from musnad.questions.disputes import disputes
from musnad.questions.entities import entity
from musnad.questions.outlets import outlets, stats
from musnad.questions.search import Wanted, said, search_reports, search_statements
from musnad.questions.stories import stories
from musnad.questions.view import View, look
from musnad.reading.read import read
from musnad.record.add import add_article
from musnad.record.link_stories import settle_stories
from musnad.record.prepare import Report, given_article, prepare
from musnad.record.schema import articles, entities, mentions, statements
from musnad.record.store import open_record

SAMPLES = 40
WORDS = (
    "العقوبات",
    "وقف إطلاق النار",
    "الانتخابات",
    "مجلس الأمن",
    "«حقوق الإنسان»",
    "النفط",
    "اللاجئين",
    "البرلمان",
    "الاتفاق النووي",
    "الجيش",
)


def main() -> None:
    """Print a line for each question, and one for adding."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("record", type=Path)
    path = parser.parse_args().record
    chance = random.Random(1)
    with open_record(path) as record, record.reading() as connection:
        names = _most(connection, entities.c.name, mentions, mentions.c.entity == entities.c.id)
        said_uids = connection.execute(select(statements.c.uid).where(statements.c.saying_parent.is_not(None)).limit(4000)).scalars().all()
        uids = connection.execute(select(articles.c.uid).where(articles.c.current)).scalars().all()
        days = [dt.date.fromordinal(day) for day in connection.execute(select(articles.c.day).where(articles.c.day.is_not(None))).scalars()]
        view = look(connection)
        questions: dict[str, Callable[[], Any]] = {
            "search, reports": lambda: search_reports(view, Wanted(chance.choice(WORDS))),
            "search, statements": lambda: search_statements(view, Wanted(chance.choice(WORDS))),
            "said": lambda: said(view, chance.choice(names)),
            "entity": lambda: entity(view, chance.choice(names)),
            "origins of a statement": lambda: asked(view, chance.choice(said_uids)),
            "origins of a report": lambda: asked(view, chance.choice(uids)),
            "disputes": lambda: disputes(view),
            "stories": lambda: stories(view),
            "brief of a day": lambda: brief(_as_of(view, chance.choice(days))),
            "outlets": lambda: outlets(view),
            "stats": lambda: stats(view),
        }
        for name, question in questions.items():
            print(f"{name:24}{_told(_timed(question, SAMPLES if name != 'outlets' else 8))}")
    print(f"{'adding one article':24}{_told(_adding(path, chance))}")


def _as_of(view: View, day: dt.date) -> View:
    return look(view.connection, as_of=day)


def _most(connection: Any, name: Any, table: Any, on: Any) -> list[str]:
    query = select(name).join(table, on).group_by(entities.c.id).order_by(func.count().desc()).limit(200)
    return list(connection.execute(query).scalars())


def _adding(path: Path, chance: random.Random) -> list[float]:
    """Seconds for articles of the record, told anew by another outlet, read, prepared and linked one at a time."""
    copy = path.with_name(f"{path.stem}-bench.sqlite")
    shutil.copyfile(path, copy)
    try:
        with open_record(copy, write=True) as record:
            with record.reading() as connection:
                rows = (
                    connection.execute(select(articles).where(articles.c.current, articles.c.day.is_not(None)).limit(5000)).mappings().all()
                )
            given = [dataclasses.replace(given_article(dict(row)), outlet="منفذ القياس", url=None) for row in chance.sample(rows, SAMPLES)]

            def add(article: Article) -> None:
                prepared = prepare(Report(article, "bench", f"id:bench|{article.id}"), read(article))
                with record.writing() as connection:
                    add_article(connection, prepared)
                    settle_stories(connection)

            add(given[0])
            return list(_each(add, given[1:]))
    finally:
        for name in (copy, *copy.parent.glob(f"{copy.name}-*")):
            name.unlink(missing_ok=True)


def _timed(question: Callable[[], Any], times: int) -> list[float]:
    question()
    return list(_each(lambda _: question(), range(times)))


def _each(act: Callable[[Any], Any], things: Iterable[Any]) -> Iterable[float]:
    for thing in things:
        began = time.perf_counter()
        act(thing)
        yield time.perf_counter() - began


def _told(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"median {statistics.median(ordered) * 1000:7.1f} ms   p95 {ordered[int(0.95 * (len(ordered) - 1))] * 1000:7.1f} ms"


if __name__ == "__main__":
    main()
