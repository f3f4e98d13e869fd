"""Who is let in: hosts, origins, tokens, sizes; and what every answer says to the browser."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.studio.asking import HEADERS, HOST, TOKEN, Page

from whygrad.errors import InputError
from whygrad.studio import security
from whygrad.studio.app import create
from whygrad.studio.security import LARGEST_BODY, TOKEN_VARIABLE, Guard, Policy, new_token, origin, public_origin

LOWER = {"experiment": {}}


def _error(response: Any, status: int) -> str:
    assert response.status_code == status, response.text
    answer = response.json()
    assert answer.keys() == {"error", "key"}
    return answer["error"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8642", "localhost:8642", "LOCALHOST", "[::1]:8642", "127.0.0.2", "127.0.0.1"]
)
def test_names_of_this_machine_are_answered(server: TestClient, host: str) -> None:
    assert server.get("/api/presets", headers={**HEADERS, "host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["[::1]evil", "[::1]:80:80", "localhost:x",
     "evil.example", "evil.example:8642", "127.0.0.1.evil.example", "localhost.evil.example", "", "10.0.0.5", "[::2]",
     "127.0.0.1@evil.example", "0x7f.1", "[", "2130706433"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/api/presets", "/messages/en.ftl"])
def test_rebound_names_are_refused(server: TestClient, host: str, path: str) -> None:
    _error(server.get(path, headers={**HEADERS, "host": host}), 403)


def test_other_machines_call_a_public_server_by_address_only() -> None:
    policy = Policy(TOKEN, frozenset({"localhost", "classroom"}), any_address=True)
    assert policy.knows_host("10.0.0.5:8642")
    assert policy.knows_host("[fe80::1]:8642")
    assert policy.knows_host("Classroom:8642")
    assert not policy.knows_host("evil.example:8642")


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "\xff"])
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/api/lower"), ("POST", "/api/diagnose"), ("POST", "/api/trial"), ("POST", "/api/export/toml"),
     ("GET", "/api/options"), ("GET", "/api/presets"), ("GET", "/api/explain/dead-units"), ("GET", "/api/nothing")],
)  # fmt: skip
def test_no_call_without_the_token(server: TestClient, method: str, path: str, token: str | None) -> None:
    headers = {} if token is None else {"x-whygrad-token": token.encode("latin-1")}
    _error(server.request(method, path, headers=headers, json=LOWER if method == "POST" else None), 403)


def test_every_route_of_the_api_needs_the_token() -> None:
    app = create(Policy(TOKEN))
    paths = {route.path for route in app.routes}  # pyright: ignore[reportAttributeAccessIssue]
    others = {path for path in paths if not path.startswith("/api/")}
    assert others == {
        "/messages/{language}.ftl",
        "/messages/atlas/{language}.ftl",
        "/messages/zoo/{language}.ftl",
        "/{path:path}",
    }


def test_a_token_in_the_query_opens_nothing(server: TestClient) -> None:
    _error(server.get(f"/api/presets?token={TOKEN}"), 403)


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "https://127.0.0.1:8642", "http://127.0.0.1:8643", "http://127.0.0.1",
     "http://localhost:8642"],
)  # fmt: skip
def test_pages_from_elsewhere_are_refused(server: TestClient, origin: str) -> None:
    _error(server.post("/api/lower", json=LOWER, headers={**HEADERS, "origin": origin}), 403)


def test_our_own_page_is_answered(server: TestClient) -> None:
    headers = {**HEADERS, "origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
    assert server.post("/api/lower", json=LOWER, headers=headers).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_browsers_that_say_where_from_are_believed(server: TestClient, site: str) -> None:
    _error(server.get("/api/presets", headers={**HEADERS, "sec-fetch-site": site}), 403)


def test_nobody_gets_permission_across_origins(server: TestClient) -> None:
    asked = {"origin": "http://evil.example", "access-control-request-method": "POST",
             "access-control-request-headers": "x-whygrad-token"}  # fmt: skip
    response = server.options("/api/lower", headers=asked)
    assert response.status_code >= 400
    assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", ["/", "/api/presets", "/nothing", "/messages/en.ftl", "/api/lower", "/main.js"])
@pytest.mark.parametrize("host", [HOST, "evil.example"])
def test_every_answer_carries_the_headers(server: TestClient, path: str, host: str) -> None:
    headers = server.get(path, headers={**HEADERS, "host": host}).headers
    policy = headers["content-security-policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'self'"
    assert directives["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert directives["style-src"] == "'self'"
    assert directives["base-uri"] == directives["form-action"] == directives["object-src"] == "'none'"
    assert directives["frame-ancestors"] == "'self'"
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


def test_frames_are_allowed_one_by_one() -> None:
    headers = dict(Policy(TOKEN, frames=("https://course.example",)).headers())
    assert b"frame-ancestors 'self' https://course.example" in headers[b"content-security-policy"]
    assert b"x-frame-options" not in headers


@pytest.mark.parametrize(
    "word",
    [
        "https://course.example", "http://localhost:8000", "https://a-b.c.example:8443", "http://127.0.0.1:1",
        "http://[::1]:8888",
    ],
)  # fmt: skip
def test_origins_that_may_embed(word: str) -> None:
    assert origin(word) == word


@pytest.mark.parametrize(
    "word",
    [
        "", "course.example", "https://course.example/", "https://course.example/page", "https://*.example", "*",
        "https://a.example https://b.example", "https://a.example; script-src *", "https://a.example\nx: y", "null",
        "javascript://a", "https://user@a.example", "https://a.example:port", "'self'", "https://", "http://[x]",
    ],
)  # fmt: skip
def test_what_is_no_origin_gets_one_line(word: str) -> None:
    with pytest.raises(InputError, match=r"https://course\.example") as caught:
        origin(word)
    assert caught.value.message_id == "play-bad-frame"


PROXIED = Policy(TOKEN, public="https://class.example:8443")


def test_a_proxy_may_keep_the_name_that_browsers_use_or_give_its_own() -> None:
    assert PROXIED.knows_host("class.example:8443")
    assert PROXIED.knows_host("Class.Example")
    assert PROXIED.knows_host("127.0.0.1:8642")
    assert not PROXIED.knows_host("evil.example")
    assert not Policy(TOKEN).knows_host("class.example")


@pytest.mark.parametrize("host", ["class.example:8443", "127.0.0.1:8642"])
@pytest.mark.parametrize(
    ("asked_from", "status"),
    [("https://class.example:8443", 200), ("https://class.example", 403), ("http://class.example", 403),
     ("https://evil.example:8443", 403), ("null", 403)],
)  # fmt: skip
def test_only_the_public_page_may_ask_through_a_proxy(host: str, asked_from: str, status: int) -> None:
    with TestClient(create(PROXIED), base_url=f"http://{HOST}") as client:
        headers = {**HEADERS, "host": host, "origin": asked_from}
        assert client.post("/api/lower", json=LOWER, headers=headers).status_code == status


def test_senders_are_told_apart_behind_a_proxy_only() -> None:
    """What a sender itself writes into the header comes first, what the proxy saw comes last."""
    assert PROXIED.sender("10.0.0.1", "203.0.113.9, 192.0.2.7") == "192.0.2.7"
    assert PROXIED.sender("10.0.0.1", "192.0.2.7, unknown") == "10.0.0.1"
    assert PROXIED.sender("10.0.0.1", "") == "10.0.0.1"
    assert Policy(TOKEN).sender("10.0.0.1", "192.0.2.7") == "10.0.0.1"


@pytest.mark.parametrize(
    ("word", "found"),
    [("https://class.example", "https://class.example"), ("https://Class.Example/", "https://class.example"),
     ("https://class.example:443", "https://class.example"), ("http://10.0.0.5:8080", "http://10.0.0.5:8080")],
)  # fmt: skip
def test_public_addresses_are_written_as_browsers_do(word: str, found: str) -> None:
    assert public_origin(word) == found


@pytest.mark.parametrize(
    "word", ["class.example", "https://class.example/studio", "https://", "wss://class.example", "*"]
)
def test_what_is_no_public_address_gets_one_line(word: str) -> None:
    with pytest.raises(InputError, match=r"https://class\.example") as caught:
        public_origin(word)
    assert caught.value.message_id == "play-bad-public"


@pytest.mark.parametrize(
    "stated", ["short", "x" * 201, "a token of more than 20 letters", "a/path/of/more/than/20/letters"]
)
def test_a_stated_token_is_as_strong_as_a_drawn_one(stated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, stated)
    with pytest.raises(InputError, match=TOKEN_VARIABLE):
        new_token()


def test_tokens_are_drawn_unless_one_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN_VARIABLE, raising=False)
    assert new_token() != new_token()
    monkeypatch.setenv(TOKEN_VARIABLE, "a-token-that-was-stated")
    assert new_token() == "a-token-that-was-stated"


def test_large_bodies_are_refused_by_their_length(server: TestClient) -> None:
    body = b'{"csv": "' + b"x" * LARGEST_BODY + b'"}'
    _error(server.post("/api/lower", content=body, headers=HEADERS), 413)


@pytest.mark.parametrize("length", ["-1", "x", "1" * 400, "2000001"])
def test_strange_lengths_are_refused(server: TestClient, length: str) -> None:
    _error(server.post("/api/lower", content=b"{}", headers={**HEADERS, "content-length": length}), 413)


def _talk(app: Any, messages: list[dict[str, Any]], **scope: Any) -> tuple[int, list[Any], int]:
    """Status, headers and number of messages read of one request, spoken to the app itself."""
    read = 0
    sent: list[Any] = []

    async def receive() -> Any:
        nonlocal read
        if read == len(messages):
            await asyncio.sleep(60)
        read += 1
        return messages[read - 1]

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", HOST.encode()), (b"x-whygrad-token", TOKEN.encode()), (b"content-type", b"application/json")]
    whole = {"type": "http", "method": "POST", "path": "/api/lower", "raw_path": b"/api/lower", "query_string": b"",
             "scheme": "http", "http_version": "1.1", "headers": headers, **scope}  # fmt: skip
    asyncio.run(app(whole, receive, send))
    return sent[0]["status"], sent, read


def test_a_body_without_a_length_is_read_no_further_than_allowed() -> None:
    chunk = {"type": "http.request", "body": b"x" * 500_000, "more_body": True}
    status, _, read = _talk(create(Policy(TOKEN)), [chunk] * 1_000)
    assert status == 413
    assert read == LARGEST_BODY // 500_000 + 1


def test_a_body_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "BODY_SECONDS", 0.05)
    status, sent, _ = _talk(create(Policy(TOKEN)), [{"type": "http.request", "body": b"{", "more_body": True}])
    assert status == 408
    assert "too long" in json.loads(sent[1]["body"])["error"]


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b"{" + b",".join(b'"%d":1' % i for i in range(100_000)) + b"}", b'{"a":' * 30_000],
    ids=["brackets", "pairs", "depth"],
)
def test_intricate_bodies_are_refused_before_they_are_read(server: TestClient, body: bytes) -> None:
    _error(server.post("/api/lower", content=body, headers=HEADERS), 413)


@pytest.mark.parametrize("body", [b"[" * 15_000, b'{"experiment":' * 15_000], ids=["list", "table"])
def test_deep_bodies_are_no_trouble(server: TestClient, body: bytes) -> None:
    response = server.post("/api/lower", content=body, headers={**HEADERS, "content-type": "application/json"})
    _error(response, 422)


def test_too_many_at_once_are_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "MOST_AT_ONCE", 0)
    status, sent, _ = _talk(create(Policy(TOKEN)), [{"type": "http.request", "body": b"{}"}])
    assert status == 429
    assert (b"retry-after", b"2") in sent[0]["headers"]


def test_a_bug_is_one_line_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(_scope: Any, _receive: Any, _send: Any) -> None:
        raise ZeroDivisionError("secret")

    status, sent, _ = _talk(Guard(broken, Policy(TOKEN)), [{"type": "http.request", "body": b"{}"}])
    assert status == 500
    answer = json.loads(sent[1]["body"])
    assert "ZeroDivisionError" in answer["error"]
    assert "secret" not in answer["error"]
    assert "Traceback" not in caplog.text


def test_no_sockets_but_http() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(create(Policy(TOKEN))({"type": "websocket", "path": "/api/lower", "headers": []}, None, send))  # pyright: ignore[reportArgumentType]
    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    ("headers", "query", "word"),
    [({}, "", "token"), ({"accept-language": "ko-KR,ko;q=0.9"}, "", "토큰"), ({}, "?lang=ko", "토큰"),
     ({"accept-language": "ko"}, "?lang=en", "token"), ({"accept-language": "de"}, "", "token")],
)  # fmt: skip
def test_refusals_speak_the_language_asked_for(
    server: TestClient, headers: dict[str, str], query: str, word: str
) -> None:
    assert word in _error(server.get(f"/api/presets{query}", headers=headers), 403)


def test_the_page_gets_in(page: Page) -> None:
    assert page.ask("lower", **LOWER)["experiment"]["data"]["name"] == "circle"


PAIRS = {
    "as usual": "{" + ",".join(f'"{n}":1' for n in range(30_000)) + "}",
    "with spaces": "{" + ",".join(f'"{n}" \n:1' for n in range(30_000)) + "}",
    "with backslashes": "{" + ",".join(f'"{n}\\\\":1' for n in range(30_000)) + "}",
    "twice the same": "{" + ",".join('"a" :1' for _ in range(30_000)) + "}",
}


@pytest.mark.parametrize("kind", PAIRS)
def test_pairs_are_counted_as_json_has_them(server: TestClient, kind: str) -> None:
    headers = {**HEADERS, "content-type": "application/json"}
    assert server.post("/api/lower", content=PAIRS[kind].encode(), headers=headers).status_code == 413


def test_what_is_no_utf_8_is_no_json_and_colons_in_texts_are_no_pairs(server: TestClient) -> None:
    headers = {**HEADERS, "content-type": "application/json"}
    assert server.post("/api/lower", content='{"a" :1}'.encode("utf-16"), headers=headers).status_code == 422
    times = json.dumps({"csv": "t,y\n" + "1:2:3,4\n" * 30_000, "csv_name": "a.csv"})
    assert "parts" not in server.post("/api/lower", content=times.encode(), headers=headers).json()["error"]
