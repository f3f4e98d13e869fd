"""Initializers: how weights are drawn. A new one is a row of `INITIALIZERS`.

Weights have shape (O, I) with fan-in I and fan-out O. Every initializer draws from the run's own counter-based
stream, so a run's weights do not depend on its neighbors. Biases start at 0, with `playground` at 0.1.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whygrad.nets.random import STREAM_INIT, Words, normal, uniform

Drawn = NDArray[np.float64]  # (P, O, I)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a draw depends on: the weights' number in the network (their place in the random stream), their rows and
    columns (a filter is a row), and the number that follows the colon in the initializer's name.

    The fan-in is the number of columns, the fan-out that of rows but for convolutions, where each input goes to several
    places of each output, and for the gates of recurrent layers, `gates` matrices one below the other (`fan_out`).
    """

    tensor: int
    outputs: int
    inputs: int
    scale: float
    fan_out: int = 0
    gates: int = 1


Draw = Callable[[Words, Shape], Drawn]


@dataclass(frozen=True, slots=True)
class Initializer:
    """`draw(seeds, shape)` gives weights (P, O, I)."""

    name: str
    formula: str
    draw: Draw
    source: str
    bias: float = 0.0


def _normal_with(std: Callable[[Shape], float]) -> Draw:
    def draw(seeds: Words, shape: Shape) -> Drawn:
        numbers = normal(seeds, STREAM_INIT, shape.tensor, shape.outputs * shape.inputs)
        return std(shape) * numbers.reshape(len(seeds), shape.outputs, shape.inputs)

    return draw


def _uniform_with(std: Callable[[Shape], float]) -> Draw:
    def draw(seeds: Words, shape: Shape) -> Drawn:
        numbers = 2 * uniform(seeds, STREAM_INIT, shape.tensor, shape.outputs * shape.inputs) - 1
        return math.sqrt(3.0) * std(shape) * numbers.reshape(len(seeds), shape.outputs, shape.inputs)

    return draw


def _orthogonal(seeds: Words, shape: Shape) -> Drawn:
    rows = shape.outputs // shape.gates
    tall, wide = max(rows, shape.inputs), min(rows, shape.inputs)
    numbers = normal(seeds, STREAM_INIT, shape.tensor, shape.gates * tall * wide)
    q, r = np.linalg.qr(numbers.reshape(len(seeds), shape.gates, tall, wide))
    q = q * np.sign(np.diagonal(r, axis1=2, axis2=3))[..., None, :]  # makes the draw uniform over orthogonal matrices
    q = q if rows >= shape.inputs else q.swapaxes(2, 3)
    return q.reshape(len(seeds), shape.outputs, shape.inputs)


def _zeros(seeds: Words, shape: Shape) -> Drawn:
    return np.zeros((len(seeds), shape.outputs, shape.inputs))


def _xavier(shape: Shape) -> float:
    return math.sqrt(2.0 / (shape.inputs + (shape.fan_out or shape.outputs)))


def _he(shape: Shape) -> float:
    return math.sqrt(2.0 / shape.inputs)


def _lecun(shape: Shape) -> float:
    return math.sqrt(1.0 / shape.inputs)


_GLOROT, _HE, _LECUN = "Glorot & Bengio 2010", "He et al. 2015", "LeCun et al. 1998"
_PLAYGROUND_STD = 0.5 / math.sqrt(3.0)  # of the uniform distribution over ±0.5

_ROWS = (
    Initializer("xavier-uniform", "variance 2/(fan-in + fan-out), uniform", _uniform_with(_xavier), _GLOROT),
    Initializer("xavier-normal", "variance 2/(fan-in + fan-out), normal", _normal_with(_xavier), _GLOROT),
    Initializer("he-uniform", "variance 2/fan-in, uniform", _uniform_with(_he), _HE),
    Initializer("he-normal", "variance 2/fan-in, normal", _normal_with(_he), _HE),
    Initializer("lecun-uniform", "variance 1/fan-in, uniform", _uniform_with(_lecun), _LECUN),
    Initializer("lecun-normal", "variance 1/fan-in, normal", _normal_with(_lecun), _LECUN),
    Initializer("normal", "standard deviation as given", _normal_with(lambda shape: shape.scale), "CS231n notes"),
    Initializer("orthogonal", "orthonormal rows or columns", _orthogonal, "Saxe, McClelland & Ganguli 2014"),
    Initializer("zeros", "0", _zeros, "the mistake that keeps all units alike"),
    Initializer(
        "playground",
        "uniform over ±0.5, biases 0.1",
        _uniform_with(lambda _: _PLAYGROUND_STD),
        "TensorFlow Playground",
        bias=0.1,
    ),
)

INITIALIZERS: dict[str, Initializer] = {row.name: row for row in _ROWS}


def parse_init(text: str) -> tuple[Initializer, float]:
    """The initializer and its scale of `network.init`: "normal:0.01" is ("normal", 0.01)."""
    name, _, scale = text.partition(":")
    return INITIALIZERS[name], float(scale) if scale else 1.0
