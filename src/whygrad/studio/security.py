"""Who may ask the server, and for how much: host, origin and token of every request, sizes, times and numbers of them.

The server listens on loopback, where every page in the same browser can reach it. What keeps those out:

- the `Host` must be an address or a name of this machine (a foreign name that was rebound to it is refused),
- the `Origin` of a request that could change or cost something must be this page's own,
- every call of the API carries a token in a header that no foreign page can send without permission (CORS), nor know:
  it is drawn at every start, unless the environment states one, and stands in the printed address, out of which the
  page takes it. No other page is told where its reader came from (`Referrer-Policy`), nothing is logged.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import json
import logging
import os
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whygrad import i18n
from whygrad.errors import InputError
from whygrad.i18n import text

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = "x-whygrad-token"
TOKEN_VARIABLE = "WHYGRAD_TOKEN"  # states the token, so that an address outlives a restart
LARGEST_BODY = 2_000_000  # bytes
MOST_BRACKETS = 20_000  # in a body; honest ones are a few large strings
MOST_PAIRS = 20_000
MOST_AT_ONCE = 256  # requests in progress
BODY_SECONDS = 15.0  # in which a body must have arrived
_API = "/api/"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Policy:
    """What the server insists on.

    `hosts` are the names that it may be called by, beside addresses: with `any_address` all of them, as only names can
    be rebound, else those of loopback. `frames` are the origins that may show the page inside of theirs. `public` is
    the origin by which browsers reach the server through a reverse proxy, where there is one.
    """

    token: str
    hosts: frozenset[str] = frozenset({"localhost"})
    any_address: bool = False
    frames: tuple[str, ...] = ()
    public: str | None = None

    def knows_host(self, header: str) -> bool:
        """Whether a `Host` header names this server."""
        name = _hostname(header)
        if name in self.hosts or (self.public is not None and name == _hostname(self.public.partition("//")[2])):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return self.any_address or address.is_loopback

    def is_own_origin(self, origin: str, scheme: str, host: str) -> bool:
        """Whether an `Origin` header names this server's page: as it was asked, or as a proxy shows it to browsers."""
        return origin.lower() in (f"{scheme}://{host}".lower(), self.public)

    def sender(self, address: str, forwarded: str) -> str:
        """Who asks: the address that connected, or behind a proxy the one that it put last into `X-Forwarded-For`.

        The senders take turns (`studio.workers`); nothing else depends on it. A sender may write what stands before.
        """
        last = forwarded.rpartition(",")[2].strip()
        if self.public is None:
            return address
        try:
            return str(ipaddress.ip_address(last))
        except ValueError:
            return address

    def knows_token(self, token: str) -> bool:
        """Whether it is the right one; takes as long whatever is wrong with it."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode())

    def headers(self) -> list[tuple[bytes, bytes]]:
        """The headers of every response."""
        ancestors = " ".join(("'self'", *self.frames))
        policy = (
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
            "worker-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
            f"frame-ancestors {ancestors}"
        )
        values = {
            "content-security-policy": policy,
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": "camera=(), geolocation=(), microphone=()",
        }
        if not self.frames:
            values["x-frame-options"] = "SAMEORIGIN"
        return [(name.encode(), value.encode()) for name, value in values.items()]


def origin(word: str) -> str:
    """An origin as a browser names it, `https://course.example`; raises `InputError` for anything else.

    It becomes part of a header, so nothing but a scheme, a name or address and perhaps a port gets through.
    """
    if not _ORIGIN.fullmatch(word):
        raise InputError("play-bad-frame", origin=word)
    return word


def public_origin(word: str) -> str:
    """The origin that browsers name for a server at a public address; raises `InputError` if it has a path."""
    found = word.lower().removesuffix("/")
    if not _ORIGIN.fullmatch(found):
        raise InputError("play-bad-public", origin=word[:60])
    default = ":443" if found.startswith("https:") else ":80"
    return found.removesuffix(default)


def new_token() -> str:
    """A token drawn at random, or the one that the environment states; raises `InputError` if that one is too weak."""
    stated = os.environ.get(TOKEN_VARIABLE)
    if not stated:
        return secrets.token_urlsafe(24)
    if not re.fullmatch(r"[A-Za-z0-9_-]{20,200}", stated):
        raise InputError("play-bad-token", variable=TOKEN_VARIABLE)
    return stated


_ORIGIN = re.compile(r"https?://([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+))(?::[0-9]{1,5})?")


def _hostname(header: str) -> str:
    """The name or address of a `Host` header, without its port; nothing of one that is not of this form."""
    match = _HOST.fullmatch(header)
    return (match[1] or match[2]).lower() if match else ""


class Refusal(Exception):
    """An answer that is an error: a status and a message of the catalog."""

    def __init__(self, status: int, message_id: str, **values: str) -> None:
        super().__init__(message_id)
        self.status = status
        self.message_id = message_id
        self.values = values

    def __str__(self) -> str:
        return text(self.message_id, **self.values)


class Guard:
    """The outermost layer of the app: refuses what the policy forbids, reads bodies within limits, adds headers.

    The language of all that follows is that of the query's `lang`, else of the browser's `Accept-Language`.
    """

    def __init__(self, app: ASGIApp, policy: Policy) -> None:
        self.app = app
        self.policy = policy
        self.headers = policy.headers()
        self.active = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}

        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message = {**message, "headers": [*message.get("headers", []), *self.headers]}
            await send(message)

        with i18n.use(_language(scope, headers)):
            self.active += 1
            try:
                self._check(scope, headers)
                body = await _body(headers, receive)
                await self.app(scope, _replayed(body, receive), send_with_headers)
            except Refusal as refusal:
                await _refuse(refusal, send_with_headers)
            except Exception as error:
                if begun:
                    raise
                trace = error if os.environ.get("WHYGRAD_TRACEBACK") else None
                kind = str(getattr(error, "kind", type(error).__name__))  # what a process met has its own
                _log.error("%s: %s: %s", scope["path"], kind, error, exc_info=trace)
                await _refuse(Refusal(500, "studio-error-bug", kind=kind), send_with_headers)
            finally:
                self.active -= 1

    def _check(self, scope: Scope, headers: dict[str, str]) -> None:
        """Raise the `Refusal` that a request deserves by its head."""
        host = headers.get("host", "")
        if not self.policy.knows_host(host):
            raise Refusal(403, "studio-error-host", host=_shown(host))
        if self.active > MOST_AT_ONCE:
            raise Refusal(429, "studio-error-busy")
        reads = scope["method"] in ("GET", "HEAD")
        origin = headers.get("origin")
        if (
            not reads
            and origin is not None
            and not self.policy.is_own_origin(origin, scope.get("scheme", "http"), host)
        ):
            raise Refusal(403, "studio-error-origin", origin=_shown(origin))
        if scope["path"].startswith(_API):
            if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                raise Refusal(403, "studio-error-origin", origin=_shown(origin or headers["sec-fetch-site"]))
            if not self.policy.knows_token(headers.get(TOKEN_HEADER, "")):
                raise Refusal(403, "studio-error-token")


def _shown(value: str) -> str:
    """A header as an error repeats it."""
    printable = "".join(letter if letter.isprintable() else "�" for letter in value)
    return printable if len(printable) <= 60 else printable[:59] + "…"


def _language(scope: Scope, headers: dict[str, str]) -> str:
    query = scope.get("query_string", b"")
    for name in i18n.LANGUAGES:
        if f"lang={name}".encode() in query.split(b"&"):
            return name
    return "ko" if headers.get("accept-language", "").lower().startswith("ko") else "en"


async def _body(headers: dict[str, str], receive: Receive) -> bytes:
    """The whole body, read no further than the limits."""
    declared = headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared[:18]) > LARGEST_BODY:
        raise Refusal(413, "studio-error-body-size", most=f"{LARGEST_BODY:,}")
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    break
                body += message.get("body", b"")
                more = message.get("more_body", False)
                if len(body) > LARGEST_BODY:
                    raise Refusal(413, "studio-error-body-size", most=f"{LARGEST_BODY:,}")
    except TimeoutError:
        raise Refusal(408, "studio-error-body-slow") from None
    if b"\0" in body:  # as in JSON that is not UTF-8, in which nothing could be counted
        raise Refusal(422, "studio-error-json")
    if body.count(b"[") + body.count(b"{") > MOST_BRACKETS or _has_too_many_pairs(bytes(body)):
        raise Refusal(413, "studio-error-body-nested")
    return bytes(body)


def _has_too_many_pairs(body: bytes) -> bool:
    """Whether a body has more keys in objects than `MOST_PAIRS`, counted by parsing it.

    Every pair has a colon, so most bodies need not be parsed for that.
    """
    if body.count(b":") <= MOST_PAIRS:
        return False
    pairs = 0

    def count(found: list[tuple[str, object]]) -> None:
        nonlocal pairs
        pairs += len(found)

    try:
        json.loads(body, object_pairs_hook=count)
    except (ValueError, RecursionError):  # the answer will say that it is no JSON
        return False
    return pairs > MOST_PAIRS


def _replayed(body: bytes, receive: Receive) -> Receive:
    """`receive` as if nobody had read the body yet."""
    unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return unread.pop() if unread else await receive()

    return again


async def _refuse(refusal: Refusal, send: Send) -> None:
    content = json.dumps({"error": str(refusal), "key": None}, ensure_ascii=False).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(content)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),  # what is left of the body is not read
    ]
    if refusal.status == 429:
        headers.append((b"retry-after", b"2"))
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
