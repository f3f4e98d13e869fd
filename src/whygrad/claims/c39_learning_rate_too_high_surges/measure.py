"""How far the loss surges, and how many updates it needs, at a multiple of a working learning rate; both as log2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.measures import log2_loss_surge, log2_updates_to_loss
from whygrad.engine import train
from whygrad.experiment import Experiment

Array = NDArray[np.float64]

LOW_LOSS = 0.3  # of the chance-level loss


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """`quantity` is "surge" or "updates", `factor` multiplies `learning_rate`; the rest is an experiment: (P,)."""
    rest = {key: value for key, value in settings.items() if key not in ("quantity", "factor")}
    rest["learning_rate"] = settings["learning_rate"] * settings["factor"]
    [trace] = train([Experiment().replace(**rest)], list(seeds))
    return log2_loss_surge(trace) if settings["quantity"] == "surge" else log2_updates_to_loss(trace, fraction=LOW_LOSS)
