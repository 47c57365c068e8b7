"""A page's bytes made text, by what its server, its marks and its own markup tell of the encoding."""

from __future__ import annotations

import codecs
import re

from musnad.errors import IntakeError
from musnad.intake.text import Decoded, decode

_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{1,40})""", re.IGNORECASE)
_META_WITHIN = 4096
"""Bytes in which a page tells its encoding; the standard says 1024, old sites need more."""
# Only what can write Arabic: pages that are told to be ISO-8859-1 are so by servers that do not know.
_CODECS = {"UTF-8": "utf-8", "Windows-1256": "cp1256", "ISO-8859-6": "iso8859-6", "CP720": "cp720"}
_LABELS = {
    label: name
    for name, labels in (
        ("UTF-8", "utf-8 utf8 unicode-1-1-utf-8"),
        ("Windows-1256", "windows-1256 cp1256 x-cp1256"),
        ("ISO-8859-6", "iso-8859-6 iso8859-6 iso_8859-6 arabic csisolatinarabic"),
        ("CP720", "cp720 ibm720 dos-720"),
    )
    for label in labels.split()
}
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LATIN = re.compile(rb"[A-Za-z]+")
_MOST_BROKEN = 0.002
"""Broken characters, of all, in a UTF-8 page that is shown as browsers show it, with � for each."""
_HINT = "open the page in a browser, save the report's text as UTF-8, and read that file"


def decode_page(data: bytes, charset: str | None = None) -> Decoded:
    """The text of a page and its encoding; `charset` is what the HTTP header tells.

    What is valid UTF-8 is UTF-8, whatever is told: Arabic in another encoding never is. Raises IntakeError, and nothing else.
    """
    try:
        decoded = _decode(data, charset)
    except IntakeError as error:
        raise IntakeError(error.problem, hint=_HINT) from None
    if not decoded.text.strip():
        raise IntakeError("the page is empty", hint=_HINT)
    return decoded


def _decode(data: bytes, charset: str | None) -> Decoded:
    if data.startswith(_WIDE_MARKS) or b"\0" in data:
        return decode(data)
    try:
        return Decoded(data.decode("utf-8-sig"), "UTF-8")
    except UnicodeDecodeError:
        pass
    for name in _told(data, charset):
        if (text := _decoded(data, _CODECS[name])) is not None:
            return Decoded(text, name)
    name = decode(_LATIN.sub(b" ", data)).encoding  # by the letters, those of the markup left out
    return Decoded(data.decode(_CODECS[name]), name)


def _told(data: bytes, charset: str | None) -> list[str]:
    """The encodings that header and markup tell."""
    meta = _META.search(data, 0, _META_WITHIN)
    labels = (charset or "", meta[1].decode("ascii") if meta else "", "utf-8")
    return [known for label in labels if (known := _LABELS.get(label.strip().lower()))]


def _decoded(data: bytes, codec: str) -> str | None:
    """The text of `data`, None where it is in another encoding. A few broken bytes cost their characters, not the page."""
    if codec != "utf-8":
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            return None
    text = data.removeprefix(codecs.BOM_UTF8).decode(codec, errors="replace")
    foreign = sum(character > "\x7f" for character in text)
    return text if text.count("\ufffd") <= _MOST_BROKEN * foreign + 1 else None
