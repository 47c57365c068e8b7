"""Names of finds that stay the same over rereads and on every machine: digits of a hash of what makes the find what it is."""

from __future__ import annotations

import hashlib


def uid(kind: str, *parts: object) -> str:
    """`kind` (a article, s statement, e entity, …), a hyphen, and 12 digits: "a-0f3c…"."""
    return f"{kind}-{digest(*parts)[:12]}"


def digest(*parts: object) -> str:
    """The SHA-256 of the parts, in hexadecimal; None and an empty text are different parts."""
    joined = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


def term_number(stem: str) -> int:
    """A stem as a positive 63-bit number, for indexes."""
    return int.from_bytes(hashlib.blake2b(stem.encode(), digest_size=8).digest(), "big") >> 1
