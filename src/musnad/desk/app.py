"""The desk's addresses: each reads what is asked, asks the query layer once, and shows the answer as a page or as JSON."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import anyio.to_thread
from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from musnad.desk.answers import Desk, Results, TroubleError
from musnad.desk.guard import Guard
from musnad.desk.pages import Frame, article_page, render, sheet, short
from musnad.desk.values import plain
from musnad.errors import MusnadError
from musnad.present.json import dumps_value
from musnad.present.labels import Lang, labels
from musnad.questions.search import Wanted

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_THREADS = 8
"""Requests answered at one time; each has a connection of its own, and the store keeps fifteen."""
_LONGEST, _LAST_PAGE = 400, 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A request's parameters, checked."""

    frame: Frame
    since: dt.date | None
    as_of: dt.date | None
    dossier: str | None
    page: int
    wanted: Wanted


def _asked(request: Request) -> Asked:
    """The parameters of a request; raises TroubleError, naming the one that is wrong."""
    given = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
    for name, value in given.items():
        if len(value) > _LONGEST:
            raise TroubleError(400, "bad_value", f"{name}: {value[:40]}…")
    act = given.get("act")
    if act and act not in labels("en").groups["acts"]:
        raise TroubleError(400, "bad_value", f"act: {act}")
    texts = {name: given.get(name) for name in ("speaker", "outlet", "channel", "act")}
    since = _day(given, "since")
    wanted = Wanted(given.get("q"), **texts, since=since, until=_day(given, "until"))
    return Asked(_frame(request), since, _day(given, "as_of"), given.get("dossier"), _page(given), wanted)


def _frame(request: Request) -> Frame:
    lang: Lang = "en" if request.query_params.get("lang") == "en" else "ar"
    return Frame(lang, request.url.path, tuple(request.query_params.multi_items()))


def _day(given: dict[str, str], name: str) -> dt.date | None:
    if name not in given:
        return None
    try:
        return dt.date.fromisoformat(given[name])
    except ValueError:
        raise TroubleError(400, "bad_day", f"{name}: {given[name]}") from None


def _page(given: dict[str, str]) -> int:
    told = given.get("page", "1")
    page = int(told) if told.isdecimal() and len(told) < 9 else 0
    if not 1 <= page <= _LAST_PAGE:
        raise TroubleError(400, "bad_value", f"page: {told}")
    return page


Ask = Annotated[Asked, Depends(_asked)]


def make_app(path: Path) -> ASGIApp:
    """The desk of the record at `path`; the record need not be there yet."""
    desk = Desk(path)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        first = threading.Thread(target=desk.get_ready)
        first.start()
        yield
        first.join()
        desk.close()

    app = FastAPI(title="Musnad", docs_url=None, redoc_url=None, openapi_url=None, lifespan=running)
    _add_pages(app, desk)
    _add_values(app, desk)
    _add_troubles(app)
    return Guard(app)


def _add_pages(app: FastAPI, desk: Desk) -> None:
    @app.get("/")
    def brief(ask: Ask) -> HTMLResponse:
        answer = desk.brief(ask.since, ask.as_of, ask.dossier)
        return HTMLResponse(render("brief.html.j2", ask.frame, brief=answer, asked=ask, dossiers=desk.dossiers()))

    @app.get("/search")
    def search(ask: Ask) -> HTMLResponse:
        found = desk.search(ask.wanted, ask.page)
        return HTMLResponse(render("search.html.j2", ask.frame, wanted=ask.wanted, found=found, page=ask.page))

    @app.get("/article/{uid}")
    def article(uid: str, ask: Ask) -> HTMLResponse:
        kept, others = desk.article(uid)
        return HTMLResponse(article_page(kept, ask.frame, story_reports=others))

    @app.get("/origins/{uid}")
    def origins(uid: str, ask: Ask) -> HTMLResponse:
        traced = desk.origins(uid, ask.as_of)
        sheets = [sheet(short(traced.told.content.text), traced.origins, traced.disputes)]
        return HTMLResponse(render("origins.html.j2", ask.frame, sheets=sheets, notes=traced.notes))

    @app.get("/stories")
    def stories(ask: Ask) -> HTMLResponse:
        found, more = desk.stories(ask.page)
        return HTMLResponse(render("stories.html.j2", ask.frame, stories=found, page=ask.page, more=more))

    @app.get("/stories/{uid}")
    def story(uid: str, ask: Ask) -> HTMLResponse:
        found, reports, more = desk.story(uid, ask.page)
        return HTMLResponse(render("story.html.j2", ask.frame, story=found, reports=reports, page=ask.page, more=more))

    @app.get("/entity/{uid}")
    def entity(uid: str, ask: Ask) -> HTMLResponse:
        profile, said, more = desk.entity(uid, ask.page)
        return HTMLResponse(render("entity.html.j2", ask.frame, profile=profile, said=said, page=ask.page, more=more))


def _add_values(app: FastAPI, desk: Desk) -> None:
    @app.get("/api/brief.json")
    def brief(ask: Ask) -> Response:
        return _json(desk.brief(ask.since, ask.as_of, ask.dossier))

    @app.get("/api/search.json")
    def search(ask: Ask) -> Response:
        return _json(desk.search(ask.wanted, ask.page) or Results((), (), False))

    @app.get("/api/origins/{uid}.json")
    def origins(uid: str, ask: Ask) -> Response:
        return _json(desk.origins(uid, ask.as_of))

    @app.get("/api/stats.json")
    def stats() -> Response:
        return _json(desk.stats())


def _add_troubles(app: FastAPI) -> None:
    @app.exception_handler(TroubleError)
    def trouble(request: Request, error: TroubleError) -> Response:
        return _trouble(request, error)

    @app.exception_handler(MusnadError)
    def fault_of_record(request: Request, error: MusnadError) -> Response:
        return _trouble(request, TroubleError(503, "record_fault", error.message))

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        return _trouble(request, TroubleError(error.status_code, "get_only" if error.status_code == 405 else "no_page"))

    @app.exception_handler(Exception)
    def fault(request: Request, error: Exception) -> Response:
        # The server's log has the error itself; it is raised again behind this page.
        return _trouble(request, TroubleError(500, "fault", type(error).__name__))


def _trouble(request: Request, error: TroubleError) -> Response:
    """What went wrong and what to do, in the language and form that was asked for."""
    frame = _frame(request)
    if request.url.path.startswith("/api/"):
        words = labels(frame.lang)
        told = {"error": words.of("trouble", error.code), "about": error.detail, "hint": words.of("trouble", f"{error.code}_do")}
        return _json(told, error.status)
    return HTMLResponse(render("trouble.html.j2", frame, code=error.code, detail=error.detail), error.status)


def _json(value: object, status: int = 200) -> Response:
    return Response(dumps_value(value if isinstance(value, dict) else plain(value)), status, media_type="application/json")
