"""Test accuracy, with a margin for the small network: what it may lose by before the difference counts as dramatic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.measures import test_accuracy

if TYPE_CHECKING:
    from whygrad.trace import Trace

Array = NDArray[np.float64]

MOST_UNITS = 8


def is_small(experiment: dict[str, Any]) -> bool:
    """Whether a network has at most one hidden layer of at most 8 units and is trained by plain SGD."""
    hidden = experiment["network"]["hidden"]
    return len(hidden) <= 1 and sum(hidden) <= MOST_UNITS and experiment["training"]["optimizer"] == "sgd"


def of_trace(trace: Trace, *, margin: float) -> Array:
    """Percent of test samples classified correctly, plus `margin` percentage points for a small network: (P,)."""
    assert trace.meta.experiment is not None
    return test_accuracy(trace) + margin * is_small(dict(trace.meta.experiment))
