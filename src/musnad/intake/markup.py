"""A page's markup walked once: its blocks of text, the part that holds its report, and what it tells of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from musnad.errors import IntakeError

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4"
    " h5 h6 header hgroup hr html legend li main nav ol option p pre section summary table tbody td tfoot th thead tr ul".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_NO_TEXT = frozenset(
    "aside audio button canvas datalist figcaption footer form iframe map math nav noscript object script select style svg template"
    " textarea title video".split()
)
_NO_TEXT_ROLES = frozenset("alert banner complementary contentinfo dialog menu menubar navigation search toolbar".split())
_WHOLE_PAGE = frozenset("html body main article".split())
"""Elements that are never left out for what their class says: it says how the page looks (`has-sidebar`)."""
_BESIDE = re.compile(
    r"(?:^|[_-])(?:ads?|advert\w*|author-?(?:bio|box|info)|banner|breadcrumbs?|captions?|comments?|cookies?|copyrights?|disqus|footer|keywords"
    r"|latest|menu|more-?(?:news|posts|stories)|most-?(?:popular|read|recent|viewed)|nav|navbar|newsletter|popular|promo|read-?(?:also|more)"
    r"|recommend(?:ed|ations?)|related(?:-?\w+)?|share|sharing|side-?bar|social|subscribe|subscription|tags?|ticker|trending)(?:$|[_-])"
)
"""A class name or id of what stands beside a report. Not "widget": Elementor calls the report itself one."""
_ABOUT_THE_POST = ("category-", "format-", "has-", "is-", "no-", "not-", "post-", "tag-", "type-", "with-")
"""How the class names begin that WordPress makes of a post's own categories and of how the page looks."""
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST_NAME = 500
_LONGEST_META = 2000
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdfb\ufe70-\ufefc]")
_SPACE = re.compile(r"[ \t\r\n\f]+")  # what HTML calls white space: a no-break space is a character of the text

_DEEPEST = 1000
"""Elements open at once; browsers stop at 512. The parser searches them all at each end tag: 100,000 would cost it hours."""
_MOST_ELEMENTS = 100_000
"""Elements of a page; news pages have some thousand."""
_PIECE = 65_536
"""Bytes that the parser is given at a time: after an error it reads the rest of its piece."""

_SAVE = "open it in a browser, save the report's text, and read that file"

LEAST_PROSE = 40
"""Arabic letters, outside links, of the shortest block that counts as prose."""
_LINK_COST = 3
_MOST_COST = 150
_MOST_COST_OF_LIST = 200
"""What a link's letter, a block of links, and an element full of them cost their container: a teaser of a headline with a sentence must
cost more than its sentence gives, and a long list inside a report must not cost the report."""
_MOST_LEAD = 2
_WIDER = 1.1
"""How much more than the container inside it a wider one must hold: the footer's sentences about the outlet are no part of the report."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or line: its text, and its Arabic letters outside and inside links."""

    tag: str
    text: str
    own: int
    linked: int

    @property
    def is_links(self) -> bool:
        """Whether it only leads elsewhere: a list of other reports, «اقرأ أيضاً: …»."""
        return self.linked > self.own and self.own < LEAST_PROSE

    @property
    def is_prose(self) -> bool:
        return self.own >= LEAST_PROSE

    @property
    def weight(self) -> int:
        """What it adds to the container that holds it: prose its letters, links less than nothing."""
        if self.is_prose:
            return self.own
        return -min(_LINK_COST * self.linked, _MOST_COST) if self.is_links else 0


@dataclass(frozen=True, slots=True)
class TimeTag:
    """A `<time datetime>` and the number of blocks before it; `publication` where the markup says that it is the day of publication."""

    value: str
    at: int
    publication: bool


@dataclass(slots=True)
class Markup:
    """What one walk through a page found. `metas` has the first content of each name, property or itemprop, in lower case."""

    blocks: list[Block] = field(default_factory=list)
    first: int = 0
    last: int = 0
    weight: int = 0
    metas: dict[str, str] = field(default_factory=dict)
    json_ld: list[str] = field(default_factory=list)
    times: list[TimeTag] = field(default_factory=list)
    h1: list[str] = field(default_factory=list)
    title: str | None = None

    @property
    def main(self) -> list[Block]:
        """The blocks of the container with the most prose."""
        return self.blocks[self.first : self.last]

    @property
    def lead(self) -> list[Block]:
        """The prose between the headline and that container: outlets set the first sentences in an element of their own."""
        headline = max((number for number, block in enumerate(self.blocks[: self.first]) if block.tag == "h1"), default=self.first)
        return [block for block in self.blocks[headline + 1 : self.first] if block.is_prose][:_MOST_LEAD]


def walk(page: str, *, by_class: bool = True) -> Markup:
    """Walk through `page`, which is not empty; without `by_class` what stands beside a report is not told by class names.

    No tree is built and nothing recurses; raises IntakeError for markup that would cost seconds.
    """
    parser = etree.HTMLParser(target=_Walker(by_class=by_class), encoding="utf-8", huge_tree=True)
    data = page.encode("utf-8")
    for start in range(0, len(data), _PIECE):
        parser.feed(data[start : start + _PIECE])
    found = parser.close()
    assert isinstance(found, Markup)
    return found


@dataclass(slots=True)
class _Frame:
    """An element that is open: whether its text is left out, whether it is a link, its first block, the weight of its blocks."""

    tag: str
    left_out: bool
    linked: bool
    first: int
    weight: int = 0


class _Walker:
    """The parser's target: told of each start, end and text in the page's order."""

    def __init__(self, *, by_class: bool) -> None:
        self._by_class = by_class
        self._found = Markup()
        self._open: list[_Frame] = [_Frame("", False, False, 0)]
        self._elements = 0
        self._block_tags = ["body"]
        self._pieces: list[str] = []
        self._own = self._linked = 0
        self._h1: list[str] | None = None
        self._whole: list[str] | None = None
        """The text of a `<title>` or of JSON-LD, which is kept whole."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if len(self._open) > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise IntakeError("the page has more markup than a news page has", hint=_SAVE)
        above = self._open[-1]
        if tag in _BLOCKS:
            self._end_block()
            self._block_tags.append(tag)
        self._note(tag, attributes, above)
        left_out = above.left_out or self._is_left_out(tag, attributes)
        self._open.append(_Frame(tag, left_out, above.linked or tag == "a", len(self._found.blocks)))

    def data(self, text: str) -> None:
        if self._whole is not None:
            self._whole.append(text)
            return
        if self._h1 is not None:
            self._h1.append(text)
        frame = self._open[-1]
        if frame.left_out:
            return
        self._pieces.append(text)
        letters = _ARABIC.subn("", text)[1]
        if frame.linked:
            self._linked += letters
        else:
            self._own += letters

    def end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_block()
            self._block_tags.pop()
        if tag in {"title", "script"} and self._whole is not None:
            self._keep_whole(tag, "".join(self._whole))
        if tag == "h1" and self._h1 is not None:
            self._found.h1.append(one_line("".join(self._h1)))
            self._h1 = None
        frame = self._open.pop()
        self._open[-1].weight += max(frame.weight, -_MOST_COST_OF_LIST)
        found = self._found
        if frame.weight > found.weight * (_WIDER if frame.first <= found.first else 1):
            found.weight, found.first, found.last = frame.weight, frame.first, len(found.blocks)

    def comment(self, text: str) -> None:
        """A comment says nothing."""

    def close(self) -> Markup:
        return self._found

    def _end_block(self) -> None:
        """Make a block of the text since the last boundary."""
        text = one_line("".join(self._pieces))
        if any(character.isalnum() for character in text):
            block = Block(self._block_tags[-1], text, self._own, self._linked)
            self._found.blocks.append(block)
            self._open[-1].weight += block.weight
        self._pieces = []
        self._own = self._linked = 0

    def _note(self, tag: str, attributes: Mapping[str, str], above: _Frame) -> None:
        """Keep what an element's attributes tell of the page."""
        item = attributes.get("itemprop", "").lower()
        if tag == "meta" or item == "datepublished":
            name = (attributes.get("property") or attributes.get("name") or item).strip().lower()
            value = (attributes.get("content") or attributes.get("datetime") or "").strip()
            if name and value and len(value) <= _LONGEST_META:
                self._found.metas.setdefault(name, value)
        if tag == "time" and (value := attributes.get("datetime", "").strip()):
            if not above.left_out:
                self._found.times.append(TimeTag(value, len(self._found.blocks), "pubdate" in attributes))
        elif tag == "h1":
            self._h1 = []
        elif (tag == "title" and self._found.title is None) or (tag == "script" and "ld+json" in attributes.get("type", "").lower()):
            self._whole = []

    def _keep_whole(self, tag: str, text: str) -> None:
        if tag == "title":
            self._found.title = one_line(text)
        else:
            self._found.json_ld.append(text)
        self._whole = None

    def _is_left_out(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag in _NO_TEXT:
            return True
        if not attributes:
            return False
        if "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true":
            return True
        if attributes.get("role", "").lower() in _NO_TEXT_ROLES or _HIDDEN_STYLE.search(attributes.get("style", "")):
            return True
        if not self._by_class or tag in _WHOLE_PAGE:
            return False
        return any(_is_beside(name) for kind in ("class", "id") for name in attributes.get(kind, "")[:_LONGEST_NAME].split())


def _is_beside(name: str) -> bool:
    """Whether a class name or id ("relatedPosts", "article__tags") is that of what stands beside a report."""
    plain = _CAPITAL.sub("-", name).lower()
    return not plain.startswith(_ABOUT_THE_POST) and _BESIDE.search(plain) is not None


def one_line(text: str) -> str:
    """`text` with each stretch of HTML's white space made one space, as a browser shows it, and none around it; nothing else is altered."""
    return _SPACE.sub(" ", text).strip()
