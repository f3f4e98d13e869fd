"""Choosing records of a training, and what is usual at them."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.measurements.arrays import Bools, Floats, Ints, median


def last_part(steps: Ints, alive: Bools, part: float) -> Bools:
    """(P, S) records in the last part (a share of its updates) of the training that each run lived: of the `alive`
    records (P, S), which were made after `steps` (S,) updates.
    """
    end = np.where(alive, steps[None], -1).max(1)
    return alive & (steps[None] >= (1 - part) * end[:, None])


def typical(values: Floats, when: Bools) -> Floats:
    """Median (P, …) of `values` (P, S, …) over the records `when` (P, S); NaN where there are none."""
    mask = when.reshape(when.shape + (1,) * (values.ndim - 2))
    return median(np.where(mask, values, np.nan), axis=1)
