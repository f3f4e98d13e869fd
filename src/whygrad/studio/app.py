"""The server's routes: what the page asks for, in one place. It keeps nothing of anybody between two questions."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import lru_cache
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from whygrad import i18n
from whygrad.errors import WhygradError
from whygrad.studio import answers, tables
from whygrad.studio import thumbnails as small
from whygrad.studio.answers import speaking
from whygrad.studio.desk import Desk
from whygrad.studio.files import WEB, File, Files, made, response
from whygrad.studio.following import Traces
from whygrad.studio.models import Models
from whygrad.studio.security import Guard, Policy
from whygrad.studio.trying import Workshop
from whygrad.studio.wire import ExportRequest, LowerRequest, TraceRequest, TrialRequest, seeds_of
from whygrad.studio.zoo_routes import add_zoo

_THREADS = 4  # that answer at the same time: more would only wait for each other's Python
_HOUR = 3600


def create(
    policy: Policy,
    files: Mapping[str, str] | None = None,
    traces: Traces | None = None,
    models: Models | None = None,
) -> FastAPI:
    """The server as an ASGI app. `files` are CSV texts that experiments may name, beside those of the presets.

    With `traces`, those are what it shows first, with `models` alone the page of networks, `zoo.html`; the lab is one
    step further, at `index.html`.
    """
    desk = Desk(files)
    web = Files(WEB)
    first = "traces.html" if traces is not None else "zoo.html" if models else "index.html"
    workshop = Workshop(desk.files)
    app = FastAPI(title="whygrad", lifespan=_lifespan(workshop), openapi_url=None, docs_url=None, redoc_url=None)
    app.add_middleware(Guard, policy=policy)
    answers.add_mistakes(app)

    @app.post("/api/lower")
    def lower(request: Request, question: LowerRequest) -> Response:
        """An experiment as the page trains it."""
        with speaking(question):
            return answers.json(request, desk.lower(question))

    @app.post("/api/diagnose")
    def diagnose(request: Request, question: TraceRequest) -> Response:
        """What is wrong with what the page recorded."""
        with speaking(question):
            return answers.json(request, desk.diagnose(question))

    @app.post("/api/trial")
    async def trial(request: Request, question: TrialRequest) -> Response:
        """What the remedies do."""
        with speaking(question):
            seeds_of(question)
            return answers.json(request, await workshop.tried(question, request.is_disconnected))

    @app.post("/api/export/{kind}")
    def export(kind: str, question: ExportRequest) -> Response:
        """An experiment to take along."""
        with speaking(question):
            name, media_type, content = desk.export(kind, question)
        headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
        return Response(content, media_type=media_type, headers=headers)

    @app.get("/api/options")
    def options(request: Request) -> Response:
        """Every key of an experiment, the data sets and the limits, with their texts."""
        return answers.json(request, tables.options())

    @app.get("/api/thumbnails")
    def thumbnails(request: Request) -> Response:
        """The named data sets in small."""
        return answers.json(request, small.thumbnails(), keep=_HOUR)

    @app.get("/api/presets")
    def presets(request: Request) -> Response:
        """The experiments that come with the package."""
        return answers.json(request, tables.presets())

    @app.get("/api/explain/{code}")
    def explain(request: Request, code: str) -> Response:
        """What a finding or a remedy means."""
        return answers.json(request, tables.explanation(code))

    if traces is not None:
        _add_traces(app, traces)
    add_zoo(app, models or Models())

    @app.get("/messages/{language}.ftl")
    def messages(request: Request, language: str) -> Response:
        """The catalog of a language."""
        if language not in i18n.LANGUAGES:
            raise HTTPException(404)
        return response(request, _catalog(tables.catalog(language)))

    @app.get("/messages/zoo/{language}.ftl")
    def zoo_messages(request: Request, language: str) -> Response:
        """The catalog of a language for the page of networks."""
        if language not in i18n.LANGUAGES:
            raise HTTPException(404)
        return response(request, _catalog(tables.catalog(language, tables.OF_THE_ZOO)))

    @app.api_route("/{path:path}", methods=["GET", "HEAD"])
    def page(request: Request, path: str) -> Response:
        """A file of the page."""
        file = web.find(path or first)
        if file is None:
            raise HTTPException(404)
        return response(request, file)

    return app


def _add_traces(app: FastAPI, traces: Traces) -> None:
    """Traces of others. That one has gone or is damaged is an answer like others: the page goes on asking."""

    def answer(request: Request, made: Callable[[], Mapping[str, Any]]) -> Response:
        try:
            return answers.json(request, made())
        except WhygradError as error:
            return answers.json(request, {"problem": " ".join(str(error).split())})

    @app.get("/api/traces")
    def listed(request: Request) -> Response:
        """Which traces there are."""
        return answer(request, traces.listed)

    @app.get("/api/trace/{known}")
    def shown(
        request: Request, known: str, since: str = "", run: Annotated[int | None, Query(ge=0)] = None
    ) -> Response:
        """What a page lacks of a trace."""
        return answer(request, lambda: traces.shown(known, since, run))

    @app.get("/api/trace/{known}/diagnosis")
    def diagnosed(request: Request, known: str) -> Response:
        """What is wrong with a trace so far."""
        return answer(request, lambda: traces.judged(known))


def _lifespan(workshop: Workshop) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        from anyio.to_thread import current_default_thread_limiter

        current_default_thread_limiter().total_tokens = _THREADS
        try:
            yield
        finally:
            workshop.close()

    return lifespan


@lru_cache(maxsize=4)
def _catalog(content: str) -> File:
    return made(content.encode(), ".ftl")
