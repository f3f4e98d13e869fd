"""The Pareto front: what nothing else beats in every respect."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def pareto_front(points: Any) -> NDArray[np.bool_]:
    """Which of N points no other one dominates, (N, D) -> (N,); in every column less is better.

    A point dominates another if it is at most as large in every column and smaller in one. Equal points are both on the
    front; a point with a value that is not finite never is.
    """
    values = np.asarray(points, dtype=np.float64)  # (N, D)
    finite = np.logical_and.reduce(np.isfinite(values), axis=1)
    at_most = (values[:, None, :] <= values[None, :, :]).all(axis=2)  # (N, N): row i is nowhere larger than row j
    smaller = (values[:, None, :] < values[None, :, :]).any(axis=2)
    dominates: NDArray[np.bool_] = at_most & smaller & finite[:, None]
    return finite & ~dominates.any(axis=0)
