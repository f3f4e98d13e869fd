"""`whygrad play`: the address, what the page begins with, a clean end."""

from __future__ import annotations

import html
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx2
import pytest
from tests.cli.conftest import Command
from tests.trace import recording

from whygrad.cli import _browser
from whygrad.experiment import Experiment, presets

ADDRESS = re.compile(r"^http://(127\.0\.0\.1|\[::1\]|localhost):(\d+)/\?token=([\w-]{32,})(?:#(.*))?\n$")
posix = pytest.mark.skipif(os.name == "nt", reason="signals as on POSIX")


@contextmanager
def playing(*words: str, folder: Path | None = None) -> Iterator[tuple[subprocess.Popen[str], re.Match[str]]]:
    """A server in a process of its own, and its address taken apart."""
    with subprocess.Popen(
        [sys.executable, "-m", "whygrad", "play", "--no-browser", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            match = ADDRESS.match(line)
            assert match, line + (process.stderr.read() if process.stderr is not None and not line else "")
            yield process, match
        finally:
            process.kill()


def _begin(match: re.Match[str]) -> tuple[str, dict[str, str]]:
    return match[0].split("/?")[0], {"x-whygrad-token": match[3]}


@pytest.fixture(scope="module")
def other() -> Iterator[re.Match[str]]:
    """The address of a server that tests only ask."""
    with playing("--port", "0") as (_, match):
        yield match


def test_behind_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The public address is printed with the stated token, and a page that browsers opened there may ask."""
    token = "a-token-that-was-stated-before"
    monkeypatch.setenv("WHYGRAD_TOKEN", token)
    public = "https://class.example"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "whygrad", "play", "--no-browser", "--port", str(port), "--public", public],
        stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == f"{public}/?token={token}\n"
            address = f"http://127.0.0.1:{port}/api/lower"
            headers = {"host": "class.example", "origin": public, "x-forwarded-for": "10.0.0.1, 192.0.2.7"}
            asked = httpx2.post(address, json={}, headers={**headers, "x-whygrad-token": token})
            assert asked.status_code == 200, asked.text
            assert httpx2.post(address, json={}, headers=headers).status_code == 403
        finally:
            process.kill()


def test_a_weak_token_is_refused(wg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHYGRAD_TOKEN", "class")
    run = wg("play", "--no-browser", "--port", "0")
    assert run.status == 2
    assert "WHYGRAD_TOKEN must have 20 to 200" in run.err


@posix
def test_the_address_answers_and_ctrl_c_ends_it(other: re.Match[str]) -> None:
    with playing("--port", "0") as (process, match):
        assert match[3] != other[3]  # every start has another token
        base, headers = _begin(match)
        assert httpx2.get(f"{base}/").status_code == 200
        assert httpx2.post(f"{base}/api/lower", json={}, headers=headers).status_code == 200
        assert httpx2.post(f"{base}/api/lower", json={}).status_code == 403
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert process.returncode == 0
        assert out == err == ""


@posix
def test_ctrl_c_ends_a_trial_in_the_middle() -> None:
    """It would take seconds."""
    with playing("--port", "0") as (process, match):
        base, headers = _begin(match)
        body = {"experiment": presets["vanishing-gradient-digits"].model_dump(), "seeds": 8}

        def ask() -> None:
            with suppress(httpx2.HTTPError):
                httpx2.post(f"{base}/api/trial", json=body, headers=headers, timeout=30)

        asking = Thread(target=ask)
        asking.start()
        time.sleep(0.7)
        start = time.perf_counter()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        asking.join()
        assert process.returncode == 0
        assert time.perf_counter() - start < 15
        assert out == err == ""


def test_a_busy_port_is_told_in_one_line(wg: Command) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        run = wg("play", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert run.status == 2
    assert run.err.count("\n") == 1
    assert "--port 0" in run.err
    assert run.out == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--port", "x"), "0 to 65535"),
        (("--port", "65536"), "0 to 65535"),
        (("--port", "-1"), "0 to 65535"),
        (("--host", "no.such.host.invalid"), "not an address of this machine"),
        (("--host", "203.0.113.7"), "not an address of this machine"),
        (("healthy-mons",), "healthy-moons"),
        (("missing.toml",), "missing.toml"),
        (("#whygrad=1&data.name=nothing",), "data.name"),
    ],
)
def test_misuse_is_one_line(wg: Command, words: tuple[str, ...], said: str) -> None:
    run = wg("play", "--no-browser", *words)
    assert run.status == 2
    assert run.err.count("\n") == 1
    assert said in run.err


def test_a_folder_of_other_things_is_refused(wg: Command, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    run = wg("play", "--no-browser", str(tmp_path))
    assert run.status == 2
    assert run.err.count("\n") == 1
    assert f"{tmp_path}: this folder holds files, but no trace" in run.err


def test_a_damaged_trace_is_refused(wg: Command, tmp_path: Path) -> None:
    (tmp_path / "zarr.json").write_text("{")
    run = wg("play", "--no-browser", str(tmp_path))
    assert run.status == 2
    assert run.err.count("\n") == 1
    assert "zarr.json is damaged" in run.err


def test_a_trace_is_shown(tmp_path: Path) -> None:
    recording.trace(3, path=tmp_path / "one.zarr")
    with playing("--port", "0", str(tmp_path / "one.zarr")) as (_, match):
        base, headers = _begin(match)
        assert match[4] is None
        listed = httpx2.get(f"{base}/api/traces", headers=headers).json()
        assert listed["single"]
        assert [entry["file"] for entry in listed["traces"]] == ["one.zarr"]


def test_a_folder_of_traces_is_shown_as_they_appear(tmp_path: Path) -> None:
    """It may be empty at first."""
    with playing("--port", "0", str(tmp_path)) as (_, match):
        base, headers = _begin(match)
        assert match[4] is None
        assert httpx2.get(f"{base}/api/traces", headers=headers).json()["traces"] == []
        recording.trace(3, path=tmp_path / "one.zarr")
        listed = httpx2.get(f"{base}/api/traces", headers=headers).json()
        assert not listed["single"]
        assert [entry["file"] for entry in listed["traces"]] == ["one.zarr"]


@pytest.mark.parametrize(
    "word",
    [
        "dead-units-moons",
        "#whygrad=1&network.hidden=3~3",
        "https://playground.tensorflow.org/#networkShape=5&dataset=xor",
    ],
)
def test_the_page_begins_with_an_experiment(word: str, wg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def serve(listening: socket.socket, **rest: Any) -> None:
        listening.close()
        given.update(rest)

    monkeypatch.setattr("whygrad.studio.serve.serve", serve)
    assert wg("play", "--no-browser", "--port", "0", word).status == 0
    expected = presets[word] if word in presets else Experiment.from_link(word)
    assert Experiment.from_link(given["link"]) == expected


def test_a_file_comes_with_its_data(tmp_path: Path) -> None:
    """Its link is in the address, and what the server reads of it has the file's data."""
    (tmp_path / "data").mkdir()
    rows = "".join(f"{i},{i % 3},{i % 2}\n" for i in range(40))
    (tmp_path / "data" / "mine.csv").write_text(f"a,b,c\n{rows}")
    (tmp_path / "mine.toml").write_text('[data]\nname = "data/mine.csv"\n')
    with playing("--port", "0", str(tmp_path / "mine.toml")) as (_, match):
        base, headers = _begin(match)
        answer = httpx2.post(f"{base}/api/lower", json={"link": match[4]}, headers=headers).json()
        assert answer["experiment"]["data"]["name"] == "mine.csv"
        assert answer["meta"]["data"]["feature_names"] == ["a", "b"]


def test_help_is_there_without_a_server(wg: Command) -> None:
    run = wg("play", "--help")
    assert run.status == 0
    assert "--no-browser" in run.out
    assert "127.0.0.1" in run.out


def test_a_slow_sender_does_not_stop_others(other: re.Match[str]) -> None:
    base, headers = _begin(other)
    with socket.create_connection(("127.0.0.1", int(other[2]))) as slow:
        slow.sendall(b"POST /api/lower HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n")
        assert httpx2.get(f"{base}/api/presets", headers=headers).status_code == 200


@posix
def test_other_machines_are_told_their_address() -> None:
    """On a terminal, where a person reads it."""
    import pty

    terminal, side = pty.openpty()
    words = [sys.executable, "-m", "whygrad", "play", "--no-browser", "--port", "0", "--host", "0.0.0.0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=side, text=True) as process:
        try:
            assert process.stdout is not None
            match = ADDRESS.match(process.stdout.readline())
            assert match
            told = os.read(terminal, 4096).decode()
            other = re.search(r"http://([^/:]+):(\d+)/\?token=([\w-]+)", told)
            assert other
            assert other.groups()[1:] == (match[2], match[3])
            answer = httpx2.get(f"http://{other[1]}:{other[2]}/api/presets", headers={"x-whygrad-token": other[3]})
            assert answer.status_code == 200
            foreign = {"x-whygrad-token": other[3], "host": "evil.example"}
            assert httpx2.get(f"http://127.0.0.1:{match[2]}/api/presets", headers=foreign).status_code == 403
        finally:
            process.kill()
            os.close(side)
            os.close(terminal)


def test_answers_are_sent_without_waiting_for_receipts() -> None:
    """asyncio turns Nagle's algorithm off only for sockets that say that they are TCP; 40 ms an answer otherwise."""
    from whygrad.studio.serve import listen

    with listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


@posix
def test_the_token_is_in_a_file_of_the_user_and_in_no_argument(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[str] = []
    heard = Event()

    def browser(address: str) -> bool:
        asked.append(address)
        heard.set()
        return True

    monkeypatch.setattr(webbrowser, "open", browser)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(_browser, "_SNAPS", tmp_path / "no snaps")
    monkeypatch.setenv("DISPLAY", ":0")
    address = 'http://127.0.0.1:8642/?token=secret#hidden=[4]&data.name="x"'
    with _browser.opened() as shown:
        shown.show(address)
        assert heard.wait(60)
        (page,) = tmp_path.iterdir()
        assert asked == [page.as_uri()]
        assert page.stat().st_mode & 0o777 == 0o600
        assert html.unescape(page.read_text()).count(address) == 2
    assert not list(tmp_path.iterdir())
