"""The measures of the claims about activation functions, compared with other sources."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

import whygrad as wg
from whygrad.claims.c08_largest_derivative_of_sigmoid_and_tanh import measure as c08
from whygrad.claims.c09_sigmoid_gradient_shrinks_with_depth import measure as c09
from whygrad.nets.activations import ACTIVATIONS


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "silu", "gelu", "mish"])
def test_the_largest_derivative_is_that_which_an_optimizer_finds(name: str) -> None:
    derivative = ACTIVATIONS[name].derivative
    found = minimize_scalar(lambda z: -float(derivative(np.float64(z))), bounds=(-1, 4), method="bounded")
    assert c08.largest_derivative(name) == pytest.approx(-found.fun, rel=1e-8)


def test_the_half_that_shrinks_less_counts() -> None:
    """Slopes by NumPy's polynomial fit, layer by layer of a trained network."""
    trace = wg.train(wg.Experiment().replace(hidden=[6] * 9, activation="sigmoid", epochs=1), 3)
    log10 = np.log10(trace["backprop_rms"][:, 0, :-1].astype(float))[:, ::-1]
    halves = [[np.polyfit(range(part.size), part, 1)[0] for part in np.split(run, [4])] for run in log10]
    assert c09.of_trace(trace) == pytest.approx(np.max(halves, axis=1), rel=1e-6)
