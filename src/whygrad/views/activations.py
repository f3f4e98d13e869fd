"""What is known of each activation, computed from the function itself and measured on this machine."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whygrad.nets import ACTIVATIONS

Array = NDArray[np.float64]

_GRID = np.linspace(-8, 8, 16_001)
_WEIGHTS = np.exp(-0.5 * _GRID**2) / np.exp(-0.5 * _GRID**2).sum()  # of a standard normal input
_TIMED_VALUES = 1 << 14
_REPEATS = 5
SOFTMAX = "softmax"


@dataclass(frozen=True, slots=True)
class Facts:
    """One activation in numbers.

    `steepest` is max |f'|, `mean` and `zeros` are E[f(Z)] and P(f(Z) = 0) for a standard normal Z, `squared_gain` is
    E[f'(Z)²], the factor by which one layer with weights of variance 1/n changes the gradient's mean square (Poole et
    al. 2016); `nanoseconds` the measured cost of one value with NumPy on this machine.
    """

    name: str
    steepest: float
    range: str
    zero_centered: bool
    saturated: tuple[float, float]
    mean: float
    zeros: float
    squared_gain: float
    nanoseconds: float


def facts(name: str) -> Facts:
    """The facts of one of `nets.ACTIVATIONS`."""
    row = ACTIVATIONS[name]
    value, slope = row.f(_GRID), row.derivative(_GRID)
    return Facts(
        name=name,
        steepest=float(np.abs(slope).max()),
        range=row.range_text,
        zero_centered=row.zero_centered,
        saturated=row.saturated,
        mean=float((_WEIGHTS * value).sum()),
        zeros=float(_WEIGHTS[value == 0].sum()) if (value == 0).sum() > 1 else 0.0,
        squared_gain=float((_WEIGHTS * slope**2).sum()),
        nanoseconds=_cost(row.f),
    )


def saturation(limits: tuple[float, float]) -> str:
    """Where an activation is saturated: "z < -4.36, z > 4.36"; a dash if nowhere."""
    low, high = limits
    parts = [f"z < {low:.3g}"] if math.isfinite(low) else []
    parts += [f"z > {high:.3g}"] if math.isfinite(high) else []
    return ", ".join(parts) or "–"


def softmax_curve(z: Array) -> tuple[Array, Array]:
    """Softmax as a function of one of three logits, the others 0 and 1, and its derivative p(1 - p)."""
    others = math.exp(0.0) + math.exp(1.0)
    p = np.exp(z) / (np.exp(z) + others)
    return p, p * (1 - p)


def _cost(f: Callable[[Array], Array]) -> float:
    """Nanoseconds a value, the best of a few repeats (the least disturbed one)."""
    values = np.random.default_rng(0).standard_normal(_TIMED_VALUES)
    best = math.inf
    for _ in range(_REPEATS):
        start = time.perf_counter_ns()
        f(values)
        best = min(best, time.perf_counter_ns() - start)
    return best / _TIMED_VALUES
