"""Which units are off for every input: whether they come back, and how many a training leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.engine import train
from whygrad.experiment import Experiment

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """Percent of units that are off for every input at the end of a training, once per seed: (P,).

    `of` says of which units: "all"; "dead", those that were off for every input halfway; "living", all others. Of
    "dead", a run without such a unit counts as 100, because none came back. The other settings are an experiment's.
    """
    experiment = Experiment().replace(**{key: value for key, value in settings.items() if key != "of"})
    trace = train(experiment, seeds, detail=["units"])
    active = np.asarray(trace["unit_active_share"], dtype=np.float64)[:, :, :-1]
    return percent_dead(active, str(settings["of"]))


def percent_dead(active: Array, of: str) -> Array:
    """The same from the fraction of samples for which each unit is active: (P, S, L, H) -> (P,)."""
    runs, records = active.shape[:2]
    flat = active.reshape(runs, records, -1)
    halfway: Flags = flat[:, records // 2] == 0
    end: Flags = flat[:, -1] == 0
    chosen = {"all": np.ones_like(end), "dead": halfway, "living": ~halfway}[of]
    empty = 100.0 if of == "dead" else 0.0
    counts = chosen.sum(axis=1)
    return np.where(counts > 0, 100.0 * (end & chosen).sum(axis=1) / np.maximum(counts, 1), empty)
