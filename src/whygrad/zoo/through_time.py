"""Gradients through time: how much of the loss's gradient reaches the states that a recurrent network had long ago.

The state h_t of a recurrent layer reaches the loss by way of all later states, so its gradient is a product of as many
Jacobians as there are steps between (Bengio, Simard & Frasconi 1994). The watcher records it (`time_gradient`); here
are the cells that show what may become of the product, side by side on one task.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from whygrad import nets
from whygrad.data import load
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.trace import Trace
from whygrad.zoo.training import train_one_by_one

Array = NDArray[np.float64]

# name -> the recurrent layer and how its weights are drawn
CELLS: Mapping[str, tuple[str, str]] = {
    "rnn": ("rnn", "xavier-uniform"),  # Elman 1990, tanh
    "rnn-orthogonal": ("rnn", "orthogonal"),  # Saxe, McClelland & Ganguli 2014; Arjovsky, Shah & Bengio 2016
    "rnn-large": ("rnn", "normal:0.3"),  # eigenvalues up to 0.3·√32 ≈ 1.7
    "lstm": ("lstm", "xavier-uniform"),  # Hochreiter & Schmidhuber 1997
    "gru": ("gru", "xavier-uniform"),  # Cho et al. 2014
}
_KINDS = tuple({kind for kind, _ in CELLS.values()})
CLIPS = (0.0, 1.0)
UNITS = 32
_EMBEDDING = 8  # numbers that stand for a token


def adding() -> Experiment:
    """The adding problem over 40 steps, about two hundred updates: seconds for each cell."""
    return Experiment.from_tree(
        {
            "data": {"name": "adding:40", "samples": 1_000, "train_share": 0.8},
            "training": {"optimizer": "adam", "learning_rate": 0.01, "batch_size": 50, "epochs": 12},
        }
    )


@dataclass(frozen=True, eq=False)
class Passage:
    """One cell, trained with one limit on the gradient's norm: `trace` over P seeds, S records."""

    cell: str
    clip: float
    experiment: Experiment
    trace: Trace

    @cached_property
    def times(self) -> Array:
        """(S, T) RMS of B·dL/dh_t, the last time first: the geometric mean over the seeds of the recurrent layer's."""
        place = next(at for at, layer in enumerate(self.trace.meta.layers) if layer.kind in _KINDS)
        values = self.trace["time_gradient"][:, :, place].astype(np.float64)  # (P, S, T)
        with np.errstate(divide="ignore"):
            return np.exp(np.log(values).mean(axis=0))

    @property
    def relative(self) -> Array:
        """(S, T) the same over what the last time gets: 1 at distance 0."""
        return self.times / self.times[:, :1]

    @property
    def factors(self) -> Array:
        """(S,) by what a step in time multiplies the gradient, geometric mean over all steps."""
        far = self.relative[:, -1]
        return far ** (1 / (self.times.shape[1] - 1))

    @property
    def loss(self) -> float:
        """Training loss at the end, mean over the seeds."""
        return float(self.trace["loss_train"][:, -1].mean())

    @property
    def largest_norm(self) -> float:
        """The longest gradient of all records and seeds, before it was clipped."""
        return float(np.nanmax(self.trace["gradient_norm"]))


def cells(base: Experiment) -> list[tuple[str, float, Experiment]]:
    """(cell, clip, experiment) of every cell on the data and training of `base`, whose network does not matter.

    Raises `ExperimentError` unless the data are sequences.
    """
    dataset = load(base.data, base.folder)
    if not dataset.tokens and len(dataset.shape) != 2:
        raise ExperimentError("zoo-time-sequences", data=base.data.name)
    outputs = nets.head(base.replace(hidden=[]), dataset.task, dataset.classes).outputs
    before: list[object] = [{"embedding": _EMBEDDING}] if dataset.tokens else []
    return [
        (name, clip, base.replace(layers=[*before, {kind: UNITS}, {"dense": outputs}], init=init, clip=clip))
        for name, (kind, init) in CELLS.items()
        for clip in CLIPS
    ]


def through_time(
    base: Experiment | None = None, seeds: int = 1, *, progress: Callable[[float], None] | None = None
) -> Sequence[Passage]:
    """Train every cell with and without clipping on the task of `base` (`adding()` by default) and watch its gradients.

    Ctrl-C ends it with the cells that were trained so far.
    """
    every = cells(base or adding())
    traces = train_one_by_one([experiment for _, _, experiment in every], seeds, progress)
    return [Passage(*one, trace) for one, trace in zip(every, traces, strict=False)]
