"""Running the command line in this process, as a user would see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from whygrad.cli import main


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str


Command = Callable[..., Run]


@pytest.fixture
def wg(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """`wg("diagnose", "healthy-moons")`: the exit status and what was written, 80 columns wide."""
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("WHYGRAD_TRACEBACK", raising=False)

    def run(*words: str) -> Run:
        status = main(words)
        written = capsys.readouterr()
        assert "Traceback" not in written.err
        return Run(status, written.out, written.err)

    return run
