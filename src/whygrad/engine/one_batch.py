"""One batch overfitted: can the same network, from the same weights and by the same optimizer, learn it by heart?

The classic check before any long training (Karpathy, A Recipe for Training Neural Networks, 2019). A network that can
has weights, a loss and an optimizer that work; what a poor training then lacks is capacity for all of the data, better
data or less regularization. One that cannot is itself at fault, whatever the data.

The check is a training of its own, the *companion*: the job's network, seeds, first weights and optimizer, but a
training set of one batch, a constant learning rate, no dropout and no penalties.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import Dataset
from whygrad.engine.meta import loss_at_chance
from whygrad.engine.program import Job

DETAIL = "one-batch"
CHANNEL = "one_batch_progress"
MOST_UPDATES = 500
MOST_SAMPLES = 32


def batch_samples(targets: NDArray[Any], batch_size: int) -> int:
    """How many of the first training samples are the batch: `batch_size`, from 2 to 32 of them.

    If their targets (N,) or (N, 1) are all the same, there is nothing to learn by heart: the batch then goes on to the
    first sample with another target, if that is among the first 32.
    """
    first = targets[:MOST_SAMPLES].reshape(-1)
    wanted = min(max(batch_size, 2), len(first))
    others = np.flatnonzero(first != first[0])
    return max(wanted, int(others[0]) + 1) if len(others) else wanted


def companion(job: Job) -> Job:
    """The job whose training set is its first batch alone, for min(the job's updates, 500) updates.

    It is recorded when the job is, up to its own end, so that the two keep pace in one session of the kernel. Its loss
    at chance is that of the batch.
    """
    program = job.program
    dataset = _first_batch(program.dataset, job.experiment.training.batch_size)
    samples, steps = len(dataset.x_train), min(program.total_steps, MOST_UPDATES)
    alone = dataclasses.replace(
        program,
        dataset=dataset,
        schedule=np.ones(steps, np.float32),
        record_steps=np.unique(np.minimum(program.record_steps, steps)),
        batch_size=samples,
        per_epoch=1,
    )
    return dataclasses.replace(
        job,
        experiment=job.experiment.replace(dropout=0.0, l1=0.0, l2=0.0, schedule="constant", warmup=0.0),
        program=alone,
        meta=dataclasses.replace(
            job.meta,
            batch_size=samples,
            train_samples=samples,
            test_samples=0,
            steps_per_epoch=1,
            total_steps=steps,
            chance_loss=loss_at_chance(dataset, program.plan),
        ),
        key=(DETAIL, samples, steps, job.key),
    )


def one_batch_progress(job: Job, loss: NDArray[np.floating] | None) -> dict[str, NDArray[np.float32]]:
    """The channel: 1 - loss / loss at chance, from a companion's last training losses (P,).

    0 where the loss is not finite: that run learned nothing. NaN for every run if the loss at chance is unknown or 0,
    or if there is no `loss` because the training was interrupted before.
    """
    chance = job.meta.chance_loss
    if loss is None or not chance > 0:
        return {CHANNEL: np.full(len(job.seeds), np.nan, np.float32)}
    learned = np.where(np.isfinite(loss), 1.0 - loss.astype(np.float64) / chance, 0.0)
    with np.errstate(over="ignore"):  # a loss near the largest number, over a small one
        return {CHANNEL: learned.astype(np.float32)}


def _first_batch(dataset: Dataset, batch_size: int) -> Dataset:
    """The data set with the first batch as its training set and nothing to test on."""
    samples = batch_samples(dataset.y_train, batch_size)
    y = dataset.y_train[:samples]
    share = np.bincount(y, minlength=dataset.classes) / samples if dataset.classes else dataset.class_share
    return dataclasses.replace(
        dataset,
        x_train=dataset.x_train[:samples],
        y_train=y,
        x_test=dataset.x_test[:0],
        y_test=dataset.y_test[:0],
        class_share=share,
    )
