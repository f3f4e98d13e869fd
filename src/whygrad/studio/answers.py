"""How the server answers: what the desk says as responses, and every mistake as one line in the language in use."""

from __future__ import annotations

import json

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from whygrad.i18n import text
from whygrad.studio.line import JSON, Answer
from whygrad.studio.security import Refusal

OK = 200


def packs(request: Request) -> bool:
    """Whether a browser reads what is packed by gzip."""
    return "gzip" in request.headers.get("accept-encoding", "")


def of(answer: Answer, *, keep: int = 0) -> Response:
    """An answer of the desk as a response, which a browser may keep for `keep` seconds if it is no mistake."""
    kept = keep if answer.status == OK else 0
    headers = {"cache-control": f"private, max-age={kept}" if kept else "no-store", "vary": "accept-encoding"}
    if answer.packed:
        headers["content-encoding"] = "gzip"
    if answer.name is not None:
        headers["content-disposition"] = f'attachment; filename="{answer.name}"'
    return Response(answer.content, answer.status, headers, answer.type)


def add_mistakes(app: FastAPI) -> None:
    """Give everything that can go wrong its answer."""
    app.add_exception_handler(Refusal, _refusal)
    app.add_exception_handler(HTTPException, _missing)


def _line(status: int, sentence: str) -> Response:
    value = {"error": " ".join(sentence.split()), "key": None}
    content = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, status, {"cache-control": "no-store"}, JSON)


async def _refusal(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return _line(error.status, str(error))


async def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return _line(405, text("studio-error-method", method=request.method))
    return _line(error.status_code, text("studio-error-no-page", path=request.url.path[:80]))
