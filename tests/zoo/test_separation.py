"""A line that parts two classes, or the proof that there is none: both are checked without trusting who found them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from whygrad.data import load
from whygrad.experiment import Experiment
from whygrad.zoo import CORNERS, Separation, separation


def check(found: Separation, x: np.ndarray, y: np.ndarray) -> None:
    """What was found is a strictly separating hyperplane, or a point in both classes' convex hulls."""
    if found.separable:
        assert found.weights is not None
        assert found.bias is not None
        assert found.shares is None
        assert found.common is None
        side = x @ found.weights + found.bias
        assert (side[y == 1] > 0).all()
        assert (side[y == 0] < 0).all()
    else:
        assert found.shares is not None
        assert found.common is not None
        assert found.margin is None
        assert (found.shares >= 0).all()
        scale = np.abs(x).max() + 1
        for answer in (0, 1):
            shares = np.where(y == answer, found.shares, 0)
            assert shares.sum() == pytest.approx(1)
            np.testing.assert_allclose(shares @ x, found.common, atol=1e-6 * scale)


@given(st.data())
def test_there_is_a_line_or_a_proof(data: st.DataObject) -> None:
    n, d = data.draw(st.integers(1, 12)), data.draw(st.integers(1, 4))
    x = data.draw(arrays.arrays(np.float64, (n, d), elements=st.integers(-4, 4))).astype(np.float64)
    y = data.draw(arrays.arrays(np.int64, n, elements=st.integers(0, 1)))
    check(separation(x, y), x, y)


@given(st.integers(0, 2**32 - 1))
def test_what_a_line_made_a_line_parts(seed: int) -> None:
    random = np.random.default_rng(seed)
    x, w, b = random.normal(size=(30, 3)), random.normal(size=3), random.normal()
    side = x @ w + b
    assume(np.abs(side).min() > 1e-3)
    found = separation(x, side > 0)
    assert found.separable
    check(found, x, (side > 0).astype(int))


@pytest.mark.parametrize(("scale", "shift"), [(1, 0), (1e-6, 0), (1e6, 0), (1, 1e4), (1e-3, 3)])
def test_units_and_origin_do_not_matter(scale: float, shift: float) -> None:
    x, y = CORNERS * scale + shift, np.array([0, 0, 0, 1])
    found = separation(x, y)
    assert found.separable
    check(found, x, y)
    assert found.margin == pytest.approx(scale * np.sqrt(2) / 4)  # half of the way between the hulls of AND
    assert not separation(x, [0, 1, 1, 0]).separable


def test_xor_is_impossible_because_its_diagonals_cross() -> None:
    """½(0, 1) + ½(1, 0) = ½(0, 0) + ½(1, 1), and no other shares do."""
    found = separation(CORNERS, [0, 1, 1, 0])
    assert found.shares is not None
    np.testing.assert_allclose(found.shares, 0.5)
    np.testing.assert_allclose(found.common, [0.5, 0.5])


def test_the_line_keeps_the_largest_distance_to_both_sides() -> None:
    found = separation([[0.0], [1.0], [4.0], [7.0]], [0, 0, 1, 1])
    assert found.weights is not None
    assert -found.bias / found.weights[0] == pytest.approx(2.5)
    assert found.margin == pytest.approx(1.5)


def test_one_class_alone_is_always_on_its_side() -> None:
    for answer in (0, 1):
        found = separation(CORNERS, [answer] * 4)
        assert found.margin == np.inf
        check(found, CORNERS, np.full(4, answer))


def test_touching_classes_have_no_line() -> None:
    assert not separation([[0.0], [1.0], [1.0], [2.0]], [0, 0, 1, 1]).separable


@pytest.mark.parametrize(
    ("name", "noise", "expected"), [("gauss", 0.0, True), ("gauss", 0.3, False), ("xor", 0.0, False)]
)
def test_data_sets(name: str, noise: float, expected: bool) -> None:
    data = load(Experiment().replace(name=name, noise=noise).data)
    found = separation(data.x_train, data.y_train)
    assert found.separable is expected
    check(found, data.x_train.astype(np.float64), np.asarray(data.y_train))


@pytest.mark.parametrize(
    ("points", "labels"), [([], []), ([[0.0], [1.0]], [0]), ([[0.0], [np.nan]], [0, 1]), ([[0.0], [1.0]], [-1, 1])]
)
def test_misuse(points: list[list[float]], labels: list[int]) -> None:
    with pytest.raises(ValueError, match="points"):
        separation(points, labels)
