"""A training in another process is diagnosed from its trace on disk while it runs."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import whygrad as wg
from whygrad.cli import main
from whygrad.trace import Status

pytest.importorskip("torch")
pytestmark = pytest.mark.torch

SCRIPT = """
import sys, time, torch, whygrad
from tests.watch.fits.networks import deep_sigmoid, rings

torch.manual_seed(0)
torch.set_num_threads(1)
model = deep_sigmoid()
optimizer = torch.optim.Adam(model.parameters(), 1e-2)
x, y = rings()
with whygrad.watch(model, optimizer, every=5, path=sys.argv[1], report=True):
    for step in range(100_000):
        chosen = torch.randperm(len(x))[:32]
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x[chosen]), y[chosen]).backward()
        optimizer.step()
        time.sleep(0.002)
        if step > 200 and not sys.stdin.isatty() and open(sys.argv[2]).read():
            break
"""


@pytest.fixture
def training(tmp_path: Path, root: Path) -> Iterator[tuple[Any, Path, Path]]:
    """The process, its trace, and a file that ends it when something is written to it."""
    trace, stop = tmp_path / "run", tmp_path / "stop"
    stop.write_text("")
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(trace), str(stop)], cwd=root, stderr=subprocess.PIPE, text=True
    )
    yield process, trace, stop
    process.kill()
    process.communicate()


def _until(condition: Any, process: Any, seconds: float = 60.0) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.02)
    raise AssertionError("the training wrote nothing")


def test_diagnose_follows(training: tuple[Any, Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    process, place, stop = training
    _until(place.is_dir, process)
    seen: list[int] = []

    def grown() -> bool:
        trace = wg.Trace.open(place)  # at any moment, also while a newer one takes its place
        if not seen or len(trace.steps) != seen[-1]:
            seen.append(len(trace.steps))
        assert trace.status == (Status.INTERRUPTED,)
        return len(seen) >= 4

    _until(grown, process)
    assert seen == sorted(seen)
    assert main(["diagnose", str(place)]) == 1
    assert "Vanishing gradients" in capsys.readouterr().out
    assert process.poll() is None  # all of that while it trained
    stop.write_text("enough")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert said.count("Vanishing gradients at 0, 2 …") == 1
    ended = wg.Trace.open(place)
    assert ended.status == (Status.FINISHED,)
    assert len(ended.steps) >= seen[-1]


def test_the_studio_follows(training: tuple[Any, Path, Path]) -> None:
    following = pytest.importorskip("whygrad.studio.following")
    process, place, _ = training
    _until(place.is_dir, process)
    traces = following.Traces(place)
    (entry,) = traces.listed()["traces"]
    first = traces.shown(entry["id"])
    assert first["steps"]
    assert _until(lambda: traces.shown(entry["id"], first["cursor"])["new"], process)
    assert traces.judged(entry["id"])["diagnosis"] is not None
