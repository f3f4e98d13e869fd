"""Overfitting avoided, and training loss left, both in percent of the chance-level loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.measures import overfitting_gap, relative_loss
from whygrad.engine import train
from whygrad.experiment import Experiment

Array = NDArray[np.float64]


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """`quantity` is "overfitting" (minus the test loss plus the training loss) or "fitting" (the training loss left
    when the training ends); the rest is an experiment: (P,). Both are larger where the claim is right.
    """
    rest = {key: value for key, value in settings.items() if key != "quantity"}
    [trace] = train([Experiment().replace(**rest)], list(seeds))
    return -overfitting_gap(trace) if settings["quantity"] == "overfitting" else relative_loss(trace, of="train")
