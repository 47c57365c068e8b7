"""One news page fetched from a public address, within a time and a size, and made an article."""

from __future__ import annotations

import re
import ssl
import zlib
from collections.abc import Collection
from dataclasses import dataclass

import httpcore2
import httpx2

import musnad
from musnad.errors import IntakeError
from musnad.intake.connection import Budget, PinnedTransport
from musnad.intake.html import Page, article_from_html

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_HEADERS = {
    "User-Agent": f"Musnad/{musnad.__version__}",
    "Accept": "text/html, application/xhtml+xml",
    "Accept-Language": "ar",
    "Accept-Encoding": "gzip",
}
_BESIDE_THE_PAGE = 1_000_000
"""Bytes received beside the page itself: TLS, headers, redirects."""
_HOST = re.compile(rb"[a-z0-9._-]{1,253}|[0-9a-f:.]+", re.IGNORECASE)

_SAVE = "open it in a browser, save the report's text, and read that file"
_AGAIN = "try again later"
_WHOLE = "give the whole address of one report, as https://…"
_NO_PAGE = ("the site answers with no page", _SAVE)
_STATUSES = {
    401: ("the site asks for a login", _SAVE),
    402: ("the site asks for payment", _SAVE),
    403: ("the site refuses programs", _SAVE),
    404: ("the site has no such page", "check the address"),
    410: ("the site has taken the page away", "check the address, or look for the page in a web archive"),
    429: ("the site refuses more requests now", _AGAIN),
    451: ("the page is withheld for legal reasons", _SAVE),
    400: ("the site refuses the request", "check the address"),
    500: ("the site has an error of its own", _AGAIN),
}
"""What a status means, and what to do; those of the hundreds stand for the others of their kind."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a fetch may take, redirects and all, how many bytes a page may have once unpacked, and how many redirects lead to it."""

    seconds: float = 20.0
    size: int = 5_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as served: `url` is the last address, after redirects; `charset` is what the HTTP header tells."""

    url: str
    data: bytes
    charset: str | None


def fetch_article(url: str, *, limits: Limits = Limits(), loopback_ports: Collection[int] = ()) -> Page:
    """Fetch the page at `url` and make its report an article; raises IntakeError, with `url` as its source, and nothing else.

    Each address on the way is checked to be a public one and then connected to, it and no other. `loopback_ports` are this machine's own
    ports that may be fetched from all the same: those of a test's server.
    """
    try:
        served = fetch(url, limits=limits, loopback_ports=loopback_ports)
        return article_from_html(served.data, url=served.url, charset=served.charset)
    except IntakeError as error:
        raise error.at(url) from error.__cause__


def fetch(url: str, *, limits: Limits, loopback_ports: Collection[int]) -> Fetched:
    """The page at `url`, as served."""
    budget = Budget(seconds=limits.seconds, size=limits.size + _BESIDE_THE_PAGE)
    transport = PinnedTransport(budget, loopback_ports=loopback_ports)
    try:
        with httpx2.Client(transport=transport, trust_env=False, timeout=limits.seconds, headers=_HEADERS) as client:
            response = _follow(client, client.build_request("GET", checked_url(url)), limits.redirects)
            _check_answer(response, limits.size)
            data = _body(response, limits.size)
    except httpcore2.TimeoutException:
        raise budget.too_slow() from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpx2.TransportError) as error:
        raise _broken(error) from error
    return Fetched(str(response.url), data, response.charset_encoding)


def checked_url(url: str) -> httpx2.URL:
    """`url` as an address that may be asked for: http or https, a host, no name or password; raises IntakeError for any other."""
    try:
        parsed = httpx2.URL(url.strip())
    except httpx2.InvalidURL as error:
        raise IntakeError(f"no web address: {error}", hint=_WHOLE) from None
    if parsed.scheme not in {"http", "https"}:
        raise IntakeError("not an http or https address", hint=_WHOLE)
    if parsed.userinfo:
        raise IntakeError("the address holds a name or a password", hint="leave out what stands before @; only public pages are fetched")
    if not _HOST.fullmatch(parsed.raw_host) or not (parsed.port is None or 0 < parsed.port < 65536):
        raise IntakeError("the address names no host, or one that cannot be", hint=_WHOLE)
    return parsed


def _follow(client: httpx2.Client, request: httpx2.Request, redirects: int) -> httpx2.Response:
    """The answer that is no redirect, its body not read yet."""
    for _ in range(redirects + 1):
        response = client.send(request, stream=True, follow_redirects=False)
        if response.next_request is None:
            return response
        response.close()
        request = response.next_request
        try:
            checked_url(str(request.url))
        except IntakeError as error:
            raise IntakeError(f"redirects to {str(request.url)[:100]}: {error.problem}", hint=_SAVE) from None
    raise IntakeError(f"redirects more than {redirects} times", hint=_SAVE)


def _check_answer(response: httpx2.Response, size: int) -> None:
    """Raise IntakeError where the answer is no page, before its body is read."""
    status = response.status_code
    if status != httpx2.codes.OK:
        told, hint = _STATUSES.get(status) or _STATUSES.get(status // 100 * 100, _NO_PAGE)
        raise IntakeError(f"{told} (HTTP {status})", hint=hint)
    content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type and content_type not in _PAGE_TYPES:
        raise IntakeError(f"not a web page but {content_type[:60]}", hint="save it as plain text, and read that file")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > size:
        raise _too_large(size)


def _body(response: httpx2.Response, size: int) -> bytes:
    """The body, unpacked piece by piece; of more than `size` bytes none is kept.

    Not by httpx2's own decoders: they do not tell a gzip body that was cut off from a whole one.
    """
    packed, inflate, data = _is_packed(response), zlib.decompressobj(zlib.MAX_WBITS | 16), bytearray()
    try:
        for piece in response.iter_raw():
            data += inflate.decompress(piece, size + 1 - len(data)) if packed else piece
            if len(data) > size:
                raise _too_large(size)
            if inflate.eof:
                break
    except zlib.error as error:
        raise IntakeError(f"the page is packed wrongly ({error})", hint=_SAVE) from None
    if packed and not inflate.eof:
        raise IntakeError("the page was cut off on its way", hint=_AGAIN)
    return bytes(data)


def _is_packed(response: httpx2.Response) -> bool:
    """Whether the body is gzip data; raises IntakeError where it is packed in another way: only gzip was asked for."""
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in {"gzip", "x-gzip", "identity", ""}:
        raise IntakeError(f"the page is packed in a way that was not asked for ({coding[:40]})", hint=_SAVE)
    return coding.endswith("gzip")


def _too_large(size: int) -> IntakeError:
    return IntakeError(f"the page is larger than {size / 1_000_000:g} MB", hint="check the address: is it that of one report?")


def _broken(error: Exception) -> IntakeError:
    """The error for a connection that failed: `error`, and what it came from, tell whether TLS did."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return IntakeError(f"the site's certificate is not valid: {cause.verify_message}", hint=_SAVE)
        cause = cause.__cause__ or cause.__context__
    return IntakeError(f"the connection failed: {error or type(error).__name__}", hint=_AGAIN)
