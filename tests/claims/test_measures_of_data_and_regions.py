"""The measures of claims about data, regions and step outputs, against other algorithms and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.linear_model import Perceptron

from whygrad.claims.c04_step_outputs_and_several_classes.measure import accuracy, code, in_a_row, perceptrons
from whygrad.claims.c06_one_template_per_class.measure import own_class_is_nearest
from whygrad.claims.c24_regions_grow_faster_with_depth.measure import random_network, sawtooth
from whygrad.claims.c28_l1_sparse_l2_small.measure import values as regularized
from whygrad.claims.c44_pca_keeps_accuracy_and_whitening_equalizes.measure import smallest_variance, values
from whygrad.data import load
from whygrad.experiment import Experiment
from whygrad.zoo.regions import most_regions

RANDOM = np.random.default_rng(11)


@pytest.mark.parametrize("layers", [2, 3, 6])
def test_each_layer_of_a_sawtooth_doubles_the_pieces(layers: int) -> None:
    assert sawtooth([2] * layers) == 2**layers


@pytest.mark.parametrize("units", [1, 4, 16])
def test_one_layer_has_one_piece_more_than_units(units: int) -> None:
    assert sawtooth([units]) == units + 1


def test_random_networks_have_no_more_regions_than_possible() -> None:
    for hidden in ([5], [4, 4], [3, 5, 3]):
        counts = [random_network(hidden, seed) for seed in range(5)]
        assert 1 < max(counts) <= most_regions(hidden)
        assert len(set(counts)) > 1


def test_whitened_samples_of_scikit_learn_have_equal_variances() -> None:
    x = RANDOM.normal(size=(200, 4)) @ RANDOM.normal(size=(4, 4))
    variances = PCA().fit(x).explained_variance_
    assert smallest_variance(x) == pytest.approx(100 * variances[-1] / variances[0])
    assert smallest_variance(PCA(whiten=True).fit_transform(x)) == pytest.approx(100)


def test_all_components_together_keep_the_accuracy() -> None:
    moons = {"name": "moons", "noise": 0.1, "hidden": [8], "epochs": 30, "every": 10_000, "optimizer": "adam"}
    kept = values({**moons, "measure": "accuracy", "dimensions": 2, "learning_rate": 0.03}, [0])
    assert kept[0] > 95


def test_step_units_separate_what_scikit_learns_perceptron_separates() -> None:
    x = RANDOM.normal(size=(60, 2))
    wanted = np.column_stack([x[:, 0] + x[:, 1] > 0, x[:, 0] > 0.5])
    wide = x + 0.3 * np.where(wanted[:, :1], 1.0, -1.0)  # a margin around the first line
    own = np.column_stack([wide, np.ones(60)]) @ perceptrons(wide, wanted, 0) > 0
    assert Perceptron().fit(wide, wanted[:, 0]).score(wide, wanted[:, 0]) == 1
    assert (own[:, 0] == wanted[:, 0]).mean() > 0.95


def test_codes_tell_all_classes_apart() -> None:
    for name, outputs in (("one", 4), ("order", 3)):
        assert code(name, 4).shape == (4, outputs)
        assert len(np.unique(code(name, 4), axis=0)) == 4


def test_only_the_middle_class_of_a_row_is_lost() -> None:
    x, y = in_a_row(0)
    parts = x[:250], y[:250], x[250:], y[250:]
    assert accuracy(*parts, outputs="one", seed=0) < 75
    assert accuracy(*parts, outputs="order", seed=0) > 95
    assert accuracy(*parts, outputs="largest", seed=0) > 95


def test_class_means_are_their_own_templates_and_swapped_ones_are_not() -> None:
    y = np.repeat(np.arange(4), 25)
    x = 5 * np.eye(4)[y] + RANDOM.normal(size=(100, 4))
    means = np.array([x[y == kind].mean(axis=0) for kind in range(4)])
    own = np.arange(4)
    assert own_class_is_nearest(means, x, y, own) == 100
    assert own_class_is_nearest(means[[1, 0, 2, 3]], x, y, own) == 50
    assert own_class_is_nearest(np.zeros((4, 4)), x, y, own) == 25  # equal similarities: the first class is taken
    merged = np.array([means[:2].mean(axis=0), means[2:].mean(axis=0)])
    assert own_class_is_nearest(merged, x, y, own // 2) == 100


def test_l1_leaves_the_weights_that_proximal_gradient_descent_leaves() -> None:
    settings = {
        "name": "circle", "noise": 0.1, "features": ["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"],
        "preprocessing": ["center", "scale"], "hidden": [], "learning_rate": 0.1, "schedule": "linear", "epochs": 200,
        "every": 10_000, "l1": 0.03,
    }  # fmt: skip
    data = load(Experiment().replace(**settings).data)
    x, y = np.column_stack([data.x_train, np.ones(len(data.y_train))]), data.y_train
    w = np.zeros(x.shape[1])
    for _ in range(5_000):
        w -= 0.3 * x.T @ (1 / (1 + np.exp(-x @ w)) - y) / len(y)
        w[:-1] = np.sign(w[:-1]) * np.maximum(np.abs(w[:-1]) - 0.3 * 0.03, 0)
    zero = (w[:-1] == 0).mean()
    assert 0 < zero < 1
    assert regularized({**settings, "measure": "sparse"}, [0])[0] == pytest.approx(100 * zero)
