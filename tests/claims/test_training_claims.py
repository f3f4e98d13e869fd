"""The measures of the claims about initialization and training, compared with other sources."""

from __future__ import annotations

import math

import numpy as np
import pytest

import whygrad as wg
from whygrad.claims.c30_large_gaussian_saturates_tanh import measure as c30
from whygrad.claims.c33_gradients_vanish_below_gain_1 import measure as c33
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
