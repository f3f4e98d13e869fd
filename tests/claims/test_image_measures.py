"""Measures of the claims about convolutions and normalization, against closed forms, PyTorch and finite differences."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest


def _measure(folder: str) -> Any:
    return import_module(f"whygrad.claims.{folder}.measure")


@pytest.mark.parametrize(("inputs", "filters"), [(3, 64), (64, 64), (5, 7)])
def test_three_small_filters_have_the_parameters_of_the_formula(inputs: int, filters: int) -> None:
    small = _measure("c50_stacked_3x3_filters_replace_one_7x7")
    layers = small.stack(inputs, filters, 3, 7)
    assert sum(layer.kind == "relu" for layer in layers) == 3
    assert small.parameters(inputs, layers) == 9 * inputs * filters + 2 * 9 * filters**2 + 3 * filters
    large = small.parameters(inputs, small.stack(inputs, filters, 7, 7))
    assert large == 49 * inputs * filters + filters


def test_the_receptive_field_is_where_pytorchs_gradient_is_not_zero() -> None:
    torch = pytest.importorskip("torch")
    from whygrad.nets.layers import sequential

    small = _measure("c50_stacked_3x3_filters_replace_one_7x7")
    layers = [one for one in small.stack(2, 3, 3, 7) if one.kind == "conv"]
    x = torch.zeros(1, 2, 32, 32, requires_grad=True)
    sequential(layers, (2, 32, 32))(x)[0, 0, 16, 16].backward()
    seen = x.grad[0].abs().sum(0) > 0
    assert int(seen.any(0).sum()) == int(seen.any(1).sum()) == small.receptive_field(2, layers) == 7


def test_a_stack_that_cannot_see_so_many_pixels_is_refused() -> None:
    with pytest.raises(ValueError, match="exactly 8×8"):
        _measure("c50_stacked_3x3_filters_replace_one_7x7").stack(3, 8, 3, 8)


@pytest.mark.parametrize(("how", "module"), [("max", "MaxPool2d"), ("average", "AvgPool2d")])
def test_pooling_and_convolution_are_pytorchs(how: str, module: str) -> None:
    torch = pytest.importorskip("torch")
    measure = _measure("c48_pooling_tolerates_small_shifts")
    random = np.random.default_rng(0)
    images, filters = random.normal(size=(2, 12, 11)), random.normal(size=(3, 3, 4))
    maps = measure.feature_maps(images, filters)
    weights = torch.from_numpy(filters).permute(2, 0, 1)[:, None]
    expected = torch.nn.functional.conv2d(torch.from_numpy(images)[:, None], weights).relu()
    assert maps == pytest.approx(expected.permute(0, 2, 3, 1).numpy())
    pooled = getattr(torch.nn, module)(2)(expected).permute(0, 2, 3, 1).numpy()
    assert measure.pooled(maps, 2, how) == pytest.approx(pooled)
    assert measure.pooled(maps, 2, "first") == pytest.approx(maps[:, :-1:2, :-1:2])


def test_a_shift_by_one_stride_moves_the_pooled_map_by_one_place() -> None:
    measure = _measure("c48_pooling_tolerates_small_shifts")
    random = np.random.default_rng(1)
    images = np.pad(random.random((1, 8, 8)), ((0, 0), (6, 6), (6, 6)))
    filters = random.normal(size=(3, 3, 2))
    still, moved = (
        measure.pooled(measure.feature_maps(np.roll(images, shift, 2), filters), 2, "max") for shift in (0, 2)
    )
    assert moved[:, :, 1:] == pytest.approx(still[:, :, :-1])


def test_another_image_changes_features_as_much_as_itself() -> None:
    """Two images, the second of which is the first one shifted: the shift is the change to the other image."""
    measure = _measure("c48_pooling_tolerates_small_shifts")
    one = np.zeros((12, 12))
    one[4:6, 4:6] = 1.0
    images = np.stack([one, np.roll(one, 4, 1)])
    filters = np.random.default_rng(2).normal(size=(3, 3, 4))
    assert measure.log2_change(images, filters, 4, 1, "max") == pytest.approx(0.0)


@pytest.fixture
def shifting() -> Any:
    torch = pytest.importorskip("torch")
    measure = _measure("c36_batch_norm_reduces_internal_covariate_shift")
    torch.manual_seed(0)
    net = measure.network("none", "tanh", 5, 3).double()
    x, y = torch.randn(16, 5, dtype=torch.float64), torch.randint(0, 3, (16,))
    return measure, net, x, y


def test_the_shift_of_the_second_layer_is_that_of_one_layers_update(shifting: Any) -> None:
    import torch
    from torch.nn.functional import cross_entropy

    measure, net, x, y = shifting
    rate = 0.1
    before = {name: value.clone() for name, value in net.state_dict().items()}
    distribution, gradient = measure.shifts(net, x, y, rate)
    assert all(torch.equal(value, before[name]) for name, value in net.state_dict().items())

    cross_entropy(net(x), y).backward()
    first, second = net[0][0], net[1][0]
    old_inputs = net[0](x).detach()
    old = torch.cat([second.weight.grad.flatten(), second.bias.grad])
    with torch.no_grad():
        first.weight -= rate * first.weight.grad
        first.bias -= rate * first.bias.grad
    net.zero_grad()
    cross_entropy(net(x), y).backward()
    new = torch.cat([second.weight.grad.flatten(), second.bias.grad])
    new_inputs = net[0](x).detach()
    moved = (new_inputs.mean(0) - old_inputs.mean(0)).square().sum() / old_inputs.var(0).sum()
    assert distribution[0] == pytest.approx(float(moved.sqrt()))
    assert gradient[0] == pytest.approx(float((new - old).norm() / old.norm()))


def test_the_shift_of_the_inputs_is_proportional_to_a_small_learning_rate(shifting: Any) -> None:
    measure, net, x, y = shifting
    small, double = (measure.shifts(net, x, y, rate) for rate in (1e-5, 2e-5))
    assert double / small == pytest.approx(2.0, rel=1e-2)


def test_what_an_accuracy_needs_lies_between_two_sizes() -> None:
    measure = _measure("c46_cnn_needs_fewer_parameters")
    counts, gaps, accuracies = [8.0, 9.0, 11.0], [0.5, 1.5, 2.0], [50.0, 70.0, 90.0]
    for target in (55.0, 70.0, 81.0):
        expected = [np.interp(target, accuracies, one) for one in (counts, gaps)]
        assert measure.at_accuracy(accuracies, counts, gaps, target) == pytest.approx(expected)
    assert measure.at_accuracy(accuracies, counts, gaps, 40.0) == (8.0, 0.5)
    assert measure.at_accuracy(accuracies, counts, gaps, 95.0) == (12.0, 2.0)
    assert measure.at_accuracy([60.0, 55.0, 80.0], counts, gaps, 60.0) == (8.0, 0.5)


@pytest.mark.parametrize(("family", "size"), [("conv", 4), ("dense", 16)])
def test_counted_parameters_are_those_of_the_module(family: str, size: int) -> None:
    pytest.importorskip("torch")
    from whygrad.nets.layers import sequential

    measure = _measure("c46_cnn_needs_fewer_parameters")
    net = sequential(measure.layers(family, size), (1, 28, 28))
    assert measure.parameters(family, size) == sum(one.numel() for one in net.parameters())


def test_a_network_with_shortcuts_has_the_layers_of_its_plain_twin() -> None:
    """Both have as many convolutions, apart from the shortcuts' own; only one of them has residual blocks."""
    from whygrad.experiment.layers import every

    measure = _measure("c51_plain_networks_stop_gaining_with_depth")
    counts: list[tuple[int, bool]] = []
    for family in ("plain", "resnet"):
        found = list(every(measure.experiment(family, 20, 0.01).network.layers))
        wide = sum(layer.kind == "conv" and layer.pair("kernel") == (3, 3) for layer in found)
        counts.append((wide, any(layer.kind == "residual" for layer in found)))
    assert counts == [(19, False), (19, True)]


def test_gains_are_differences_to_the_shallow_network(monkeypatch: pytest.MonkeyPatch) -> None:
    measure = _measure("c51_plain_networks_stop_gaining_with_depth")
    accuracy = {8: np.array([90.0, 92.0]), 20: np.array([80.0, 95.0])}

    def stored(_family: str, depth: int, _seeds: tuple[int, ...]) -> Any:
        return accuracy[depth]

    monkeypatch.setattr(measure, "_accuracy", stored)
    assert measure.values({"family": "plain", "depth": 20}, [0, 1]).tolist() == [-10.0, 3.0]
    assert measure.values({"family": "unchanged", "depth": 20}, [0, 1]).tolist() == [0.0, 0.0]


LAYERS_LEARN = "c47_early_edges_and_colors_later_shapes"


@pytest.mark.parametrize("angle", [0.0, 0.4, 2.0])
@pytest.mark.parametrize("width", [1.0, 2.0, np.inf])
def test_an_edge_explains_an_exact_edge_filter_and_little_of_noise(angle: float, width: float) -> None:
    measure = _measure(LAYERS_LEARN)
    y, x = np.mgrid[-2:3, -2:3].astype(float)
    edge = (np.cos(angle) * x + np.sin(angle) * y) * np.exp(-(x**2 + y**2) / (2 * width**2))
    colored = np.array([1.0, -0.5, 0.2])[:, None, None] * edge
    assert measure.edge_percent(edge[None, None]) == pytest.approx(100.0)
    assert measure.edge_percent(colored[None]) == pytest.approx(100.0)
    bar = np.exp(-(x**2))  # an even function has nothing of an edge
    assert measure.edge_percent(bar[None, None]) == pytest.approx(0.0, abs=1e-9)
    noise = np.random.default_rng(0).normal(size=(2000, 1, 5, 5))
    assert 100 * 2 / 25 < measure.edge_percent(noise).mean() < 15.0


def test_the_best_edge_is_that_of_a_search_over_angles() -> None:
    measure = _measure(LAYERS_LEARN)
    one = np.random.default_rng(1).normal(size=(5, 5))
    y, x = np.mgrid[-2:3, -2:3].astype(float)
    found = 0.0
    for width in measure.WIDTHS:
        for angle in np.linspace(0, np.pi, 2000):
            edge = (np.cos(angle) * x + np.sin(angle) * y) * np.exp(-(x**2 + y**2) / (2 * width**2))
            found = max(found, float((edge * one).sum() ** 2 / np.square(edge).sum() / np.square(one).sum()))
    assert measure.edge_percent(one[None, None])[0] == pytest.approx(100 * found, rel=1e-4)


def test_a_color_explains_a_uniform_colored_filter_and_nothing_gray() -> None:
    measure = _measure(LAYERS_LEARN)
    red = np.array([2.0, -1.0, -1.0])[:, None, None] * np.ones((5, 5))
    gray = np.ones((3, 5, 5))
    noise = np.random.default_rng(2).normal(size=(4000, 3, 5, 5))
    assert measure.color_percent(np.stack([red, gray])) == pytest.approx([100.0, 0.0])
    assert measure.color_percent(noise).mean() == pytest.approx(100 * 2 / 75, rel=0.05)


def test_colored_shapes_have_their_area_and_their_color() -> None:
    shapes = import_module(f"whygrad.claims.{LAYERS_LEARN}.colored_shapes")
    area = {"square": 1.7**2, "disk": np.pi, "triangle": 2.0, "cross": 4 * 0.6 - 0.36}  # of radius 1
    for name, expected in area.items():
        found = [shapes.mask(name, 11.5 + part, 11.5 - part, 7.0).sum() for part in np.linspace(0, 1, 50)]
        assert np.mean(found) == pytest.approx(49 * expected, rel=0.07)
    same, another = (shapes.drawn(200, 0, color) for color in ("same", "another"))
    assert (same.color == same.shape).all()
    assert (another.color != another.shape).all()


def test_a_probe_reads_what_is_linear_and_no_more() -> None:
    measure = _measure(LAYERS_LEARN)
    random = np.random.default_rng(3)
    known, new = random.normal(size=(400, 5)), random.normal(size=(400, 5))
    linear = [(one[:, 0] > 0).astype(int) for one in (known, new)]
    product = [(one[:, 0] * one[:, 1] > 0).astype(int) for one in (known, new)]
    assert measure.probe_accuracy(known, linear[0], new, linear[1]) > 95
    assert measure.probe_accuracy(known, product[0], new, product[1]) < 65


def test_features_are_means_of_the_maps_behind_relu() -> None:
    torch = pytest.importorskip("torch")
    measure = _measure(LAYERS_LEARN)
    net = measure.network("shape", 1.0, False, 0)
    images = measure.task("shape", 0).images[1][:4]
    convolutions = [one for one in net if isinstance(one, torch.nn.Conv2d)]
    with torch.no_grad():
        maps = convolutions[0](images).relu().numpy()  # 24×24: every part has 8×8 places
    expected = maps.reshape(4, measure.FILTERS, 3, 8, 3, 8).mean((3, 5)).reshape(4, -1)
    assert measure.features(net, "first", images) == pytest.approx(expected, rel=1e-4)
    assert measure.features(net, "last", images).shape == expected.shape
