"""Jobs for tests of the engines: small networks, short trainings by the kernel, losses in NumPy."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.engine import native
from whygrad.engine.program import Job, lower
from whygrad.experiment import Experiment
from whygrad.nets import Plan

SEEDS = (0, 1, 2, 7, 4_000_000_000)


def make_job(seeds: Sequence[int] = SEEDS, **values: Any) -> Job:
    """The default experiment with other values, lowered."""
    return lower(Experiment().replace(**values), seeds, name="test", kind="experiment")


def with_random_parameters(job: Job, scale: float = 0.5) -> Job:
    """The job with all of its parameters drawn anew, biases, gamma, beta and slopes too: no special point."""
    draw = np.random.default_rng(5).normal(size=job.initial.shape) * scale
    initial = draw.astype(np.float32)
    for p in job.program.plan.parameters:
        if p.kind in ("gamma", "slope"):
            initial[:, p.offset : p.offset + p.count] = np.abs(initial[:, p.offset : p.offset + p.count]) + 0.3
    return dataclasses.replace(job, initial=initial)


def with_data(job: Job, **arrays: NDArray[Any]) -> Job:
    """The job on other samples: `x_train`, `y_train`, … of its data set replaced."""
    dataset = dataclasses.replace(job.program.dataset, **arrays)
    return dataclasses.replace(job, program=dataclasses.replace(job.program, dataset=dataset))


def trained(
    jobs: Job | Sequence[Job], *, isa: str | None = None, threads: int = 1, detail: tuple[str, ...] = ()
) -> native.Population:
    """One population of these jobs, trained by the kernel to the end."""
    population = native.Population([jobs] if isinstance(jobs, Job) else list(jobs), detail, isa)
    assert native.run([population], threads, lambda _: None)
    return population


def parameters(population: native.Population) -> NDArray[np.float32]:
    """Final parameters (P, n) and running statistics."""
    return population.final_parameters(slice(None))


def channels(population: native.Population) -> dict[str, NDArray[np.float32]]:
    """All recorded channels (P, S, …)."""
    return population.channels(slice(None), slice(None))


def numpy_loss(plan: Plan, out: NDArray[np.floating], y: NDArray[Any]) -> NDArray[np.float64]:
    """Mean loss (P,) of outputs (P, N, O), straight from the formulas, in float64."""
    out = out.astype(np.float64)
    n = np.arange(len(y))
    if plan.loss == "softmax-cross-entropy":
        top = out.max(axis=-1)
        return (np.log(np.exp(out - top[..., None]).sum(axis=-1)) + top - out[:, n, y]).mean(axis=1)
    if plan.loss == "binary-cross-entropy":
        z = out[..., 0]
        return (np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))).mean(axis=1)
    if plan.task == "numbers":
        goal = y.astype(np.float64)
    else:
        low, high = plan.targets
        yes = y[:, None] if out.shape[-1] == 1 else np.eye(plan.classes)[y]
        goal = low + (high - low) * yes
    if plan.loss == "squared":
        each = 0.5 * (out - goal) ** 2
    elif plan.loss == "hinge":
        each = np.maximum(0, 1 - goal * out)
    else:
        each = np.maximum(0, -goal * out)
    return each.sum(axis=-1).mean(axis=1)
