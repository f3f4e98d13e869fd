"""Do convolutions get by with fewer parameters than a dense network of the same accuracy? Both trained and counted.

A convolution looks at a few neighboring pixels and uses the same weights everywhere (LeCun et al. 1989): few
parameters, but each is used at every place, so that there may be more to multiply.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from whygrad.data import load
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.trace import Trace
from whygrad.zoo.from_experiment import of_experiment
from whygrad.zoo.training import train_one_by_one

Kind = Literal["conv", "dense"]

FILTERS = (2, 4, 8)  # of the first convolution, the second has twice as many
WIDTHS = (8, 16, 32, 64, 128, 256)  # units of the dense network's one hidden layer
SEEDS = 3


def pictures() -> Experiment:
    """600 pictures of Fashion-MNIST; all networks together take about half a minute."""
    return Experiment.from_tree(
        {
            "data": {"name": "fashion-mnist-small", "preprocessing": ["center-channel", "scale-channel"]},
            "network": {"init": "he-normal"},
            "training": {"optimizer": "adam", "learning_rate": 0.003, "batch_size": 32, "epochs": 15},
            "recording": {"every": 10_000},  # the ends are all that counts
        }
    )


@dataclass(frozen=True, eq=False)
class Counted:
    """A network, what it holds and costs, and how often it is right on the test set, `accuracy` (P,) by seed."""

    kind: Kind
    size: int  # filters of its first convolution, or hidden units
    experiment: Experiment
    parameters: int
    multiply_adds: int
    accuracy: NDArray[np.float64]
    trace: Trace


def networks(base: Experiment) -> list[tuple[Kind, int, Experiment]]:
    """The networks on the data and training of `base`; raises `ExperimentError` for data that are no pictures."""
    dataset = load(base.data, base.folder)
    if dataset.picture_shape is None or not dataset.classes:
        raise ExperimentError("zoo-convolution-pictures", data=base.data.name)
    outputs = 1 if dataset.classes == 2 else dataset.classes
    sizes: list[tuple[Kind, int]] = [*(("conv", size) for size in FILTERS), *(("dense", size) for size in WIDTHS)]
    return [(kind, size, _sized(base, kind, size, outputs)) for kind, size in sizes]


def _sized(base: Experiment, kind: Kind, size: int, outputs: int) -> Experiment:
    if kind == "conv":
        return base.replace(layers=layers(size, outputs))
    return base.replace(hidden=[size], activation="relu")


def layers(filters: int, outputs: int) -> list[object]:
    """Two 3×3 convolutions, each with ReLU and 2×2 max pooling, and one dense layer."""
    body = [[{"conv": count, "padding": 1}, "relu", {"max_pool": 2}] for count in (filters, 2 * filters)]
    return [*body[0], *body[1], "flatten", {"dense": outputs}]


def convolution(
    base: Experiment | None = None, seeds: int = SEEDS, *, progress: Callable[[float], None] | None = None
) -> list[Counted]:
    """Train convolutional and dense networks of growing size in the same way (`pictures()` by default).

    Ctrl-C ends it with the networks that were trained so far.
    """
    every = networks(base or pictures())
    traces = train_one_by_one([experiment for _, _, experiment in every], seeds, progress)
    return [_counted(*one, trace) for one, trace in zip(every, traces, strict=False)]


def _counted(kind: Kind, size: int, experiment: Experiment, trace: Trace) -> Counted:
    summary = of_experiment(kind, experiment, "")
    accuracy = np.asarray(trace["accuracy_test"][:, -1], np.float64)
    return Counted(kind, size, experiment, summary.parameters, summary.multiply_adds, accuracy, trace)


def dense_twin(one: Counted, every: Sequence[Counted]) -> Counted | None:
    """The dense network with the fewest parameters whose mean accuracy is at least that of `one`, if there is any."""
    reach = [other for other in every if other.kind == "dense" and other.accuracy.mean() >= one.accuracy.mean()]
    return min(reach, key=lambda other: other.parameters, default=None)
