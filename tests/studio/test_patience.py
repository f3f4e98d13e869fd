"""Slow clients: a connection whose request has no end to its head is closed, an honest one is not."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from whygrad.studio import patience

_PATIENCE = 0.4  # seconds instead of ten


async def _app(scope: Any, receive: Any, send: Any) -> None:
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    monkeypatch.setattr(patience, "HEAD_SECONDS", _PATIENCE)
    config = uvicorn.Config(
        _app, http=patience.Patient, ws="none", lifespan="off", log_level="critical", loop="asyncio"
    )
    server = uvicorn.Server(config)
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield listening.getsockname()
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def _closed(client: socket.socket) -> bytes:
    """Everything until the server closes; a timeout fails the test."""
    client.settimeout(10)
    received = b""
    try:
        while part := client.recv(1000):
            received += part
    except ConnectionResetError:
        pass
    return received


def test_nothing_sent(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as client:
        begun = time.monotonic()
        assert _closed(client) == b""
        assert time.monotonic() - begun >= _PATIENCE * 0.9


def test_a_head_that_drips(address: tuple[str, int]) -> None:
    """More bytes do not buy more time."""
    with socket.create_connection(address) as client:
        client.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n")
        client.settimeout(0.05)
        begun = time.monotonic()
        closed = False
        while not closed and time.monotonic() - begun < 20:
            try:
                client.sendall(b"a: b\r\n")
                closed = client.recv(1000) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                closed = True
        assert closed


def test_a_second_head_that_never_ends(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as client:
        client.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        client.settimeout(10)
        assert client.recv(1000).startswith(b"HTTP/1.1 200")
        client.sendall(b"GET / HT")
        assert b"200" not in _closed(client)


def test_an_honest_connection_lives_on(address: tuple[str, int]) -> None:
    """Kept alive for longer than a head may take; a body may take longer, too."""
    with socket.create_connection(address) as client:
        client.settimeout(10)
        for _ in range(2):
            client.sendall(b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n")
            time.sleep(2 * _PATIENCE)
            client.sendall(b"ab")
            received = b""
            while not received.endswith(b"ok"):
                received += client.recv(1000)
            time.sleep(2 * _PATIENCE)
