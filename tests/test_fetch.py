"""What is fetched from the web and what is refused; the only server is this test's own."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from musnad.errors import IntakeError
from musnad.intake.addresses import is_public
from musnad.intake.fetch import Limits, checked_url, fetch_article

SENTENCE = "قال وزير الري إن بلاده ستعرض خطتها على اللجنة المشتركة قبل نهاية الشهر الجاري، وإنها لا تنتظر جواباً سريعاً من جيرانها."
PAGE = f"<title>خطة الري</title><article><p>{SENTENCE}</p></article>"
SMALL = Limits(size=100_000, redirects=3)


# --- addresses


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("64:ff9b::5db8:d822", True),  # NAT64 of 93.184.216.34
        ("0.0.0.0", False),  # noqa: S104  not bound to
        ("0.1.2.3", False),
        ("10.0.0.1", False),
        ("100.64.0.1", False),  # carriers' own
        ("127.0.0.1", False),
        ("169.254.169.254", False),  # what clouds tell their machines
        ("172.16.0.1", False),
        ("192.0.0.192", False),
        ("192.88.99.1", False),
        ("192.168.1.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", False),
        ("64:ff9b::a00:1", False),  # NAT64 of 10.0.0.1
        ("64:ff9b::7f00:1", False),
        ("64:ff9b:1::a00:1", False),
        ("2001:0:53aa:64c:0:0:80ff:fffe", False),  # Teredo
        ("2001:db8::1", False),
        ("2002:7f00:1::1", False),  # 6to4 of 127.0.0.1
        ("2002:5db8:d822::1", False),
        ("3fff::1", False),
        ("5f00::1", False),
        ("fc00::1", False),
        ("fe80::1%2", False),
        ("fec0::1", False),
        ("ff02::1", False),
    ],
)
def test_only_public_addresses_are_fetched_from(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    ("address", "allowed"),
    [("127.0.0.1", True), ("::1", True), ("10.0.0.1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False)],
)
def test_loopback_is_allowed_by_itself(address: str, allowed: bool) -> None:
    assert is_public(ipaddress.ip_address(address), loopback=True) is allowed


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "not an http or https address"),
        ("خبر", "not an http or https address"),
        ("file:///etc/passwd", "not an http or https address"),
        ("ftp://example.org/", "not an http or https address"),
        ("javascript:alert(1)", "not an http or https address"),
        ("http://", "names no host"),
        ("http:///path", "names no host"),
        ("http://a b/", "names no host"),
        ("http://example.org:99999/", "names no host"),
        ("http://example.org:0/", "names no host"),
        ("http://name:word@example.org/", "a name or a password"),
        ("http://example.org\r\nX: y/", "no web address"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url: str, told: str) -> None:
    with pytest.raises(IntakeError, match=told) as caught:
        checked_url(url)
    assert caught.value.hint


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0",
        "169.254.169.254",
        "10.0.0.1",
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_host_that_is_no_public_one_is_refused_before_it_is_connected_to(scheme: str, host: str) -> None:
    url = f"{scheme}://{host}/"
    with pytest.raises(IntakeError, match=r"no public address|no host|no web address") as caught:
        fetch_article(url, limits=SMALL)
    assert caught.value.source == url
    assert caught.value.hint


# --- a server


Answer = Callable[[BaseHTTPRequestHandler], None]
PACKED = gzip.compress(PAGE.encode())


def answer(body: bytes = b"", status: int = 200, content_type: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    """The answer with `body`; `headers` as in `content_encoding="gzip"`."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def redirect(location: str) -> Answer:
    return answer(status=302, Location=location)


def endless(piece: bytes, wait: float = 0.0, **headers: str) -> Answer:
    """An answer of `piece` for ever."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        answer(**headers)(handler)
        while True:
            handler.wfile.write(piece)
            time.sleep(wait)

    return send


def raw(data: bytes) -> Answer:
    return lambda handler: handler.wfile.write(data) and None


def slow_head(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(100):
        handler.wfile.write(b"H")
        time.sleep(0.05)


ANSWERS: dict[str, Answer] = {
    "/page": answer(PAGE.encode()),
    "/2024/05/06/report": answer(PAGE.encode()),
    "/packed": answer(PACKED, content_encoding="gzip"),
    "/arabic": answer(PAGE.encode("cp1256"), content_type="text/html; charset=windows-1256"),
    "/untold": answer(PAGE.encode(), content_type="text/html"),
    "/to-page": redirect("/page"),
    "/loop": redirect("/loop"),
    "/to-private": redirect("http://10.0.0.1/"),
    "/to-cloud": redirect("http://169.254.169.254/latest/meta-data/"),
    "/to-decimal": redirect("http://2130706433/"),
    "/to-other-port": redirect("http://127.0.0.1:9/"),
    "/to-file": redirect("file:///etc/passwd"),
    "/to-login": redirect("http://name:word@example.org/"),
    "/to-nowhere": redirect("http://[/"),
    "/missing": answer(b"<p>404</p>", status=404),
    "/gone": answer(status=410),
    "/forbidden": answer(status=403),
    "/failing": answer(status=503),
    "/teapot": answer(status=418),
    "/empty-status": answer(status=204),
    "/pdf": answer(b"%PDF-1.7", content_type="application/pdf"),
    "/json": answer(b"{}", content_type="application/json; charset=utf-8"),
    "/empty": answer(),
    "/large": answer(content_length="100001"),
    "/endless": endless(b"<p>x</p>" * 1000),
    "/endless-headers": raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000),
    "/slow": endless(b"x", 0.05),
    "/slow-head": slow_head,
    "/bomb": answer(gzip.compress(b"\0" * 10_000_000), content_encoding="gzip"),
    "/cut-off": answer(PACKED[:-12], content_encoding="gzip"),
    "/not-packed": answer(PAGE.encode(), content_encoding="gzip"),
    "/brotli": answer(b"x", content_encoding="br"),
    "/short": answer(b"x", content_length="500"),
    "/no-http": raw(b"SSH-2.0-x\r\n\r\n"),
    "/silent": raw(b""),
    "/odd-charset": answer(PAGE.encode(), content_type="text/html; charset*=x''%ff; charset=\u00ff"),
    "/no-report": answer("<p>مرحباً</p>".encode()),
    "/english": answer(b"<article><p>" + b"No Arabic here. " * 50),
    "/undecodable": answer(b"<p>" + bytes(range(128, 256)) * 10, content_type="text/html"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        try:
            ANSWERS[self.path](self)
        except OSError:  # the client has heard enough
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name of the base class
        """Nothing is logged."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "encoding"),
    [("/page", "UTF-8"), ("/packed", "UTF-8"), ("/arabic", "Windows-1256"), ("/untold", "UTF-8"), ("/odd-charset", "UTF-8")],
)
def test_a_page_is_an_article(port: int, path: str, encoding: str) -> None:
    page = fetch_article(f"http://127.0.0.1:{port}{path}", limits=SMALL, loopback_ports=[port])
    assert (page.article.title, page.article.text, page.article.outlet) == ("خطة الري", SENTENCE, "127.0.0.1")
    assert (page.article.published, page.published_by, page.encoding) == (None, None, encoding)


def test_a_page_has_the_address_that_it_was_redirected_to(port: int) -> None:
    page = fetch_article(f" http://127.0.0.1:{port}/to-page ", limits=SMALL, loopback_ports=[port])
    assert page.url == f"http://127.0.0.1:{port}/page"


def test_the_address_tells_the_day(port: int) -> None:
    page = fetch_article(f"http://127.0.0.1:{port}/2024/05/06/report", limits=SMALL, loopback_ports=[port])
    assert (str(page.article.published), page.published_by) == ("2024-05-06", "URL")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/loop", "redirects more than 3 times"),
        ("/to-private", "10.0.0.1, which is no public address"),
        ("/to-cloud", "169.254.169.254, which is no public address"),
        ("/to-decimal", "2130706433 is 127.0.0.1, which is no public address"),
        ("/to-other-port", "127.0.0.1, which is no public address"),
        ("/to-file", "not an http or https address"),
        ("/to-login", "a name or a password"),
        ("/to-nowhere", "redirects to http://%5B/: the address names no host"),
        ("/missing", "no such page (HTTP 404)"),
        ("/gone", "taken the page away (HTTP 410)"),
        ("/forbidden", "refuses programs (HTTP 403)"),
        ("/failing", "an error of its own (HTTP 503)"),
        ("/teapot", "refuses the request (HTTP 418)"),
        ("/empty-status", "no page (HTTP 204)"),
        ("/pdf", "not a web page but application/pdf"),
        ("/json", "not a web page but application/json"),
        ("/empty", "the page is empty"),
        ("/large", "larger than 0.1 MB"),
        ("/endless", "larger than 0.1 MB"),
        ("/endless-headers", "the connection failed"),
        ("/bomb", "larger than 0.1 MB"),
        ("/cut-off", "cut off"),
        ("/not-packed", "packed wrongly"),
        ("/brotli", "not asked for (br)"),
        ("/short", "the connection failed"),
        ("/no-http", "the connection failed"),
        ("/silent", "the connection failed"),
        ("/no-report", "no article"),
        ("/english", "not Arabic"),
        ("/undecodable", "the encoding is not recognised"),
    ],
)
def test_what_is_no_page_is_refused(port: int, path: str, told: str) -> None:
    url = f"http://127.0.0.1:{port}{path}"
    with pytest.raises(IntakeError) as caught:
        fetch_article(url, limits=SMALL, loopback_ports=[port])
    assert told in caught.value.problem
    assert caught.value.source == url
    assert caught.value.hint


@pytest.mark.parametrize("path", ["/slow", "/slow-head"])
def test_a_slow_site_is_left(port: int, path: str) -> None:
    with pytest.raises(IntakeError, match=r"no whole page within 0\.3 seconds"):
        fetch_article(f"http://127.0.0.1:{port}{path}", limits=Limits(seconds=0.3), loopback_ports=[port])


def test_what_a_site_sends_is_counted_over_all_redirects(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.intake.fetch._BESIDE_THE_PAGE", 0)
    with pytest.raises(IntakeError, match="more than a page can be"):
        fetch_article(f"http://127.0.0.1:{port}/loop", limits=Limits(size=200), loopback_ports=[port])


def test_no_proxy_of_the_environment_is_asked(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch_article(f"http://127.0.0.1:{port}/page", limits=SMALL, loopback_ports=[port]).article.text == SENTENCE


def test_a_port_where_nobody_listens_is_told() -> None:
    with pytest.raises(IntakeError, match=r"no connection to 127\.0\.0\.1"):
        fetch_article("http://127.0.0.1:9/", limits=SMALL, loopback_ports=[9])


def test_the_address_that_was_checked_is_connected_to(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []
    system = socket.getaddrinfo

    def look_up(host: str, *arguments: Any, **options: Any) -> Any:
        looked_up.append(host)
        return system("127.0.0.1" if host == "news.example" else host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    page = fetch_article(f"http://news.example:{port}/page", limits=SMALL, loopback_ports=[port])
    assert page.article.outlet == "news.example"
    assert looked_up == ["news.example", "127.0.0.1"]


def test_a_host_with_one_private_address_of_two_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(IntakeError, match=r"news\.example is 10\.0\.0\.1, which is no public address"):
        fetch_article("http://news.example/", limits=SMALL)
