"""How far max(-a·x, x) is from Leaky ReLU of slope a, for negative inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_POINTS = 1_001


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """Largest |g(x) - f(x)| over -`range` ≤ x < 0, in units of the largest |f(x)| there, once per seed: (P,).

    f is Leaky ReLU with slope `slope`, g(x) = max(`factor`·x, x). With `of = "derivative"`, those of the derivatives.
    """
    x = np.linspace(-settings["range"], 0, _POINTS)[:-1]
    slope, factor = settings["slope"], settings["factor"]
    if settings["of"] == "derivative":
        leaky, formula = np.full_like(x, slope), np.where(factor * x > x, factor, 1.0)
    else:
        leaky, formula = slope * x, np.maximum(factor * x, x)
    return np.full(len(seeds), np.abs(formula - leaky).max() / np.abs(leaky).max())
