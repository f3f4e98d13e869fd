"""Softmax of two logits beside the sigmoid of their difference: values and derivatives, on a grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

_POINTS = 201  # per axis, so that 0 is among them


def difference(reach: float, *, precision: str = "float64", of: str = "value", third: float = -np.inf) -> float:
    """The largest difference between softmax of (z1, z2) in its first entry and sigmoid(z1 - z2), in percentage points.

    z1 and z2 run from -`reach` to `reach`. `of`: "value" or "derivative" (with respect to z1; p1·(1 - p1) against the
    derivative of the sigmoid). `third` is the logit of a third class; -inf stands for none.
    """
    from scipy.special import expit, softmax  # imported here: SciPy takes longer to import than this takes to compute

    axis = np.linspace(-reach, reach, _POINTS).astype(precision)
    z1, z2 = np.meshgrid(axis, axis)
    first = softmax(np.stack([z1, z2, np.full_like(z1, third)], axis=-1), axis=-1)[..., 0]
    sigmoid = expit(z1 - z2)
    if of == "derivative":
        first, sigmoid = first * (1 - first), sigmoid * (1 - sigmoid)
    return 100 * float(np.abs(first - sigmoid).max())


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """`difference` with these settings. Nothing is random: one number for every seed (P,)."""
    return np.full(len(seeds), difference(**settings))
