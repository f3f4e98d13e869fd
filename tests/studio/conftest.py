"""A server without a network, and a way to ask it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.studio.asking import HOST, TOKEN, Page

from whygrad.studio.app import create
from whygrad.studio.security import Policy


@pytest.fixture(scope="session")
def server() -> Iterator[TestClient]:
    """The app, its errors as answers: a 500 is what the tests look for."""
    app = create(Policy(TOKEN), {"own.csv": "x1,x2,y\n" + "".join(f"{i},{-i},{i % 2}\n" for i in range(40))})
    with TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def page(server: TestClient) -> Any:
    """The page: it knows the token."""
    return Page(server)
