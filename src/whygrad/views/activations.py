"""What is known of each activation, computed from the function itself."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whygrad.nets import ACTIVATIONS

Array = NDArray[np.float64]

_GRID = np.linspace(-8, 8, 16_000)  # an even number of points, symmetric, so that 0 itself is none of them
_WEIGHTS = np.exp(-0.5 * _GRID**2) / np.exp(-0.5 * _GRID**2).sum()  # of a standard normal input
SOFTMAX = "softmax"


@dataclass(frozen=True, slots=True)
class Facts:
    """One activation in numbers.

    `steepest` is max |f'|, `mean` and `zeros` are E[f(Z)] and P(f(Z) = 0) for a standard normal Z, `squared_gain` is
    E[f'(Z)²], the factor by which one layer with weights of variance 1/n changes the gradient's mean square (Poole et
    al. 2016).
    """

    name: str
    steepest: float
    range: str
    zero_centered: bool
    saturated: tuple[float, float]
    mean: float
    zeros: float
    squared_gain: float


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
        mean=round(float((_WEIGHTS * value).sum()), 6),  # the rest is rounding
        zeros=round(float(_WEIGHTS[value == 0].sum()), 6),
        squared_gain=float((_WEIGHTS * slope**2).sum()),
    )


def saturation(limits: tuple[float, float]) -> str:
    """Where an activation is saturated: "|z| > 4.36", "z < -3"; a dash if nowhere."""
    low, high = limits
    if math.isfinite(high) and low == -high:
        return f"|z| > {high:.3g}"
    parts = [f"z < {low:.3g}"] if math.isfinite(low) else []
    parts += [f"z > {high:.3g}"] if math.isfinite(high) else []
    return ", ".join(parts) or "–"


def softmax_curve(z: Array) -> tuple[Array, Array]:
    """Softmax as a function of one of three logits, the others 0 and 1, and its derivative p(1 - p)."""
    others = math.exp(0.0) + math.exp(1.0)
    p = np.exp(z) / (np.exp(z) + others)
    return p, p * (1 - p)
