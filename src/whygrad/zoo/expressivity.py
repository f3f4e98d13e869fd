"""How many linear regions ReLU networks have, by width and depth, before and after they are trained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whygrad.data import Dataset, load
from whygrad.experiment import Experiment
from whygrad.nets import initial_running, plan
from whygrad.trace import Trace
from whygrad.zoo.regions import Regions, input_map, linear_regions, most_regions
from whygrad.zoo.training import train_to_the_end

SHAPES: tuple[tuple[int, ...], ...] = (
    (4,), (8,), (16,), (32,), (4, 4), (8, 8), (16, 16), (4, 4, 4, 4), (8, 8, 8, 8),
)  # fmt: skip
_MARGIN = 0.1  # of the samples' range, around them


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A network's regions over P seeds inside `box`: `start` (P,) and `end` (P,), `pieces` (P,) of the trained output.

    `most` is the bound of `most_regions`; `first` and `last` are those of seed 0 before and after training.
    """

    experiment: Experiment
    trace: Trace
    dataset: Dataset
    box: tuple[tuple[float, float], ...]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    pieces: NDArray[np.int64]
    most: int
    first: Regions
    last: Regions


def relu_networks(shapes: Sequence[tuple[int, ...]] = SHAPES) -> list[Experiment]:
    """ReLU networks of several shapes on two moons."""
    base = Experiment().replace(
        name="moons", noise=0.15, activation="relu", init="he-normal", optimizer="adam", learning_rate=0.01, epochs=100
    )
    return [base.replace(hidden=list(hidden)) for hidden in shapes]


def count_regions(experiments: Sequence[Experiment], seeds: int | Iterable[int] = 4) -> list[Counted]:
    """Train networks side by side and count their regions around the samples; one call of the engine."""
    traces = train_to_the_end(experiments, seeds)
    return [_counted(one, trace) for one, trace in zip(experiments, traces, strict=True)]


def _counted(experiment: Experiment, trace: Trace) -> Counted:
    dataset = load(experiment.data, experiment.folder)
    network = plan(experiment, dataset.x_train.shape[1], dataset.task, dataset.classes)
    assert dataset.x_raw_train is not None
    assert dataset.x_raw_test is not None
    raw = np.concatenate([dataset.x_raw_train, dataset.x_raw_test]).astype(np.float64)
    low, high = raw.min(axis=0), raw.max(axis=0)
    margin = _MARGIN * (high - low)
    box = tuple((float(a), float(b)) for a, b in zip(low - margin, high + margin, strict=True))
    seen = input_map(dataset.transform(raw).astype(np.float64), raw)

    def regions(numbers: NDArray[np.floating] | None, run: int) -> Regions:
        assert numbers is not None
        running = numbers[run, network.count :] if network.running else initial_running(network, 1)[0]
        return linear_regions(network, numbers[run], box, running=running, inputs=seen)

    runs = range(len(trace.seeds))
    before = [regions(trace.initial_parameters, run) for run in runs]
    after = [regions(trace.final_parameters, run) for run in runs]
    return Counted(
        experiment, trace, dataset, box,
        np.array([one.count for one in before]), np.array([one.count for one in after]),
        np.array([one.pieces for one in after]), most_regions(experiment.network.hidden),
        before[0], after[0],
    )  # fmt: skip
