"""Saturation and the loss of gradient through the layers, both in percent, of networks before the first update."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.measures import log10_first_to_last_gradient, saturated_units
from whygrad.engine import train
from whygrad.experiment import Experiment
from whygrad.trace import Trace

Array = NDArray[np.float64]

_MOST_GROWTH = -10_000.0  # percent: the gradient grew 101-fold or more


def gradient_lost(trace: Trace) -> Array:
    """Percent of the gradient that is lost between the last hidden layer and the first; negative where it grows.

    100·(1 - RMS δ of the first layer / RMS δ of the last hidden layer), δ the derivative of the loss with respect to
    the pre-activations; at least -10,000.
    """
    return np.maximum(100 * (1 - 10.0 ** log10_first_to_last_gradient(trace)), _MOST_GROWTH)


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """`quantity` is "saturated" (percent of tanh derivatives below 5 %) or "gradient-lost"; the rest an experiment."""
    rest = {key: value for key, value in settings.items() if key != "quantity"}
    [trace] = train([Experiment().replace(**rest)], list(seeds))
    if settings["quantity"] == "saturated":
        return saturated_units(trace, record=0)
    return gradient_lost(trace)
