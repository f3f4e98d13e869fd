"""What the formula with the minus sign gives beside Leaky ReLU."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from whygrad.activations.table import ACTIVATIONS, LEAKY_SLOPE
from whygrad.claims.c20_negative_slope_in_max_is_leaky_relu.measure import values
from whygrad.i18n.numbers import number

_SEED, _SAMPLES = 0, 1_000_000


def numbers() -> Mapping[str, str]:
    """Values at -100, the distance that the claim measures, and mean activations for a standard normal input."""
    leaky, relu = ACTIVATIONS["leaky-relu"].f, ACTIVATIONS["relu"].f
    settings = {"slope": LEAKY_SLOPE, "factor": -LEAKY_SLOPE, "range": 100.0, "of": "value"}
    x = np.random.default_rng(_SEED).normal(size=_SAMPLES)
    at = np.array([-100.0])
    return {
        "x": number(at[0]),
        "leaky": number(leaky(at)[0]),
        "formula": number(_formula(at)[0]),
        "distance": number(values(settings, [0])[0]),
        "mean leaky": number(leaky(x).mean()),
        "mean relu": number(relu(x).mean()),
        "mean formula": number(_formula(x).mean()),
    }


def _formula(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """max(-0.01x, x)."""
    return np.maximum(-LEAKY_SLOPE * x, x)
