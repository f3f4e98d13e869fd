"""What a client may ask the server's API, by its own schema and beyond it."""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import strategies as st
from schemathesis.core import NOT_SET

from whygrad.studio.app import create
from whygrad.studio.security import Policy

SAYS = "requests to the server's API, by its schema (schemathesis)"
EXAMPLES = 60
MEMORY = 2_048

TOKEN = "the-token"
EXPECTED = (200, 304, 400, 403, 404, 405, 408, 413, 415, 422, 429, 503)

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # FastAPI's: GET and HEAD of a page share a name
    SCHEMA = schemathesis.openapi.from_dict(create(Policy(TOKEN)).openapi())

STRATEGY: st.SearchStrategy[Any] = st.one_of(*(one.ok().as_strategy() for one in SCHEMA.get_all_operations()))


@cache
def _client() -> TestClient:
    client = TestClient(create(Policy(TOKEN)), base_url="http://127.0.0.1:8642", raise_server_exceptions=False)
    client.__enter__()
    return client


def attempt(value: Any) -> None:
    sent = value.body
    body = {} if sent is NOT_SET else {"content": sent} if isinstance(sent, bytes) else {"json": sent}
    headers = {"x-whygrad-token": TOKEN, **dict(value.headers or {})}
    response = _client().request(value.method, value.formatted_path, params=value.query, headers=headers, **body)
    assert response.status_code in EXPECTED, (response.status_code, response.text[:300])
    if response.status_code == 422:
        assert "\n" not in response.json()["error"]
