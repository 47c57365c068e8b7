"""Make src/musnad/text/news_words.tsv: the stems that are common in the news of every time, and so tell little of what a report is about.

usage: python eval/news_words.py ARTICLES.jsonl.gz

A stem's share is the median, over six times, of the reports that have it in their title or lead: so a word that one affair made common
for a month keeps its weight. Only stems and shares are kept; which article has a stem cannot be told from them.
"""

from __future__ import annotations

import argparse
import bisect
import datetime as dt
import gzip
import json
from collections import Counter
from pathlib import Path
from statistics import median

from musnad.record.prepare import LEAD
from musnad.text.search_words import search_stems, weight, weight_in_news
from reading import ROOT

TABLE = ROOT / "src" / "musnad" / "text" / "news_words.tsv"
ENDS = ("2015-12-31", "2018-01-31", "2018-03-31", "2018-05-15", "2018-06-30", "9999-12-31")
"""Last days of the times, which hold 690 to 4,200 dated articles each."""
LEAST = 0.001
"""Below one report in a thousand a share is chance."""


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("articles", type=Path)
    path = parser.parse_args().articles
    counts: list[Counter[str]] = [Counter() for _ in ENDS]
    sizes = [0] * len(ENDS)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            if not article["published"]:
                continue
            time = bisect.bisect_left(ENDS, dt.date.fromisoformat(article["published"]).isoformat())
            counts[time].update({*search_stems(article["title"] or ""), *search_stems(article["text"])[:LEAD]})
            sizes[time] += 1
    shares = {stem: median(c[stem] / n for c, n in zip(counts, sizes, strict=True)) for stem in set().union(*counts)}
    # What `weight` says already need not stand here.
    told = {stem: share for stem, share in shares.items() if share >= LEAST and weight_in_news(share) < weight(stem) - 0.05}
    lines_out = [f"{stem}\t{share:.2g}" for stem, share in sorted(told.items(), key=lambda item: (-item[1], item[0]))]
    head = "# stem\tshare of news reports that have it in title or lead (eval/news_words.py)"
    TABLE.write_text("\n".join([head, *lines_out]) + "\n", encoding="utf-8")
    print(f"{len(told)} stems of {sum(sizes)} articles, {sizes} by time")


if __name__ == "__main__":
    main()
