"""Which layers' units can die or saturate at all, and whether anything comes back to the first layer."""

from __future__ import annotations

import numpy as np

from whygrad.activations import KNOWN
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools
from whygrad.diagnose.reading import Reading

# The derivative of these is 0 wherever it exists: their units cannot die, they never could learn.
_NO_SLOPE = frozenset(name for name, row in KNOWN.items() if row.flat)


def first_layer_gets_no_gradient(reading: Reading) -> Bools:
    """(P,) runs in nearly all records of which the first layer's gradient is exactly 0: it will not learn in time."""
    gradient = reading.get("gradient_rms")
    if gradient is None or reading.depth < 2:
        return reading.in_every_run(False)
    none = (gradient[:, :, 0] == 0) & reading.alive
    return none.sum(1) > limit("no-gradient-records") * reading.alive.sum(1)


def have_slope(reading: Reading) -> Bools:
    """(L,) layers whose activation has a slope somewhere."""
    return np.array([layer.activation not in _NO_SLOPE for layer in reading.meta.layers])
