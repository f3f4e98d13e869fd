"""Whether max(αx, x) is PReLU, and whether a bound on α says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_POINTS = 2_001


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """100 for "equal", 0 for "different", once per seed: (P,).

    `by = "comparison"` compares max(αx, x) with PReLU, αx below 0 and x from 0 on, over -10 ≤ x ≤ 10; `by = "bound"`
    says "equal" where α is at most `bound`.
    """
    alpha = float(settings["alpha"])
    equal = alpha <= settings["bound"] if settings["by"] == "bound" else is_prelu(alpha)
    return np.full(len(seeds), 100.0 * equal)


def is_prelu(alpha: float) -> bool:
    """Whether max(αx, x) and PReLU give the same numbers."""
    x = np.linspace(-10, 10, _POINTS)
    return bool(np.array_equal(np.maximum(alpha * x, x), np.where(x < 0, alpha * x, x)))
