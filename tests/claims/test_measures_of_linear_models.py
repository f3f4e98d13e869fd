"""The measures of claims about linear models, outputs and losses, against scikit-learn, PyTorch and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score, top_k_accuracy_score

from whygrad.claims.c01_a_linear_network_is_one_linear_map.measure import not_affine
from whygrad.claims.c23_two_class_softmax_is_a_sigmoid.measure import difference
from whygrad.claims.c52_top_5_is_never_below_top_1.measure import top_5_minus_top_1
from whygrad.claims.c53_the_wrong_output_costs_accuracy.measure import of_trace
from whygrad.claims.c54_signed_errors_cannot_be_minimized.measure import SLOPES, Network
from whygrad.claims.c55_shortened_formulas_of_a_convolution.measure import errors
from whygrad.data import load
from whygrad.engine import train
from whygrad.experiment import Experiment
from whygrad.nets import forward, plan
from whygrad.zoo.networks import network

RANDOM = np.random.default_rng(7)


def test_what_no_affine_map_explains_is_one_minus_r2() -> None:
    x = RANDOM.normal(size=(60, 3))
    y = np.stack([x @ [1.0, 2.0, 3.0] + 4, x[:, 0] ** 2 + x[:, 1]])[:, :, None]  # (2, 60, 1)
    expected = [100 * (1 - r2_score(one, LinearRegression().fit(x, one).predict(x))) for one in y]
    assert not_affine(x, y) == pytest.approx(expected, abs=1e-9)
    assert expected[1] > 10
    assert not_affine(x, y)[0] == 0  # what rounding leaves is no share of the variance


def test_two_classes_of_pytorch_differ_from_a_sigmoid_as_measured() -> None:
    torch = pytest.importorskip("torch")
    axis = torch.linspace(-3, 3, 201, dtype=torch.float64)
    z1, z2 = torch.meshgrid(axis, axis, indexing="xy")
    two = torch.softmax(torch.stack([z1, z2]), dim=0)[0]
    three = torch.softmax(torch.stack([z1, z2, torch.zeros_like(z1)]), dim=0)[0]
    sigmoid = torch.sigmoid(z1 - z2)
    assert difference(3.0) < 1e-12
    assert float((two - sigmoid).abs().max()) < 1e-14
    assert difference(3.0, third=0.0) == pytest.approx(100 * float((three - sigmoid).abs().max()))


def test_top_5_minus_top_1_is_that_of_scikit_learn() -> None:
    probabilities = RANDOM.dirichlet(np.ones(10), size=80)
    y = RANDOM.integers(0, 10, 80)
    expected = [top_k_accuracy_score(y, probabilities, k=k, labels=range(10)) for k in (1, 5)]
    assert top_5_minus_top_1(probabilities, y) == pytest.approx(100 * (expected[1] - expected[0]))
    assert top_5_minus_top_1(probabilities, y, "mixed") == pytest.approx(100 * (expected[1] - expected[0]))
    zeros = np.zeros(80, np.int64)
    assert top_5_minus_top_1(np.full((80, 10), 0.1), zeros, "mixed") == -100


def test_explained_variance_is_r2_for_the_mean_of_the_training_set() -> None:
    experiment = Experiment().replace(name="sine", hidden=[8], epochs=5)
    trace = train([experiment], [0])[0]
    data = load(experiment.data, experiment.folder)
    parameters = trace.final_parameters
    assert parameters is not None
    p = forward(plan(experiment, 1, "numbers", 0), parameters, data.x_test)[-1][0]
    expected = 100 * (1 - np.square(p - data.y_test).mean() / np.var(data.y_train))
    assert of_trace(trace)[0] == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("output", ["identity", "sigmoid"])
@pytest.mark.parametrize("hidden", [0, 5])
@pytest.mark.parametrize("loss", sorted(SLOPES))
def test_gradients_are_those_of_pytorch(loss: str, hidden: int, output: str) -> None:
    torch = pytest.importorskip("torch")
    x, y = RANDOM.normal(size=(12, 3)), RANDOM.normal(size=(12, 1))
    one = Network(0, 3, hidden, output)
    leaves = [torch.tensor(number, requires_grad=True) for number in [*one.first, *one.last]]
    h = torch.tanh(torch.tensor(x) @ leaves[0] + leaves[1]) if hidden else torch.tensor(x)
    p = h @ leaves[-2] + leaves[-1]
    error = torch.tensor(y) - (torch.sigmoid(p) if output == "sigmoid" else p)
    {"signed": error, "absolute": error.abs(), "squared": error**2}[loss].mean().backward()
    for gradient, leaf in zip(one.gradients(x, y, loss), leaves, strict=True):
        np.testing.assert_allclose(gradient, leaf.grad.numpy(), atol=1e-12)


def test_only_the_gradient_of_signed_errors_does_not_see_the_targets() -> None:
    x, y = RANDOM.normal(size=(12, 3)), RANDOM.normal(size=(12, 1))
    one = Network(0, 3, 5, "identity")
    same = {
        loss: all(
            np.array_equal(a, b)
            for a, b in zip(one.gradients(x, y, loss), one.gradients(x, y[::-1], loss), strict=True)
        )
        for loss in SLOPES
    }
    assert same == {"signed": True, "absolute": False, "squared": False}


def test_squared_errors_lead_to_least_squares() -> None:
    x = RANDOM.normal(size=(40, 2))
    y = x @ [[1.0], [-2.0]] + RANDOM.normal(size=(40, 1))
    one = Network(0, 2, 0, "identity")
    one.descend(x, y, "squared", 0.3, 2_000)
    np.testing.assert_allclose(one.forward(x)[1], LinearRegression().fit(x, y).predict(x), atol=1e-6)


@pytest.mark.parametrize("name", ["lenet-5", "alexnet", "vgg-16", "resnet-50"])
def test_shortened_formulas_miss_pytorchs_layers_by_as_much(name: str) -> None:
    torch = pytest.importorskip("torch")
    convolutions = [row for row in network(name).rows if row.layer.kind == "conv"]
    size, parameters = [], []
    for row in convolutions:
        given = row.layer
        k, s, padding = given.pair("kernel")[0], given.pair("stride")[0], given.pair("padding")[0]
        layer = torch.nn.Conv2d(row.input[0], row.output[0], k, s, padding, bias=bool(given["bias"]), device="meta")
        high = layer(torch.empty(1, *row.input, device="meta")).shape[2]
        count = sum(one.numel() for one in layer.parameters())
        size.append(100 * abs((row.input[1] - k) / s + 1 - high) / high)
        parameters.append(100 * (count - k * k * row.input[0]) / count)
    assert errors(network(name).rows, "size") == pytest.approx(size)
    assert errors(network(name).rows, "parameters") == pytest.approx(parameters)
