"""Initializers: how weights are drawn. A new one is a row of `INITIALIZERS`.

Weights have shape (O, I) with fan-in I and fan-out O. Every initializer draws from the run's own counter-based stream, so a
run's weights do not depend on its neighbors. Biases start at 0, with `playground` at 0.1.
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
class Initializer:
    """`draw(seeds, tensor, outputs, inputs, scale)` gives weights (P, O, I); `scale` is what follows the colon in the name."""

    name: str
    formula: str
    draw: Callable[[Words, int, int, int, float], Drawn]
    source: str
    bias: float = 0.0


def _normal_with(std: Callable[[int, int, float], float]) -> Callable[[Words, int, int, int, float], Drawn]:
    def draw(seeds: Words, tensor: int, outputs: int, inputs: int, scale: float) -> Drawn:
        numbers = normal(seeds, STREAM_INIT, tensor, outputs * inputs)
        return std(inputs, outputs, scale) * numbers.reshape(len(seeds), outputs, inputs)

    return draw


def _uniform_with(std: Callable[[int, int, float], float]) -> Callable[[Words, int, int, int, float], Drawn]:
    def draw(seeds: Words, tensor: int, outputs: int, inputs: int, scale: float) -> Drawn:
        numbers = 2 * uniform(seeds, STREAM_INIT, tensor, outputs * inputs) - 1
        return math.sqrt(3.0) * std(inputs, outputs, scale) * numbers.reshape(len(seeds), outputs, inputs)

    return draw


def _orthogonal(seeds: Words, tensor: int, outputs: int, inputs: int, scale: float) -> Drawn:
    tall, wide = max(outputs, inputs), min(outputs, inputs)
    numbers = normal(seeds, STREAM_INIT, tensor, tall * wide).reshape(len(seeds), tall, wide)
    q, r = np.linalg.qr(numbers)
    q = q * np.sign(np.diagonal(r, axis1=1, axis2=2))[:, None, :]  # makes the draw uniform over orthogonal matrices
    return q if outputs >= inputs else q.transpose(0, 2, 1)


def _zeros(seeds: Words, tensor: int, outputs: int, inputs: int, scale: float) -> Drawn:
    return np.zeros((len(seeds), outputs, inputs))


def _xavier(inputs: int, outputs: int, scale: float) -> float:
    return math.sqrt(2.0 / (inputs + outputs))


def _he(inputs: int, outputs: int, scale: float) -> float:
    return math.sqrt(2.0 / inputs)


def _lecun(inputs: int, outputs: int, scale: float) -> float:
    return math.sqrt(1.0 / inputs)


_GLOROT, _HE, _LECUN = "Glorot & Bengio 2010", "He et al. 2015", "LeCun et al. 1998"
_PLAYGROUND_STD = 0.5 / math.sqrt(3.0)  # of the uniform distribution over ±0.5

_ROWS = (
    Initializer("xavier-uniform", "variance 2/(fan-in + fan-out), uniform", _uniform_with(_xavier), _GLOROT),
    Initializer("xavier-normal", "variance 2/(fan-in + fan-out), normal", _normal_with(_xavier), _GLOROT),
    Initializer("he-uniform", "variance 2/fan-in, uniform", _uniform_with(_he), _HE),
    Initializer("he-normal", "variance 2/fan-in, normal", _normal_with(_he), _HE),
    Initializer("lecun-uniform", "variance 1/fan-in, uniform", _uniform_with(_lecun), _LECUN),
    Initializer("lecun-normal", "variance 1/fan-in, normal", _normal_with(_lecun), _LECUN),
    Initializer(
        "normal", "standard deviation as given", _normal_with(lambda inputs, outputs, scale: scale), "CS231n notes"
    ),
    Initializer("orthogonal", "orthonormal rows or columns", _orthogonal, "Saxe, McClelland & Ganguli 2014"),
    Initializer("zeros", "0", _zeros, "the mistake that keeps all units alike"),
    Initializer(
        "playground",
        "uniform over ±0.5, biases 0.1",
        _uniform_with(lambda inputs, outputs, scale: _PLAYGROUND_STD),
        "TensorFlow Playground",
        bias=0.1,
    ),
)

INITIALIZERS: dict[str, Initializer] = {row.name: row for row in _ROWS}


def parse_init(text: str) -> tuple[Initializer, float]:
    """The initializer and its scale of `network.init`: "normal:0.01" is ("normal", 0.01)."""
    name, _, scale = text.partition(":")
    return INITIALIZERS[name], float(scale) if scale else 1.0
