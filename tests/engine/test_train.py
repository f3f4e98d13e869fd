"""`train`: what it takes and refuses, what it gives back, and that its parts fit each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import optimize
from tests.engine.runs import make_job, numpy_loss

from whygrad import data, nets
from whygrad.engine import train
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.trace import Status, Trace

SMALL = Experiment().replace(samples=60, epochs=2)


def test_seeds_are_a_number_or_the_seeds() -> None:
    assert train(SMALL, 3).seeds.tolist() == [0, 1, 2]
    assert train(SMALL, [7, 0, 2**32 - 1]).seeds.tolist() == [7, 0, 2**32 - 1]


@pytest.mark.parametrize("seeds", [0, -1, [], [-1], [2**32]])
def test_other_seeds_are_refused(seeds: Any) -> None:
    with pytest.raises(ExperimentError, match="seeds must be a number of runs"):
        train(SMALL, seeds)


def test_a_folder_takes_one_experiment(tmp_path: Path) -> None:
    with pytest.raises(ExperimentError, match="a single experiment"):
        train([SMALL, SMALL], 1, out=tmp_path / "x.zarr")  # pyright: ignore[reportArgumentType, reportCallIssue]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "sine", "loss": "cross-entropy"}, "training.loss = cross-entropy needs classes"),
        ({"name": "sine", "hidden": [], "optimizer": "perceptron"}, "the target of this dataset is a number"),
        ({"name": "blobs:3", "hidden": [], "optimizer": "perceptron"}, "this dataset has 3"),
    ],
)
@pytest.mark.parametrize("engine", ["kernel", "torch"])
def test_what_does_not_go_together_is_refused(values: dict[str, Any], sentence: str, engine: Any) -> None:
    with pytest.raises(ExperimentError, match=sentence):
        train(SMALL.replace(**values), 1, engine=engine)


def test_written_while_it_grows(tmp_path: Path) -> None:
    shares: list[float] = []
    trace = train(SMALL.replace(every=1), 2, out=tmp_path / "run.zarr", progress=shares.append, detail=("histograms",))
    stored = Trace.open(tmp_path / "run.zarr")
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert stored.channels.keys() == trace.channels.keys()
    for name in trace.channels:
        np.testing.assert_array_equal(stored[name], trace[name], err_msg=name)
    assert trace.channels.keys() == train(SMALL, 2, detail=("histograms",)).channels.keys()


def test_an_error_of_the_caller_ends_the_training() -> None:
    def progress(share: float) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        train(SMALL.replace(epochs=100_000), 2, progress=progress)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"normalization": "batch", "dropout": 0.2},
        {"normalization": "layer", "activation": "prelu", "hidden": [8, 8], "residual": True},
        {"name": "blobs:4", "loss": "squared"},
        {"name": "sine"},
    ],
)
def test_parameters_left_behind_are_the_network_that_was_recorded(values: dict[str, Any]) -> None:
    """The pure function of the final parameters and running statistics has the last record's loss; and of the first."""
    job = make_job([0, 1], **{"samples": 100, "epochs": 4} | values)
    trace = train(job.experiment, [0, 1])
    plan, dataset = job.program.plan, job.program.dataset
    for which, flat in ((0, trace.initial_parameters), (-1, trace.final_parameters)):
        assert flat is not None
        running = flat[:, plan.count :] if plan.running else None
        out = nets.forward(plan, flat[:, : plan.count].astype(np.float64), dataset.x_test, running)[-1]
        np.testing.assert_allclose(trace["loss_test"][:, which], numpy_loss(plan, out, dataset.y_test), rtol=1e-4)


@pytest.mark.parametrize(
    "values",
    [
        {"name": "moons"},
        {"name": "moons", "loss": "squared"},
        {"name": "moons", "loss": "squared", "output": "sigmoid"},
        {"name": "moons", "loss": "hinge"},
        {"name": "blobs:4"},
        {"name": "blobs:4", "loss": "squared"},
        {"name": "blobs:4", "loss": "squared", "output": "softmax"},
        {"name": "blobs:4", "loss": "hinge", "output": "identity"},
        {"name": "sine"},
    ],
)
def test_loss_at_chance_is_the_best_constants(values: dict[str, Any]) -> None:
    """Found numerically: the lowest loss of outputs that are the same for every sample."""
    job = make_job([0], **{"samples": 90, "train_share": 0.7} | values)
    plan, dataset = job.program.plan, job.program.dataset
    outputs = plan.widths[plan.output_value]

    def loss(z: np.ndarray) -> float:
        bound = {"tanh": np.tanh(z), "sigmoid": 1 / (1 + np.exp(-z)), "softmax": np.exp(z) / np.exp(z).sum()}
        out = z if plan.takes_logits else bound.get(plan.output, z)
        return float(numpy_loss(plan, np.broadcast_to(out, (1, len(dataset.y_train), outputs)), dataset.y_train)[0])

    search = {"method": "Nelder-Mead", "options": {"maxiter": 4000, "fatol": 1e-10}}
    best = min(optimize.minimize(loss, np.full(outputs, start), **search).fun for start in (-2.0, -1.0, 0.0, 2.0))
    assert job.meta.chance_loss == pytest.approx(best, rel=2e-3)


def test_accuracy_at_chance_is_the_largest_class() -> None:
    job = make_job([0], name="blobs:3", samples=91)
    share = np.bincount(job.program.dataset.y_train) / len(job.program.dataset.y_train)
    assert job.meta.chance_accuracy == pytest.approx(share.max())


def test_status() -> None:
    assert set(train(SMALL, 2).status) == {Status.FINISHED}
    diverged = train(SMALL.replace(learning_rate=1000.0, loss="squared", output="identity", hidden=[], epochs=1), 2)
    assert set(diverged.status) <= {Status.DIVERGED, Status.NON_FINITE}


def test_equal_data_is_loaded_once() -> None:
    assert data.load(SMALL.data) is data.load(SMALL.replace(learning_rate=1.0).data)
