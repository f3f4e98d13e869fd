"""How the server answers: JSON, and every mistake as one line in the language of the question."""

from __future__ import annotations

import gzip
import json as standard
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from whygrad import i18n
from whygrad.errors import WhygradError
from whygrad.i18n import text
from whygrad.studio.security import Refusal
from whygrad.studio.wire import Spoken

# What is packed: small answers gain nothing, large ones (pictures' pixels) cost more time than they save.
_PACKED = range(2_000, 500_000)


class Mistake(Exception):
    """An answer that says in one line what was wrong, in the language in which it was asked."""

    def __init__(self, status: int, sentence: str, key: object = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.key = key


@contextmanager
def speaking(question: Spoken) -> Generator[None]:
    """Inside, the question's language is spoken, and what goes wrong becomes a `Mistake` in it."""
    with i18n.use(question.lang or i18n.language()):
        try:
            yield
        except WhygradError as error:
            raise Mistake(422, str(error), error.values.get("key")) from None
        except Refusal as refusal:
            raise Mistake(refusal.status, str(refusal)) from None


def json(request: Request, value: Any, *, keep: int = 0) -> Response:
    """A value as JSON, which a browser may keep for `keep` seconds; packed where that pays."""
    content = standard.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    headers = {"cache-control": f"private, max-age={keep}" if keep else "no-store", "vary": "accept-encoding"}
    if len(content) in _PACKED and "gzip" in request.headers.get("accept-encoding", ""):
        content = gzip.compress(content, 1)
        headers["content-encoding"] = "gzip"
    return Response(content, media_type="application/json", headers=headers)


def add_mistakes(app: FastAPI) -> None:
    """Give everything that can go wrong its answer."""
    app.add_exception_handler(Mistake, _mistake)
    app.add_exception_handler(Refusal, _refusal)
    app.add_exception_handler(WhygradError, _whygrad_error)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _missing)


def _line(status: int, sentence: str, key: object = None) -> Response:
    value = {"error": " ".join(sentence.split()), "key": None if key is None else str(key)}
    content = standard.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, status, {"cache-control": "no-store"}, "application/json")


async def _mistake(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Mistake)
    return _line(error.status, error.sentence, error.key)


async def _refusal(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return _line(error.status, str(error))


async def _whygrad_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, WhygradError)
    return _line(422, str(error), error.values.get("key"))


async def _malformed(_request: Request, error: Exception) -> Response:
    """A body that is no JSON, or not of the shape that is asked for: the place of the first mistake."""
    assert isinstance(error, RequestValidationError)
    first: dict[str, Any] = error.errors()[0]
    if first["type"] in ("json_invalid", "missing") and len(first["loc"]) == 1:
        return _line(422, text("studio-error-json"))
    where = ".".join(str(part)[:40] for part in first["loc"][1:6])
    return _line(422, text("studio-error-request", where=where or "body"))


async def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 400:  # a body that not even JSON's reader understood, nested a thousand deep
        return _line(422, text("studio-error-json"))
    if error.status_code == 405:
        return _line(405, text("studio-error-method", method=request.method))
    return _line(error.status_code, text("studio-error-no-page", path=request.url.path[:80]))
