"""The facts of the training set against scikit-learn and by construction."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, make_classification
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

from whygrad.data.facts import facts
from whygrad.trace.meta import DataFacts


def of(
    x: np.ndarray, y: np.ndarray, *, names: tuple[str, ...] = (), raw: np.ndarray | None = None, pictures: bool = False
) -> DataFacts:
    x = np.ascontiguousarray(x, np.float32)
    raw = x if raw is None else np.ascontiguousarray(raw, np.float32)
    raw_names = tuple(f"c{i}" for i in range(raw.shape[1]))
    numbers = y.dtype.kind == "f"
    return facts(
        x,
        y.astype(np.float32)[:, None] if numbers else y.astype(np.int64),
        "numbers" if numbers else "classes",
        names=names or raw_names,
        raw=raw,
        raw_names=raw_names,
        target="answer",
        pictures=pictures,
    )


@pytest.mark.parametrize("name", ["iris", "cancer", "digits", "made"])
def test_neighbor_agreement_is_leave_one_out_1nn(name: str) -> None:
    x, y = {
        "iris": lambda: load_iris(return_X_y=True),
        "cancer": lambda: load_breast_cancer(return_X_y=True),
        "digits": lambda: load_digits(return_X_y=True),
        "made": lambda: make_classification(3000, 8, flip_y=0.3, random_state=0),
    }[name]()
    found = of(x, y)
    x, y = x[:2000], y[:2000]
    standardized = StandardScaler().fit_transform(x)
    neighbors = KNeighborsClassifier(1).fit(standardized, y).kneighbors(return_distance=False)[:, 0]  # not itself
    assert found.neighbor_agreement == pytest.approx(np.mean(y[neighbors] == y), abs=2 / len(y))  # ties
    share = np.bincount(y) / len(y)
    assert found.neighbor_chance == pytest.approx((share**2).sum())


def test_neighbor_chance_is_what_shuffled_labels_reach() -> None:
    generator = np.random.default_rng(0)
    x = generator.normal(size=(2000, 3))
    y = (generator.random(2000) < 0.2).astype(np.int64)
    found = of(x, y)
    assert found.neighbor_agreement == pytest.approx(found.neighbor_chance, abs=0.04)
    assert found.neighbor_chance == pytest.approx(0.2**2 + 0.8**2, abs=0.03)


def test_numbers_have_a_range_and_no_neighbors() -> None:
    y = np.random.default_rng(0).normal(3, 2, 100)
    found = of(np.random.default_rng(1).normal(size=(100, 2)), y)
    assert found.target_min == pytest.approx(y.min())
    assert found.target_max == pytest.approx(y.max())
    assert found.target_std == pytest.approx(y.std())
    assert math.isnan(found.neighbor_agreement)
    assert math.isnan(found.neighbor_chance)


def test_classes_have_no_range() -> None:
    found = of(np.zeros((4, 1)), np.array([0, 1, 0, 1]))
    assert math.isnan(found.target_min)
    assert math.isnan(found.target_std)


def test_what_is_not_finite_is_counted_and_named() -> None:
    x = np.random.default_rng(0).normal(size=(30, 3))
    x[4, 1], x[5, 1], x[6, 2] = np.inf, -np.inf, np.nan
    found = of(x, np.arange(30) % 2)
    assert found.non_finite == 3
    assert found.non_finite_columns == ("c1", "c2")
    assert 0 <= found.neighbor_agreement <= 1  # of the samples that are finite
    y = np.r_[np.arange(29.0), np.inf]
    found = of(np.random.default_rng(0).normal(size=(30, 1)), y)
    assert found.non_finite == 1
    assert found.non_finite_columns == ("answer",)


def test_a_rotation_that_spreads_an_infinity_does_not_hide_where_it_came_from() -> None:
    raw = np.random.default_rng(0).normal(size=(30, 2))
    raw[3, 0] = np.inf
    spread = raw.copy()
    spread[3] = np.nan
    found = of(spread, np.arange(30) % 2, names=("pc1", "pc2"), raw=raw)
    assert found.non_finite == 2
    assert found.non_finite_columns == ("c0",)


def test_constant_columns_are_those_of_the_data_and_of_what_became_of_it() -> None:
    x = np.random.default_rng(0).normal(size=(30, 3))
    x[:, 1] = 7.5
    y = np.arange(30) % 2
    assert of(x, y).constant_columns == ("c1",)
    assert of(x, y, pictures=True).constant_columns == ()
    scaled = x.copy()
    scaled[:, 1] = 0.0
    assert of(scaled, y, raw=x).constant_columns == ("c1",)
    assert of(np.zeros((30, 1)), y, names=("pc1",), raw=x[:, [0, 2]]).constant_columns == ("pc1",)


def test_nothing_is_said_of_a_single_sample() -> None:
    found = of(np.ones((1, 2)), np.array([0]))
    assert found.constant_columns == ()
    assert math.isnan(found.neighbor_agreement)
