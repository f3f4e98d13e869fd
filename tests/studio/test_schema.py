"""Schemathesis asks the server everything that its schema allows, and much that it forbids: never a 500."""

from __future__ import annotations

import warnings
from typing import Any

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import settings
from schemathesis.core import NOT_SET
from tests.studio.asking import HEADERS, TOKEN

from whygrad.studio.app import create
from whygrad.studio.desk import QUESTIONS
from whygrad.studio.security import Policy
from whygrad.studio.wire import ExportRequest

EXPECTED = (200, 304, 400, 403, 404, 405, 413, 415, 422)


def _schema() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # FastAPI's: GET and HEAD of a page share a name
        schema = create(Policy(TOKEN)).openapi()
    for path, (model, _) in {**QUESTIONS, "export/{kind}": (ExportRequest, None)}.items():
        shape = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.setdefault("components", {}).setdefault("schemas", {}).update(shape.pop("$defs", {}))
        body = {"required": True, "content": {"application/json": {"schema": shape}}}
        schema["paths"][f"/api/{path}"]["post"]["requestBody"] = body
    for path, methods in schema["paths"].items():
        names = [part[1:-1] for part in path.split("/") if part.startswith("{") and path.startswith("/api/")]
        for operation in methods.values() if names else ():
            operation["parameters"] = [
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names
            ]
    return schemathesis.openapi.from_dict(schema)


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
