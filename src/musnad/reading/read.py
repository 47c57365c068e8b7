"""The reader: one article in, its reading out. The loop below is the order in which an article is read.

It needs no database and no network; the same article and lexicon give the same reading, always.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from musnad.collector import collector_paused
from musnad.lexicon.lexicon import Lexicon, load_lexicon
from musnad.model import Article, Furniture, Headline, Note, Reading, Statement, Time, Where
from musnad.reading.chains import link_chains
from musnad.reading.drafts import Draft
from musnad.reading.finds import entities_of, statements_of
from musnad.reading.furniture import find_furniture
from musnad.reading.judge import Judge, load_judges
from musnad.reading.page import Page, open_page
from musnad.reading.speakers import name_speakers
from musnad.reading.statements import draft_candidates, keep_likely, settle, tell_acts, tell_kinds, tell_polarity
from musnad.reading.time_words import time_tokens
from musnad.reading.times import find_times, infer_published
from musnad.reading.trust import tell_confidence
from musnad.reading.who_is_who import Cast, gather_cast


@collector_paused()
def read(article: Article, *, lexicon: Lexicon | None = None) -> Reading:
    """Read one article: furniture, times, names, who is who, statements with their chains; its title too.

    Without a publication date the text's own weekday and day of the month are used where they allow one answer, marked as inferred.
    """
    words = lexicon or load_lexicon()
    published, basis, notes = article.published, "given" if article.published else None, []
    tokens = time_tokens(article.text)
    if published is None:
        inferred = infer_published(article.text, tokens)
        if inferred:
            published, basis = inferred[0], "inferred"
            notes.append(Note("published inferred", inferred[1]))
    times = find_times(article.text, published=published, tokens=tokens)
    furniture = find_furniture(article.text, words, times=times)
    times = _outside(times, furniture)
    page = open_page(article.text, words, times)
    cast = gather_cast(page)
    drafts = read_drafts(page, cast, _furniture_mask(page, furniture))
    headline = _headline(article.title, words, published) if article.title else Headline()
    return Reading(
        article,
        published,
        basis,  # type: ignore[arg-type]
        tuple(furniture),
        entities_of(page, cast),
        statements_of(page, drafts),
        tuple(times),
        headline,
        tuple(notes),
    )


def read_drafts(page: Page, cast: Cast, skipped: list[bool], judges: dict[str, Judge] | None = None) -> list[Draft]:
    """The statements of a page: candidates, those that are likely, their contents, speakers, chains, kinds, acts, confidence."""
    judges = judges or load_judges()
    candidates = keep_likely(page, draft_candidates(page, skipped), judges["cue"])
    drafts = settle(page, candidates, skipped)
    name_speakers(page, cast, drafts)
    drafts = [draft for draft in drafts if draft.who is not None]
    link_chains(page, cast, drafts)
    tell_kinds(page, drafts)
    tell_polarity(page, drafts)
    tell_acts(page, drafts, judges["act"])
    tell_confidence(page, drafts, judges["trust"])
    return drafts


def _outside(times: list[Time], furniture: list[Furniture]) -> list[Time]:
    """The times that stand in no furniture, numbered anew."""
    if not furniture:
        return times
    starts = [f.span.start for f in furniture]
    behind = [bisect_right(starts, time.span.start) for time in times]
    kept = [time for time, n in zip(times, behind, strict=True) if n == 0 or furniture[n - 1].span.end <= time.span.start]
    return [Time(f"t{n}", t.span, t.type, t.value, t.direction, t.confidence, t.by) for n, t in enumerate(kept, start=1)]


def _furniture_mask(page: Page, furniture: list[Furniture]) -> list[bool]:
    """Which tokens stand in furniture."""
    mask = [False] * len(page.tokens)
    starts = [token.start for token in page.tokens] if furniture else []
    for line in furniture:
        first, last = bisect_left(starts, line.span.start), bisect_left(starts, line.span.end)
        mask[first:last] = [True] * (last - first)
    return mask


def _headline(title: str, lexicon: Lexicon, published: object) -> Headline:
    """What the title says; its finds have ids of their own (h1, ht1)."""
    where: Where = "title"
    times = find_times(title, published=published, where=where)  # type: ignore[arg-type]
    times = [Time(f"h{t.id}", t.span, t.type, t.value, t.direction, t.confidence, t.by) for t in times]
    page = open_page(title, lexicon, times, where=where)
    cast = gather_cast(page)
    drafts = read_drafts(page, cast, [False] * len(page.tokens))
    statements: tuple[Statement, ...] = statements_of(page, drafts, prefix="h", entities=False)
    return Headline(tuple(times), statements)
