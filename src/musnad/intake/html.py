"""A news page made an article: its title, its text block by block, its day and outlet as the page itself tells them."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from musnad.errors import IntakeError
from musnad.intake.charset import decode_page
from musnad.intake.language import check_arabic
from musnad.intake.markup import HEADINGS, Block, Markup, walk
from musnad.intake.published import find_published
from musnad.model import Article

LEAST_REPORT = 80
"""Arabic letters of the shortest report: a line of breaking news has about so many."""
_ARTICLE_TYPE = re.compile(r"Article|Report|Posting")
_LEAST_LEFT = 0.25
"""The least of a page's prose that class names leave over where they are right: comments are longer than reports, but seldom so much."""
_LONGEST_TITLE = 500
_MOST_VALUES = 20_000
"""JSON-LD values looked at; a page has some hundred."""
_SITE_SIGN = r"\s+[|\-–—:»•]+\s+"
_HINT = "give the address of one report; where a browser shows its text, save that text and read the file"


@dataclass(frozen=True, slots=True)
class Page:
    """An article and the page that it was on: `published_by` is what told the day, None where nothing did."""

    article: Article
    url: str
    published_by: str | None
    encoding: str


def article_from_html(data: bytes, *, url: str, charset: str | None = None) -> Page:
    """The article of a page's bytes; `charset` is what the HTTP header tells.

    The text is that of the container with the most Arabic prose, a line for each block; links to other reports are left out, and no
    character is altered but HTML's white space, which is one space. Raises IntakeError where there is no article, or none in Arabic.
    """
    decoded = decode_page(data, charset)
    markup = _walk(decoded.text)
    json_ld = _article_data(markup.json_ld)
    outlet = _outlet(markup, json_ld, url)
    title = _title(markup, json_ld, outlet)
    text = "\n".join(block.text for block in _report([*markup.lead, *markup.main], title))
    check_arabic(text)
    published, published_by = find_published(markup, json_ld, url)
    article = Article(text, published=published, outlet=outlet, title=title, url=url)
    return Page(article, url, published_by, decoded.encoding)


def _walk(page: str) -> Markup:
    """The page's markup; where class names say that nearly all its text stands beside a report, they are not believed."""
    markup, whole = walk(page), walk(page, by_class=False)
    if markup.weight < max(LEAST_REPORT, _LEAST_LEFT * whole.weight):
        markup = whole
    if markup.weight < LEAST_REPORT:
        check_arabic(" ".join(block.text for block in markup.blocks))
        raise IntakeError("no article found on the page", hint=_HINT)
    return markup


def _report(blocks: list[Block], title: str | None) -> list[Block]:
    """`blocks` without links to other reports, the headings over them, and the title before the text."""
    kept: list[Block] = []
    for block in blocks:
        if block.text.startswith("©"):
            continue
        if block.is_links:
            # «مواضيع ذات صلة» over a list of links
            while kept and kept[-1].tag in HEADINGS and not kept[-1].is_prose:
                kept.pop()
        else:
            kept.append(block)
    while kept and kept[-1].tag in HEADINGS:
        kept.pop()
    start = next((number for number, block in enumerate(kept) if block.is_prose and not _is_title(block, title)), 0)
    return [block for block in kept[:start] if not _is_title(block, title)] + kept[start:]


def _is_title(block: Block, title: str | None) -> bool:
    return block.tag == "h1" or block.text == title


def _title(markup: Markup, json_ld: Mapping[str, object], outlet: str | None) -> str | None:
    """The headline: what of og:title or <title> is an h1 too; else og:title, h1 or <title>, the outlet's name behind it taken off."""
    told = [title for title in (markup.metas.get("og:title"), markup.title, _string(json_ld.get("headline"))) if title]
    titles = [" ".join(title.split()) for title in told if len(title) <= _LONGEST_TITLE]
    headings = [heading for heading in markup.h1 if heading and len(heading) <= _LONGEST_TITLE]
    repeated = [heading for heading in headings if titles and heading in titles[0] and heading != outlet]
    if repeated:
        return max(repeated, key=len)
    if headings and "og:title" not in markup.metas:
        return headings[0]
    return _without_outlet(titles[0], outlet) if titles else None


def _without_outlet(title: str, outlet: str | None) -> str:
    """The title «عنوان | الصحيفة» without the sign and what stands behind it."""
    return re.sub(_SITE_SIGN + re.escape(outlet) + "$", "", title) if outlet else title


def _outlet(markup: Markup, json_ld: Mapping[str, object], url: str) -> str | None:
    """What the site calls itself, else its host."""
    publisher = json_ld.get("publisher")
    named = _string(publisher.get("name")) if isinstance(publisher, Mapping) else _string(publisher)
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return markup.metas.get("og:site_name", "").strip() or named or host or None


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _article_data(scripts: Iterable[str]) -> Mapping[str, object]:
    """The JSON-LD object of the page's article, of those that tell a day; an empty one where there is none."""
    dated = [each for each in _objects(scripts) if "datePublished" in each]
    return next((each for each in dated if _is_article(each.get("@type"))), dated[0] if dated else {})


def _is_article(kind: object) -> bool:
    """Of `"@type": "NewsArticle"` and of `["NewsArticle", "Thing"]`."""
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(each, str) and _ARTICLE_TYPE.search(each) for each in kinds)


def _objects(scripts: Iterable[str]) -> Iterator[Mapping[str, object]]:
    """Every object of the page's JSON-LD, the outer before the inner; JSON that is broken tells nothing."""
    waiting: deque[object] = deque()
    for script in scripts:
        try:
            waiting.append(json.loads(script, strict=False))
        except (ValueError, RecursionError):
            continue
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
