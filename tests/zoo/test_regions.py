"""Linear regions of piece-wise linear networks, against grids, closed formulas and the networks themselves (S28)."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from whygrad.data import load
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.nets import forward, initial_parameters, initial_running, plan
from whygrad.nets.plan import Plan
from whygrad.zoo import Regions, bent, count_regions, input_map, linear_regions, most_regions, relu_networks

BOX = [(-2.0, 3.0), (-1.0, 2.0)]
Array = NDArray[np.float64]


def drawn(values: dict[str, Any], inputs: int = 2, seed: int = 0) -> tuple[Plan, Array]:
    """A network with random weights and biases."""
    experiment = Experiment().replace(**{"activation": "relu", "init": "he-normal", **values})
    network = plan(experiment, inputs, "classes", 2)
    own = initial_parameters(network, np.array([seed], np.uint32))[0].astype(np.float64)
    return network, own + 0.4 * np.random.default_rng(seed).normal(size=own.shape)


def signs(network: Plan, parameters: Array, x: Array) -> Array:
    """On which side of each corner the hidden units are, by the network itself: an oracle that cuts nothing."""
    values = forward(network, parameters[None], x)
    corners = {"piecewise-linear": (-1, 1), "linear": ()}
    rows = [
        values[op.source][0] >= corner
        for op in network.ops
        if op.kind == "activation" and op.target <= network.before[-1]
        for corner in corners.get(op.activation, (0,))
    ]
    return np.concatenate([np.zeros((len(x), 1), bool), *rows], axis=1)


def grid(box: list[tuple[float, float]], points: int) -> Array:
    axes = [low + (high - low) * (np.arange(points) + 0.5) / points for low, high in box]
    return np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, len(box))


def area(corners: Array) -> float:
    x, y = corners.T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def inside(corners: Array, random: np.random.Generator) -> Array:
    """A random point of a convex polygon or interval."""
    shares = random.dirichlet(np.ones(len(corners)))
    return shares @ corners


def maps_are_forward(found: Regions, network: Plan, parameters: Array, running: Array | None = None) -> None:
    random = np.random.default_rng(3)
    points = np.array([inside(corners, random) for corners in found.vertices])
    values = forward(network, parameters[None], points, running)[network.before[-1]][0]
    mapped = np.einsum("rod,rd->ro", found.matrix, points) + found.bias
    np.testing.assert_allclose(mapped, values, atol=1e-6)
    np.testing.assert_allclose(mapped, values, rtol=1e-9, atol=1e-9)


CASES: dict[str, dict[str, Any]] = {
    "one-layer": {"hidden": [5]},
    "deep": {"hidden": [4, 4, 4]},
    "leaky": {"hidden": [4, 3], "activation": "leaky-relu"},
    "prelu": {"hidden": [4, 3], "activation": "prelu"},
    "clipped": {"hidden": [3, 3], "activation": "piecewise-linear"},
    "steps": {"hidden": [3, 3], "activation": "step"},
    "residual": {"hidden": [4, 4, 4], "residual": True},
    "dropout": {"hidden": [4, 4], "dropout": 0.5},
    "linear": {"hidden": [4, 4], "activation": "linear"},
    "none": {"hidden": []},
    "tanh-output": {"hidden": [4], "loss": "squared", "output": "tanh"},
    "softmax-output": {"hidden": [4], "output": "softmax"},
}


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("case", CASES)
def test_regions_are_those_of_a_dense_grid(case: str, seed: int) -> None:
    """A grid finds no pattern that is not there, and nearly all: those that it misses are smaller than its cells."""
    network, parameters = drawn(CASES[case], seed=seed)
    found = linear_regions(network, parameters, BOX)
    points = 250
    seen = np.unique(signs(network, parameters, grid(BOX, points)), axis=0)
    cell = 15 / points**2
    large = sum(area(corners) > 0 for corners in found.vertices)
    assert large == found.count  # counterclockwise, not empty
    assert len(seen) <= found.count
    ours = {
        tuple(row)
        for row in signs(network, parameters, np.array([one.mean(axis=0) for one in found.vertices])).tolist()
    }
    assert len(ours) == found.count
    assert {tuple(row) for row in seen.tolist()} <= ours
    missed = found.count - len(seen)
    assert missed <= sum(area(corners) < 40 * cell for corners in found.vertices)
    assert sum(map(area, found.vertices)) == pytest.approx(15)
    maps_are_forward(found, network, parameters)


def test_a_layer_of_lines_in_general_position() -> None:
    """1 + the lines that reach the box + the pairs that cross inside of it."""
    for units in (1, 2, 5, 12):
        network, parameters = drawn({"hidden": [units]}, seed=units)
        weight, bias = parameters[: 2 * units].reshape(units, 2), parameters[2 * units : 3 * units]
        low, high = np.array(BOX).T
        corners = np.array([(x, y) for x in (low[0], high[0]) for y in (low[1], high[1])])
        z = corners @ weight.T + bias
        lines = int(((z.min(axis=0) < 0) & (z.max(axis=0) > 0)).sum())
        crossings = [np.linalg.solve(weight[[i, j]], -bias[[i, j]]) for i, j in combinations(range(units), 2)]
        within = sum(bool(((low < point) & (point < high)).all()) for point in crossings)
        assert linear_regions(network, parameters, BOX).count == 1 + lines + within
        wide = linear_regions(network, parameters, [(-1e4, 1e4), (-1e4, 1e4)])
        assert wide.count == 1 + units + units * (units - 1) // 2 == most_regions([units])


@pytest.mark.parametrize("depth", [1, 2, 5, 8])
def test_a_sawtooth_has_a_tooth_more_than_twice_as_often_with_each_layer(depth: int) -> None:
    """Telgarsky 2015: x → 2·relu(x) - 4·relu(x - ½), folded `depth` times, has 2^depth pieces on [0, 1]."""
    network = plan(Experiment().replace(name="sine", hidden=[2] * depth, activation="relu"), 1, "numbers", 0)
    fold = [2.0, -4.0]
    first, other = [1.0, 1.0, 0.0, -0.5], [*fold, *fold, 0.0, -0.5]
    parameters = np.array([*first, *other * (depth - 1), *fold, 0.0])
    found = linear_regions(network, parameters, [(0.0, 1.0)])
    assert found.count == found.pieces == 2**depth
    np.testing.assert_allclose(found.breakpoints, np.arange(1, 2**depth) / 2**depth, atol=1e-12)
    np.testing.assert_allclose(np.abs(found.matrix[:, 0, 0]), 2**depth)
    maps_are_forward(found, network, parameters)


def test_breakpoints_of_one_layer_are_where_its_units_turn() -> None:
    network, parameters = drawn({"hidden": [6]}, inputs=1)
    turns = -parameters[6:12] / parameters[:6]
    found = linear_regions(network, parameters, [(-3.0, 3.0)])
    np.testing.assert_allclose(found.breakpoints, np.sort(turns[np.abs(turns) < 3]))


def test_units_that_do_not_reach_the_output_cut_no_piece() -> None:
    """The second unit's weight to the output is 0: 4 regions, 2 pieces."""
    network = plan(Experiment().replace(hidden=[2], activation="relu"), 2, "classes", 2)
    found = linear_regions(network, np.array([1.0, 0, 0, 1, 0, 0, 1, 0, 0]), [(-1, 1), (-1, 1)])
    assert (found.count, found.pieces) == (4, 2)


def test_units_that_are_the_same_cut_once() -> None:
    network = plan(Experiment().replace(hidden=[5, 5], activation="relu", init="zeros"), 2, "classes", 2)
    ones = np.ones(network.count)
    assert linear_regions(network, ones, BOX).count == 2
    assert linear_regions(network, np.zeros(network.count), BOX).count == 1


def test_batch_normalization_moves_the_regions() -> None:
    network, parameters = drawn({"hidden": [4, 4], "normalization": "batch"})
    random = np.random.default_rng(1)
    running = initial_running(network, 1).astype(np.float64) + random.uniform(0, 1, (1, network.running))
    found = linear_regions(network, parameters, BOX, running=running[0])
    maps_are_forward(found, network, parameters, running)
    assert found.pieces <= found.count


def test_preprocessed_inputs_keep_polygons_and_curved_features_do_not() -> None:
    for changes, straight in (
        ({"preprocessing": ["center", "scale"]}, True),
        ({"features": ["x1"]}, True),
        ({"features": ["x1", "x1^2"]}, False),
        ({"features": ["x1", "sin(x2)"]}, False),
    ):
        dataset = load(Experiment().replace(name="moons", **changes).data)
        raw = dataset.x_raw_train
        assert raw is not None
        seen = input_map(dataset.transform(raw).astype(np.float64), raw.astype(np.float64))
        assert (seen is not None) is straight
        if seen is not None:
            network, parameters = drawn({"hidden": [4]}, inputs=dataset.x_train.shape[1])
            found = linear_regions(network, parameters, BOX, inputs=seen)
            points = np.array([corners.mean(axis=0) for corners in found.vertices])
            values = forward(network, parameters[None], dataset.transform(points).astype(np.float64))[-1][0]
            mapped = np.einsum("rod,rd->ro", found.matrix, points) + found.bias
            np.testing.assert_allclose(mapped, values, atol=1e-5)


def test_the_border_is_where_the_output_is_zero() -> None:
    network, parameters = drawn({"hidden": [6, 6]}, seed=4)
    segments = linear_regions(network, parameters, BOX).boundary()
    assert len(segments) > 3
    values = forward(network, parameters[None], segments.mean(axis=1))[-1]
    np.testing.assert_allclose(values, 0, atol=1e-9)


def test_what_has_no_regions_says_why() -> None:
    tanh, parameters = drawn({"hidden": [3], "activation": "tanh"})
    assert bent(tanh) == "tanh"
    with pytest.raises(ExperimentError, match="tanh"):
        linear_regions(tanh, parameters, BOX)
    layered, parameters = drawn({"hidden": [3], "normalization": "layer"})
    with pytest.raises(ExperimentError, match="layer-norm"):
        linear_regions(layered, parameters, BOX)
    three, parameters = drawn({"hidden": [3]}, inputs=3)
    with pytest.raises(ExperimentError, match="one or two inputs"):
        linear_regions(three, parameters, [(0, 1)] * 3)
    network, parameters = drawn({"hidden": [3]})
    for bad in (np.full_like(parameters, np.nan), parameters * np.inf):
        with pytest.raises(ExperimentError, match="finite"):
            linear_regions(network, bad, BOX)
    with pytest.raises(ExperimentError, match="finite"):
        linear_regions(network, parameters, [(1, -1), (0, 1)])
    with pytest.raises(ExperimentError, match="one input"):
        _ = linear_regions(network, parameters, BOX).breakpoints


def test_bounds() -> None:
    assert most_regions([3], 1) == 4
    assert most_regions([4, 4]) == 11 * 11
    assert most_regions([1, 5]) == 2 * 6  # behind one unit there is only a line


def test_trained_networks_have_more_regions_than_at_the_start() -> None:
    """And never more than the bound; at the start n lines through the origin make 2n of them."""
    one, two = count_regions(relu_networks([(8,), (4, 4)]), seeds=3)
    assert one.start.tolist() == [16] * 3
    assert (one.end > one.start).all()
    for counted in (one, two):
        assert (counted.end <= counted.most).all()
        assert (counted.pieces <= counted.end).all()
        assert counted.last.count == counted.end[0]
