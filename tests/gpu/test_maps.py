"""Maps on a GPU: the same map as on the CPU within rounding, kept apart from it, and refusals in one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.gpu.conftest import Driver

from whygrad.engine import native
from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.gpu import Gpu
from whygrad.maps import Map, train_map

pytestmark = pytest.mark.usefixtures("gpu", "baseline")  # NVRTC is replaced, too

CIRCLE = Experiment().replace(name="circle", samples=100, epochs=5)
SMOOTH = ("learning_rate=0.01:0.3:log", "init=normal:0.01:1:log")


@pytest.fixture
def baseline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The CPU computes with the instructions that the simulated GPU has."""
    monkeypatch.setenv(native.VARIABLE, "baseline")


def made(folder: Path, x: str, y: str, base: Experiment = CIRCLE, **options: Any) -> Map:
    given: dict[str, Any] = {"size": 4, "seeds": 2, "on": "cuda", **options}
    return train_map(base, x, y, folder=folder, **given)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        SMOOTH,
        ("l1=0:0.01", "clip=0:1"),
        ("dropout=0:0.5", "depth=1:4"),
        ("batch_size=1:50", "activation=tanh,relu,step"),
        ("optimizer=sgd,adam,adamw", "l2=0.001:0.1:log"),
        ("noise=0:1", "width=1:8"),
        ("epochs=1:4", "schedule=constant,cosine"),
        ("loss=squared,cross-entropy,hinge", "normalization=none,batch,layer"),
    ],
)
@pytest.mark.parametrize("measure", ["loss", "train-accuracy", "speed"])
def test_as_on_the_cpu(tmp_path: Path, x: str, y: str, measure: str) -> None:
    here = made(tmp_path, x, y, measure=measure, on=None)
    there = made(tmp_path, x, y, measure=measure)
    np.testing.assert_array_equal(there.ended, here.ended)
    np.testing.assert_allclose(there.values, here.values, rtol=1e-5, atol=1e-6)


def test_runs_that_diverge_or_turn_non_finite(tmp_path: Path) -> None:
    base = CIRCLE.replace(name="plane", activation="relu", epochs=20)
    axes = ("learning_rate=0.001:1000:log", "init=normal:0.01:100:log")
    here, there = (made(tmp_path, *axes, base, size=6, on=on) for on in (None, "cuda"))
    np.testing.assert_array_equal(there.ended, here.ended)
    assert {"finished", "non-finite"} <= set(there.shares())


def test_planes_of_a_third_axis(tmp_path: Path) -> None:
    here, there = (made(tmp_path, *SMOOTH, z="activation=tanh,relu", on=on) for on in (None, "cuda"))
    np.testing.assert_allclose(there.values, here.values, rtol=1e-5)
    assert not np.allclose(there.values[0], there.values[1])


def test_blocks_are_trained_together(tmp_path: Path, driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """A map of several blocks and levels is one training, where the GPU has room for all of its runs."""
    calls: list[int] = []
    run = Gpu.run

    def counted(self: Gpu, populations: Any, progress: Any) -> bool:
        calls.append(sum(one.runs for one in populations))
        return run(self, populations, progress)

    monkeypatch.setattr(Gpu, "run", counted)
    heard: list[float] = []
    found = made(tmp_path, *SMOOTH, CIRCLE.replace(epochs=1), size=40, seeds=1, progress=heard.append)
    # The simulated GPU has two multiprocessors: 1024 runs take as long as one. The estimate trains as many.
    assert calls == [1024, 1600]
    assert found.trained == 1
    assert heard == sorted(heard)
    assert heard[-1] == 1
    again = made(tmp_path, *SMOOTH, CIRCLE.replace(epochs=1), size=40, seeds=1)
    assert calls[2:] == [1024], "only the estimate"
    np.testing.assert_array_equal(found.values, again.values)


def test_pixels_of_cpu_and_gpu_are_kept_apart(tmp_path: Path) -> None:
    made(tmp_path, *SMOOTH)
    files = set(tmp_path.rglob("*.npz"))
    made(tmp_path, *SMOOTH, on=None)
    assert len(set(tmp_path.rglob("*.npz"))) == 2 * len(files)


def test_ctrl_c_keeps_what_was_trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made(tmp_path / "whole", *SMOOTH, size=100, seeds=1)
    run, calls = Gpu.run, []

    def third_is_interrupted(self: Gpu, populations: Any, progress: Any) -> bool:
        calls.append(1)
        return len(calls) < 3 and run(self, populations, progress)

    with monkeypatch.context() as patch:
        patch.setattr(Gpu, "run", third_is_interrupted)
        part = made(tmp_path / "part", *SMOOTH, size=100, seeds=1)
    assert 0 < part.trained < 1
    known = part.ended[0, ..., 0] >= 0
    np.testing.assert_array_equal(part.values[0][known], whole.values[0][known])
    np.testing.assert_array_equal(made(tmp_path / "part", *SMOOTH, size=100, seeds=1).values, whole.values)


@pytest.mark.parametrize(
    ("base", "options", "word"),
    [
        (CIRCLE, {"measure": "finding"}, "--measure"),
        (CIRCLE.replace(patience=3), {}, "early stopping"),
        (CIRCLE, {"seconds": 1e-9}, "would take"),
        (CIRCLE, {"on": "cude"}, "cuda"),
    ],
    ids=["findings", "early stopping", "time", "misspelled"],
)
def test_refusals(tmp_path: Path, base: Experiment, options: dict[str, Any], word: str) -> None:
    with pytest.raises(InputError) as found:
        made(tmp_path, "learning_rate=0.01:1:log", "l2=0:0.1", base, **options)
    assert word in str(found.value)
    assert "\n" not in str(found.value)
    assert not list(tmp_path.rglob("*.npz"))


@pytest.mark.slow(20)
def test_command(tmp_path: Path, driver_file: Path) -> None:
    """`whygrad map --on cuda` in a process of its own, with NVRTC."""
    command = [
        sys.executable, "-m", "whygrad", "--lang", "en", "map", "healthy-circle", "--x", "learning_rate=0.01:1:log",
        "--y", "l2=0:0.1", "--size", "3", "--set", "epochs=2", "--on", "cuda", "--json", "-", "--folder", str(tmp_path),
    ]  # fmt: skip
    variables = {**os.environ, "LD_LIBRARY_PATH": str(driver_file.parent)}
    done = subprocess.run(command, capture_output=True, text=True, env=variables, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["trained"] == 1.0
    assert list(tmp_path.rglob("*.npz"))
