"""Trainings of 56 steps by the kernel, in float32, beside PyTorch's in float64: parameters, losses and every channel.

Equal initial weights, batches, dropout masks and schedules; the arithmetic is each engine's own.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
from tests.engine.runs import channels, make_job, parameters, trained

from whygrad.engine import native, one_batch, pytorch
from whygrad.trace import CHANNELS, DETAILS, Trace

pytestmark = pytest.mark.torch

TOLERANCE = 1e-3

BASE: dict[str, Any] = {
    "samples": 100,
    "hidden": [6, 5],
    "batch_size": 8,
    "epochs": 8,
    "every": 7,
    "learning_rate": 0.1,
}
"""50 training samples, so that every epoch ends with a batch of 2."""

CASES: dict[str, dict[str, Any]] = {
    # optimizers
    "sgd": {},
    "momentum": {"optimizer": "momentum", "learning_rate": 0.03},
    "nesterov": {"optimizer": "nesterov", "learning_rate": 0.03},
    "adagrad": {"optimizer": "adagrad"},
    "rmsprop": {"optimizer": "rmsprop", "learning_rate": 0.01},
    "adam": {"optimizer": "adam", "learning_rate": 0.01},
    "adamw": {"optimizer": "adamw", "learning_rate": 0.01, "l2": 0.1},
    "perceptron": {"optimizer": "perceptron", "hidden": []},
    # penalties and clipping
    "l1": {"l1": 0.01},
    "l2": {"l2": 0.05},
    "l1-l2-adam": {"l1": 0.01, "l2": 0.05, "optimizer": "adam", "learning_rate": 0.01},
    "l1-adamw": {"l1": 0.01, "l2": 0.05, "optimizer": "adamw", "learning_rate": 0.01},
    "l2-momentum-clip": {"l2": 0.05, "optimizer": "momentum", "clip": 0.2, "learning_rate": 0.03},
    "clip-always": {"clip": 0.05, "learning_rate": 1.0},
    "clip-sometimes": {"clip": 0.25, "batch_size": 3},
    # normalization, dropout, residual
    "batch-norm": {"normalization": "batch"},
    "batch-norm-last-batch-of-one": {"normalization": "batch", "batch_size": 7, "learning_rate": 0.03},
    "batch-norm-residual-dropout": {  # batches of 10: over two samples the statistics magnify rounding
        "normalization": "batch", "residual": True, "hidden": [6, 6, 6], "dropout": 0.2, "batch_size": 10,
    },
    "layer-norm": {"normalization": "layer", "hidden": [8, 8]},
    "layer-norm-prelu-nesterov": {
        "normalization": "layer", "hidden": [8, 8], "activation": "prelu",
        "optimizer": "nesterov", "learning_rate": 0.01,
    },
    "dropout": {"dropout": 0.3},
    "dropout-odd-units-relu": {"dropout": 0.5, "hidden": [7, 5], "activation": "relu"},
    "residual": {"residual": True, "hidden": [5, 5, 5]},
    # losses and outputs
    "squared-tanh": {"loss": "squared"},
    "squared-sigmoid": {"loss": "squared", "output": "sigmoid"},
    "hinge": {"loss": "hinge"},
    "sigmoid-twice": {"output": "sigmoid"},
    "softmax-of-two": {"output": "softmax"},
    "classes-cross-entropy": {"name": "blobs:4", "noise": 1.0},
    "classes-softmax-twice": {"name": "blobs:4", "output": "softmax"},
    "classes-squared": {"name": "blobs:4", "loss": "squared"},
    "classes-squared-softmax": {"name": "blobs:4", "loss": "squared", "output": "softmax"},
    "classes-hinge": {"name": "blobs:4", "loss": "hinge", "output": "identity", "learning_rate": 0.03},
    "numbers": {"name": "sine", "noise": 0.1},
    "numbers-tanh": {"name": "plane", "output": "tanh", "learning_rate": 0.03},
    "digits": {"name": "digits", "samples": 100, "preprocessing": ["scale"], "hidden": [10]},
    # schedules
    "step": {"schedule": "step"},
    "cosine-warmup": {"schedule": "cosine", "warmup": 0.2},
    "linear": {"schedule": "linear"},
    "inverse-sqrt-warmup": {"schedule": "inverse-sqrt", "warmup": 0.1},
    # batches
    "batch-of-one": {"batch_size": 1, "epochs": 1, "learning_rate": 0.03},
    "full-batch": {"batch_size": 1000, "epochs": 50},
    # activations, where saturation and dying show
    "mixed": {"hidden": [6, 5, 4], "activation": ["relu", "tanh", "sigmoid"], "learning_rate": 0.03},
    "mixed-prelu-layer-norm-dropout": {
        "hidden": [8, 8, 8], "activation": ["prelu", "softplus", "prelu"], "normalization": "layer", "dropout": 0.2,
    },
    "sigmoid": {"activation": "sigmoid", "learning_rate": 1.0},
    "relu": {"activation": "relu", "init": "he-normal"},
    "piecewise-linear": {"activation": "piecewise-linear", "init": "normal:1"},
    "gelu": {"activation": "gelu", "init": "orthogonal"},
    "mish": {"activation": "mish", "init": "lecun-normal"},
    "selu": {"activation": "selu", "init": "lecun-normal"},
    "step-units": {"activation": "step"},
    "sign-units": {"activation": "sign"},
    "large-weights": {"init": "normal:1.2", "preprocessing": ["scale"]},
    "zeros": {"init": "zeros"},
    "playground": {"init": "playground"},
}  # fmt: skip


@cache
def _pair(name: str) -> tuple[native.Population, Trace]:
    job = make_job(**BASE | CASES[name])
    expected = pytorch.train_one(job, detail=DETAILS, dtype=torch.float64)
    return trained(job, detail=DETAILS), expected


def _relative(found: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Distance of each run's numbers (P, …) from the expected ones, relative to the largest of these."""
    found, expected = found.reshape(len(found), -1), expected.reshape(len(expected), -1)
    return np.abs(found - expected).max(axis=1) / np.abs(expected).max(axis=1)


@pytest.mark.parametrize("name", CASES)
def test_parameters_and_losses_are_pytorchs(name: str) -> None:
    population, expected = _pair(name)
    plan = population.jobs[0].program.plan
    final = parameters(population)
    assert expected.final_parameters is not None
    for p in plan.parameters:
        here = slice(p.offset, p.offset + p.count)
        scale = np.abs(expected.final_parameters[:, here]).max(axis=1) + 1e-3
        error = np.abs(final[:, here] - expected.final_parameters[:, here]).max(axis=1)
        assert (error <= TOLERANCE * scale).all(), f"{p.name}: {error / scale}"
    if plan.running:
        assert _relative(final[:, plan.count :], expected.final_parameters[:, plan.count :]).max() <= TOLERANCE
    found = population.channels(slice(None), slice(None))
    for channel in ("loss_train", "loss_test"):
        assert _relative(found[channel], expected[channel]).max() <= TOLERANCE, channel


@pytest.mark.parametrize("name", CASES)
def test_channels_are_pytorchs(name: str) -> None:
    population, expected = _pair(name)
    found = population.channels(slice(None), slice(None))
    assert set(found) == {
        name for name, channel in CHANNELS.items() if "step" in channel.dims and channel.detail in ("", *DETAILS)
    }
    for channel, values in found.items():
        _assert_channel(channel, values, expected[channel])


PROBE = 50  # samples
ONE_SAMPLE_ACROSS = 1.01 / PROBE  # one sample on the other side of an edge


@pytest.mark.parametrize("name", CASES)
def test_one_batch_is_pytorchs(name: str) -> None:
    """At a tenth of the rate, half of the epochs: on a batch that never changes, descent comes to the edge of
    stability, where any two roundings part.
    """
    values = BASE | CASES[name]
    job = make_job(**values | {"learning_rate": 0.1 * values["learning_rate"], "epochs": 4, "every": 1000})
    expected = pytorch.train_one(job, detail=("one-batch",), dtype=torch.float64)
    alone = one_batch.companion(job)
    loss = channels(trained(alone))["loss_train"][:, -1]
    found = one_batch.one_batch_progress(alone, loss)["one_batch_progress"]
    np.testing.assert_allclose(found, expected["one_batch_progress"], atol=TOLERANCE)


def _assert_channel(channel: str, found: np.ndarray, expected: np.ndarray) -> None:
    assert (np.isnan(found) == np.isnan(expected)).all(), channel
    error = np.abs(np.nan_to_num(found) - np.nan_to_num(expected))
    if channel.endswith(("_histogram", "_share")) or channel.startswith("accuracy"):
        assert error.max() <= ONE_SAMPLE_ACROSS, channel
    elif channel == "step_quality":
        # A quotient of differences: where the loss hardly changed, float32 says nothing.
        assert np.median(error / (1 + np.abs(np.nan_to_num(expected)))) <= TOLERANCE, channel
    else:
        scale = np.abs(np.nan_to_num(expected)).max()
        assert error.max() <= TOLERANCE * scale, f"{channel}: {error.max() / scale}"
