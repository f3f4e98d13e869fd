"""The PyTorch engine as users meet it. That its numbers are right is what tests/parity is about."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from tests.engine.runs import make_job

from whygrad.engine import pytorch, train
from whygrad.experiment import Experiment
from whygrad.trace import CHANNELS, DETAILS, Trace

pytestmark = pytest.mark.torch

SMALL = Experiment().replace(samples=60, epochs=2)


def test_engine_can_be_forced() -> None:
    trace = train(SMALL, 2, engine="torch")
    assert trace.meta.framework == "torch"
    assert train(SMALL, 2, engine="kernel").meta.framework == train(SMALL, 2).meta.framework == "kernel"


@pytest.mark.parametrize("engine", ["kernel", "torch"])
def test_all_channels_are_recorded(engine: str) -> None:
    trace = train(SMALL, 2, engine=engine, detail=DETAILS)  # pyright: ignore[reportArgumentType, reportCallIssue]
    assert set(trace.channels) == {name for name, channel in CHANNELS.items() if channel.detail in ("", *DETAILS)}
    usual = train(SMALL, 2, engine=engine)  # pyright: ignore[reportArgumentType, reportCallIssue]
    assert set(usual.channels) == {name for name, channel in CHANNELS.items() if not channel.detail}


def test_engines_describe_the_same_training() -> None:
    kernel, other = (train(SMALL, [5, 3], engine=engine, detail=DETAILS) for engine in ("kernel", "torch"))
    np.testing.assert_array_equal(kernel.steps, other.steps)
    np.testing.assert_array_equal(kernel.seeds, other.seeds)
    np.testing.assert_array_equal(kernel.initial_parameters, other.initial_parameters)
    assert kernel.status == other.status
    for name in kernel.channels:
        assert kernel[name].shape == other[name].shape, name


def test_several_experiments() -> None:
    traces = train(SMALL.vary(learning_rate=[0.1, 0.2]), 2, engine="torch")
    assert [trace["learning_rate"][0, 0] for trace in traces] == pytest.approx([0.1, 0.2])


def test_written_while_it_grows(tmp_path: Path) -> None:
    shares: list[float] = []
    trace = train(SMALL, 2, engine="torch", out=tmp_path / "run.zarr", progress=shares.append, detail=("units",))
    stored = Trace.open(tmp_path / "run.zarr")
    assert shares == sorted(shares)
    assert len(shares) == len(trace.steps)
    assert shares[-1] == 1
    for name in trace.channels:
        np.testing.assert_array_equal(stored[name], trace[name], err_msg=name)


def test_threads_are_given_back() -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        train(SMALL, 1, engine="torch")
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


def test_double_precision() -> None:
    """float64 differs from float32 by rounding only, and does differ."""
    job = make_job([0, 1], samples=60, epochs=2)
    single, double = (pytorch.train_one(job, dtype=dtype) for dtype in (torch.float32, torch.float64))
    error = np.abs(single["loss_train"] - double["loss_train"])
    assert 0 < error.max() < 1e-5


def test_runs_do_not_see_each_other() -> None:
    together, alone = (pytorch.train_one(make_job(seeds, samples=60, epochs=2)) for seeds in ([4, 9, 11], [9]))
    np.testing.assert_allclose(together["loss_train"][1], alone["loss_train"][0], rtol=1e-5)


def test_without_torch_there_is_one_sentence() -> None:
    code = """
import sys
sys.modules["torch"] = None  # as if it were not installed
from whygrad.engine import train
from whygrad.errors import MissingExtraError
from whygrad.experiment import Experiment
assert train(Experiment().replace(epochs=1), 1).meta.framework == "kernel"
try:
    train(Experiment(), 1, engine="torch")
except MissingExtraError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert 'pip install "whygrad[torch]"' in done.stdout
    assert done.stdout.count("\n") == 1
