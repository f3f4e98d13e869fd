"""One number for classes and for regression: how much of the test set is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.measures import relative_loss, test_accuracy

if TYPE_CHECKING:
    from whygrad.trace import Trace


def of_trace(trace: Trace) -> NDArray[np.float64]:
    """Of classes the test accuracy in percent; of numbers the explained variance in percent, (P,).

    Explained variance: 100·(1 - loss / chance-level loss) on the test set. It is negative for a network that is worse
    than a constant prediction. A failed run counts as chance (classes) or as ten times the chance-level loss (numbers).
    """
    if np.isfinite(trace.meta.chance_accuracy):
        return test_accuracy(trace)
    return 100 - relative_loss(trace, of="test")
