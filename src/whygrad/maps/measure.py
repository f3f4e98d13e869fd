"""What a pixel of a map shows: one number of each run, or the code of a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import InputError, nearest

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Runs:
    """What the runs of some pixels recorded: channels (R, S) by name, the epoch of every record (S,), and each run's
    loss at chance level (R,).
    """

    channels: Mapping[str, NDArray[np.float32]]
    epochs: Array
    chance_loss: Array

    def last(self, channel: str) -> Array:
        """The last record of a channel: (R,)."""
        return self.channels[channel][:, -1].astype(np.float64)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of maps. `of` gives one number for each run; `None` for codes of findings, which rules give.

    `best`: which end of the range is better. `log`: whether the colors follow the logarithm. `over_time`: whether it
    needs more than the first and last record.
    """

    name: str
    of: Callable[[Runs], Array] | None
    best: str = "lower"
    log: bool = False
    over_time: bool = False


def epochs_to_half(runs: Runs) -> Array:
    """Epochs until the training loss is at most half its chance level, by linear interpolation between records; NaN for
    runs that never get there: (R,).
    """
    loss = runs.channels["loss_train"].astype(np.float64)
    goal = 0.5 * runs.chance_loss[:, None]
    reached = loss <= goal
    first = reached.argmax(axis=1)
    row = np.arange(len(loss))
    before = np.maximum(first - 1, 0)
    start, end = loss[row, before], loss[row, first]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(end < start, (start - goal[:, 0]) / (start - end), 0.0)
    epochs = runs.epochs[before] + np.clip(share, 0.0, 1.0) * (runs.epochs[first] - runs.epochs[before])
    return np.where(reached.any(axis=1), epochs, np.nan)


MEASURES: Mapping[str, Measure] = {
    one.name: one
    for one in (
        Measure("loss", lambda runs: runs.last("loss_test"), log=True),
        Measure("train-loss", lambda runs: runs.last("loss_train"), log=True),
        Measure("accuracy", lambda runs: runs.last("accuracy_test"), best="higher"),
        Measure("train-accuracy", lambda runs: runs.last("accuracy_train"), best="higher"),
        Measure("speed", epochs_to_half, log=True, over_time=True),
        Measure("finding", None, over_time=True),
    )
}  # fmt: skip
"""The measures by name: losses and accuracies at the end of the training, `speed` in epochs, and the main finding."""


def measure(name: str) -> Measure:
    """The measure of a name; raises `InputError` with the nearest right one."""
    if name not in MEASURES:
        raise InputError(
            "map-unknown-measure", name=name[:60], known=", ".join(MEASURES), near=nearest(name, MEASURES) or ""
        )
    return MEASURES[name]
