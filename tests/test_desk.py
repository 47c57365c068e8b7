"""The desk: its pages and values over a small record, who may ask for them, and what is said where there is nothing to show."""

from __future__ import annotations

import datetime as dt
import re
import socket
import threading
import time
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from fastapi.testclient import TestClient
from typer.testing import CliRunner

import small_record
from musnad.cli import app as command
from musnad.desk.app import make_app
from musnad.desk.guard import is_loopback
from musnad.desk.pages import Frame, brief_page, marked, origins_page, web_address
from musnad.desk.values import plain
from musnad.model import Article
from musnad.questions.brief import brief
from musnad.questions.disputes import disputes_of
from musnad.questions.origins import origins_of_sayings
from musnad.questions.told import told_by_uid
from musnad.questions.view import look
from musnad.record.adding import add_reports
from musnad.record.prepare import Report
from musnad.record.store import open_record

HOSTILE = '<script>alert(1)</script><img src=x onerror="x()">\u202e'
_LEVEE = "قال مدير السدود نبيل العاني إن الساتر الجنوبي {} سيُرفع متراً قبل موسم الفيضان، بحسب وكالة رويترز."
_HARBOUR = "أعلنت وزارة النقل أن الميناء القديم سيُغلق أسبوعاً للصيانة.\nونفى الوزير سامر الحداد أن تكون السفن قد احتُجزت فيه."
GIVEN = (
    Article(_LEVEE.format("المحاذي للنهر"), "1", dt.date(2025, 8, 5), "ضفاف", "رفع الساتر", "https://dam.example/1"),
    Article(_LEVEE.format("المحاذي للنهر") + "\nولم يعلّق السكان.", "2", dt.date(2025, 8, 6), "الرافد", HOSTILE, "javascript:alert(1)"),
    Article(_HARBOUR, "3", dt.date(2025, 8, 6), "<b>المرفأ</b>", "الميناء يتوقف"),
    Article(_HARBOUR + "\nوعاد العمال.", "3", dt.date(2025, 8, 6), "<b>المرفأ</b>", "الميناء يتوقف أسبوعاً"),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("desk") / "record.sqlite"
    with small_record.to_write(file) as record:
        reports = [Report(one, one.id, f"id:{one.outlet}|{one.id}", "2025-08-07T06:00:00Z") for one in GIVEN]
        assert all(not isinstance(each, Exception) for each in add_reports(record, reports, processes=0))
    with small_record.changing(file) as connection:
        body = 'name = "النهر"\nwords = ["الساتر"]\n'
        connection.execute("INSERT INTO dossiers VALUES ('النهر', ?, '2025-08-08T00:00:00Z', NULL)", (body,))
    return file


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(path), base_url="http://127.0.0.1:8321") as client:
        yield client


@pytest.fixture(scope="module")
def uids(path: Path) -> dict[str, str]:
    """A name of each kind."""
    (article,) = small_record.rows(path, "SELECT uid FROM articles WHERE url LIKE 'javascript%'")
    (old,) = small_record.rows(path, "SELECT uid FROM articles WHERE NOT current")
    statement, *_ = small_record.rows(path, "SELECT uid FROM statements WHERE speaker LIKE '%العاني' ORDER BY id")
    entity, *_ = small_record.rows(path, "SELECT e.uid FROM entities e JOIN statements s ON s.entity = e.id")
    story, *_ = small_record.rows(path, "SELECT uid FROM articles WHERE id = (SELECT story FROM articles WHERE url LIKE 'javascript%')")
    return {"article": article[0], "old": old[0], "statement": statement[0], "entity": entity[0], "story": story[0]}


PAGES = (
    "/",
    "/?since=2025-08-06",
    "/?since=2025-08-05&as_of=2025-08-05&dossier=النهر",
    "/search",
    "/search?q=الساتر",
    "/search?q=«الساتر الجنوبي»&outlet=ضفاف&since=2025-08-01&until=2025-08-30",
    "/search?speaker=نبيل العاني&channel=رويترز",
    "/search?act=deny&page=2",
    "/article/{article}",
    "/article/{old}",
    "/origins/{statement}",
    "/stories",
    "/stories/{story}",
    "/entity/{entity}",
)
VALUES = (
    "/api/brief.json?since=2025-08-05",
    "/api/search.json?q=الميناء",
    "/api/search.json",
    "/api/origins/{statement}.json",
    "/api/stats.json",
)
TROUBLES = (
    ("/nothing", 404, "لا صفحة هنا"),
    ("//elsewhere.example/x", 404, "لا صفحة هنا"),
    ("/article/a-0", 404, "لا مقال بهذا الاسم"),
    ("/origins/s-0", 404, "لا قول بهذا الاسم"),
    ("/entity/e-0", 404, "لا أحد بهذا الاسم"),
    ("/stories/a-0", 404, "لا قصة بهذا الاسم"),
    ("/?dossier=غيره", 404, "لا ملف محفوظ"),
    ("/?dossier=/etc/passwd.toml", 404, "لا ملف محفوظ"),
    ("/?since=2025-02-31", 400, "هذا ليس يوماً"),
    ("/search?until=غداً", 400, "هذا ليس يوماً"),
    ("/search?q=!!", 400, "لا كلمة فيما كتبته"),
    ("/search?act=shout", 400, "قيمة لا معنى لها"),
    ("/search?page=0", 400, "قيمة لا معنى لها"),
    ("/search?q=" + "س" * 500, 400, "قيمة لا معنى لها"),
)


class _Page(HTMLParser):
    """A page's elements; every link must stay here or lead to the web."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def check(text: str, lang: str = "ar") -> _Page:
    """What holds for every page: its language, nothing run, nothing fetched, nothing hostile let through."""
    page = _Page(text)
    assert page.of("html") == [{"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}]
    assert not {"script", "img", "link", "iframe", "object", "b"} & {tag for tag, _ in page.elements}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert all(re.match(r"/(?!/)|#|https?://", href or "") for href in (a.get("href") for a in page.of("a")))
    assert "\u202e" not in text
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    return page


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_pages(client: TestClient, uids: dict[str, str], address: str, lang: str) -> None:
    address = address.format(**uids)
    answer = client.get(address + (("&" if "?" in address else "?") + "lang=en") * (lang == "en"))
    assert answer.status_code == 200, answer.text
    page = check(answer.text, lang)
    if lang == "en":
        assert all("lang=en" in str(a["href"]) for a in page.of("a") if str(a["href"]).startswith("/") and a.get("lang") != "ar")
    assert not re.search(r"(?:margin|padding|border|inset)-(?:left|right)|text-align: (?:left|right)", answer.text)


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_a_page_leads_to_a_page(client: TestClient, uids: dict[str, str], address: str) -> None:
    links = {str(a["href"]) for a in _Page(client.get(address.format(**uids)).text).of("a") if str(a["href"]).startswith("/")}
    assert [link for link in links if client.get(link).status_code != 200] == []


@pytest.mark.parametrize("address", VALUES)
def test_values(client: TestClient, uids: dict[str, str], address: str) -> None:
    answer = client.get(address.format(**uids))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json()
    assert "\u202e" not in answer.text


def test_a_value_is_what_the_page_shows(client: TestClient, uids: dict[str, str]) -> None:
    told: dict[str, Any] = client.get(f"/api/origins/{uids['statement']}.json").json()
    page = client.get(f"/origins/{uids['statement']}").text
    assert told["told"]["content"]["text"] in page
    assert (told["origins"]["articles"], told["origins"]["traced"], told["origins"]["unknown"]) == (2, ["رويترز"], 0)
    assert "تقريران، منفذان؛ مصدر متتبع واحد: <bdi>رويترز</bdi>" in page
    assert {"row", "saying", "stems", "place"}.isdisjoint(told["told"])


def test_a_brief_tells_quote_chain_and_origins(client: TestClient) -> None:
    page = client.get("/?since=2025-08-05").text
    assert "الساتر الجنوبي المحاذي للنهر سيُرفع متراً قبل موسم الفيضان" in page
    assert re.search(r"ضفاف</bdi><span[^>]*>←</span><bdi[^>]*>[^<]*رويترز</bdi><span[^>]*>←</span><bdi[^>]*>نبيل العاني", page)
    assert "رفع الساتر" in page


def test_what_is_searched_for_is_marked(client: TestClient) -> None:
    assert "<mark>الساتر</mark>" in client.get("/search?q=ساتر").text
    assert marked("في الساتر.", "ساتر") == [("في ", False), ("الساتر", True), (".", False)]
    assert "".join(piece for piece, _ in marked(HOSTILE, "script")) == HOSTILE


def test_an_article_shows_its_finds_and_its_other_version(client: TestClient, uids: dict[str, str]) -> None:
    old = client.get(f"/article/{uids['old']}").text
    newer = re.search(r'href="/article/(a-[0-9a-f]{12})"', old)
    assert newer
    page = check(client.get(f"/article/{newer[1]}").text)
    links = [str(a["href"]) for a in page.of("a")]
    assert f"/article/{uids['old']}" in links
    assert [link for link in links if link.startswith("/origins/s-")]
    assert "cue" in str(page.of("a"))


@pytest.mark.parametrize(("address", "status", "said"), TROUBLES)
def test_troubles_are_told(client: TestClient, address: str, status: int, said: str) -> None:
    answer = client.get(f"http://127.0.0.1:8321{address}")
    assert answer.status_code == status
    assert said in answer.text
    check(answer.text)


def test_troubles_in_english_and_as_values(client: TestClient) -> None:
    answer = client.get("/article/a-0?lang=en")
    check(answer.text, "en")
    assert "The record has no article of this name" in answer.text
    told = client.get("/api/brief.json?since=x&lang=en")
    assert (told.status_code, told.json()["error"], told.json()["about"]) == (400, "This is no day", "since: x")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_reading(client: TestClient, method: str) -> None:
    answer = client.request(method, "/")
    assert (answer.status_code, "للقراءة فقط" in answer.text) == (405, True)


@pytest.mark.parametrize("address", ["/", "/nothing", "/?since=x", "/api/stats.json", "/article/a-0"])
def test_every_answer_says_what_the_browser_may_do(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;")
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("host", ["localhost", "localhost:99", "127.0.0.1:8321", "127.0.0.2", "[::1]", "[::1]:8321", "LOCALHOST"])
def test_own_names_are_let_in(client: TestClient, host: str) -> None:
    assert client.get("/search", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "", "127.0.0.1@evil", "[::2]"]
)
def test_other_names_are_refused(client: TestClient, host: str) -> None:
    answer = client.get("/search", headers={"host": host})
    assert answer.status_code == 421
    assert "content-security-policy" in answer.headers


def test_no_record_yet_and_then_one(tmp_path: Path, path: Path) -> None:
    file = tmp_path / "later.sqlite"
    with TestClient(make_app(file), base_url="http://localhost") as client:
        answer = client.get("/")
        assert (answer.status_code, "musnad add FILES" in answer.text) == (503, True)
        assert client.get("/api/stats.json").status_code == 503
        small_record.copy_of(path, file)
        assert client.get("/").status_code == 200
        before = client.get("/api/stats.json").json()
        with open_record(file, write=True) as record:
            report = Report(Article("قال الناطق وائل الشمري إن الجسر فُتح.", "9", dt.date(2025, 8, 9), "ضفاف"), "9", "id:ضفاف|9")
            list(add_reports(record, [report], processes=0))
        assert client.get("/api/stats.json").json()["articles"] == before["articles"] + 1


def test_no_record_but_another_file(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite"
    file.write_text("no database", encoding="utf-8")
    with TestClient(make_app(file), base_url="http://localhost") as client:
        answer = client.get("/")
    assert (answer.status_code, "musnad doctor" in answer.text) == (503, True)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_sheets_stand_alone(path: Path, uids: dict[str, str], lang: Any) -> None:
    with open_record(path) as record, record.reading() as connection:
        view = look(connection)
        told = told_by_uid(view, uids["statement"])
        assert told
        origins = origins_of_sayings(view, [told.saying])[told.saying]
        pages = [
            brief_page(brief(view, dt.date(2025, 8, 5)), lang),
            origins_page([(HOSTILE, origins, disputes_of(view, [told.saying]))], lang),
            origins_page([], lang),
        ]
    for text in pages:
        page = check(text, lang)
        assert not [a for a in page.of("a") if str(a["href"]).startswith("/")]
        assert not page.of("form")
        assert page.of("style")
    assert "https://dam.example/1" in pages[0]


def test_addresses_stay_here() -> None:
    assert Frame("en", "//evil.example", (("q", "a&b"),)).in_other_language() == "/evil.example?q=a%26b"
    assert (web_address("javascript:alert(1)"), web_address("https://a.example/"), web_address("http://[")) == (
        None,
        "https://a.example/",
        None,
    )
    assert [is_loopback(host) for host in ("localhost", "127.9.9.9", "::1", "0.0.0.0", "example.org", "")] == [True] * 3 + [False] * 3  # noqa: S104


def test_plain_values() -> None:
    assert plain((dt.date(2025, 8, 6), None, 0.5, "س")) == ["2025-08-06", None, 0.5, "س"]


def test_words_are_the_same_in_both_languages() -> None:
    table = tomllib.loads((Path(small_record.__file__).parent.parent / "src/musnad/present/labels.toml").read_text(encoding="utf-8"))
    for group in ("desk", "trouble", "evidence", "disputes", "entity_types"):
        assert table["ar"][group].keys() == table["en"][group].keys()
    assert table["ar"]["counted"].keys() == table["en"]["counted"].keys()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "example.org"])  # noqa: S104
def test_another_host_is_refused(host: str) -> None:
    result = CliRunner().invoke(command, ["serve", "--host", host, "--port", "0"])
    assert result.exit_code == 2
    assert "127.0.0.1" in result.output


def test_a_port_that_is_taken(path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = CliRunner().invoke(command, ["serve", "--record", str(path), "--port", str(taken.getsockname()[1])])
    assert result.exit_code == 2
    assert "--port" in result.output


def test_a_real_server_answers_many_at_once(path: Path, uids: dict[str, str]) -> None:
    config = uvicorn.Config(make_app(path), log_level="error", ws="none")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            statuses: list[int] = []

            def ask(address: str) -> None:
                statuses.append(httpx2.get(base + address, trust_env=False, timeout=60).status_code)

            asking = [threading.Thread(target=ask, args=(address.format(**uids),)) for address in PAGES * 2]
            for each in asking:
                each.start()
            for each in asking:
                each.join()
            assert statuses == [200] * len(asking)
            assert httpx2.get(base, headers={"host": "evil.example"}, trust_env=False).status_code == 421
        finally:
            server.should_exit = True
            thread.join()
