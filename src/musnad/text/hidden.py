"""Characters that show nothing or reorder what is shown: found, named, and made visible.

The article's text keeps them. Whoever prints it (terminal, page) prints `visible(text)`, which has one character for each
character of the text, so that offsets stay good.
"""

from __future__ import annotations

import re
import unicodedata

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
# Zero-width and other default-ignorable characters. U+FE0F is left out: it only chooses the emoji form of the sign before it.
_BLANK = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u2800\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Tab and newline are plain text, and so is the carriage return of a line end.
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
_HIDDEN = re.compile(rf"[{_BIDI}{_BLANK}{_CONTROL}]|\r(?!\n)")
_UNSAFE = re.compile(rf"[{_BIDI}{_BLANK}{_CONTROL}\r]")

BIDI_SIGN = "\N{RIGHTWARDS ARROW OVER LEFTWARDS ARROW}"
BLANK_SIGN = "\N{DOTTED CIRCLE}"
CONTROL_SIGN = "\N{SYMBOL FOR SUBSTITUTE FORM TWO}"
BROKEN_SIGN = "\N{REPLACEMENT CHARACTER}"
_IS_BIDI = re.compile(f"[{_BIDI}]")
_IS_BLANK = re.compile(f"[{_BLANK}]")


def hidden_characters(text: str) -> list[tuple[int, str]]:
    """Every hidden or control character of `text`: its offset and its Unicode name ("RIGHT-TO-LEFT OVERRIDE")."""
    return [(found.start(), _name(found.group())) for found in _HIDDEN.finditer(text)]


def visible(text: str) -> str:
    """`text` with every hidden or control character but tab and newline replaced by one visible sign; the length stays.

    Bidi controls show as ⇄, zero-width characters as ◌, controls as their picture (␛), halves of a pair as �.
    The carriage return of a line end becomes a space.
    """
    return _UNSAFE.sub(lambda found: _sign(text, found), text)


def visible_line(text: str) -> str:
    """As `visible`, for one line: newlines and tabs become spaces."""
    return visible(text).replace("\n", " ").replace("\t", " ")


def _sign(text: str, found: re.Match[str]) -> str:
    character = found.group()
    if character == "\r":
        return " " if text.startswith("\n", found.end()) else "\N{SYMBOL FOR CARRIAGE RETURN}"
    if _IS_BIDI.match(character):
        return BIDI_SIGN
    if _IS_BLANK.match(character):
        return BLANK_SIGN
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    return BROKEN_SIGN if 0xD800 <= code <= 0xDFFF else CONTROL_SIGN


def _name(character: str) -> str:
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        return f"LONE SURROGATE U+{code:04X}"
    kind = "CONTROL CHARACTER" if unicodedata.category(character) == "Cc" else "CHARACTER"
    return unicodedata.name(character, f"{kind} U+{code:04X}")
