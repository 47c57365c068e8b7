"""Bytes made text: the encoding recognised and said, the text kept exactly as decoded."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from musnad.errors import IntakeError

SIZE_LIMIT = 50_000_000
"""The most bytes one article (a file, or a line of a JSONL file) may have."""

_SIGNATURES = (  # the longer first: the mark of UTF-32 starts with that of UTF-16
    (codecs.BOM_UTF8, "UTF-8", "utf-8"),
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16-be"),
)
_OTHER_FILES = (
    (b"%PDF-", "a PDF document", "pdftotext FILE - | musnad read -"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "save it as plain text first"),
    (b"\x1f\x8b", "gzip data", "zcat FILE | musnad read -"),
    (b"\xd0\xcf\x11\xe0", "an old Word document", "save it as plain text first"),
    (b"{\\rtf", "a rich-text document", "save it as plain text first"),
    (b"\x89PNG", "an image", None),
    (b"\xff\xd8\xff", "an image", None),
    (b"GIF8", "an image", None),
)
_ONE_BYTE = (("Windows-1256", "cp1256"), ("ISO-8859-6", "iso8859-6"), ("CP720", "cp720"))
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.02  # of all bytes: random data has .11, a text with stray form feeds below .001
# Letters by how often they stand in Arabic text, in ‰ (wordfreq's Arabic list). A wrong decoding of Arabic turns frequent letters
# into rare ones and signs.
_PER_MILLE = {
    "ا": 143, "ل": 115, "ي": 78, "م": 67, "ن": 57, "و": 50, "ر": 44, "ت": 42, "ع": 35, "ب": 35, "د": 30, "ة": 29, "ه": 27, "ف": 26, "ك": 24,
    "س": 24, "أ": 22, "ق": 21, "ح": 19, "ج": 14, "ى": 10, "ش": 10, "ص": 9, "ط": 9, "خ": 9, "ذ": 8, "إ": 8, "ض": 6, "ث": 6, "ز": 6, "غ": 4,
    "ئ": 4, "ء": 4, "ظ": 2, "آ": 1, "ؤ": 1,
    "،": 4, "«": 2, "»": 2, "“": 2, "”": 2, "…": 1, "\u00a0": 1, "–": 1, "؟": 1, "؛": 1, "ـ": 1, "ً": 1, "َ": 1, "ُ": 1, "ِ": 1, "ّ": 1, "ْ": 1,
}  # fmt: skip
_LEAST_PLAUSIBLE = 25.0
"""The least mean of `_PER_MILLE` over the non-ASCII characters of a text taken for Arabic. Measured on the 18 one-byte files of chardet's
Arabic test data: right decodings 57–66; wrong ones 45 at most (ISO-8859-6 read as Windows-1256), and never above the right one."""
_LEAST_FOREIGN = 0.5  # of all letters; below it the text is a Latin one with accents


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Decode `data` to text; a byte order mark is no part of the text.

    Raises IntakeError, and nothing else, for what is empty, too large, binary, or in an encoding that is not recognised.
    """
    if not data:
        raise IntakeError("the file is empty")
    if len(data) > SIZE_LIMIT:
        raise too_large()
    decoded = _by_signature(data) or _by_content(data)
    if not decoded.text.strip():
        raise IntakeError("the file has no text, only white space")
    return decoded


def too_large(what: str = "the file") -> IntakeError:
    """The error for more bytes than one article may have."""
    return IntakeError(f"{what} is larger than {SIZE_LIMIT // 1_000_000} MB", hint="one file is one article; for many articles use JSONL")


def _by_signature(data: bytes) -> Decoded | None:
    for signature, name, codec in _SIGNATURES:
        if data.startswith(signature):
            return _strictly(data[len(signature) :], name, codec, skipped=len(signature))
    return None


def _by_content(data: bytes) -> Decoded:
    for magic, what, hint in _OTHER_FILES:
        if data.startswith(magic):
            raise IntakeError(f"not text but {what}", hint=hint)
    if codec := _wide(data):
        return _strictly(data, codec[:6].upper(), codec)
    _refuse_binary(data)
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise _undecodable(data, "UTF-8", error.start) from None
    return _one_byte(data)


def _strictly(data: bytes, name: str, codec: str, *, skipped: int = 0) -> Decoded:
    try:
        return Decoded(data.decode(codec), name)
    except UnicodeDecodeError as error:
        raise _undecodable(data, name, error.start, skipped) from None


def _wide(data: bytes) -> str | None:
    """The UTF-32 or UTF-16 codec that data without a mark is in: Arabic letters are U+06xx, Latin ones and spaces U+00xx."""
    sample = data[: 4096 - 4096 % 4]
    if len(data) % 4 == 0 and len(sample) >= 8:
        for codec, places in (("utf-32-le", (2, 3)), ("utf-32-be", (0, 1))):
            if all(not any(sample[place::4]) for place in places):
                return codec
    if len(data) % 2 == 0 and len(sample) >= 4:
        for codec, place in (("utf-16-le", 1), ("utf-16-be", 0)):
            high = sample[place::2]
            if sum(byte in {0x00, 0x06, 0x20} for byte in high) > 0.95 * len(high) and 0x06 in high:
                return codec
    return None


def _refuse_binary(data: bytes) -> None:
    """Raise where `data` has a NUL or more control bytes than text has."""
    controls = list(_CONTROLS.finditer(data))
    if controls and (b"\0" in data or len(controls) > max(3, _MOST_CONTROLS * len(data))):
        at = data.find(b"\0") if b"\0" in data else controls[0].start()
        raise IntakeError(f"not text: control byte 0x{data[at]:02X} at byte {at}", line=data.count(b"\n", 0, at) + 1)


def _mostly_utf8(data: bytes) -> bool:
    """True where the multi-byte sequences are good ones but for a few: a damaged UTF-8 file, no other encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - broken
    return good > 2 * broken


def _one_byte(data: bytes) -> Decoded:
    """The most plausible one-byte encoding of Arabic."""
    best, name, text = 0.0, "", ""
    for candidate, codec in _ONE_BYTE:
        try:
            decoded = data.decode(codec)
        except UnicodeDecodeError:
            continue
        # Of equals the first stays: Windows-1256 is by far the most frequent, and has what ISO-8859-6 lacks.
        if (plausible := _plausible(decoded)) > best:
            best, name, text = plausible, candidate, decoded
    if best < _LEAST_PLAUSIBLE:
        raise IntakeError(
            "the encoding is not recognised (neither UTF-8, UTF-16, Windows-1256, ISO-8859-6 nor CP720 makes it Arabic)",
            hint="convert it: iconv -f ENCODING -t UTF-8 FILE | musnad read -",
        )
    return Decoded(text, name)


def _plausible(text: str) -> float:
    """How much `text` looks like Arabic: the mean frequency of its non-ASCII characters, in ‰; 0 for a mostly Latin text."""
    sample = text[:100_000]
    foreign = [character for character in sample if character > "\x7f"]
    latin = sum(character.isascii() and character.isalpha() for character in sample)
    if not foreign or len(foreign) < _LEAST_FOREIGN * (len(foreign) + latin):
        return 0.0
    return sum(_PER_MILLE.get(character, -20) for character in foreign) / len(foreign)


def _undecodable(data: bytes, name: str, at: int, skipped: int = 0) -> IntakeError:
    byte = f"0x{data[at]:02X} at byte {at + skipped}" if at < len(data) else f"the end at byte {at + skipped}"
    return IntakeError(
        f"broken {name}: {byte}",
        line=data.count(b"\n", 0, at) + 1,
        hint="the file is damaged or mixes encodings; repair it, or replace what is broken: iconv -c -t UTF-8 FILE | musnad read -",
    )
