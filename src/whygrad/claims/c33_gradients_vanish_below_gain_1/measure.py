"""How fast the gradient changes per layer, in the direction that the gain of the weights predicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.measures import log10_gradient_per_layer

if TYPE_CHECKING:
    from whygrad.trace import Trace

Array = NDArray[np.float64]

_MEAN_SQUARE_DERIVATIVE = {"linear": 1.0, "tanh": 1.0, "relu": 0.5}
"""Of small pre-activations that are symmetric around 0."""


def weight_gain(experiment: dict[str, Any]) -> float:
    """The gain of a hidden layer for small pre-activations: sqrt(I · variance · mean f'²), I its inputs."""
    network = experiment["network"]
    width, std = network["hidden"][-1], float(network["init"].removeprefix("normal:"))
    return std * float(np.sqrt(width * _MEAN_SQUARE_DERIVATIVE[network["activation"]]))


def of_trace(trace: Trace) -> Array:
    """log10 of the gradient's factor per layer before training, with the sign turned where the gain is below 1: (P,).

    Above 0: the gradient shrinks with a gain below 1, or grows with a gain above 1.
    """
    assert trace.meta.experiment is not None
    direction = np.sign(np.log(weight_gain(dict(trace.meta.experiment))))
    return direction * log10_gradient_per_layer(trace)
