"""Linear maps: additive and homogeneous, and a stack of them is one.

A layer without activation is affine, x ↦ Wx + b. Without its value at 0 it is linear: g(x + y) = g(x) + g(y) and
g(a·x) = a·g(x). A stack of such layers is x ↦ W_L(…(W_1 x + b_1)…) + b_L = Wx + b, a single layer, however deep it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whygrad.data import load
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.nets import Plan, forward, plan
from whygrad.trace import Trace
from whygrad.zoo.training import train_to_the_end

Array = NDArray[np.float64]
Function = Callable[[Array], Array]  # (N, F) -> (P, N, O), one answer a run

_PAIRS = 200  # random inputs that additivity and homogeneity are checked on


@dataclass(frozen=True, slots=True, eq=False)
class Linearity:
    """How far P functions f are from linear, as g(x) = f(x) - f(0): 0 but for rounding if they are affine, at most 1.

    `additivity` (P,): the largest ‖g(x + y) - g(x) - g(y)‖ / (‖g(x + y)‖ + ‖g(x)‖ + ‖g(y)‖); `homogeneity` (P,): the
    largest ‖g(a·x) - a·g(x)‖ / (‖g(a·x)‖ + ‖a·g(x)‖); `offset` (P,): ‖f(0)‖, which keeps f itself from being linear.
    """

    additivity: Array
    homogeneity: Array
    offset: Array


def linearity(f: Function, inputs: int, scale: float | Array = 1.0) -> Linearity:
    """Check f on 200 pairs of normal inputs of standard deviation `scale` and factors a from 0.25 to 4 of either sign.

    The same inputs every time.
    """
    random = np.random.default_rng(0)
    x, y = random.standard_normal((2, _PAIRS, inputs)) * scale
    a = np.exp2(random.uniform(-2, 2, _PAIRS)) * random.choice((-1.0, 1.0), _PAIRS)
    zero = f(np.zeros((1, inputs)))  # (P, 1, O)

    def g(z: Array) -> Array:
        return f(z) - zero

    gx, gy = g(x), g(y)
    return Linearity(
        additivity=_violation(g(x + y), -gx, -gy),
        homogeneity=_violation(g(a[:, None] * x), -a[:, None] * gx),
        offset=_norm(zero)[:, 0],
    )


def _norm(values: Array) -> Array:
    return np.linalg.norm(values, axis=-1)


def _violation(*terms: Array) -> Array:
    """The largest norm of a sum that should be 0, relative to the norms of its terms: each (P, N, O) -> (P,)."""
    size = sum(_norm(term) for term in terms)
    missed = _norm(sum(terms[1:], terms[0]))
    return np.divide(missed, size, out=np.zeros_like(missed), where=missed > 0).max(axis=-1)


def collapse(network: Plan, parameters: NDArray[np.floating]) -> tuple[Array, Array]:
    """The one layer that a stack of linear layers is: W (P, O, F) and b (P, O) of parameters (P, n).

    Dropout is the identity outside of training, residual additions are linear too. Raises `ExperimentError` for a
    network with an activation or a normalization.
    """
    obstacle = _obstacle(network)
    if obstacle is not None:
        raise ExperimentError("zoo-not-linear", what=obstacle)
    runs, inputs = len(parameters), network.widths[0]
    values: dict[int, tuple[Array, Array]] = {
        0: (np.broadcast_to(np.eye(inputs), (runs, inputs, inputs)), np.zeros((runs, inputs)))
    }
    for op in network.ops:
        matrix, bias = values[op.source]
        if op.kind == "dense":
            outputs, width = network.widths[op.target], network.widths[op.source]
            weight = parameters[:, op.parameter : op.parameter + outputs * width].astype(np.float64)
            weight = weight.reshape(runs, outputs, width)
            own = parameters[:, op.bias : op.bias + outputs]
            matrix, bias = weight @ matrix, np.einsum("poi,pi->po", weight, bias) + own
        elif op.kind == "add":
            other, shift = values[op.shortcut]
            matrix, bias = matrix + other, bias + shift
        values[op.target] = matrix, bias
    return values[network.output_value]


def _obstacle(network: Plan) -> str | None:
    """The first operation that keeps a network from being a stack of linear layers: "tanh", "layer-norm"."""
    for op in network.ops:
        if op.kind == "activation" and op.activation != "linear":
            return op.activation
        if op.kind in ("batch-norm", "layer-norm", "softmax"):
            return op.kind
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """A trained network looked at as a linear map.

    `matrix` (P, O, F) and `bias` (P, O) are its collapse, `difference` (P,) the largest difference between the two on
    the training samples relative to the largest output; `None` for one that is no stack of linear layers.
    """

    experiment: Experiment
    trace: Trace
    layers: int
    parameters: int
    linearity: Linearity
    matrix: Array | None
    bias: Array | None
    difference: Array | None


def study(experiments: list[Experiment], seeds: int = 8) -> list[Study]:
    """Train experiments side by side and look at what came out; networks are judged as they are outside of training."""
    return [_study(one, trace) for one, trace in zip(experiments, train_to_the_end(experiments, seeds), strict=True)]


def _study(experiment: Experiment, trace: Trace) -> Study:
    dataset = load(experiment.data, experiment.folder)
    network = plan(experiment, dataset.x_train.shape[1], dataset.task, dataset.classes)
    final = trace.final_parameters
    assert final is not None
    parameters = final[:, : network.count].astype(np.float64)
    running = final[:, network.count :] if network.running else None

    def f(x: Array) -> Array:
        return np.asarray(forward(network, parameters, x, running)[-1], np.float64)

    x = dataset.x_train.astype(np.float64)
    matrix = bias = difference = None
    if _obstacle(network) is None:
        matrix, bias = collapse(network, parameters)
        outputs = f(x)  # (P, N, O)
        collapsed = x @ matrix.transpose(0, 2, 1) + bias[:, None]
        difference = np.abs(collapsed - outputs).max(axis=(1, 2)) / np.abs(outputs).max(axis=(1, 2))
    return Study(
        experiment, trace, len(network.layers), network.count, linearity(f, x.shape[1], dataset.input_std),
        matrix, bias, difference,
    )  # fmt: skip


def stacks() -> dict[str, Experiment]:
    """The same data, three networks: one layer, a stack of three linear ones, the same stack with tanh between them."""
    base = Experiment().replace(name="moons", noise=0.1, learning_rate=0.1, epochs=100)
    return {
        "single": base.replace(hidden=[]),
        "stack": base.replace(hidden=[8, 8], activation="linear"),
        "tanh": base.replace(hidden=[8, 8], activation="tanh"),
    }
