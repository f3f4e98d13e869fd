"""Piece-wise linear functions turned into ReLU networks, against the functions themselves (S28)."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whygrad.data import load
from whygrad.errors import InputError
from whygrad.zoo import ExactNetwork, PiecewiseLinear, exact_network, linear_regions, narrow_network

HAT = PiecewiseLinear((-2.0, -1.0, 0.5, 3.0), (1.0, -1.0, 2.0, 0.0), 0.5, -1.0)


@st.composite
def functions(draw: st.DrawFn) -> PiecewiseLinear:
    """Up to ten points, at least 0.05 apart, within ±10."""
    places = draw(st.lists(st.integers(-200, 200), min_size=1, max_size=10, unique=True))
    values = draw(st.lists(st.floats(-5, 5), min_size=len(places), max_size=len(places)))
    x = tuple(sorted(place / 20 for place in places))
    return PiecewiseLinear(x, tuple(values), draw(st.floats(-3, 3)), draw(st.floats(-3, 3)))


def straight(function: PiecewiseLinear, x: float) -> float:
    """The function by its definition, piece after piece: an oracle without a network."""
    points = list(zip(function.x, function.y, strict=True))
    if x <= points[0][0]:
        return points[0][1] + function.left * (x - points[0][0])
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1] + function.right * (x - points[-1][0])


def size(network: ExactNetwork) -> float:
    """How large the terms are that the network adds up; rounding is relative to them."""
    slopes = np.abs(np.diff(network.function.slopes)).sum() + np.abs(network.function.slopes).max()
    return max(1.0, 25 * float(slopes))


@settings(max_examples=60, deadline=None)
@given(functions(), st.lists(st.floats(-12, 12), min_size=1, max_size=20))
def test_networks_are_the_functions(function: PiecewiseLinear, places: list[float]) -> None:
    x = np.array([*places, *function.x])
    expected = np.array([straight(function, place) for place in x.tolist()])
    np.testing.assert_allclose(function(x), expected, atol=1e-12 * (1 + np.abs(expected).max()))
    wide, narrow = exact_network(function), narrow_network(function, -12, 12)
    for network in (wide, narrow):
        assert network.parameters.shape == (1, network.plan.count)
        assert np.abs(network(x) - expected).max() <= 1e-14 * 12 * size(network)
        assert np.abs(network(x.astype(np.float32)) - expected).max() <= 1e-5 * size(network)
    assert list(wide.experiment.network.hidden) == [len(function.x) + 1]
    assert set(narrow.experiment.network.hidden) == {3}


def test_an_ordinary_function_is_exact_to_twelve_digits() -> None:
    x = np.random.default_rng(0).uniform(-10, 10, 10_000)
    expected = np.array([straight(HAT, place) for place in x.tolist()])
    network = exact_network(HAT)
    assert np.abs(network(x) - expected).max() < 1e-12
    assert np.abs(network(x.astype(np.float32)) - expected).max() < 1e-5
    inner = np.abs(x) < 5
    assert np.abs(narrow_network(HAT, -5, 5)(x[inner]) - expected[inner]).max() < 1e-12


def test_its_regions_end_at_the_breakpoints() -> None:
    network = exact_network(HAT)
    found = linear_regions(network.plan, network.parameters, [(-5, 5)])
    np.testing.assert_allclose(found.breakpoints, HAT.x)
    np.testing.assert_allclose(np.sort(found.matrix.ravel()), np.sort(HAT.slopes))
    deep = narrow_network(HAT, -5, 5)
    assert linear_regions(deep.plan, deep.parameters, [(-5, 5)]).pieces == 5


def test_a_point_alone_is_an_angle() -> None:
    network = exact_network(PiecewiseLinear((1.0,), (2.0,), -1.0, 1.0))
    np.testing.assert_allclose(network(np.array([-1.0, 1.0, 4.0])), [4, 2, 5])


def test_its_experiment_trains_on_the_function() -> None:
    experiment = exact_network(HAT).experiment
    dataset = load(experiment.data, experiment.folder)
    assert (dataset.task, dataset.x_train.shape[1]) == ("numbers", 1)
    np.testing.assert_allclose(dataset.y_train[:, 0], HAT(dataset.x_train[:, 0].astype(np.float64)), atol=1e-5)


@pytest.mark.parametrize(
    ("x", "y", "slopes", "words"),
    [
        ((0.0, 0.0), (1.0, 2.0), (0.0, 0.0), "x must increase"),
        ((1.0, 0.0), (1.0, 2.0), (0.0, 0.0), r"x\[1\] is 0, the one before it 1"),
        ((0.0, 1.0), (1.0, math.nan), (0.0, 0.0), r"y\[1\] is not"),
        ((0.0, math.inf), (1.0, 1.0), (0.0, 0.0), r"x\[1\] is not"),
        ((0.0, 1.0), (1.0, 1.0), (0.0, math.nan), "right is not"),
        ((), (), (0.0, 0.0), "there are 0 and 0"),
        ((0.0,), (1.0, 2.0), (0.0, 0.0), "there are 1 and 2"),
        ((0.0, 1e-320), (0.0, 1e300), (0.0, 0.0), "overflows"),
    ],
)
def test_bad_points_get_one_line(
    x: tuple[float, ...], y: tuple[float, ...], slopes: tuple[float, float], words: str
) -> None:
    with pytest.raises(InputError, match=words) as error:
        PiecewiseLinear(x, y, *slopes)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("low", "high"), [(1.0, 1.0), (2.0, -2.0), (-math.inf, 1.0), (0.0, math.nan)])
def test_a_narrow_network_needs_a_range(low: float, high: float) -> None:
    with pytest.raises(InputError, match="lower bound below its upper bound"):
        narrow_network(HAT, low, high)
