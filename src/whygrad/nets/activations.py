"""Activations: functions of one unit's input, their derivatives and what is known of them.

A new activation is a row of `ACTIVATIONS`, a struct in the kernel's activations.h with the same number, and a line in
the PyTorch engine; tests compare the three.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Function = Callable[[Array], Array]

INFINITY = math.inf
LEAKY_SLOPE = 0.01
PRELU_START = 0.25
SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805


@dataclass(frozen=True, slots=True)
class Activation:
    """One activation f.

    `number` is its number in the kernel (kernel.h, WgFunction). `range` is its set of values as interval bounds (open
    or closed as `range_text` writes it). `saturated` is the interval (low, high) outside which |f'| is below 5 % of its
    maximum for good: inputs below `low` or above `high` are saturated; infinite where it never saturates. `source` is
    where it comes from.
    """

    name: str
    number: int
    f: Function
    derivative: Function
    range_text: str
    zero_centered: bool
    saturated: tuple[float, float]
    source: str


def _sigmoid(z: Array) -> Array:
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def _softplus(z: Array) -> Array:
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def _normal_share(z: Array) -> Array:
    from scipy.special import ndtr  # only here: importing SciPy costs more than most trainings

    return ndtr(z)


def _normal_density(z: Array) -> Array:
    return np.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)


def _step(z: Array) -> Array:
    return np.where(z >= 0, 1.0, 0.0)


def _elu(z: Array, alpha: float, scale: float) -> Array:
    return scale * np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


def _elu_derivative(z: Array, alpha: float, scale: float) -> Array:
    return scale * np.where(z > 0, 1.0, alpha * np.exp(np.minimum(z, 0)))


def _silu_derivative(z: Array) -> Array:
    s = _sigmoid(z)
    return s + z * s * (1 - s)


def _mish_derivative(z: Array) -> Array:
    t = np.tanh(_softplus(z))
    return t + z * (1 - t * t) * _sigmoid(z)


_ROWS = (
    Activation("linear", 0, lambda z: z, np.ones_like, "(-∞, ∞)", True, (-INFINITY, INFINITY), "identity"),
    Activation("step", 1, _step, np.zeros_like, "{0, 1}", False, (-INFINITY, INFINITY), "McCulloch & Pitts 1943"),
    Activation(
        "sign", 2, lambda z: 2 * _step(z) - 1, np.zeros_like, "{-1, 1}", True, (-INFINITY, INFINITY), "Rosenblatt 1958"
    ),
    Activation(
        "piecewise-linear",
        3,
        lambda z: np.clip(z, -1, 1),
        lambda z: np.where(np.abs(z) < 1, 1.0, 0.0),
        "[-1, 1]",
        True,
        (-1.0, 1.0),
        "Collobert 2004 (hard tanh)",
    ),
    Activation(
        "sigmoid",
        4,
        _sigmoid,
        lambda z: _sigmoid(z) * (1 - _sigmoid(z)),
        "(0, 1)",
        False,
        (-4.357, 4.357),
        "Rumelhart, Hinton & Williams 1986",
    ),
    Activation(
        "tanh", 5, np.tanh, lambda z: 1 - np.tanh(z) ** 2, "(-1, 1)", True, (-2.179, 2.179), "LeCun et al. 1998"
    ),
    Activation(
        "relu",
        6,
        lambda z: np.maximum(z, 0),
        lambda z: np.where(z > 0, 1.0, 0.0),
        "[0, ∞)",
        False,
        (-INFINITY, INFINITY),
        "Nair & Hinton 2010",
    ),
    Activation(
        "leaky-relu",
        7,
        lambda z: np.where(z < 0, LEAKY_SLOPE * z, z),
        lambda z: np.where(z > 0, 1.0, LEAKY_SLOPE),
        "(-∞, ∞)",
        False,
        (-INFINITY, INFINITY),
        "Maas, Hannun & Ng 2013",
    ),
    Activation(
        "prelu",
        8,
        lambda z: np.where(z < 0, PRELU_START * z, z),
        lambda z: np.where(z > 0, 1.0, PRELU_START),
        "(-∞, ∞)",
        False,
        (-INFINITY, INFINITY),
        "He et al. 2015; slope learned from 0.25",
    ),
    Activation(
        "elu",
        9,
        lambda z: _elu(z, 1, 1),
        lambda z: _elu_derivative(z, 1, 1),
        "(-1, ∞)",
        False,
        (-2.996, INFINITY),
        "Clevert, Unterthiner & Hochreiter 2016",
    ),
    Activation(
        "selu",
        10,
        lambda z: _elu(z, SELU_ALPHA, SELU_SCALE),
        lambda z: _elu_derivative(z, SELU_ALPHA, SELU_SCALE),
        "(-1.758, ∞)",
        False,
        (-2.996, INFINITY),
        "Klambauer et al. 2017",
    ),
    Activation(
        "gelu",
        11,
        lambda z: z * _normal_share(z),
        lambda z: _normal_share(z) + z * _normal_density(z),
        "[-0.170, ∞)",
        False,
        (-2.279, INFINITY),
        "Hendrycks & Gimpel 2016",
    ),
    Activation(
        "silu",
        12,
        lambda z: z * _sigmoid(z),
        _silu_derivative,
        "[-0.278, ∞)",
        False,
        (-3.930, INFINITY),
        "Elfwing, Uchibe & Doya 2018",
    ),
    Activation("softplus", 13, _softplus, _sigmoid, "(0, ∞)", False, (-2.944, INFINITY), "Dugas et al. 2001"),
    Activation(
        "mish",
        14,
        lambda z: z * np.tanh(_softplus(z)),
        _mish_derivative,
        "[-0.309, ∞)",
        False,
        (-3.982, INFINITY),
        "Misra 2020",
    ),
)

ACTIVATIONS: dict[str, Activation] = {row.name: row for row in _ROWS}
