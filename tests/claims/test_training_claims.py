"""The measures of the claims about initialization and training, compared with other sources."""

from __future__ import annotations

import math

import numpy as np
import pytest

import whygrad as wg
from whygrad.claims.c30_large_gaussian_saturates_tanh import measure as c30
from whygrad.claims.c33_gradients_vanish_below_gain_1 import measure as c33
from whygrad.claims.c39_learning_rate_too_high_surges import measure as c39
from whygrad.claims.c42_dropout_prevents_overfitting import measure as c42
from whygrad.data import load


def test_saturation_and_lost_gradient_are_those_of_pytorch() -> None:
    """Both from the weights of a run by automatic differentiation."""
    torch = pytest.importorskip("torch")
    settings = {"name": "moons", "samples": 100, "batch_size": 50, "hidden": [8, 8, 8], "init": "normal:1.5"}
    settings |= {"epochs": 1, "learning_rate": 1e-9}  # the final weights are those of the start
    experiment = wg.Experiment().replace(**settings)
    [trace] = wg.train([experiment], [3])
    flat = torch.tensor(np.asarray(trace.final_parameters)[0], dtype=torch.float64)
    data = load(experiment.data)
    a, at, signals = torch.tensor(data.x_train, dtype=torch.float64), 0, []
    for layer in trace.meta.layers:
        count = layer.inputs * layer.outputs
        w, b = flat[at : at + count].reshape(layer.outputs, layer.inputs), flat[at + count : at + count + layer.outputs]
        at += count + layer.outputs
        z = (a @ w.T + b).requires_grad_() if not signals else a @ w.T + b
        z.retain_grad()
        signals.append(z)
        a = torch.tanh(z)
    y = torch.tensor(data.y_train, dtype=torch.float64).reshape(-1, 1)
    torch.nn.functional.binary_cross_entropy_with_logits(signals[-1], y).backward()
    first, last = (float(z.grad.square().mean().sqrt()) for z in (signals[0], signals[2]))
    assert c30.values({**settings, "quantity": "gradient-lost"}, [3]) == pytest.approx(
        100 * (1 - first / last), rel=0.01
    )
    flat_units = [(1 - torch.tanh(z) ** 2 < 0.05).double().mean().item() for z in signals[:-1]]
    assert c30.values({**settings, "quantity": "saturated"}, [3]) == pytest.approx(100 * np.mean(flat_units), abs=0.5)


@pytest.mark.parametrize(("gain", "activation"), [(0.5, "linear"), (2.0, "linear"), (0.5, "relu"), (2.0, "relu")])
def test_the_gradient_changes_by_the_gain_per_layer(gain: float, activation: str) -> None:
    """The mean over many networks is close to |log10(gain)|, whichever side of 1 it is on."""
    std = gain / math.sqrt(40 * {"linear": 1.0, "relu": 0.5}[activation])
    experiment = wg.Experiment().replace(
        hidden=[40] * 6, activation=activation, init=f"normal:{std:.5f}", epochs=1, learning_rate=1e-9
    )
    [trace] = wg.train([experiment], 20)
    assert trace.meta.experiment is not None
    assert c33.weight_gain(dict(trace.meta.experiment)) == pytest.approx(gain, rel=1e-3)
    assert c33.of_trace(trace).mean() == pytest.approx(abs(math.log10(gain)), abs=0.02)


def test_surge_and_updates_are_those_of_the_recorded_loss() -> None:
    """At 20 times a learning rate, from the loss of PyTorch's training of the same experiment."""
    pytest.importorskip("torch")
    settings = {"name": "moons", "samples": 60, "hidden": [4], "epochs": 4, "every": 1, "learning_rate": 0.1}
    [trace] = wg.train([wg.Experiment().replace(**{**settings, "learning_rate": 2.0})], [5], engine="torch")
    loss = trace["loss_train"][0].astype(float)
    surge = c39.values({**settings, "factor": 20.0, "quantity": "surge"}, [5])
    assert surge == pytest.approx(max(0.0, math.log2(loss.max() / loss[0])), abs=1e-3)
    low = np.flatnonzero(loss <= 0.3 * trace.meta.chance_loss)
    expected = trace.steps[low[0]] if low.size else 2 * trace.steps[-1]
    updates = c39.values({**settings, "factor": 20.0, "quantity": "updates"}, [5])
    assert updates == pytest.approx(math.log2(max(expected, 1)))


def test_overfitting_and_fitting_are_those_of_cross_entropy() -> None:
    """The losses at the end by NumPy, from the outputs of the trained network without dropout."""
    settings = {"name": "moons", "samples": 80, "noise": 0.3, "hidden": [6], "epochs": 30, "dropout": 0.4}
    experiment = wg.Experiment().replace(**settings)
    [trace] = wg.train([experiment], [2])
    flat = np.asarray(trace.final_parameters, dtype=np.float64)[0]
    w, b, v, c = flat[:12].reshape(6, 2), flat[12:18], flat[18:24], flat[24]
    data = load(experiment.data)

    def loss(x: np.ndarray, y: np.ndarray) -> float:
        logit = np.tanh(x @ w.T + b) @ v + c
        return float(np.mean(np.logaddexp(0, logit) - np.asarray(y).reshape(-1) * logit))

    train, test = loss(data.x_train, data.y_train), loss(data.x_test, data.y_test)
    fitting, overfitting = (c42.values({**settings, "quantity": name}, [2]) for name in ("fitting", "overfitting"))
    assert fitting == pytest.approx(100 * train / trace.meta.chance_loss, rel=1e-3)
    assert overfitting == pytest.approx(100 * (train - test) / trace.meta.chance_loss, rel=1e-2)
