"""Lowering: experiments to programs. Experiments that differ only in numbers that may differ from run to run share one.

A program is everything that a population of networks has in common: operations, data, optimizer, schedule, records.
What may differ between its runs (learning rate, penalties, clipping, dropout, initialization) lies beside it, one
number a run.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from whygrad import data, nets
from whygrad.data import Dataset
from whygrad.engine.meta import meta_of
from whygrad.engine.schedule import learning_rate_factors, record_steps
from whygrad.experiment import Experiment
from whygrad.trace import PROBE_SAMPLES, Meta

MOMENTUM = 0.9  # of `momentum` and `nesterov`, as everywhere


@dataclass(frozen=True, eq=False)
class Program:
    """What a population has in common."""

    plan: nets.Plan
    dataset: Dataset
    optimizer: str
    schedule: NDArray[np.float32]  # (steps,) factor on the learning rate
    record_steps: NDArray[np.int64]  # (S,)
    batch_size: int
    per_epoch: int

    @property
    def total_steps(self) -> int:
        """Updates from start to end."""
        return len(self.schedule)

    @property
    def probe_samples(self) -> int:
        """Samples in the probe batch."""
        return min(PROBE_SAMPLES, len(self.dataset.x_train))


@dataclass(frozen=True, eq=False)
class Job:
    """One experiment with its seeds, lowered: P runs of a program."""

    experiment: Experiment
    program: Program
    meta: Meta
    seeds: NDArray[np.uint32]  # (P,)
    initial: NDArray[np.float32]  # (P, n)
    key: Hashable  # equal keys: the programs are the same
    varied: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)  # settings in which the runs differ: (P,)

    def by(self, framework: str) -> Job:
        """The same job, trained by something else than the kernel."""
        return replace(self, meta=replace(self.meta, framework=framework))

    @property
    def settings(self) -> dict[str, float]:
        """What may differ from run to run in one population. AdamW's decoupled decay is `l2`."""
        training = self.experiment.training
        return {
            "learning_rate": training.learning_rate,
            "momentum": MOMENTUM,
            "decay": training.l2,
            "l1": training.l1,
            "l2": training.l2,
            "clip": training.clip,
            "dropout": self.experiment.network.dropout,
        }

    def setting(self, name: str) -> NDArray[np.float32]:
        """A setting of each run: (P,)."""
        if name in self.varied:
            return self.varied[name]
        return np.full(len(self.seeds), self.settings[name], np.float32)


def lower(experiment: Experiment, seeds: Sequence[int], *, name: str, kind: Literal["preset", "experiment"]) -> Job:
    """An experiment as a program, with the initial weights of a run for every seed.

    Raises `ExperimentError` or `DataError` for what cannot be trained.
    """
    training = experiment.training
    dataset = data.load(experiment.data, experiment.folder)
    n_train, features = dataset.x_train.shape
    plan = nets.plan(experiment, features, dataset.task, dataset.classes)
    batch = min(training.batch_size, n_train)
    per_epoch = -(-n_train // batch)
    total = per_epoch * training.epochs
    program = Program(
        plan=plan,
        dataset=dataset,
        optimizer=training.optimizer,
        schedule=learning_rate_factors(training.schedule, training.warmup, total, per_epoch),
        record_steps=record_steps(experiment.recording.every, total),
        batch_size=batch,
        per_epoch=per_epoch,
    )
    meta = meta_of(
        experiment, dataset, plan, plan.layers, kind=kind, name=name, framework="kernel", batch=batch, samples=n_train,
        per_epoch=per_epoch,
    )  # fmt: skip
    words = np.asarray(seeds, np.int64).astype(np.uint32)
    key = (
        id(dataset),
        plan.ops,
        plan.widths,
        plan.loss,
        plan.targets,
        training.optimizer,
        training.schedule,
        training.warmup,
        training.epochs,
        batch,
        experiment.recording.every,
    )
    return Job(experiment, program, meta, words, nets.initial_parameters(plan, words), key)
