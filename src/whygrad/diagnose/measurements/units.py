"""Which layers' units can die or saturate at all, and where dropout is what switches them off."""

from __future__ import annotations

import numpy as np

from whygrad.activations import KNOWN
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools
from whygrad.diagnose.reading import Reading

# Like ReLU: that units are off for many samples is how they tell samples apart.
_FLAT_AT_ONE_END = frozenset(name for name, row in KNOWN.items() if not row.flat_at_both_ends)
# The derivative of these is 0 wherever it exists: their units cannot die, they never could learn.
_NO_SLOPE = frozenset(name for name, row in KNOWN.items() if row.flat)


def have_slope(reading: Reading) -> Bools:
    """(L,) layers whose activation has a slope somewhere."""
    return np.array([layer.activation not in _NO_SLOPE for layer in reading.meta.layers], bool)


def flat_at_one_end(reading: Reading) -> Bools:
    """(L,) layers whose activation is flat for inputs of one sign at most, such as ELU and GELU."""
    return np.array([layer.activation in _FLAT_AT_ONE_END for layer in reading.meta.layers])


def dropout_dominates(reading: Reading) -> bool:
    """Whether dropout leaves next to nothing of some layer: its noise drowns what the others would learn."""
    return any(layer.dropout > limit("dropout-most") for layer in reading.meta.layers)
