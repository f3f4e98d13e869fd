"""Ctrl-C during the trials of a script."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from whygrad.search import search_script
from whygrad.search.result import Tried
from whygrad.search.scripts import _Runner

pytest.importorskip("optuna")


def test_ctrl_c_ends_the_search_though_the_running_trials_end_by_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scripts that are at their ends when Ctrl-C comes have results, and no other trial begins."""
    script = tmp_path / "train.py"
    script.write_text("", encoding="utf-8")

    def ends_after_ctrl_c(_: _Runner, number: int, values: dict[str, Any], *_others: Any) -> Tried:
        time.sleep(0.3)  # until the main thread waits
        if number == 0:
            os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.3)
        return Tried(number, values, 1.0, "finished")

    monkeypatch.setattr(_Runner, "_one", ends_after_ctrl_c)
    found = search_script(str(script), ["--lr=0.1:1"], trials=6, at_once=2)
    assert found.interrupted
    assert [one.status for one in found.trials] == ["finished", "finished"]
