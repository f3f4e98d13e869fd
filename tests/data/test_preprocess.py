"""Preprocessing against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_breast_cancer, load_wine
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from whygrad.data.preprocess import fit
from whygrad.errors import DataError


def columns(x: np.ndarray) -> tuple[str, ...]:
    return tuple(f"c{i}" for i in range(x.shape[1]))


@pytest.fixture(params=["wine", "breast cancer"])
def shares(request: pytest.FixtureRequest) -> tuple[np.ndarray, np.ndarray]:
    """A training and a test set of real measurements with very different units."""
    load = load_wine if request.param == "wine" else load_breast_cancer
    x = load(return_X_y=True)[0]
    order = np.random.default_rng(0).permutation(len(x))
    return x[order[:100]], x[order[100:]]


@pytest.mark.parametrize(
    ("steps", "peer"),
    [
        (("center", "scale"), StandardScaler()),
        (("scale", "center"), StandardScaler()),
        (("center",), StandardScaler(with_std=False)),
        (("scale",), StandardScaler(with_mean=False)),
        (("pca:3",), PCA(3)),
        (("pca:5", "whiten"), PCA(5, whiten=True)),
        (("whiten",), PCA(whiten=True)),
    ],
)
def test_as_scikit_learn(steps: tuple[str, ...], peer: object, shares: tuple[np.ndarray, np.ndarray]) -> None:
    train, test = shares
    preprocessor = fit(steps, train, columns(train))
    peer.fit(train)
    np.testing.assert_allclose(preprocessor.apply(train), peer.transform(train), rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(preprocessor.apply(test), peer.transform(test), rtol=1e-6, atol=1e-6)


def test_steps_apply_in_the_order_listed(shares: tuple[np.ndarray, np.ndarray]) -> None:
    train, _ = shares
    scaled = StandardScaler().fit_transform(train)
    first = fit(("center", "scale", "pca:2"), train, columns(train))
    np.testing.assert_allclose(first.apply(train), PCA(2).fit_transform(scaled), atol=1e-9)
    last = fit(("pca:2", "center", "scale"), train, columns(train))
    np.testing.assert_allclose(
        last.apply(train), StandardScaler().fit_transform(PCA(2).fit_transform(train)), atol=1e-9
    )


def test_names_follow_the_columns(shares: tuple[np.ndarray, np.ndarray]) -> None:
    train, _ = shares
    names = columns(train)
    assert fit(("center", "scale"), train, names).names == names
    assert fit(("center", "pca:2", "whiten"), train, names).names == ("pc1", "pc2")
    assert fit(("whiten",), train, names).names == tuple(f"pc{i + 1}" for i in range(len(names)))


@pytest.mark.parametrize("value", [0.0, 0.1, 1 / 3, 1e8 + 0.1, -7e-12])
@pytest.mark.parametrize("steps", [("center", "scale"), ("scale", "center"), ("scale",), ("center",)])
def test_a_constant_column_becomes_exactly_zero(value: float, steps: tuple[str, ...]) -> None:
    x = np.random.default_rng(0).normal(size=(37, 2))
    x[:, 1] = value
    out = fit(steps, x, ("a", "b")).apply(x)
    assert (out[:, 1] == 0).all()
    assert np.isfinite(out).all()
    other = np.array([[1.0, value + 5.0]])  # even where it is not constant in the test set, if it is scaled
    assert fit(steps, x, ("a", "b")).apply(other)[0, 1] == pytest.approx(0 if "scale" in steps else 5.0)


def test_whitening_leaves_directions_without_variance_at_zero() -> None:
    base = np.random.default_rng(0).normal(size=(50, 2))
    x = np.column_stack([base, base.sum(axis=1), np.full(50, 3.0)])  # rank 2
    out = fit(("whiten",), x, columns(x)).apply(x)
    np.testing.assert_allclose(out[:, :2].std(axis=0, ddof=1), 1.0)
    assert (out[:, 2:] == 0).all()


def test_whitening_all_zeros_gives_zeros() -> None:
    x = np.zeros((10, 3))
    assert (fit(("whiten",), x, columns(x)).apply(x) == 0).all()


@pytest.mark.parametrize("step", ["pca:4", "pca:2"])
def test_no_more_components_than_columns_or_samples(step: str) -> None:
    x = np.zeros((1 if step == "pca:2" else 10, 3))
    with pytest.raises(DataError, match=r"at most [13] principal components"):
        fit((step,), x, columns(x))


def test_the_test_share_changes_nothing(shares: tuple[np.ndarray, np.ndarray]) -> None:
    train, test = shares
    preprocessor = fit(("center", "scale", "pca:3", "whiten"), train, columns(train))
    before = preprocessor.apply(test[:5])
    preprocessor.apply(test * 1000)
    np.testing.assert_array_equal(preprocessor.apply(test[:5]), before)


@given(seed=st.integers(0, 50), bad=st.sampled_from([np.inf, -np.inf, np.nan]))
def test_values_that_are_not_finite_stay_and_spoil_no_other_sample(seed: int, bad: float) -> None:
    clean = np.random.default_rng(seed).normal(2.0, 3.0, size=(20, 3))
    spoiled = np.vstack([clean, clean[:1]])
    spoiled[-1, 1] = bad
    for steps in (("center", "scale"), ("pca:2",), ("whiten",), ("pca:2", "whiten")):
        out = fit(steps, spoiled, ("a", "b", "c")).apply(spoiled)
        assert not np.isfinite(out[-1]).all()
        assert np.isfinite(out[:-1]).all()
        if "scale" not in steps:  # rows that are not finite are left out of the fit altogether
            np.testing.assert_allclose(out[:-1], fit(steps, clean, ("a", "b", "c")).apply(clean), atol=1e-9)


def test_the_sign_of_a_component_does_not_depend_on_the_data_order(shares: tuple[np.ndarray, np.ndarray]) -> None:
    train, test = shares
    one = fit(("pca:4",), train, columns(train)).apply(test)
    other = fit(("pca:4",), train[::-1], columns(train)).apply(test)
    np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-6)
