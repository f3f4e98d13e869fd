"""Downloads from a server of our own: what arrives, what is wrong, what is cut off and goes on."""

from __future__ import annotations

import errno
import hashlib
import io
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any

import numpy as np
import pytest

pytest.importorskip("pooch")

from whygrad.data.files import download, places
from whygrad.data.files.download import SOURCES, Remote, Source
from whygrad.errors import DataError, MissingExtraError

CONTENT = np.random.default_rng(0).bytes(300_000)


@dataclass
class Server:
    """What a test's server has and how it behaves."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    stop_after: int | None = None  # bytes of an answer, less than it promises
    ranges: bool = True
    asked: list[str | None] = field(default_factory=list)  # the Range of each request


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = state.files.get(self.path.removeprefix("/"))
            wanted = self.headers.get("Range")
            state.asked.append(wanted)
            if content is None:
                self.send_error(404)
                return
            begin = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and state.ranges else 0
            self.send_response(206 if begin else 200)
            self.send_header("Content-Length", str(len(content) - begin))
            self.end_headers()
            self.wfile.write(content[begin:][: state.stop_after])

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        state.address = f"http://127.0.0.1:{running.server_port}/"
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield state
        running.shutdown()
        thread.join()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "cache", lambda: tmp_path)
    return tmp_path / "set"


def source(server: Server, content: bytes = CONTENT, members: tuple[str, ...] = ()) -> Source:
    server.files["one.bin"] = content
    return Source(server.address, (Remote("one.bin", len(content), hashlib.sha256(content).hexdigest(), members),))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_arrives_is_what_was_published(server: Server, cache: Path) -> None:
    heard: list[float] = []
    assert download.download("set", heard.append, source(server)) == cache
    assert (cache / "one.bin").read_bytes() == CONTENT
    assert names(cache) == ["one.bin"]
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    download.download("set", None, source(server))  # already there: nobody is asked again
    assert server.asked == [None]


@pytest.mark.parametrize("ranges", [True, False])
def test_a_download_that_was_cut_off_goes_on(server: Server, cache: Path, ranges: bool) -> None:
    server.stop_after, server.ranges = 100_000, ranges
    with pytest.raises(DataError, match="was interrupted"):
        download.download("set", None, source(server))
    kept = (cache / "one.bin.part").stat().st_size
    assert 0 < kept <= 100_000
    server.stop_after = None
    download.download("set", None, source(server))
    assert server.asked == [None, f"bytes={kept}-"]
    assert (cache / "one.bin").read_bytes() == CONTENT
    assert names(cache) == ["one.bin"]


def test_something_else_is_removed(server: Server, cache: Path) -> None:
    wanted = source(server)
    server.files["one.bin"] = CONTENT[:-1] + b"?"
    with pytest.raises(DataError, match="SHA-256"):
        download.download("set", None, wanted)
    assert names(cache) == []
    server.files["one.bin"] = CONTENT
    download.download("set", None, wanted)
    assert names(cache) == ["one.bin"]


def test_an_archive_gives_its_members_and_nothing_else(server: Server, cache: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name in ("folder/a.bin", "../../b.bin", "folder/other.txt"):
            entry = tarfile.TarInfo(name)
            entry.size = len(name)
            archive.addfile(entry, io.BytesIO(name.encode()))
    download.download("set", None, source(server, packed.getvalue(), ("a.bin", "b.bin")))
    assert names(cache) == ["a.bin", "b.bin"]
    assert (cache / "b.bin").read_bytes() == b"../../b.bin"


def test_no_network_and_no_such_file(server: Server, cache: Path) -> None:
    wanted = source(server)
    server.files.clear()
    with pytest.raises(DataError, match="HTTP status 404"):
        download.download("set", None, wanted)
    nowhere = Source("http://127.0.0.1:9/", wanted.files)  # the port that nobody listens at
    with pytest.raises(DataError, match="cannot be reached"):
        download.download("set", None, nowhere)
    assert names(cache) == []
    with pytest.raises(DataError, match="no download for"):
        download.download("circle")


def test_a_full_disk(server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def full(path: Path, mode: str = "r", *rest: Any, **more: Any) -> IO[Any]:
        if path.suffix == ".part":
            raise OSError(errno.ENOSPC, "No space left on device")
        return opened(path, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(DataError, match="the disk is full"):
        download.download("set", None, source(server))


def test_a_cache_that_cannot_be_made(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(places, "cache", lambda: tmp_path / "file")
    with pytest.raises(DataError, match="cannot be written"):
        download.download("set", None, source(server))


def test_without_pooch(server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pooch", None)
    with pytest.raises(MissingExtraError, match="pooch"):
        download.download("set", None, source(server))


def test_ctrl_c_keeps_what_has_arrived(server: Server, cache: Path) -> None:
    def stop(done: float) -> None:
        if done > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download.download("set", stop, source(server))
    kept = (cache / "one.bin.part").stat().st_size
    assert kept >= len(CONTENT) / 2
    download.download("set", None, source(server))
    assert server.asked[-1] == f"bytes={kept}-"


def test_every_source_is_checked_by_sha_256() -> None:
    for one in SOURCES.values():
        assert one.address.startswith("https://")
        assert all(len(file.sha256) == 64 and int(file.sha256, 16) for file in one.files)
