"""What is kept of a training beside its records: the data, the first parameters, and how each run ended."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from whygrad import nets
from whygrad.data import Dataset
from whygrad.engine.program import Job
from whygrad.trace import Meta, Status

# A run that ends with a loss this many times its value at chance, and as many times the one it began with, diverged;
# so did one whose last update led to an infinite or undefined loss.
DIVERGED = 2.0


def constants(job: Job) -> dict[str, NDArray[np.floating]]:
    """The channels that describe a job's data."""
    return data_constants(job.program.dataset)


def data_constants(dataset: Dataset) -> dict[str, NDArray[np.floating]]:
    """The channels that describe the data."""
    values: dict[str, NDArray[np.floating]] = {"input_mean": dataset.input_mean, "input_std": dataset.input_std}
    if dataset.classes:
        values["class_share"] = dataset.class_share
    return values


def initial_parameters(job: Job) -> NDArray[np.float32]:
    """Parameters before training, followed by the running statistics of batch normalization, as the final ones are."""
    return np.concatenate((job.initial, nets.initial_running(job.program.plan, len(job.seeds))), axis=1)


def runs_diverged(meta: Meta, loss: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether each run diverged, by its training loss (P, S): (P,)."""
    if not loss.shape[1]:
        return np.zeros(len(loss), np.bool_)
    first, last = loss[:, 0].astype(np.float64), loss[:, -1].astype(np.float64)
    chance = meta.chance_loss
    highest = np.where(first > chance, first, chance)  # as max(): a first loss that is not a number is not the largest
    return (last > DIVERGED * highest) | ~np.isfinite(last)


def statuses(meta: Meta, loss: NDArray[np.float32], non_finite_step: NDArray[np.int64], finished: bool) -> list[Status]:
    """How each run ended, by its training loss (P, S) and the step at which it turned non-finite (P,)."""
    result: list[Status] = []
    for diverged, bad in zip(runs_diverged(meta, loss), non_finite_step, strict=True):
        if bad >= 0:
            result.append(Status.NON_FINITE)
        elif not finished:
            result.append(Status.INTERRUPTED)
        else:
            result.append(Status.DIVERGED if diverged else Status.FINISHED)
    return result
