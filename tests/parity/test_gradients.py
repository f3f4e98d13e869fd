"""The kernel's gradients against PyTorch's autograd and against central differences, both in float64."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.engine.runs import make_job, numpy_loss, parameters, trained, with_random_parameters

from whygrad import nets
from whygrad.engine import native, pytorch
from whygrad.engine.program import Job
from whygrad.nets.random import dropout_mask, sample_order

pytestmark = pytest.mark.torch

TOLERANCE = 1e-4  # of the largest entry of a parameter's gradient
FLOOR = 2e-5  # of the largest entry of all: what is 0 but for rounding, which a normalization's 1/√1e-5 may magnify

ACTIVATIONS = {name: {"hidden": [5, 4], "activation": name} for name in nets.ACTIVATIONS}
STRUCTURES = {
    "no-hidden": {"hidden": []},
    "one-unit": {"hidden": [1, 1, 1]},
    "batch": {"hidden": [5, 4], "normalization": "batch"},
    "batch-prelu": {"hidden": [5, 4], "normalization": "batch", "activation": "prelu"},
    "layer": {"hidden": [5, 4], "normalization": "layer", "activation": "relu"},
    "layer-of-one": {"hidden": [1, 3], "normalization": "layer"},
    "residual": {"hidden": [4, 4, 4, 3, 3], "residual": True},
    "mixed": {"hidden": [5, 4, 3], "activation": ["relu", "tanh", "sigmoid"]},
    "mixed-two-prelus": {"hidden": [5, 4, 3], "activation": ["prelu", "gelu", "prelu"]},
    "mixed-batch-residual": {
        "hidden": [4, 4, 4],
        "activation": ["elu", "linear", "mish"],
        "normalization": "batch",
        "residual": True,
    },
    "residual-batch": {"hidden": [4, 4, 4], "residual": True, "normalization": "batch", "activation": "gelu"},
    "residual-layer-prelu": {"hidden": [4, 4, 4], "residual": True, "normalization": "layer", "activation": "prelu"},
    "dropout-off": {"hidden": [4, 4], "dropout": 0.5, "residual": True},
    "many-inputs": {"name": "digits", "hidden": [17, 3], "init": "lecun-normal"},
    "few-samples": {"samples": 14, "hidden": [3]},
    "deep": {"hidden": [3] * 20, "init": "orthogonal"},
    "wide": {"hidden": [67, 33]},
}
HEADS: dict[str, dict[str, Any]] = {}
for _data, _losses in (
    ("circle", ("cross-entropy", "squared", "hinge")),
    ("blobs:4", ("cross-entropy", "squared", "hinge")),
    ("sine", ("squared",)),
):
    for _loss in _losses:
        for _output in ("auto", "identity", "tanh", "sigmoid", "softmax"):
            if (_data, _output) not in (("blobs:4", "sigmoid"), ("sine", "softmax")):
                HEADS[f"{_data}-{_loss}-{_output}"] = {"name": _data, "loss": _loss, "output": _output, "hidden": [4]}
HEADS["perceptron"] = {"name": "moons", "hidden": [], "optimizer": "perceptron"}
CASES = ACTIVATIONS | STRUCTURES | HEADS


def _job(values: dict[str, Any]) -> Job:
    job = make_job(**{"samples": 150, **values})
    return job if "init" in values else with_random_parameters(job)


def _assert_close(job: Job, found: np.ndarray, expected: np.ndarray) -> None:
    """Every parameter tensor of every run by itself."""
    floor = FLOOR * np.abs(expected).max(axis=1)
    for p in job.program.plan.parameters:
        here = slice(p.offset, p.offset + p.count)
        error = np.abs(found[:, here] - expected[:, here]).max(axis=1)
        allowed = TOLERANCE * np.abs(expected[:, here]).max(axis=1) + floor
        assert (error <= allowed).all(), f"{p.name}: {error / allowed}"


def _differences(job: Job, run: int, step: float = 1e-6) -> np.ndarray:
    """Central differences of the probe batch's loss by every parameter of a run: (n,)."""
    program = job.program
    dataset, n = program.dataset, program.plan.count
    x = dataset.x_train[: program.probe_samples].astype(np.float64)
    y = dataset.y_train[: program.probe_samples]
    moved = np.concatenate((np.eye(n), -np.eye(n))) * step + job.initial[run].astype(np.float64)
    loss = np.concatenate(
        [
            numpy_loss(program.plan, nets.forward(program.plan, some, x)[-1], y)
            for some in np.array_split(moved, 1 + n // 50)
        ]
    )
    return (loss[:n] - loss[n:]) / (2 * step)


@pytest.mark.parametrize("isa", native.instruction_sets())
@pytest.mark.parametrize("values", CASES.values(), ids=CASES)
def test_gradients_are_pytorchs(values: dict[str, Any], isa: str) -> None:
    job = _job(values)
    found, loss = native.Population([job], isa=isa).gradients()
    expected, expected_loss = pytorch.gradients(job)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-5)
    _assert_close(job, found, expected)


@pytest.mark.parametrize("isa", native.instruction_sets())
@pytest.mark.parametrize("units", range(1, 10))
def test_every_rest_of_a_tile(units: int, isa: str) -> None:
    """Units, inputs and samples that leave every remainder of the dense layers' tiles."""
    for samples in range(2, 12):
        job = with_random_parameters(make_job(samples=2 * samples, hidden=[units, 10 - units]))
        assert job.program.probe_samples == samples
        _assert_close(job, native.Population([job], isa=isa).gradients()[0], pytorch.gradients(job)[0])


SMALL = [name for name in CASES if name not in ("many-inputs", "wide")]


@pytest.mark.parametrize("name", SMALL)
def test_gradients_are_finite_differences(name: str) -> None:
    job = _job(CASES[name])
    found, _ = native.Population([job]).gradients()
    expected = np.stack([_differences(job, run) for run in range(2)])
    _assert_close(job, found[:2], expected)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_gradient_through_dropout(activation: str) -> None:
    """One step of descent on the whole training set, against differences of a forward pass written out here."""
    rate = 1.0
    values: dict[str, Any] = {"name": "sine", "hidden": [7], "activation": activation, "dropout": 0.4, "samples": 120}
    job = with_random_parameters(make_job(**values, learning_rate=rate, batch_size=1000, epochs=1))
    plan, dataset = job.program.plan, job.program.dataset
    found = (job.initial - parameters(trained(job))) / rate

    orders = sample_order(job.seeds, 0, len(dataset.x_train))
    masks = dropout_mask(job.seeds, 0, 0, 0, orders.shape[1], 7, np.full(len(job.seeds), 0.4, np.float32))
    assert {0.0, np.float32(1) / np.float32(0.6)} == set(np.unique(masks).tolist())
    first, first_bias, last, last_bias = (slice(p.offset, p.offset + p.count) for p in plan.parameters)
    f = nets.ACTIVATIONS[activation].f

    def loss(run: int, w: np.ndarray) -> float:
        x, y = (a[orders[run]].astype(np.float64) for a in (dataset.x_train, dataset.y_train))
        hidden = f(x @ w[first].reshape(7, 1).T + w[first_bias]) * masks[run]
        return float(0.5 * ((hidden @ w[last].reshape(1, 7).T + w[last_bias] - y) ** 2).mean())

    for run in range(len(job.seeds)):
        w = job.initial[run].astype(np.float64)
        moves = np.eye(plan.count) * 1e-6
        expected = np.array([(loss(run, w + move) - loss(run, w - move)) / 2e-6 for move in moves])
        _assert_close(job, found[run : run + 1], expected[None])
