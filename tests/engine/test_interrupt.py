"""Ctrl-C: training stops at once and keeps what was recorded."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.engine.runs import channels, make_job

from whygrad.engine import native
from whygrad.trace import Status, Trace

# 0.1 s is what a user should wait; a busy machine gets more.
PATIENCE = 1.0

CHILD = """
import json, sys, time
import numpy as np
from whygrad.engine import train
from whygrad.experiment import Experiment

arguments = json.loads(sys.argv[1])
base = Experiment().replace(**arguments["values"])
experiments = [base.replace(**{key: value}) for key, value in arguments["vary"]] or base
def progress(share):
    print("going", flush=True)
trace = train(experiments, arguments["seeds"], engine=arguments["engine"], out=arguments["out"], progress=progress)
ended = time.monotonic()
traces = trace if isinstance(trace, list) else [trace]
print(json.dumps({
    "ended": ended,
    "status": [[str(status.value) for status in one.status] for one in traces],
    "records": [len(one.steps) for one in traces],
    "last": [int(one.steps[-1]) for one in traces],
    "whole": [all(bool(np.isfinite(one[name]).all()) for name in ("loss_train", "activation_std")) for one in traces],
    "total": [one.meta.total_steps for one in traces],
}), flush=True)
"""

LONG: dict[str, Any] = {"epochs": 100_000, "every": 5000}


def _interrupted(
    seeds: int,
    *,
    engine: str = "auto",
    out: Path | None = None,
    vary: tuple[tuple[str, Any], ...] = (),
    after: int = 1,
    **values: Any,
) -> dict[str, Any]:
    """What a training in another process says of itself that got SIGINT after so many reports of progress."""
    arguments = {"values": LONG | values, "seeds": seeds, "engine": engine, "out": out and str(out), "vary": vary}
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, json.dumps(arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        for _ in range(after):
            assert child.stdout.readline() == "going\n"
        sent = time.monotonic()
        os.kill(child.pid, signal.SIGINT)
        output, errors = child.communicate(timeout=60)
    finally:
        child.kill()
    assert child.returncode == 0, errors
    result = json.loads(output.splitlines()[-1])
    waited = result["ended"] - sent
    print(f"stopped after {waited * 1000:.0f} ms")
    assert waited <= PATIENCE
    return result


@pytest.mark.parametrize(
    ("seeds", "values"),
    [(4, {}), (500, {"hidden": [8, 8]}), (64, {"name": "digits", "hidden": [64, 64], "every": 10_000})],
    ids=["small", "population", "digits"],
)
def test_stops_at_once_with_whole_records(seeds: int, values: dict[str, Any]) -> None:
    result = _interrupted(seeds, **values)
    assert result["status"] == [["interrupted"] * seeds]
    assert result["records"][0] >= 1
    assert result["last"][0] < result["total"][0]
    assert result["whole"] == [True]


@pytest.mark.parametrize("after", [1, 2, 5])
def test_keeps_the_file(tmp_path: Path, after: int) -> None:
    """Ctrl-C may meet the writing of a record: all that the trace has stands in the file, nothing twice."""
    result = _interrupted(4, out=tmp_path / "run.zarr", after=after, every=5000)
    trace = Trace.open(tmp_path / "run.zarr")
    assert len(trace.steps) == result["records"][0]
    assert (np.diff(trace.steps) == 5000).all()
    assert set(trace.status) == {Status.INTERRUPTED}
    assert np.isfinite(trace["loss_train"]).all()


def test_experiments_that_were_done_stay_finished() -> None:
    result = _interrupted(2, vary=(("epochs", 1), ("epochs", 100_000)), after=3)
    assert result["status"] == [["finished"] * 2, ["interrupted"] * 2]
    assert result["last"][0] == result["total"][0]


@pytest.mark.torch
def test_torch_engine_stops_too(tmp_path: Path) -> None:
    result = _interrupted(3, engine="torch", out=tmp_path / "run.zarr", after=2, every=10)
    assert result["status"] == [["interrupted"] * 3]
    assert result["whole"] == [True]
    assert len(Trace.open(tmp_path / "run.zarr").steps) == result["records"][0]


def test_stopping_at_any_moment_ends_all_threads() -> None:
    """Threads meet after every record; none may wait for one that has left."""
    from whygrad.engine import _kernel

    random = np.random.default_rng(0)
    job = make_job(range(64), epochs=500, every=1)
    for _ in range(60):
        population = native.Population([job])
        session = _kernel.Session([population.native], 3)
        session.wait(random.uniform(0, 0.01))
        session.stop()
        assert session.wait(20.0)
        assert 0 <= session.records < 12_501
        recorded = channels(population)["loss_train"]
        assert np.isfinite(recorded[:, : session.records]).all()
