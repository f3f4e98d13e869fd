"""What a map takes of time and memory, estimated before it is trained."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from whygrad import data
from whygrad.engine.cost import free_memory
from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.maps.axis import Axis
from whygrad.maps.pixels import Trainer

_PROBE_UPDATES = 2_000
_PROBE_PIXELS = 32  # along the diagonal: settings of both axes are in it
_PROBE_UPDATES_AT_ONCE = 200  # where many pixels take as long as one, such as on a GPU: as many are trained
_PROBE_SETTINGS = 16  # along each axis, so that few networks are prepared for them
_BYTES_A_RUN = 4 + 1 + 8  # value, status, and the copy that a picture is made of
SECONDS = 3600.0
"""The longest time that a map may be estimated to take, unless stated otherwise: an hour."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Estimated seconds of training, and bytes that the map takes."""

    seconds: float
    bytes: float

    def check(self, most_seconds: float) -> None:
        """Raise `InputError` if the map takes more time than stated or more memory than is free."""
        free = free_memory()
        if self.bytes > free:
            raise InputError("map-memory", needed=_size(self.bytes), free=_size(free))
        if self.seconds > most_seconds:
            raise InputError("map-time", needed=duration(self.seconds), limit=duration(most_seconds))


def estimate(trainer: Trainer, x: Axis, y: Axis, frames: int) -> Cost:
    """Train a few pixels for a few updates, and count what all of them take."""
    count = len(x) * len(y) * frames
    together = trainer.pixels_at_once
    short, ratio = _shortened(trainer.base, _PROBE_UPDATES if together == 1 else _PROBE_UPDATES_AT_ONCE)
    probe = trainer.with_experiment(short)
    if together == 1:
        pixels = min(_PROBE_PIXELS, max(len(x), len(y)))
        rows = np.linspace(0, len(y) - 1, pixels).round().astype(np.int64)
        columns = np.linspace(0, len(x) - 1, pixels).round().astype(np.int64)
    else:
        pixels = min(together, len(x) * len(y))
        places = [np.linspace(0, len(axis) - 1, min(_PROBE_SETTINGS, len(axis))).round() for axis in (y, x)]
        rows, columns = (np.resize(one, pixels).astype(np.int64) for one in np.meshgrid(*places, indexing="ij"))
    heard: list[float] = []
    start = time.perf_counter()
    probe.train(rows, columns, lambda _: heard.append(time.perf_counter()))
    whole = time.perf_counter() - start
    # On a GPU, what comes before the updates is no longer for many of them; between reports there are updates only.
    updates = whole if together == 1 else heard[-1] - heard[0]
    seconds = (whole - updates + updates * ratio) * count / pixels
    return Cost(seconds, float(count) * len(trainer.seeds) * _BYTES_A_RUN)


def _shortened(experiment: Experiment, updates: int) -> tuple[Experiment, float]:
    """The experiment cut to few updates, and how many times as long the whole one is."""
    training = experiment.training
    samples = len(data.load(experiment.data, experiment.folder).x_train)
    per_epoch = math.ceil(samples / training.batch_size)
    epochs = min(training.epochs, max(1, updates // per_epoch))
    return experiment.replace(epochs=epochs), training.epochs / epochs


def _size(size: float) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1.0, size / 1e6):.0f} MB"


def duration(seconds: float) -> str:
    """Seconds as people read them: "40 s", "12 min", "3.5 h", "20 days"."""
    if not math.isfinite(seconds) or seconds >= 48 * 3600:
        return f"{seconds / 86400:.0f} d"
    if seconds >= 5400:
        return f"{seconds / 3600:.1f} h"
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
