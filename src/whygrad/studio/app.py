"""The server's routes: what the page asks for, in one place. It keeps nothing of anybody between two questions."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import lru_cache, partial

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from whygrad import i18n
from whygrad.studio import answers, tables
from whygrad.studio.desk import QUESTIONS, TABLES, Desk
from whygrad.studio.files import WEB, File, Files, made, response
from whygrad.studio.following import Traces
from whygrad.studio.keeping import Kept
from whygrad.studio.line import Answer, Question
from whygrad.studio.models import Models
from whygrad.studio.security import Guard, Policy
from whygrad.studio.workers import Workers, lane_of

_THREADS = 4  # that serve files at the same time: more would only wait for each other's Python
_HOUR = 3600
_KEPT = {"thumbnails": _HOUR}  # seconds that a browser may keep a table
_API = "/api/"


def create(
    policy: Policy,
    files: Mapping[str, str] | None = None,
    traces: Traces | None = None,
    models: Models | None = None,
    *,
    apart: bool = False,
) -> FastAPI:
    """The server as an ASGI app. `files` are CSV texts that experiments may name, beside those of the presets.

    With `traces`, those are what it shows first, with `models` alone the page of networks, `zoo.html`; the lab is one
    step further, at `index.html`. With `apart`, questions are answered in processes of their own (`studio.workers`).
    """
    web = Files(WEB)
    first = "traces.html" if traces is not None else "zoo.html" if models else "index.html"
    made_desk = partial(Desk, files, models, traces)
    workers = Workers(made_desk) if apart else None
    desk = None if apart else made_desk()
    app = FastAPI(title="whygrad", lifespan=_lifespan(workers), openapi_url=None, docs_url=None, redoc_url=None)
    app.add_middleware(Guard, policy=policy)
    answers.add_mistakes(app)

    kept = Kept()

    async def ask(request: Request) -> Response:
        """What the page asks, answered by the desk."""
        route = request.url.path.removeprefix(_API)
        body = await request.body() if request.method == "POST" else None
        question = Question(
            f"{route.replace('?', ' ')}?{request.url.query}", body, i18n.language(), answers.packs(request)
        )

        async def now() -> Answer:
            if workers is None:
                assert desk is not None
                return await run_in_threadpool(desk.reply, question)
            address = request.client.host if request.client else ""
            sender = policy.sender(address, request.headers.get("x-forwarded-for", ""))
            return await workers.ask(lane_of(route), question, sender, request.is_disconnected)

        answer = await kept.answer(route, question, now)
        return answers.of(answer, keep=_KEPT.get(route, 0))

    for path in (*QUESTIONS, "export/{kind}"):
        app.add_api_route(_API + path, ask, methods=["POST"])
    asked_once = (
        *TABLES, "explain/{code}", "exercise/{name}", "zoo/network/{name}", "zoo/pictures", "claim/{name}",
        "claim/{name}/{part}",
    )  # fmt: skip
    followed = ("traces", "trace/{known}", "trace/{known}/diagnosis") if traces is not None else ()
    for path in (*asked_once, *followed):
        app.add_api_route(_API + path, ask, methods=["GET"])

    @app.get("/messages/{language}.ftl")
    def messages(request: Request, language: str) -> Response:
        """The catalog of a language."""
        if language not in i18n.LANGUAGES:
            raise HTTPException(404)
        return response(request, _catalog(language, tables.OF_THE_PAGE))

    @app.get("/messages/zoo/{language}.ftl")
    def zoo_messages(request: Request, language: str) -> Response:
        """The catalog of a language for the page of networks."""
        if language not in i18n.LANGUAGES:
            raise HTTPException(404)
        return response(request, _catalog(language, tables.OF_THE_ZOO))

    @app.get("/messages/atlas/{language}.ftl")
    def atlas_messages(request: Request, language: str) -> Response:
        """The catalog of a language for the atlas."""
        if language not in i18n.LANGUAGES:
            raise HTTPException(404)
        return response(request, _catalog(language, tables.OF_THE_ATLAS))

    @app.api_route("/{path:path}", methods=["GET", "HEAD"])
    def page(request: Request, path: str) -> Response:
        """A file of the page."""
        file = web.find(path or first)
        if file is None:
            raise HTTPException(404)
        return response(request, file)

    return app


def _lifespan(workers: Workers | None) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        from anyio.to_thread import current_default_thread_limiter

        current_default_thread_limiter().total_tokens = _THREADS
        if workers is not None:
            workers.begin("short")
        try:
            yield
        finally:
            if workers is not None:
                workers.close()

    return lifespan


@lru_cache(maxsize=6)
def _catalog(language: str, beginnings: tuple[str, ...]) -> File:
    return made(tables.catalog(language, beginnings).encode(), ".ftl")
