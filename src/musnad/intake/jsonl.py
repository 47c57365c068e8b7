"""JSONL: an article a line, read as a stream; a broken line costs that line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from musnad.errors import IntakeError
from musnad.intake.fields import make_article
from musnad.intake.text import SIZE_LIMIT, too_large
from musnad.model import Article

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_lines(stream: BinaryIO, source: str) -> Iterator[tuple[int, Article | IntakeError]]:
    """The article, or the error, of each line of `stream` that is not blank, with its number from 1."""
    number = 0
    while line := stream.readline(SIZE_LIMIT + 1):
        number += 1
        if len(line) > SIZE_LIMIT:
            _skip_line(stream, line)
            yield number, too_large("the line").at(source, number)
            continue
        if number == 1:
            if line.startswith(_WIDE):
                hint = "convert it: iconv -f UTF-16 -t UTF-8 FILE | musnad read -"
                yield number, IntakeError("JSONL must be UTF-8, and this is UTF-16", source=source, line=1, hint=hint)
                return
            line = line.removeprefix(codecs.BOM_UTF8)
        if not line.strip():
            continue
        try:
            yield number, parse_line(line)
        except IntakeError as error:
            yield number, error.at(source, number)


def parse_line(line: bytes) -> Article:
    """The article that one line tells; raises IntakeError, and nothing else."""
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise IntakeError(f"broken UTF-8: 0x{line[error.start]:02X} at byte {error.start} of the line") from None
    except json.JSONDecodeError as error:
        hint = "each line is one article: jq -c . FILE | musnad read -"
        raise IntakeError(f"no JSON: {error.msg} at character {error.pos + 1}", hint=hint) from None
    except RecursionError:
        raise IntakeError("JSON nested too deep") from None
    except ValueError:  # an integer of more digits than Python converts
        raise IntakeError("JSON with a number too long") from None
    if not isinstance(value, dict):
        raise IntakeError("a line must be one JSON object with at least a text", hint='{"text": "…", "published": "2025-08-06"}')
    return make_article(value)


def _skip_line(stream: BinaryIO, part: bytes) -> None:
    """Read on to the end of the line that begins with `part`, without keeping it."""
    while part and not part.endswith(b"\n"):
        part = stream.readline(1 << 20)
