"""Commands on scripts, in this process, whose scripts run in forks of one process that has imported PyTorch.

What is left out is what starts, bounds and ends a script's own process: the import of PyTorch, time limits, Ctrl-C,
what Python does at its end. Tests of those take true processes.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.watch import forked

from whygrad.session import supervise
from whygrad.session.script import Request, ScriptRun


def install(patch: pytest.MonkeyPatch) -> None:
    """Let every script that is run to be diagnosed, or searched, run like that."""
    patch.setattr(supervise, "run", _run)


def _run(
    request: Request, clock: supervise.Clock, updates: Callable[[int], None] | None = None,
    interrupts: supervise.Interrupts | None = None, **streams: Any,
) -> ScriptRun:  # fmt: skip
    """As `supervise.run`."""
    del clock, updates, interrupts
    with tempfile.TemporaryDirectory() as name:
        result, out, err = (Path(name) / one for one in ("result", "out", "err"))
        folder = Path(streams.get("cwd") or Path.cwd())
        ran = forked.run(replace(request, result=str(result)), folder, out, err)
        for file, stream, usual in ((out, streams.get("stdout"), sys.stdout), (err, streams.get("stderr"), sys.stderr)):
            text = file.read_text(encoding="utf-8")
            if stream is None:
                usual.write(text)
            elif hasattr(stream, "mode") and "b" in stream.mode:
                stream.write(text.encode())
            elif not isinstance(stream, int):  # not thrown away
                stream.write(text)
    return ran
