"""The largest derivative of an activation function, divided by the bound that is claimed for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.activations import ACTIVATIONS

Array = NDArray[np.float64]

_RANGE, _POINTS, _ROUNDS = 50.0, 2_001, 8


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """Largest |f'(z)| / bound for the function `activation` and the number `bound`, once per seed: (P,)."""
    return np.full(len(seeds), largest_derivative(settings["activation"]) / settings["bound"])


def largest_derivative(name: str) -> float:
    """Largest |f'(z)| over -50 ≤ z ≤ 50: on a grid that gets finer around its best point."""
    derivative = ACTIVATIONS[name].derivative
    center, width, best = 0.0, _RANGE, 0.0
    for _ in range(_ROUNDS):
        z = np.linspace(center - width, center + width, _POINTS)
        size = np.abs(derivative(z))
        best = max(best, float(size.max()))
        center, width = float(z[np.argmax(size)]), width / 100
    return best
