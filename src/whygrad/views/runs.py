"""Many runs as a middle and a spread."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def quantiles(values: NDArray[np.floating], shares: tuple[float, ...] = (0.25, 0.5, 0.75)) -> Array:
    """Quantiles over the first axis, NaN and infinities left out; NaN where nothing is left.

    values (P, …) -> (len(shares), …).
    """
    finite = np.where(np.isfinite(values), values, np.nan).astype(np.float64)
    result = np.full((len(shares), *values.shape[1:]), np.nan)
    some = np.isfinite(finite).any(axis=0)
    if some.any():
        result[:, some] = np.nanquantile(finite[:, some], shares, axis=0)
    return result


def middle(values: NDArray[np.floating]) -> Array:
    """The median over runs, (P, …) -> (…)."""
    return quantiles(values, (0.5,))[0]


def last(values: NDArray[np.floating]) -> Array:
    """Each run's last finite value, (P, S) -> (P,); NaN for a run without one."""
    if not values.shape[1]:  # nothing was recorded yet
        return np.full(len(values), np.nan)
    finite = np.isfinite(values)
    position = values.shape[1] - 1 - np.argmax(finite[:, ::-1], axis=1)
    found = values[np.arange(len(values)), position].astype(np.float64)
    return np.where(finite.any(axis=1), found, np.nan)
