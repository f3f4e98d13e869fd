"""The server's routes: what the page asks for, in one place. It keeps nothing of anybody between two questions."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from whygrad import i18n
from whygrad.errors import InputError, WhygradError
from whygrad.i18n import text
from whygrad.studio import exports, tables
from whygrad.studio import thumbnails as small
from whygrad.studio.asking import asked, preset_files
from whygrad.studio.files import WEB, File, Files, made, response
from whygrad.studio.judging import judged
from whygrad.studio.lowering import lowered
from whygrad.studio.security import Guard, Policy, Refusal
from whygrad.studio.trying import Workshop
from whygrad.studio.wire import LARGEST_SEED, LowerRequest, Question, TraceRequest, TrialRequest

_THREADS = 4  # that answer at the same time: more would only wait for each other's Python


def create(policy: Policy, files: Mapping[str, str] | None = None) -> FastAPI:
    """The server as an ASGI app. `files` are CSV texts that experiments may name, beside those of the presets."""
    own = {**preset_files(), **(files or {})}
    web = Files(WEB)
    workshop = Workshop(own)
    app = FastAPI(title="whygrad", lifespan=_lifespan(workshop), openapi_url=None, docs_url=None, redoc_url=None)
    app.add_middleware(Guard, policy=policy)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(WhygradError, _mistaken)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _missing)

    @app.post("/api/lower")
    def lower(question: LowerRequest) -> Response:
        """An experiment as the page trains it."""

        def answer() -> dict[str, Any]:
            seeds = _seeds(question)
            return lowered(asked(question, own, seeds=len(seeds)), seeds, question.name)

        return _answered(question, answer)

    @app.post("/api/diagnose")
    def diagnose(question: TraceRequest) -> Response:
        """What is wrong with what the page recorded."""
        return _answered(question, lambda: judged(question, own))

    @app.post("/api/trial")
    async def trial(request: Request, question: TrialRequest) -> Response:
        """What the remedies do."""
        with i18n.use(question.lang or i18n.language()):
            try:
                _seeds(question)
                return JSONResponse(await workshop.tried(question, request.is_disconnected))
            except Refusal as refusal:
                return _error(refusal.status, str(refusal))
            except WhygradError as error:
                return _error(422, str(error), error.values.get("key"))

    @app.post("/api/export/{kind}")
    def export(kind: str, question: Question) -> Response:
        """An experiment to take along."""
        with i18n.use(question.lang or i18n.language()):
            try:
                name, media_type, content = exports.exported(kind, asked(question, own), question.name)
            except WhygradError as error:
                return _error(422, str(error), error.values.get("key"))
        return Response(content, media_type=media_type, headers={
            "content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store",
        })  # fmt: skip

    @app.get("/api/options")
    def options() -> Response:
        """Every key of an experiment, the data sets and the limits, with their texts."""
        return JSONResponse(tables.options())

    @app.get("/api/thumbnails")
    def thumbnails() -> Response:
        """The named data sets in small."""
        return JSONResponse(small.thumbnails(), headers={"cache-control": "private, max-age=3600"})

    @app.get("/api/presets")
    def presets() -> Response:
        """The experiments that come with the package."""
        return JSONResponse(tables.presets())

    @app.get("/api/explain/{code}")
    def explain(code: str) -> Response:
        """What a finding or a remedy means."""
        return JSONResponse(tables.explanation(code))

    @app.get("/messages/{language}.ftl")
    def messages(request: Request, language: str) -> Response:
        """The catalog of a language."""
        if language not in i18n.LANGUAGES:
            raise HTTPException(404)
        return response(request, _catalog(language))

    @app.api_route("/{path:path}", methods=["GET", "HEAD"])
    def page(request: Request, path: str) -> Response:
        """A file of the page."""
        file = web.find(path or "index.html")
        if file is None:
            raise HTTPException(404)
        return response(request, file)

    return app


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


def _seeds(question: LowerRequest | TrialRequest) -> list[int]:
    """The seeds first_seed, first_seed + 1, …; raises `InputError` if they go beyond the largest there is."""
    last = question.first_seed + question.seeds - 1
    if last > LARGEST_SEED:
        raise InputError("studio-error-request", where="first_seed")
    return list(range(question.first_seed, last + 1))


def _catalog(language: str) -> File:
    return made(tables.catalog(language).encode(), ".ftl")


def _answered(question: Question, answer: Callable[[], Any]) -> Response:
    """What `answer` gives, as JSON in the question's language; its mistakes as one line in that language."""
    with i18n.use(question.lang or i18n.language()):
        try:
            return JSONResponse(answer())
        except WhygradError as error:
            return _error(422, str(error), error.values.get("key"))


def _error(status: int, sentence: str, key: object = None) -> JSONResponse:
    content = {"error": " ".join(sentence.split()), "key": None if key is None else str(key)}
    return JSONResponse(content, status, headers={"cache-control": "no-store"})


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return _error(error.status, str(error))


async def _mistaken(_request: Request, error: Exception) -> Response:
    assert isinstance(error, WhygradError)
    return _error(422, str(error), error.values.get("key"))


async def _malformed(_request: Request, error: Exception) -> Response:
    """A body that is no JSON, or not of the shape that is asked for: the place of the first mistake."""
    assert isinstance(error, RequestValidationError)
    first: dict[str, Any] = error.errors()[0]
    if first["type"] in ("json_invalid", "missing") and len(first["loc"]) == 1:
        return _error(422, text("studio-error-json"))
    where = ".".join(str(part)[:40] for part in first["loc"][1:6])
    return _error(422, text("studio-error-request", where=where or "body"))


async def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 400:
        return _error(422, text("studio-error-json"))
    if error.status_code == 405:
        return _error(405, text("studio-error-method", method=request.method))
    return _error(error.status_code, text("studio-error-no-page", path=request.url.path[:80]))
