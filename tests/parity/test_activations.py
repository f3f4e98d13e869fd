"""The table of activations: values and derivatives against PyTorch, saturated intervals against their definition."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from whygrad.nets import ACTIVATIONS
from whygrad.nets.torch_activations import FUNCTIONS

pytestmark = pytest.mark.torch

POINTS = np.concatenate((np.linspace(-30, 30, 2401), [-100.0, 100.0, 1e-9, -1e-9]))
SHARE = 0.05  # of the largest derivative: below, a unit counts as saturated


def _torch(name: str) -> tuple[np.ndarray, np.ndarray]:
    z = torch.tensor(POINTS, requires_grad=True)
    slope = torch.full((1,), 0.25, dtype=torch.float64)
    f = FUNCTIONS[name] if name != "prelu" else lambda z: torch.nn.functional.prelu(z, slope)
    value = f(z)
    return value.detach().numpy(), torch.autograd.grad(value.sum(), z)[0].numpy()


def test_the_torch_engine_knows_every_activation() -> None:
    assert {*FUNCTIONS, "prelu"} == set(ACTIVATIONS)


def test_numbers_are_unique() -> None:
    assert sorted(activation.number for activation in ACTIVATIONS.values()) == list(range(len(ACTIVATIONS)))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_value_and_derivative_are_pytorchs(name: str) -> None:
    value, slope = _torch(name)
    np.testing.assert_allclose(ACTIVATIONS[name].f(POINTS), value, rtol=1e-9, atol=1e-12)
    smooth = np.abs(np.abs(POINTS) % 1) > 1e-6  # a kink's derivative is a matter of taste
    np.testing.assert_allclose(ACTIVATIONS[name].derivative(POINTS)[smooth], slope[smooth], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_saturated_interval_is_where_the_derivative_stays_small(name: str) -> None:
    """Outside, |f'| is below 5 % of its maximum for good; at the edge, it is not yet."""
    activation = ACTIVATIONS[name]
    z = np.linspace(-200, 200, 400_001)
    slope = np.abs(activation.derivative(z))
    limit = SHARE * slope.max()
    low, high = activation.saturated
    # Two-valued ones have no derivative anywhere; ReLU's side of 0 is "off", which dead_share counts, not saturated.
    if limit == 0 or name in ("relu", "leaky-relu"):
        assert (low, high) == (-np.inf, np.inf)
        return
    large = z[slope >= limit]
    for edge, found in ((low, large[0]), (high, large[-1])):
        if np.isinf(edge):
            assert abs(found) == 200
        else:
            assert edge == pytest.approx(found, abs=0.003)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_range_is_the_range(name: str) -> None:
    activation = ACTIVATIONS[name]
    values = activation.f(np.linspace(-20, 20, 40_001))
    if activation.range_text.startswith("{"):
        assert set(values.tolist()) == {float(part) for part in activation.range_text.strip("{}").split(",")}
        return
    low, high = (part.strip("[]() ") for part in activation.range_text.split(","))
    for bound, found in ((low, values.min()), (high, values.max())):
        if "∞" in bound:
            assert abs(found) > (0.15 if name.endswith("relu") else 15)
        else:
            assert found == pytest.approx(float(bound), abs=2e-3)
    assert activation.zero_centered == (abs(values.min() + values.max()) < 1e-6)
