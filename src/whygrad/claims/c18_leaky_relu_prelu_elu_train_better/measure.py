"""The training accuracy of a run, where a function that should have no dead units counts as failed if it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.measures import dead_units, train_accuracy

if TYPE_CHECKING:
    from whygrad.trace import Trace

Array = NDArray[np.float64]


def of_trace(trace: Trace) -> Array:
    """Percent of training samples classified correctly at the end: (P,).

    A run counts as chance if it diverged; and, unless its activation function is ReLU, if it has a dead unit.
    """
    assert trace.meta.experiment is not None
    may_die = trace.meta.experiment["network"]["activation"] == "relu"
    accuracy = train_accuracy(trace)
    return accuracy if may_die else np.where(dead_units(trace) > 0, 100 * trace.meta.chance_accuracy, accuracy)
