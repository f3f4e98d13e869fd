"""Arithmetic on arrays in which NaN stands for what is not known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def median(values: Floats, axis: int) -> Floats:
    """Median along an axis without its NaNs; NaN where nothing is left."""
    if not values.shape[axis]:
        return np.full(np.delete(values.shape, axis), np.nan)
    ordered = np.sort(values, axis=axis)  # NaNs come last; np.nanmedian does the same in ten times the time
    count = (~np.isnan(ordered)).sum(axis=axis, keepdims=True)
    places = (np.maximum(count - 1, 0) // 2, np.minimum(count // 2, values.shape[axis] - 1))
    low, high = (np.take_along_axis(ordered, place, axis) for place in places)
    with np.errstate(invalid="ignore", over="ignore"):
        return np.squeeze(0.5 * (low + high), axis=axis)


def ratio(above: Floats, below: Floats | float) -> Floats:
    """The quotient: NaN for 0/0, infinite for x/0, without warnings."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.asarray(above / np.asarray(below, np.float64), np.float64)


def average(values: Floats, when: Bools) -> Floats:
    """Mean (P,) of `values` (P, S) over the records `when` (P, S) at which they are known; NaN where none are."""
    counts = when & ~np.isnan(values)
    return ratio(np.where(counts, values, 0.0).sum(1), np.where(counts.any(1), counts.sum(1), np.nan))


def least_squares(x: Floats, y: Floats, when: Bools) -> tuple[Floats, Floats]:
    """Slope (P,) of `y` over `x` (both P, S) where `when` (P, S) holds, and its standard error; the error is infinite
    where fewer than three points tell.
    """
    count = when.sum(1, keepdims=True)
    x, y = (np.where(when, values, 0.0) for values in (x, y))
    x, y = (np.where(when, values - ratio(values.sum(1, keepdims=True), count), 0.0) for values in (x, y))
    spread = (x * x).sum(1)
    slope = np.nan_to_num(ratio((x * y).sum(1), spread))
    left = ((y - slope[:, None] * x) ** 2).sum(1)
    error = np.sqrt(ratio(left, spread * (count[:, 0] - 2)))
    return slope, np.where(count[:, 0] > 2, np.nan_to_num(error), np.inf)


def moving_average(values: Floats, known: Bools, width: int) -> Floats:
    """Mean (P, S) of up to `width` of the latest values (P, S) that are `known` (P, S); NaN where the last is not."""
    total = np.cumsum(np.pad(np.where(known, values, 0.0), ((0, 0), (width, 0))), axis=1)
    count = np.cumsum(np.pad(known.astype(np.float64), ((0, 0), (width, 0))), axis=1)
    mean = ratio(total[:, width:] - total[:, :-width], count[:, width:] - count[:, :-width])
    return np.where(known, mean, np.nan)
