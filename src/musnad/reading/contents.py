"""Where what is said ends: the places where the narrator, another cue or the source takes over, and the choice among them.

`find_ends(page, frame)` lists the places where a content may end, each with what follows there; the last is the sentence's own end.
"""

from __future__ import annotations

from dataclasses import dataclass

from musnad.reading.cues import cue_at
from musnad.reading.frames import Frame
from musnad.reading.noun_phrases import occasion_at
from musnad.reading.openers import is_going_on
from musnad.reading.page import STOPS, Page, bare_forms
from musnad.reading.parties import read_party
from musnad.text.quotes import MARKS
from musnad.text.tokens import COMMAS, MARK, WORD

_AS_FOR = frozenset(("يبدو", "يتعلق", "يخص", "يتصل", "اذا", "بعد", "بينهم", "بينهما", "مضي"))
"""Words after which فيما, بين … open no contrast (فيما يتعلق بـ)."""
_OWN_OCCASION = 6
"""Tokens before an occasion in which another word of saying may be the one it belongs to."""
HARD = (
    "anonymity",
    "going on",
    "attribution",
    "narrator",
    "occasion",
    "new report",
    "contrast and report",
    "quotation and comma",
    "quotation closed",
    "sentence",
)


@dataclass(slots=True)
class End:
    """A place where a content may end: before token `token`; `why` says what follows there."""

    token: int
    why: str
    comma: bool
    order: int = 0


def find_ends(page: Page, frame: Frame, reports: dict[int, bool] | None = None) -> list[End]:
    """The possible ends of the content of `frame`, in text order.

    `reports` are the tokens of the cues that count as statements, with whether و joins them; None while that is not yet known and every
    candidate counts.
    """
    first = frame.content_first
    if frame.how == "quote":
        close = _close_of(page, first - 1)
        if close is not None:
            return [End(close, "quotation closed", False)]
    anonymous = _anonymity(page, frame)
    if anonymous is not None:
        return [End(anonymous, "anonymity", False)]
    ends: list[End] = []
    k = first + 1
    while k < frame.limit:
        if page.plain[k] and (reports is None or k not in reports):
            k += 1
            continue
        token = page.tokens[k]
        if token.text in MARKS:
            close = _close_of(page, k)
            if close is not None and close < frame.limit:
                ends += _after_quotation(page, frame, k, close, reports)
                k = close + 1
                continue
        if token.text == "(" and (close := _bracket(page, k, frame.limit)):
            k = close + 1
            continue
        comma = token.text in COMMAS or (token.text in ("-", "–") and page.tokens[k - 1].end < token.start)
        at = k + 1 if comma else k
        why = _what_follows(page, at, frame, reports, comma=comma) if at < frame.limit else None
        if why:
            ends.append(End(k, why, comma))
            if comma:
                k += 1
        k += 1
    ends.append(End(_sentence_end(page, frame), "sentence", False))
    unique: dict[int, End] = {}
    for end in ends:
        if end.token > first or end.why == "sentence":
            unique.setdefault(end.token, end)
    ordered = sorted(unique.values(), key=lambda e: e.token)
    for order, end in enumerate(ordered):
        end.order = order
    return ordered


def _anonymity(page: Page, frame: Frame) -> int | None:
    """ "طلب عدم كشف هويته": the request ends with what is not to be told."""
    if page.tokens[frame.content_first].norm != "عدم" or frame.cue.entry.cue_class not in ("demand", "ask", "refuse"):
        return None
    last = min(frame.content_first + 6, frame.limit)
    return next((k + 1 for k in range(frame.content_first + 1, last) if page.has("anonymity", k)), None)


def first_hard_end(ends: list[End]) -> End:
    """The rule: the first place where somebody else surely takes over, else the sentence's end."""
    return next((end for end in ends if end.why in HARD), ends[-1])


def _close_of(page: Page, k: int) -> int | None:
    return page.quotation_at.get(k)


def _bracket(page: Page, k: int, limit: int) -> int | None:
    return next((j for j in range(k + 1, min(limit, k + 30)) if page.tokens[j].text == ")"), None)


def _sentence_end(page: Page, frame: Frame) -> int:
    """The sentence's end without its stop."""
    k = frame.limit
    while (
        k > frame.content_first + 1
        and page.tokens[k - 1].kind == MARK
        and page.tokens[k - 1].text in STOPS | COMMAS | {"..", "...", ":", "-", "–"}
    ):
        k -= 1
    return k


def _after_quotation(page: Page, frame: Frame, opened: int, close: int, reports: dict[int, bool] | None) -> list[End]:
    """A closing mark may end the content: surely where the content is that quotation and a comma or stop follows."""
    after = close + 1
    if after >= frame.limit:
        return []
    whole = opened <= frame.content_first + 2
    token = page.tokens[after]
    if token.text in COMMAS or token.text in STOPS:
        why = _what_follows(page, after + 1, frame, reports, comma=True) if after + 1 < frame.limit else None
        joined = after + 1 < frame.limit and page.tokens[after + 1].norm[:1] == "و"
        closed = "inner quotation and comma" if not whole else "quotation, comma, and" if joined else "quotation and comma"
        return [End(after, why if why in HARD else closed, True)]
    why = _what_follows(page, after, frame, reports, comma=False)
    if why:
        return [End(after, why, False)]
    return [End(after, "quotation" if whole else "inner quotation", False)]


def _what_follows(page: Page, k: int, frame: Frame, reports: dict[int, bool] | None, *, comma: bool) -> str | None:
    """What begins at token k that may end a content before it; None where the content plainly goes on."""
    token = page.tokens[k]
    if token.kind != WORD:
        return "comma" if comma else None
    if is_going_on(page, k) and (reports is None or k in reports):
        return "going on"
    classes = page.classes[k]
    if "attribution" in classes and is_source_after(page, k, frame.limit):
        return "attribution"
    narrator = classes.get("narrator", 0)
    if narrator > 1 or (narrator and comma):
        return "narrator"
    if _occasion_ends(page, k, frame, comma=comma):
        return "occasion"
    if comma and token.norm == "ما" and k + 1 < len(page.tokens) and page.tokens[k + 1].norm[:1] in "يت":
        return "narrator"
    if (k in reports and (reports[k] or comma)) if reports is not None else _new_report(page, k, comma=comma):
        return "new report"
    length = classes.get("contrast", 0) or (token.norm[0] in "وف" and page.has_norm("contrast", token.norm[1:], k))
    if length and not (k + length < len(page.tokens) and page.tokens[k + length].norm in _AS_FOR):
        return "contrast and report" if _report_near(page, k, frame.limit, reports) else "contrast" if comma else None
    if not comma:
        return None
    if page.time_at[k]:
        return "comma, time"
    if page.has("relative", k):
        return "comma, relative"
    if token.norm.startswith("و"):
        return "comma, and"
    return "comma, preposition" if page.has("preposition", k) else "comma"


def _occasion_ends(page: Page, k: int, frame: Frame, *, comma: bool) -> bool:
    """Whether the words' own occasion closes the sentence: "…، في تصريحات أوردتها الصحف", "أدان الهجوم في بيان", "… على تويتر"."""
    norm = page.tokens[k].norm
    if k + 1 >= frame.limit or frame.cue.kind == "noun" or norm not in ("في", "خلال", "عبر", "ضمن", "فى", "علي"):
        return False
    stop = next((j for j in range(k + 1, frame.limit) if page.tokens[j].text in COMMAS), frame.limit)
    if stop < frame.limit - 1 and not (is_going_on(page, stop + 1) or _new_report(page, stop + 1, comma=True)):
        return False
    if norm == "علي" or (norm == "عبر" and page.has("platform_word", k + 1)):
        return not _reports_before(page, k, frame) and _ends_with_platform(page, k + 1, stop)
    if any(page.has("complementizer", j) for j in range(k + 1, stop)):
        return False
    carried = any(page.has("carrying_verb", j) for j in range(k + 2, min(k + 5, frame.limit)))
    meeting = any(page.has_norm(group, bare, k + 1) for _, bare in bare_forms(page.tokens[k + 1].norm) for group in ("meeting", "talks"))
    length = 0 if meeting else occasion_at(page, k + 1)
    if not length:
        return comma and carried
    plain = norm in ("في", "فى", "عبر") or length > 1
    return comma or (
        plain and (frame.how not in ("clause", "colon") or page.has("post", k + 1) > 0) and not _reports_before(page, k, frame)
    )


def _reports_before(page: Page, k: int, frame: Frame) -> bool:
    """Whether another word of saying stands close before token k, so that the occasion may be its own ("أن الوزير كتب في تغريدة")."""
    return any(c.finite for j in range(max(frame.content_first + 1, k - _OWN_OCCASION), k) for c in cue_at(page, j))


def _ends_with_platform(page: Page, k: int, stop: int) -> bool:
    """Whether tokens [k, stop) name a social network and nothing else but the day: "حسابه على منصة إكس أمس"."""
    named = False
    while k < stop:
        name = page.names.get(k)
        if name and name.entry.kind == "platform":
            named, k = True, name.last
        elif page.has("platform_word", k) or page.has("preposition", k) or page.time_at[k] or page.tokens[k].text in MARKS:
            k += 1
        else:
            return False
    return named


def is_source_after(page: Page, k: int, limit: int) -> bool:
    """Whether a source follows بحسب, وفق, نقلاً عن …, and not a law or a plan."""
    j = k + max(page.has("attribution", k), 1)
    while j < limit and page.tokens[j].norm in ("ل", "عن", "الي", "ما", "لما", "علي", "لسان", "عما", "كما"):
        if page.tokens[j].norm in ("ما", "لما", "عما"):
            return True
        j += 1
    if j >= limit:
        return page.tokens[k].norm in ("قوله", "قولها", "تعبيره", "تعبيرها") or page.has("attribution", k) > 1
    if page.tokens[k].norm in ("حسبما", "بحسبما", "وفقما") or page.has("attribution", k) > 1:
        return True
    clitics = 1 if page.tokens[j].norm[0] == "ل" and page.tokens[k].norm in ("وفقا", "طبقا") else 0
    party = read_party(page, j, limit, tight=True, clitics=clitics)
    if party is None:
        return False
    return (
        party.type in ("person", "outlet", "source", "document")
        or party.entry is not None
        or (party.named and page.has_norm("body_noun", party.head, j) > 0)
    )


def _new_report(page: Page, k: int, *, comma: bool) -> bool:
    """A verb of saying joined by و with no أن before it ("وأضاف", "ودعا"), or one that follows a comma at once ("بعد أن …، قال")."""
    for cue in cue_at(page, k):
        if cue.kind != "past" or cue.form.person != 3 or cue.suffix:
            continue
        if cue.prefix in ("و", "ف"):
            return True
        if comma and not cue.prefix and cue.entry.cue_class in ("say", "announce", "add", "stress", "explain", "confirm"):
            return True
    return False


def _report_near(page: Page, k: int, limit: int, reports: dict[int, bool] | None) -> bool:
    """Whether a verb of saying stands within a few words after a contrast."""
    for j in range(k, min(limit, k + 10)):
        if page.tokens[j].text in COMMAS and j > k + 1:
            return False
        if j in reports if reports is not None else any(c.finite and c.form.person == 3 for c in cue_at(page, j)):
            return True
    return False
