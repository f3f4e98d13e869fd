"""How many weights are practically 0, and by how much regularization makes them smaller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.measures import small_weights, weight_rms
from whygrad.engine import train
from whygrad.experiment import Experiment

Array = NDArray[np.float64]


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """In percent, by seed: (P,).

    `measure` is "sparse": the weights whose size is below 0.001; or "small": by how much the RMS of all weights is
    below that of the same network trained without regularization.
    """
    settings = dict(settings)
    kind = settings.pop("measure")
    experiment = Experiment().replace(**settings)
    if kind == "sparse":
        return small_weights(train([experiment], seeds)[0])
    regularized, free = (weight_rms(one) for one in train([experiment, experiment.replace(l1=0.0, l2=0.0)], seeds))
    return 100 * (1 - regularized / free)
