"""One batch overfitted: what the second, short training is, against a loop written out; that it disturbs nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.engine.runs import make_job

from whygrad.engine import one_batch, train
from whygrad.experiment import Experiment
from whygrad.trace import Status, Trace

SMALL = Experiment().replace(samples=60, hidden=[8], learning_rate=0.5, epochs=100)

BREAKING: dict[str, Any] = {"hidden": [8] * 6, "activation": "relu", "init": "normal:10", "learning_rate": 1e6}


def progress(experiment: Experiment, seeds: Any = 4, **options: Any) -> np.ndarray:
    return train(experiment, seeds, detail=("one-batch",), **options)["one_batch_progress"]


def test_a_healthy_network_learns_a_batch_by_heart() -> None:
    assert (progress(SMALL, 8) > 0.9).all()


@pytest.mark.parametrize(
    "values", [{"init": "zeros"}, {"activation": "step", "hidden": [8, 8], "init": "zeros"}, {"learning_rate": 1e-6}]
)
def test_a_broken_one_does_not(values: dict[str, Any]) -> None:
    assert (progress(SMALL.replace(**values), 8) < 0.25).all()


def test_a_step_activation_learns_less_than_a_smooth_one() -> None:
    """Only its output layer is trained: the gradient of the hidden ones is 0."""
    deep = SMALL.replace(hidden=[8, 8, 8])
    assert (progress(deep.replace(activation="step"), 8) < 0.9).all()
    assert (progress(deep, 8) > 0.9).all()


@pytest.mark.torch
@pytest.mark.parametrize("epochs", [3, 100])
def test_is_what_a_loop_written_out_gives(epochs: int) -> None:
    """The first ten samples, min(all, 500) updates, no dropout, no penalty, a constant rate, from the same weights."""
    import torch

    values = {"dropout": 0.3, "l2": 0.1, "l1": 0.01, "schedule": "cosine", "warmup": 0.2, "epochs": epochs}
    trace = train(SMALL.replace(optimizer="adam", learning_rate=0.02, **values), [5, 3], detail=("one-batch",))
    dataset = make_job(samples=60).program.dataset
    x, y = torch.tensor(dataset.x_train[:10]).double(), torch.tensor(dataset.y_train[:10]).double()
    assert trace.initial_parameters is not None
    updates = min(3 * epochs, 500)  # 30 samples in batches of 10
    for start, found in zip(trace.initial_parameters, trace["one_batch_progress"], strict=True):
        net = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1)).double()
        torch.nn.utils.vector_to_parameters(torch.tensor(start).double(), net.parameters())
        optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
        loss_of = torch.nn.BCEWithLogitsLoss()
        for _ in range(updates):
            optimizer.zero_grad()
            loss_of(net(x)[:, 0], y).backward()
            optimizer.step()
        share = float(y.mean())
        chance = -share * np.log(share) - (1 - share) * np.log(1 - share)
        assert found == pytest.approx(1 - loss_of(net(x)[:, 0], y).item() / chance, abs=2e-3)


@pytest.mark.parametrize("kind", ["plain", "batch-norm", "non-finite"])
def test_it_changes_nothing_in_the_training(kind: str) -> None:
    values = {
        "plain": {},
        "batch-norm": {"normalization": "batch", "dropout": 0.2, "optimizer": "adam"},
        "non-finite": BREAKING,
    }[kind]
    experiment = SMALL.replace(**values)
    usual, more = train(experiment, 3), train(experiment, 3, detail=("one-batch",))
    assert set(more.channels) - set(usual.channels) == {"one_batch_progress"}
    assert usual.status == more.status
    for name in usual.channels:
        np.testing.assert_array_equal(usual[name], more[name], err_msg=name)
    np.testing.assert_array_equal(usual.final_parameters, more.final_parameters)


def test_experiments_side_by_side_have_their_own() -> None:
    others: list[dict[str, Any]] = [{"l2": 0.3}, {"learning_rate": 1e-6}, {"epochs": 1}, {"hidden": [3]}]
    experiments = [SMALL, *(SMALL.replace(**values) for values in others)]
    together = train(experiments, [2, 9], detail=("one-batch",))
    found = [trace["one_batch_progress"] for trace in together]
    for experiment, values in zip(experiments, found, strict=True):
        np.testing.assert_array_equal(values, progress(experiment, [2, 9]))
    np.testing.assert_array_equal(found[0], found[1])  # penalties are left out
    assert (found[0] > found[3] + 0.1).all()  # three updates are few


def test_a_run_that_turns_non_finite_learned_nothing() -> None:
    bad = SMALL.replace(**BREAKING)
    np.testing.assert_array_equal(progress(bad), np.zeros(4))


def test_a_loss_without_a_scale_has_none() -> None:
    linear = SMALL.replace(hidden=[], optimizer="perceptron", loss="auto", name="gauss")
    assert np.isnan(progress(linear)).all()


@pytest.mark.parametrize(
    ("targets", "batch_size", "expected"),
    [
        ([0, 1, 0, 1], 1, 2),
        ([0, 1, 0, 1], 3, 3),
        ([0, 1, 0, 1], 100, 4),
        ([0, 1] * 50, 100, 32),
        ([0, 0, 0, 1, 1], 2, 4),  # one more class is needed to have something to learn
        ([0] * 40 + [1], 2, 2),  # but not at any price
        ([[0.5], [0.5], [0.25]], 2, 3),
    ],
)
def test_size_of_the_batch(targets: list[Any], batch_size: int, expected: int) -> None:
    assert one_batch.batch_samples(np.array(targets), batch_size) == expected


def test_it_is_stored_and_goes_with_its_runs(tmp_path: Path) -> None:
    trace = train(SMALL, 3, detail=("one-batch",), out=tmp_path / "run.zarr")
    stored = Trace.open(tmp_path / "run.zarr")
    assert stored.same_as(trace)
    np.testing.assert_array_equal(stored.runs([2, 0])["one_batch_progress"], trace["one_batch_progress"][[2, 0]])
    assert stored.dataset["one_batch_progress"].dims == ("run",)


@pytest.mark.parametrize("engine", ["kernel", pytest.param("torch", marks=pytest.mark.torch)])
def test_ctrl_c_leaves_it_open(engine: Any, tmp_path: Path) -> None:
    once = iter([KeyboardInterrupt])

    def stop(_share: float) -> None:
        for interruption in once:
            raise interruption

    endless = SMALL.replace(epochs=100_000, every=1000, batch_size=1)
    trace = train(endless, 2, engine=engine, detail=("one-batch",), out=tmp_path / "run.zarr", progress=stop)
    assert trace.status == (Status.INTERRUPTED,) * 2
    assert trace["one_batch_progress"].shape == (2,)
    if len(trace.steps) < 2:  # the short training had not come to its end
        assert np.isnan(trace["one_batch_progress"]).all()
    assert Trace.open(tmp_path / "run.zarr").same_as(trace)
