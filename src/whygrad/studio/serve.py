"""Running the server: a port, a token, an address to print, a clean end."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from whygrad.errors import InputError

if TYPE_CHECKING:
    from whygrad.studio.following import Traces
    from whygrad.studio.models import Models

_BACKLOG = 256
_CONNECTIONS = 512


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises `InputError` if that is not possible."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        # Named as TCP: asyncio then sends each part of an answer at once, instead of 40 ms after the one before.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        raise InputError("play-bad-host", host=host) from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise InputError("play-port-busy", port=str(port)) from None
        if error.errno in (errno.EACCES, errno.EPERM):
            raise InputError("play-port-forbidden", port=str(port)) from None
        raise InputError("play-bad-host", host=host) from None
    return listening


def serve(
    listening: socket.socket,
    *,
    token: str,
    link: str | None = None,
    files: Mapping[str, str] | None = None,
    traces: Traces | None = None,
    models: Models | None = None,
    frames: Sequence[str] = (),
    public: str | None = None,
    ready: Callable[[str, str | None], None],
) -> None:
    """Serve the page until Ctrl-C; `ready` hears the address, with its token, as soon as it answers.

    Its second argument is the address for other machines, `None` where only this one is served. `link` is the
    experiment that the page begins with, `files` the CSV texts that it may name, `traces` what it shows instead,
    `models` the trained networks that may be looked into. `frames` are the origins whose pages may show it inside of
    theirs, `public` the one that a reverse proxy gives the server.
    """
    from whygrad.studio.workers import prepare

    prepare()  # it imports the same as what follows, at the same time

    import uvicorn

    from whygrad.studio.app import create
    from whygrad.studio.patience import Patient
    from whygrad.studio.security import Policy

    host, port = listening.getsockname()[:2]
    local = ipaddress.ip_address(host).is_loopback
    names = {"localhost"} if local else {"localhost", socket.gethostname().lower(), socket.getfqdn().lower()}
    policy = Policy(token, frozenset(names), not local, tuple(frames), public)
    app = create(policy, files, traces, models, apart=True)
    address, elsewhere = _address(public or _origin(_here(host), port), token, link), None
    if not (public or local):
        elsewhere = _address(_origin(_outside() if _here(host) != host else host, port), token, link)

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready(address, elsewhere)

    config = uvicorn.Config(
        app, log_level="critical", access_log=False, server_header=False, http=Patient, loop="asyncio", ws="none",
        proxy_headers=False, lifespan="on", limit_concurrency=_CONNECTIONS, timeout_keep_alive=30,
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    try:
        Server(config).run(sockets=[listening])
    except KeyboardInterrupt:  # uvicorn has shut down in order and passes it on
        pass
    finally:
        listening.close()


def _here(host: str) -> str:
    """The address by which this machine reaches a server that listens there: everywhere means here, too."""
    ip = ipaddress.ip_address(host)
    return host if not ip.is_unspecified else "127.0.0.1" if ip.version == 4 else "::1"


def _outside() -> str:
    """The address by which others on the network reach this machine; its name if there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # no packet is sent: it only asks which way one would go (RFC 5737)
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def _origin(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _address(origin: str, token: str, link: str | None) -> str:
    """The address to open: the token in the query, which the page takes out of it, the experiment behind the `#`."""
    return f"{origin}/?token={token}" + (f"#{link}" if link else "")
