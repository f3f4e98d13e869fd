"""How fast the gradient shrinks per layer in that half of the network where it shrinks less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from whygrad.trace import Trace

Array = NDArray[np.float64]

_TINY = 1e-30  # below every gradient that float32 can hold


def of_trace(trace: Trace) -> Array:
    """The larger of two slopes of log10(gradient RMS) over the hidden layers, at the start: (P,).

    The two are those of the half near the output and of the half near the input, each by least squares, from the output
    towards the input. Only if the gradient shrinks by the same factor everywhere are both of them clearly below 0; if
    it fell with a power of the depth, the second one would be near 0.
    """
    rms: Any = np.asarray(trace["backprop_rms"], dtype=np.float64)[:, 0, :-1]
    log10 = np.log10(np.maximum(rms, _TINY))[:, ::-1]
    middle = log10.shape[1] // 2
    return np.maximum(slope(log10[:, :middle]), slope(log10[:, middle:]))


def slope(y: Array) -> Array:
    """Slope of each row of (P, L) over the layers 0 to L - 1, by least squares: (P,)."""
    x = np.arange(y.shape[1]) - (y.shape[1] - 1) / 2
    return np.asarray((y * x).sum(axis=1) / np.square(x).sum())
