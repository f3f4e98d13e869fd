"""Linear maps: what is additive and homogeneous, and the one layer that a stack of linear layers is (S29)."""

from __future__ import annotations

import numpy as np
import pytest

from whygrad.data import load
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.nets import forward, initial_parameters, plan
from whygrad.zoo import Study, collapse, linearity, stacks, study

ROUNDING = 1e-10


def test_an_affine_map_is_linear_but_for_its_offset() -> None:
    w, b = np.random.default_rng(1).normal(size=(3, 2)), np.array([3.0, 4.0, 0.0])
    found = linearity(lambda x: (x @ w.T + b)[None], 2)
    assert found.additivity[0] < ROUNDING
    assert found.homogeneity[0] < ROUNDING
    assert found.offset[0] == 5


def test_a_cube_violates_homogeneity_as_much_as_it_should() -> None:
    """|a³ - a|/(|a|³ + |a|) = |a² - 1|/(a² + 1), at most 15/17 for a of 0.25 to 4."""
    found = linearity(lambda x: (x**3)[None], 1)
    assert 0.85 < found.homogeneity[0] <= 15 / 17
    assert found.additivity[0] > 0.3


def test_absolute_values_are_homogeneous_for_positive_factors_only() -> None:
    found = linearity(lambda x: np.abs(x)[None], 1)
    assert found.additivity[0] > 0.3
    assert found.homogeneity[0] == pytest.approx(1)  # |-x| = |x|, not -|x|


def test_constants_violate_nothing() -> None:
    found = linearity(lambda x: np.ones((1, len(x), 2)), 3)
    assert (found.additivity[0], found.homogeneity[0]) == (0, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"hidden": []},
        {"hidden": [5]},
        {"hidden": [7, 3, 6, 2]},
        {"hidden": [4, 4, 4], "residual": True},
        {"hidden": [6, 6], "dropout": 0.5},
    ],
    ids=str,
)
@pytest.mark.parametrize(("inputs", "classes"), [(2, 2), (5, 4)])
def test_a_stack_is_the_layer_it_collapses_to(changes: dict[str, object], inputs: int, classes: int) -> None:
    """Its columns are what the network makes of unit vectors, its bias what it makes of 0."""
    experiment = Experiment().replace(activation="linear", init="normal:1", **changes)
    network = plan(experiment, inputs, "classes", classes)
    parameters = initial_parameters(network, np.arange(6, dtype=np.uint32)).astype(np.float64)
    parameters += 0.3 * np.random.default_rng(0).normal(size=parameters.shape)  # biases, too
    matrix, bias = collapse(network, parameters)
    zero = forward(network, parameters, np.zeros((1, inputs)))[-1]
    columns = forward(network, parameters, np.eye(inputs))[-1] - zero
    np.testing.assert_allclose(bias, zero[:, 0], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(matrix, columns.transpose(0, 2, 1), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        ({"activation": "tanh"}, "tanh"),
        ({"activation": "relu"}, "relu"),
        ({"activation": "linear", "normalization": "layer"}, "layer-norm"),
        ({"activation": "linear", "normalization": "batch"}, "batch-norm"),
        ({"activation": "linear", "loss": "squared"}, "tanh"),  # the output's
    ],
    ids=str,
)
def test_other_networks_do_not_collapse(changes: dict[str, object], obstacle: str) -> None:
    network = plan(Experiment().replace(hidden=[3, 3], **changes), 2, "classes", 2)
    parameters = initial_parameters(network, np.arange(1, dtype=np.uint32))
    with pytest.raises(ExperimentError, match=obstacle):
        collapse(network, parameters)


@pytest.fixture(scope="module")
def studies() -> dict[str, Study]:
    experiments = stacks()
    return dict(zip(experiments, study(list(experiments.values()), 8), strict=True))


@pytest.mark.parametrize("name", ["single", "stack"])
def test_trained_linear_networks_are_linear_maps(studies: dict[str, Study], name: str) -> None:
    found = studies[name]
    assert found.linearity.additivity.max() < ROUNDING
    assert found.linearity.homogeneity.max() < ROUNDING
    assert found.linearity.offset.min() > 0.01
    assert found.difference is not None
    assert found.difference.max() < ROUNDING


def test_a_trained_tanh_network_is_none(studies: dict[str, Study]) -> None:
    found = studies["tanh"]
    assert found.linearity.additivity.min() > 0.5
    assert found.linearity.homogeneity.min() > 0.5
    assert found.matrix is None


def test_depth_without_activations_buys_nothing(studies: dict[str, Study]) -> None:
    """On two moons the stack does as well as the single layer, the tanh network much better."""
    accuracy = {name: np.asarray(one.trace["accuracy_test"])[:, -1] for name, one in studies.items()}
    assert abs(accuracy["stack"].mean() - accuracy["single"].mean()) < 0.03
    assert accuracy["tanh"].min() > accuracy["single"].max() + 0.05
    assert studies["stack"].parameters == studies["tanh"].parameters > 30 * studies["single"].parameters


def test_the_collapsed_layer_classifies_alike(studies: dict[str, Study]) -> None:
    found = studies["stack"]
    data = load(found.experiment.data)
    assert found.matrix is not None
    assert found.bias is not None
    yes = data.x_test @ found.matrix.transpose(0, 2, 1)[:, :, 0].T + found.bias[:, 0] > 0  # (M, P)
    np.testing.assert_allclose(
        (yes == data.y_test[:, None]).mean(axis=0), np.asarray(found.trace["accuracy_test"])[:, -1], atol=1e-6
    )


def test_batch_normalization_is_judged_as_it_is_used() -> None:
    """With its running statistics it is affine; with the batch's own it would not be."""
    experiment = Experiment().replace(name="moons", hidden=[4], activation="linear", normalization="batch", epochs=5)
    found = study([experiment], 2)[0]
    assert found.linearity.additivity.max() < ROUNDING
    assert found.matrix is None
