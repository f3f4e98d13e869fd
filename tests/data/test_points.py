"""The generators against oracles: TensorFlow Playground's algorithm in loops, scikit-learn, closed forms."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import chi2_contingency, ks_2samp
from sklearn.datasets import make_moons

from whygrad.data import catalog, find
from whygrad.data.features import POINT_FEATURES, derive
from whygrad.data.sets.registry import Generated

GENERATED = [info.name for info in catalog() if info.samples is None and not info.length] + [
    f"blobs:{k}" for k in range(2, 7)
]

Sample = tuple[float, float, float]


def generate(name: str, n: int, noise: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    entry = find(name)
    assert isinstance(entry, Generated)
    return entry.generate(np.random.default_rng(seed), n, noise)


# -- TensorFlow Playground, point by point, as src/dataset.ts does it --------------------------------------------------


def _circle(n: int, noise: float, u: Callable[[float, float], float], _: random.Random) -> list[Sample]:
    points: list[Sample] = []
    for low, high in ((0, 2.5), (3.5, 5)):
        for _i in range(n // 2):
            r, angle = u(low, high), u(0, 2 * math.pi)
            x, y = r * math.sin(angle), r * math.cos(angle)
            label = 1 if math.dist((x + u(-5, 5) * noise, y + u(-5, 5) * noise), (0, 0)) < 2.5 else 0
            points.append((x, y, label))
    return points


def _xor(n: int, noise: float, u: Callable[[float, float], float], _: random.Random) -> list[Sample]:
    points: list[Sample] = []
    for _i in range(n):
        x, y = u(-5, 5), u(-5, 5)
        x += 0.3 if x > 0 else -0.3
        y += 0.3 if y > 0 else -0.3
        points.append((x, y, int((x + u(-5, 5) * noise) * (y + u(-5, 5) * noise) >= 0)))
    return points


def _gauss(n: int, noise: float, _u: Callable[[float, float], float], r: random.Random) -> list[Sample]:
    variance = 0.5 + noise / 0.5 * (4 - 0.5)
    return [
        (r.gauss(c, math.sqrt(variance)), r.gauss(c, math.sqrt(variance)), label)
        for c, label in ((2, 1), (-2, 0))
        for _i in range(n // 2)
    ]


def _spiral(n: int, noise: float, u: Callable[[float, float], float], _: random.Random) -> list[Sample]:
    points: list[Sample] = []
    for delta, label in ((0.0, 1), (math.pi, 0)):
        for i in range(n // 2):
            r, t = i / (n // 2) * 5, 1.75 * i / (n // 2) * 2 * math.pi + delta
            points.append((r * math.sin(t) + u(-1, 1) * noise, r * math.cos(t) + u(-1, 1) * noise, label))
    return points


def _plane(n: int, noise: float, u: Callable[[float, float], float], _: random.Random) -> list[Sample]:
    points: list[Sample] = []
    for _i in range(n):
        x, y = u(-6, 6), u(-6, 6)
        points.append((x, y, (x + u(-6, 6) * noise + y + u(-6, 6) * noise) / 10))
    return points


def _bump_height(x: float, y: float) -> float:
    label = 0.0
    for cx, cy, sign in ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)):
        new = sign * min(1.0, max(0.0, 1 - math.dist((x, y), (cx, cy)) / 2))
        if abs(new) > abs(label):
            label = new
    return label


def _bumps(n: int, noise: float, u: Callable[[float, float], float], _: random.Random) -> list[Sample]:
    points: list[Sample] = []
    for _i in range(n):
        x, y = u(-6, 6), u(-6, 6)
        points.append((x, y, _bump_height(x + u(-6, 6) * noise, y + u(-6, 6) * noise)))
    return points


PLAYGROUND = {"circle": _circle, "xor": _xor, "gauss": _gauss, "spiral": _spiral, "plane": _plane, "bumps": _bumps}


@pytest.mark.parametrize("noise", [0.0, 0.25, 0.5])
@pytest.mark.parametrize("name", PLAYGROUND)
def test_same_distribution_as_the_playground(name: str, noise: float) -> None:
    n, r = 6000, random.Random(1)
    theirs = np.array(PLAYGROUND[name](n, noise, r.uniform, r))
    x, y = generate(name, n, noise)
    ours = np.column_stack([x, y])
    assert len(ours) == len(theirs) == n
    # Statistics of points and target together, so that a label that is looked up at the wrong place shows.
    for statistic in (
        lambda s: s[:, 0],
        lambda s: s[:, 1],
        lambda s: s[:, 2],
        lambda s: s[:, 0] * s[:, 1],
        lambda s: s[:, 2] - (s[:, 0] + s[:, 1]) / 10,
        lambda s: np.hypot(s[:, 0], s[:, 1]),
        lambda s: (s[:, 0] + s[:, 1])[s[:, 2] > 0],
        lambda s: np.hypot(s[:, 0], s[:, 1])[s[:, 2] > 0],
    ):
        assert ks_2samp(statistic(ours), statistic(theirs), method="asymp").pvalue > 1e-3
    if find(name).info.task == "classes":  # how often noise puts a point into the wrong class, by region
        region = [[np.count_nonzero((s[:, 2] == k) & (s[:, 0] > 0)) for k in (0, 1)] for s in (ours, theirs)]
        assert chi2_contingency(region).pvalue > 1e-3


def test_spiral_without_noise_is_the_playgrounds_exactly() -> None:
    x, y = generate("spiral", 200, 0.0)
    theirs = np.array(_spiral(200, 0.0, lambda _low, _high: 0.0, random.Random()))
    np.testing.assert_allclose(np.column_stack([x, y]), theirs, atol=1e-12)


@pytest.mark.parametrize("name", ["circle", "xor", "checkerboard", "plane", "bumps"])
def test_label_noise_moves_no_point(name: str) -> None:
    clean, target = generate(name, 400, 0.0)
    noisy, changed = generate(name, 400, 0.3)
    np.testing.assert_array_equal(clean, noisy)
    assert np.mean(target != changed) > 0.05


@pytest.mark.parametrize("name", ["spiral", "moons", "rings", "and"])
def test_jitter_changes_no_label_and_grows_with_noise(name: str) -> None:
    clean, target = generate(name, 400, 0.0)
    noisy, same = generate(name, 400, 0.2)
    np.testing.assert_array_equal(target, same)
    moved = noisy - clean
    assert abs(moved.mean()) < 0.03
    expected = 0.2 if name == "moons" else 0.2 / math.sqrt(3)  # normal; uniform in ±0.2
    assert moved.std() == pytest.approx(expected, rel=0.08)
    twice = generate(name, 400, 0.4)[0] - clean
    np.testing.assert_allclose(twice, 2 * moved, atol=1e-12)


def test_bumps_are_the_playgrounds_function() -> None:
    x, y = generate("bumps", 500, 0.0)
    np.testing.assert_allclose(y, [_bump_height(*point) for point in x], atol=1e-12)


# -- the others --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [4, 101, 500])
def test_moons_are_scikit_learns(n: int) -> None:
    x, y = generate("moons", n, 0.0)
    theirs, labels = make_moons(n, shuffle=False)
    np.testing.assert_allclose(x, theirs, atol=1e-12)
    np.testing.assert_array_equal(y, labels)


def test_noisy_moons_have_scikit_learns_distribution() -> None:
    x, _ = generate("moons", 4000, 0.15)
    theirs, _ = make_moons(4000, shuffle=False, noise=0.15, random_state=3)
    assert ks_2samp(x[:, 0], theirs[:, 0]).pvalue > 1e-3
    assert ks_2samp(x[:, 1], theirs[:, 1]).pvalue > 1e-3


@pytest.mark.parametrize("k", range(2, 7))
def test_blobs_have_their_centers_and_variance(k: int) -> None:
    x, y = generate(f"blobs:{k}", 3000, 0.2)
    centers = np.array([x[y == c].mean(axis=0) for c in range(k)])
    np.testing.assert_allclose(np.hypot(*centers.T), 4.0, atol=0.2)
    gaps = np.hypot(*(centers - np.roll(centers, 1, axis=0)).T)
    np.testing.assert_allclose(gaps, 8 * math.sin(math.pi / k), atol=0.35)  # the sides of a regular polygon
    for c in range(k):
        np.testing.assert_allclose(x[y == c].var(axis=0), 0.5 + 7 * 0.2, rtol=0.25)
    assert np.ptp(np.bincount(y)) <= 1


def test_blobs_are_three_unless_said_otherwise() -> None:
    for plain, three in zip(generate("blobs", 60, 0.1), generate("blobs:3", 60, 0.1), strict=True):
        np.testing.assert_array_equal(plain, three)


@pytest.mark.parametrize(
    ("name", "truth"),
    [
        ("and", lambda a, b: a & b),
        ("or", lambda a, b: a | b),
        ("nand", lambda a, b: 1 - (a & b)),
        ("xor-gate", lambda a, b: a ^ b),
    ],
)
def test_gates_have_their_truth_tables(name: str, truth: Callable[[int, int], int]) -> None:
    x, y = generate(name, 10, 0.0)
    corners = {(int(a), int(b)) for a, b in x}
    assert corners == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert [truth(int(a), int(b)) for a, b in x] == y.tolist()


def test_rings_lie_at_their_radius() -> None:
    x, y = generate("rings", 600, 0.0)
    radius = np.hypot(*x.T)
    for ring in range(3):
        at = radius[y == ring]
        assert 2 * ring + 0.6 <= at.min() < 2 * ring + 0.7
        assert 2 * ring + 1.3 < at.max() <= 2 * ring + 1.4


def test_checkerboard_has_sixteen_squares_of_alternating_class() -> None:
    x, y = generate("checkerboard", 4000, 0.0)
    column, row = np.clip((x + 5) // 2.5, 0, 3).astype(int).T
    np.testing.assert_array_equal(y, (column + row) % 2)
    assert len(set(zip(column.tolist(), row.tolist(), strict=True))) == 16


def test_curves_are_their_functions() -> None:
    x, y = generate("sine", 300, 0.0)
    np.testing.assert_allclose(y, [math.sin(value) for value in x[:, 0]])
    x, y = generate("steps", 300, 0.0)
    np.testing.assert_allclose(y, np.select([x[:, 0] < -3, x[:, 0] < 0, x[:, 0] < 3], [-1, -1 / 3, 1 / 3], 1.0))
    assert x.min() < -5.8
    assert x.max() > 5.8


@pytest.mark.parametrize("name", GENERATED)
@pytest.mark.parametrize("n", [4, 5, 64])
def test_as_many_points_as_asked_for(name: str, n: int) -> None:
    x, y = generate(name, n, 0.1)
    assert x.shape == (n, find(name).info.features)
    assert y.shape == (n,)
    assert np.isfinite(x).all()
    assert np.isfinite(y).all()


def test_features_are_the_playgrounds_seven() -> None:
    x = np.array([[2.0, -3.0], [0.5, 1.0]])
    expected = [(a, b, a * a, b * b, a * b, math.sin(a), math.sin(b)) for a, b in x]
    np.testing.assert_allclose(derive(x, tuple(POINT_FEATURES)), expected)
    np.testing.assert_array_equal(derive(x, ("x2", "x1")), x[:, ::-1])
