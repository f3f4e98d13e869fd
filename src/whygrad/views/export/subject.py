"""What is exported: an experiment, one seed, and the weights that go along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whygrad.data import Dataset
from whygrad.engine.program import Job, lower
from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.nets import Plan, initial_running
from whygrad.trace import Trace


@dataclass(frozen=True, eq=False)
class Subject:
    """One run of an experiment: its program, and its weights at the start or after some training."""

    job: Job
    parameters: NDArray[np.float32]  # (n,) in the plan's order
    running: NDArray[np.float32]  # (plan.running,) statistics of batch normalization
    trained: bool

    @property
    def experiment(self) -> Experiment:
        """The experiment, with its files."""
        return self.job.experiment

    @property
    def plan(self) -> Plan:
        """The network."""
        return self.job.program.plan

    @property
    def dataset(self) -> Dataset:
        """What it is trained and tested on."""
        return self.job.program.dataset

    @property
    def seed(self) -> int:
        """The seed of the run: of its initial weights, its order of samples and its dropout."""
        return int(self.job.seeds[0])

    @property
    def name(self) -> str:
        """What the experiment is called; never empty."""
        return self.job.meta.name

    def tensors(self) -> list[NDArray[np.float32]]:
        """The parameters one by one, in the plan's order and shapes: weights (O, I), the others (U,)."""
        return [self.parameters[p.offset : p.offset + p.count].reshape(p.shape) for p in self.plan.parameters]


def subject(
    experiment: Experiment, seed: int = 0, *, name: str = "", weights: NDArray[np.float32] | None = None
) -> Subject:
    """An experiment with the initial weights of a seed, or with `weights`: parameters, then running statistics.

    Raises `ExperimentError` or `DataError` for what cannot be trained, `InputError` for weights that are not this
    network's, or that are not finite.
    """
    job = lower(experiment, [seed], name=name or "experiment", kind="experiment")
    plan = job.program.plan
    if weights is None:
        return Subject(job, job.initial[0], initial_running(plan, 1)[0], trained=False)
    if weights.shape != (plan.count + plan.running,):
        raise InputError("export-error-weights", given=str(weights.size), count=str(plan.count + plan.running))
    if not np.isfinite(weights).all():
        raise InputError("export-error-not-finite")
    return Subject(job, weights[: plan.count], weights[plan.count :], trained=True)


def subject_of_trace(trace: Trace, seed: int | None = None) -> Subject:
    """What a saved trace of an experiment ended with: its first run's final weights, or those of the run with `seed`.

    Raises `InputError` for a trace of somebody's own model, for one without weights, and for a seed it does not have.
    """
    name = trace.meta.name
    if trace.meta.experiment is None or trace.final_parameters is None:
        raise InputError("export-error-no-experiment", name=name)
    seeds = trace.seeds.tolist()
    if seed is not None and seed not in seeds:
        raise InputError("export-error-no-seed", name=name, seed=str(seed), known=", ".join(map(str, seeds)))
    run = 0 if seed is None else seeds.index(seed)
    experiment = Experiment.from_tree(trace.meta.experiment)
    return subject(experiment, seeds[run], name=name, weights=trace.final_parameters[run])
