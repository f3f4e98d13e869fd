"""Layers that began as copies of each other and stay so."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats, ratio
from whygrad.diagnose.reading import Reading

# What copies have in common.
_COMPARED = ("weight_rms", "gradient_l2", "activation_rms", "activation_mean", "backprop_rms")


def copied_layers(reading: Reading) -> tuple[Bools, Floats]:
    """(P, L) layers that began with the same numbers as another one, get the same gradient and stay as they are: one of
    them would do. And by how much two that are copies of each other have come to differ (P,), infinite without any.

    That is, through the training's beginning, and typically as long as nothing is known, as of units. Copies in a row,
    as a transformer's layers, or with other inputs get other gradients, and a copy that nobody trains gets none.
    """
    twins = np.array([layer.twin for layer in reading.meta.layers], np.int64)
    known = [name for name in _COMPARED if name in reading.channels]
    if not np.any(twins >= 0) or "gradient_l2" not in known:
        return np.zeros((reading.runs, reading.depth), bool), reading.constant(np.inf)
    differ = np.full((reading.runs, reading.records, reading.depth), np.nan)
    for name in known:
        values = reading[name]
        other = values[..., np.maximum(twins, 0)]
        differ = np.fmax(differ, ratio(np.abs(values - other), np.maximum(np.abs(values), np.abs(other))))
    gradient = reading["gradient_l2"]
    differ = np.where((gradient > 0) & (gradient[..., np.maximum(twins, 0)] > 0), differ, np.nan)
    most = np.fmax(np.fmax.reduce(np.where(at_the_beginning(reading)[..., None], differ, np.nan), axis=1),
                   reading.typical(differ, without_progress(reading)))  # fmt: skip
    later = (twins >= 0) & (reading.at_start(differ) < limit("symmetric-units")) & (most < limit("symmetric-units"))
    first = np.zeros_like(later)
    for place in np.flatnonzero(twins >= 0):
        first[:, twins[place]] |= later[:, place]
    return later | first, np.where(later, most, np.inf).min(1, initial=np.inf)


def at_the_beginning(reading: Reading) -> Bools:
    """(P, S) records of the beginning of the training, two at least: one is no beginning of what came after it."""
    second = reading.steps[min(1, reading.records - 1)]
    return reading.alive & (reading.steps <= max(1, second, limit("early") * reading.steps[-1]))[None]


def without_progress(reading: Reading) -> Bools:
    """(P, S) records at which next to nothing was known."""
    return reading.alive & (reading.progress < limit("progress-none"))
