"""Musnad (مُسنَد): who said what, to whom, when and on whose word, in Arabic news.

>>> import musnad
>>> reading = musnad.read("قالت وزيرة الخارجية إن المحادثات ستُستأنف غداً.", published="2025-08-06")
>>> reading.statements[0].cue.text
'قالت'
"""

# ruff: noqa: PLC0415  imports inside functions: `import musnad` stays cheap

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

    from musnad.lexicon.lexicon import Lexicon
    from musnad.model import Article, Reading

__version__ = "0.1.0"
__all__ = ["Article", "Reading", "__version__", "read"]


def read(
    text: str,
    *,
    published: dt.date | str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    id: str | None = None,  # noqa: A002  the contract's name
    lexicon: Lexicon | None = None,
) -> Reading:
    """Read one Arabic report: its statements with their speakers and chains, its times, names and furniture.

    `text` is kept as it is; every span of the reading slices it (`text[span.start:span.end] == span.text`, in code points).
    `published` is a date or "YYYY-MM-DD" (IntakeError for anything else); without it, relative times stay relative unless the text
    itself tells the day. `title` is read too, its finds are in `reading.headline`. `lexicon` is `load_lexicon((folder, …))` for words
    of your own; the package's own is loaded at the first reading and kept.

    For "أكد ترمب أن اللقاء سيُعقد الجمعة، بحسب رويترز" published on 2025-08-06 there is one statement: cue «أكد», speaker «ترمب», content
    «أن اللقاء سيُعقد الجمعة», via «رويترز»; and one time, «الجمعة», 2025-08-08. The same input gives the same reading, always.
    """
    from musnad.intake.fields import parse_published
    from musnad.intake.notes import with_input_notes
    from musnad.model import Article
    from musnad.reading.read import read as read_article

    day = parse_published(published) if isinstance(published, str) else published
    return with_input_notes(read_article(Article(text, id, day, outlet, title), lexicon=lexicon))


def __getattr__(name: str) -> Any:
    """The types that `read` takes and gives, imported when asked for."""
    if name in {"Article", "Reading"}:
        from musnad import model

        return getattr(model, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
