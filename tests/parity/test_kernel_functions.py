"""The kernel's own exponential, logarithm, tanh … as its activations show them, over all of float32's range."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.engine.runs import channels, make_job, trained

from whygrad.engine import native
from whygrad.nets import ACTIVATIONS

NEAR = np.concatenate((np.linspace(0.02, 12, 400), np.geomspace(1e-6, 0.02, 40)))
FAR = np.array([20, 50, 80, 87, 88, 89, 100, 1e3, 1e10, 1e20, 1e30, 3e38])
POINTS = np.concatenate((NEAR, FAR, -NEAR, -FAR)).astype(np.float32)


def _at_points(activation: str, isa: str) -> tuple[np.ndarray, np.ndarray]:
    """f and whether f' is not 0 at POINTS, each the bias of a unit whose weight is 0."""
    job = make_job([0], name="sine", hidden=[len(POINTS)], activation=activation, init="zeros", epochs=1)
    bias = next(p for p in job.program.plan.parameters if p.name == "hidden1.bias")
    initial = job.initial.copy()
    initial[0, bias.offset : bias.offset + bias.count] = POINTS
    recorded = channels(trained(dataclasses.replace(job, initial=initial), isa=isa, detail=("units",)))
    return recorded["unit_activation_mean"][0, 0, 0], recorded["unit_active_share"][0, 0, 0]


@pytest.mark.parametrize("isa", native.instruction_sets())
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_value(name: str, isa: str) -> None:
    found, _ = _at_points(name, isa)
    with np.errstate(over="ignore"):  # e^3e38
        expected = ACTIVATIONS[name].f(POINTS.astype(np.float64))
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("isa", native.instruction_sets())
def test_saturated_units_get_no_gradient_at_all(isa: str) -> None:
    """Exactly 0 far out, on every instruction set: a hair more, times weights of 1e18, would not be nothing."""
    for name, out, inside in (
        ("tanh", np.abs(POINTS) >= 8, np.abs(POINTS) < 7.7),
        ("sigmoid", POINTS >= 20, POINTS < 15),
    ):
        _, active = _at_points(name, isa)
        assert (active[out] == 0).all()
        assert (active[inside & (POINTS > -87)] == 1).all()
