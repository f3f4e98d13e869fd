"""What a user sees while something takes long: bars on a terminal, nothing in a pipe."""

from __future__ import annotations

import io
import sys
import time

import pytest

from whygrad.cli._progress import loading, progress
from whygrad.data.listening import tell


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _terminal(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    """In place of stderr; not a fixture, for pytest sets stderr anew before the test itself."""
    shown = _Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    return shown


def _wait_for(terminal: _Terminal, words: str) -> None:
    deadline = time.monotonic() + 30  # it is drawn ten times a second, by a thread
    while words not in terminal.getvalue() and time.monotonic() < deadline:
        time.sleep(0.02)


def test_a_bar_of_what_is_done_and_one_of_what_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _terminal(monkeypatch)
    with progress("Working") as advance:
        assert advance is not None
        advance(0.5)
        tell(1, 4)
        _wait_for(terminal, "25 %")
    assert "Working" in terminal.getvalue()
    assert "Loading images" in terminal.getvalue()


def test_loading_is_shown_while_it_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _terminal(monkeypatch)
    with loading():
        tell(1, 4)
        _wait_for(terminal, "25 %")
    assert "Loading images" in terminal.getvalue()
    assert "25 %" in terminal.getvalue()
    shown = terminal.getvalue()
    tell(2, 4)  # nobody listens any more
    assert terminal.getvalue() == shown


def test_what_loads_at_once_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _terminal(monkeypatch)
    with loading():
        pass
    assert "Loading" not in terminal.getvalue()


def test_nothing_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with loading(), progress("Working") as advance:
        assert advance is None
        tell(1, 4)
    assert capsys.readouterr() == ("", "")
