"""The single-layer family against scikit-learn: the same losses have the same minima (S04)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from whygrad.data import load
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.zoo import FAMILY, Relative, family, members, overlapping, separation

SEEDS = 8


@pytest.fixture(scope="module")
def trained() -> dict[str, Relative]:
    return {one.name: one for one in family(seeds=SEEDS)}


@pytest.fixture(scope="module")
def settled() -> dict[str, Relative]:
    """Trained on all samples at once until nothing moves any more, with an L2 penalty each."""
    base = overlapping().replace(batch_size=250, epochs=6000, learning_rate=0.1, l2=0.01)
    return {one.name: one for one in family(base, seeds=2)}


def signs(one: Relative) -> np.ndarray:
    return 2 * np.asarray(one.dataset.y_train, np.float64) - 1


def test_all_members_are_one_unit_on_the_same_data(trained: dict[str, Relative]) -> None:
    assert list(trained) == list(FAMILY) == ["perceptron", "adaline", "logistic", "svm"]
    assert len({one.experiment.data for one in trained.values()}) == 1
    assert all(one.experiment.network.hidden == () for one in trained.values())
    losses = [one.trace.meta.loss for one in trained.values()]
    assert losses == ["perceptron", "squared", "cross-entropy", "hinge"]


def test_the_line_is_the_one_the_accuracy_comes_from(trained: dict[str, Relative]) -> None:
    for one in trained.values():
        for x, y, accuracy in (
            (one.dataset.x_train, one.dataset.y_train, one.accuracy),
            (one.dataset.x_test, one.dataset.y_test, one.accuracy_test),
        ):
            yes = x @ one.weights.T + one.bias > 0  # (N, P)
            np.testing.assert_allclose((yes == y[:, None]).mean(axis=0), accuracy, atol=1e-6)


def test_the_perceptron_wanders_and_the_others_settle(trained: dict[str, Relative]) -> None:
    """No line is right for every sample, so only those with a best line come to one."""
    data = trained["perceptron"].dataset
    assert not separation(data.x_train, data.y_train).separable
    assert trained["perceptron"].turn > 5
    assert max(trained[name].turn for name in ("adaline", "logistic", "svm")) < 2
    assert min(one.accuracy.mean() for one in trained.values()) > 0.88
    assert trained["perceptron"].accuracy.mean() < trained["logistic"].accuracy.mean()


def test_adaline_is_ridge_regression_on_the_signs(settled: dict[str, Relative]) -> None:
    from sklearn.linear_model import Ridge

    one = settled["adaline"]
    n = len(one.dataset.x_train)
    found = Ridge(alpha=0.01 * n).fit(one.dataset.x_train.astype(np.float64), signs(one))
    np.testing.assert_allclose(one.weights, [found.coef_] * 2, atol=1e-4)
    np.testing.assert_allclose(one.bias, found.intercept_, atol=1e-4)


def test_adaline_without_a_penalty_is_linear_regression() -> None:
    from sklearn.linear_model import LinearRegression

    base = overlapping().replace(batch_size=250, epochs=6000, learning_rate=0.1)
    one = {one.name: one for one in family(base, seeds=1)}["adaline"]
    found = LinearRegression().fit(one.dataset.x_train.astype(np.float64), signs(one))
    np.testing.assert_allclose(one.weights[0], found.coef_, atol=1e-4)
    np.testing.assert_allclose(one.bias[0], found.intercept_, atol=1e-4)


def test_logistic_regression_is_scikit_learns(settled: dict[str, Relative]) -> None:
    from sklearn.linear_model import LogisticRegression

    one = settled["logistic"]
    n = len(one.dataset.x_train)
    found = LogisticRegression(C=1 / (0.01 * n), tol=1e-10).fit(one.dataset.x_train.astype(np.float64), signs(one))
    np.testing.assert_allclose(one.weights, [found.coef_[0]] * 2, atol=2e-3)
    np.testing.assert_allclose(one.bias, found.intercept_[0], atol=2e-3)


def test_the_support_vector_machine_is_scikit_learns(settled: dict[str, Relative]) -> None:
    """l2/2·‖w‖² + mean hinge loss is the soft-margin machine with C = 1/(l2·n)."""
    from sklearn.svm import SVC

    one = settled["svm"]
    n = len(one.dataset.x_train)
    found = SVC(kernel="linear", C=1 / (0.01 * n), tol=1e-8).fit(one.dataset.x_train.astype(np.float64), signs(one))
    np.testing.assert_allclose(one.weights, [found.coef_[0]] * 2, atol=5e-3)
    np.testing.assert_allclose(one.bias, found.intercept_[0], atol=5e-3)


def test_the_perceptron_is_scikit_learns_where_a_line_exists() -> None:
    from sklearn.linear_model import Perceptron

    base = Experiment().replace(name="gauss", epochs=50)
    one = family(base, seeds=4)[0]
    x, y = one.dataset.x_train, one.dataset.y_train
    assert separation(x, y).separable
    assert (one.accuracy == 1).all()
    assert Perceptron(tol=None, max_iter=50).fit(x, y).score(x, y) == 1


def test_the_base_may_be_any_data_of_two_classes() -> None:
    experiments = members(Experiment().replace(name="moons", hidden=[4, 2], l1=0.1, optimizer="adam", epochs=7))
    assert {one.data.name for one in experiments.values()} == {"moons"}
    assert {one.training.epochs for one in experiments.values()} == {7}
    assert load(experiments["svm"].data).classes == 2


@contextmanager
def one_line(match: str) -> Iterator[None]:
    with pytest.raises(ExperimentError, match=match) as caught:
        yield
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["blobs:3", "digits", "sine"])
def test_other_data_is_refused_in_one_line(name: str) -> None:
    with one_line("two classes"):
        family(Experiment().replace(name=name))
