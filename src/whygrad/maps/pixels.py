"""Training some pixels of a map: networks of the same shape side by side in the kernel, everything else by `train`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.engine import train, trains_as_layers
from whygrad.engine.outcome import runs_diverged
from whygrad.engine.program import Job, lower
from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.maps.axis import Axis
from whygrad.maps.backend import Backend, Cpu, Population
from whygrad.maps.measure import Measure, Runs

FINISHED, DIVERGED, NON_FINITE = 0, 1, 2
"""How a run of a pixel ended."""

HEALTHY = "healthy"

BY_RUN: Mapping[str, tuple[str, ...]] = {
    "training.learning_rate": ("learning_rate",),
    "training.l1": ("l1",),
    "training.l2": ("l2", "decay"),
    "training.clip": ("clip",),
}
"""Options that the kernel takes for each run, with its names for them: pixels that differ in nothing else share one
lowered program.
"""

_MOST_JOBS = 4096  # lowered programs that are kept: two structural axes have one for each pixel
_MOST_PARAMETERS = 1 << 26  # initial ones of the runs that a GPU trains at once: 256 MB
_ENDS_ONLY = 1_000_000_000  # recording.every: the first and the last record

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Pixels:
    """What training gave: the measure (n, P) of each pixel and seed, how each run ended (n, P), and the code of the
    main finding (n,), empty unless findings were asked for.
    """

    values: NDArray[np.float32]
    ended: NDArray[np.int8]
    codes: tuple[str, ...] = ()


class Trainer:
    """Trains pixels of one map.

    `base` is the experiment of which both axes replace a setting; `seeds` are those of every pixel.
    """

    def __init__(
        self, experiment: Experiment, x: Axis, y: Axis, seeds: Sequence[int], measure: Measure, threads: int | None,
        gpu: Backend | None = None,
    ) -> None:  # fmt: skip
        self.seeds, self.threads = list(seeds), threads
        self._gpu = gpu
        self._backend: Backend = Cpu(threads) if gpu is None else gpu
        self._x, self._y, self._measure = x, y, measure
        self.base = experiment if measure.over_time else experiment.replace(every=_ENDS_ONLY)
        self._x_numbers, self._y_numbers = x.numbers.astype(np.float32), y.numbers.astype(np.float32)
        self._jobs: dict[tuple[int, int], Job] = {}

    def with_experiment(self, experiment: Experiment) -> Trainer:
        """A trainer of the same pixels of another experiment."""
        return Trainer(experiment, self._x, self._y, self.seeds, self._measure, self.threads, self._gpu)

    @property
    def pixels_at_once(self) -> int:
        """As many pixels take about as long as one; at least 1."""
        runs = self._backend.runs_at_once
        if runs > 1:
            runs = min(runs, _MOST_PARAMETERS // max(1, self._lowered(0, 0).program.plan.count))
        return max(1, runs // len(self.seeds))

    def check(self) -> None:
        """Raise `InputError` if a GPU is to train what only the CPU trains."""
        if self._gpu is None:
            return
        if self._measure.of is None:
            raise InputError("map-gpu-finding")
        if not self._kernel_trains:
            raise InputError("map-gpu-network")

    def train(self, rows: NDArray[np.int64], columns: NDArray[np.int64], progress: Progress) -> Pixels:
        """The pixels at these rows and columns. Raises `KeyboardInterrupt` if Ctrl-C ended the training."""
        if self._measure.of is None:
            return self._findings(rows, columns, progress)
        values = np.full((len(rows), len(self.seeds)), np.nan, np.float32)
        ended = np.zeros(values.shape, np.int8)
        for places, runs, ends in self.runs(rows, columns, progress):
            shape = (len(places), len(self.seeds))
            values[places], ended[places] = self._measure.of(runs).reshape(shape), ends.reshape(shape)
        values[ended == NON_FINITE] = np.nan
        return Pixels(values, ended)

    def runs(
        self, rows: NDArray[np.int64], columns: NDArray[np.int64], progress: Progress
    ) -> Iterator[tuple[NDArray[np.int64], Runs, NDArray[np.int8]]]:
        """Train the pixels at these rows and columns: some of their places at a time, what their runs recorded, pixel
        by pixel with its seeds in order, and how each run ended (R,). Raises `KeyboardInterrupt` if Ctrl-C ended it.
        """
        return (self._by_kernel if self._kernel_trains else self._one_by_one)(rows, columns, progress)

    @cached_property
    def _kernel_trains(self) -> bool:
        try:
            from whygrad.engine import native
        except ImportError:  # not built for this machine
            return False
        corners = [(row, column) for row in (0, len(self._y) - 1) for column in (0, len(self._x) - 1)]
        engine = "auto" if self._gpu is None else "kernel"  # PyTorch is not faster than a GPU
        if any(trains_as_layers(self.experiment(*corner), engine) for corner in corners):
            return False
        return all(native.supports(self._lowered(*corner).program.plan) for corner in corners)

    def experiment(self, row: int, column: int) -> Experiment:
        """The experiment of a pixel."""
        return self._y.apply(self._x.apply(self.base, self._x.values[column]), self._y.values[row])

    # -- in the kernel -----------------------------------------------------------------------------------------------

    def _by_kernel(
        self, rows: NDArray[np.int64], columns: NDArray[np.int64], progress: Progress
    ) -> Iterator[tuple[NDArray[np.int64], Runs, NDArray[np.int8]]]:
        populations: dict[Hashable, list[tuple[Job, NDArray[np.int64]]]] = defaultdict(list)
        for places in self._alike(rows, columns):
            job = self._job(rows[places], columns[places])
            populations[job.key].append((job, places))
        groups = list(populations.values())
        trained: list[Population] = [self._backend.population([job for job, _ in group]) for group in groups]
        if not self._backend.run(trained, progress):
            raise KeyboardInterrupt
        for population, group in zip(trained, groups, strict=True):
            for (job, places), (_, runs) in zip(group, population.places(), strict=True):
                channels, step = population.channels(runs), population.non_finite_step(runs)
                yield places, _recorded(job, channels), _ends(job, channels["loss_train"], step)

    def _alike(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        """Pixels that share a lowered program: their places in `rows`."""
        group = np.zeros_like(rows)
        if self._changes_program(self._y):
            group += rows * len(self._x)
        if self._changes_program(self._x):
            group += columns
        order = np.argsort(group, kind="stable")
        return np.split(order, np.flatnonzero(np.diff(group[order])) + 1)

    def _job(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Job:
        """One job with a run for every pixel and seed; the pixels share a lowered program."""
        one = self._lowered(int(rows[0]), int(columns[0]))
        varied: dict[str, NDArray[np.float32]] = {}
        for axis, numbers, places in ((self._x, self._x_numbers, columns), (self._y, self._y_numbers, rows)):
            for name in BY_RUN.get(axis.key, ()):
                varied[name] = np.repeat(numbers[places], len(self.seeds))
        count = len(rows)
        return replace(one, seeds=np.tile(one.seeds, count), initial=np.tile(one.initial, (count, 1)), varied=varied)

    def _lowered(self, row: int, column: int) -> Job:
        """The job of a pixel, lowered once for all pixels that differ only in what the kernel takes for each run."""
        key = (row if self._changes_program(self._y) else 0, column if self._changes_program(self._x) else 0)
        if key not in self._jobs:
            if len(self._jobs) >= _MOST_JOBS:
                self._jobs.clear()
            self._jobs[key] = lower(self.experiment(row, column), self.seeds, name="", kind="experiment")
        return self._jobs[key]

    @staticmethod
    def _changes_program(axis: Axis) -> bool:
        return axis.key not in BY_RUN

    # -- by `train` --------------------------------------------------------------------------------------------------

    def _one_by_one(
        self, rows: NDArray[np.int64], columns: NDArray[np.int64], progress: Progress
    ) -> Iterator[tuple[NDArray[np.int64], Runs, NDArray[np.int8]]]:
        for place, trace in enumerate(self._traces(rows, columns, progress)):
            channels = {name: trace[name] for name in ("loss_train", "loss_test", "accuracy_train", "accuracy_test")
                        if trace.has(name)}  # fmt: skip
            chance = np.full(len(self.seeds), trace.meta.chance_loss)
            yield np.array([place]), Runs(channels, trace.epochs, chance), _status_numbers(trace)

    def _findings(self, rows: NDArray[np.int64], columns: NDArray[np.int64], progress: Progress) -> Pixels:
        from whygrad.diagnose import diagnose
        from whygrad.diagnose.finding import Severity

        codes: list[str] = []
        ended = np.zeros((len(rows), len(self.seeds)), np.int8)
        for place, trace in enumerate(self._traces(rows, columns, progress)):
            found = [one.code for one in diagnose(trace).findings if one.severity is not Severity.INFO]
            codes.append(found[0] if found else HEALTHY)
            ended[place] = _status_numbers(trace)
        return Pixels(np.full(ended.shape, np.nan, np.float32), ended, tuple(codes))

    def _traces(self, rows: NDArray[np.int64], columns: NDArray[np.int64], progress: Progress) -> Any:
        from whygrad.trace import Status

        experiments = [self.experiment(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]
        traces = train(experiments, self.seeds, progress=progress, threads=self.threads)
        if len(traces) < len(experiments) or any(Status.INTERRUPTED in trace.status for trace in traces):
            raise KeyboardInterrupt
        return traces


def _recorded(job: Job, channels: Mapping[str, NDArray[np.float32]]) -> Runs:
    epochs = job.program.record_steps / job.program.per_epoch
    return Runs(channels, epochs, np.full(len(channels["loss_train"]), job.meta.chance_loss))


def _ends(job: Job, loss: NDArray[np.float32], non_finite_step: NDArray[np.int64]) -> NDArray[np.int8]:
    ended = np.where(runs_diverged(job.meta, loss), DIVERGED, FINISHED)
    return np.where(non_finite_step >= 0, NON_FINITE, ended).astype(np.int8)


def _status_numbers(trace: Any) -> NDArray[np.int8]:
    from whygrad.trace import Status

    numbers = {Status.NON_FINITE: NON_FINITE, Status.DIVERGED: DIVERGED}
    return np.array([numbers.get(one, FINISHED) for one in trace.status], np.int8)
