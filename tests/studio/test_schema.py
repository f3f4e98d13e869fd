"""Schemathesis asks the server everything that its own OpenAPI schema allows, and much that it forbids: never a 500."""

from __future__ import annotations

import warnings
from typing import Any

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import settings
from schemathesis.core import NOT_SET
from tests.studio.asking import HEADERS, TOKEN

from whygrad.studio.app import create
from whygrad.studio.security import Policy

EXPECTED = (200, 304, 400, 403, 404, 405, 413, 415, 422)


def _schema() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # FastAPI's: GET and HEAD of a page share a name
        return schemathesis.openapi.from_dict(create(Policy(TOKEN)).openapi())


SCHEMA = _schema()


@SCHEMA.parametrize()
@settings(max_examples=settings().max_examples // 2)
def test_no_question_of_the_schema_breaks_the_server(case: Any, server: TestClient) -> None:
    sent = case.body
    body = {} if sent is NOT_SET else {"content": sent} if isinstance(sent, bytes) else {"json": sent}
    response = server.request(
        case.method, case.formatted_path, params=case.query, headers={**HEADERS, **dict(case.headers or {})}, **body
    )
    assert response.status_code in EXPECTED, (response.status_code, response.text[:300])
    if response.status_code == 422:
        answer = response.json()
        assert answer["error"]
        assert "\n" not in answer["error"]


def test_the_schema_knows_every_question() -> None:
    asked = {path for path in SCHEMA.raw_schema["paths"] if path.startswith("/api/")}
    assert asked >= {"/api/lower", "/api/diagnose", "/api/trial", "/api/export/{kind}", "/api/options", "/api/presets"}
