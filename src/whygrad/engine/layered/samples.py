"""The samples of a job as tensors: batches in the lab's order, and losses and accuracies over shares of them."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from whygrad.data.augmentation import Batches
from whygrad.engine import _torch_net
from whygrad.engine.layered.job import Job
from whygrad.nets.random import Words, sample_order

AT_ONCE = 512  # samples of an evaluation's batch

# Between the ends of epochs as many samples are evaluated as cost about this share of the training, …
EVALUATED_SHARE = 0.01
LEAST_EVALUATED = 64  # … but no fewer than these, …
FEW = 2_048  # … and all of a share that is no larger than this.
AT_EPOCH_ENDS = 512  # training samples at least, where the whole test set is evaluated


@dataclass(frozen=True, eq=False)
class Share:
    """Samples of a data set, `count` of them from number `start` on, and all of the targets of that set."""

    batches: Batches
    y: Tensor  # classes (N,) or numbers (N, 1)
    start: int
    count: int

    def first(self, count: int) -> Share:
        """The first so many."""
        return Share(self.batches, self.y, self.start, min(count, self.count))

    def parts(self) -> list[Tensor]:
        """Numbers of the samples, a tensor for each pass through a network."""
        end = self.start + self.count
        return [
            torch.arange(at, min(at + AT_ONCE, end), device=self.y.device) for at in range(self.start, end, AT_ONCE)
        ]

    def inputs(self, rows: Tensor) -> Tensor:
        """What a network sees of the samples of these numbers."""
        return self.batches(rows, 0)

    def __len__(self) -> int:
        return self.count


class Samples:
    """The shares of a data set on a device, and the batches of one run."""

    def __init__(self, job: Job, seed: Words, device: torch.device) -> None:
        dataset = job.dataset
        self._job, self._seed, self._device = job, seed, device
        self._order = torch.empty(0)
        self._epoch = -1
        y_train, y_test = _tensor(dataset.y_train, device), _tensor(dataset.y_test, device)
        plain = Batches(dataset, job.shape, device=device)
        words = job.experiment.data.augmentation
        self._training = (
            Batches(dataset, job.shape, augmentation=words, seed=int(seed[0]), device=device) if words else plain
        )
        self._ahead = ThreadPoolExecutor(1) if words and torch.device(device).type == "cpu" else None
        self._coming: tuple[int, Future[tuple[Tensor, Tensor]] | None] = (-1, None)
        self._y = y_train
        self.train = Share(plain, y_train, 0, job.samples)
        self.validation = Share(plain, y_train, job.samples, len(y_train) - job.samples)
        self.test = Share(Batches(dataset, job.shape, test=True, device=device), y_test, 0, len(y_test))
        few = _few(job)
        self.some_train, self.some_test = (
            share if len(share) <= FEW else share.first(few) for share in (self.train, self.test)
        )
        self.more_train = self.train.first(max(len(self.some_train), AT_EPOCH_ENDS))

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        """The inputs and targets of an update: each epoch has an order of its own, the lab's.

        Augmented ones are made by another thread while the update before them is computed: they are decided by the
        seed and the step alone.
        """
        if self._ahead is None:
            return self.made(step)
        at, coming = self._coming
        found = coming.result() if coming is not None else None  # one at a time: they share what they draw from
        if found is None or at != step:
            found = self.made(step)
        last = step + 1 >= self._job.total_steps
        self._coming = (-1, None) if last else (step + 1, self._ahead.submit(self.made, step + 1))
        return found

    def close(self) -> None:
        """No more batches are asked for."""
        if self._ahead is not None:
            self._ahead.shutdown()

    def made(self, step: int) -> tuple[Tensor, Tensor]:
        """The same, made now."""
        job = self._job
        epoch, number = divmod(step, job.per_epoch)
        if epoch != self._epoch:
            order = sample_order(self._seed, epoch, job.samples)[0]
            self._order, self._epoch = torch.from_numpy(order).to(self._device), epoch
        index = self._order[number * job.batch_size : (number + 1) * job.batch_size]
        return self._training(index, step), self._y[index]

    @torch.no_grad()
    def evaluate(self, network: nn.Module, *shares: Share) -> list[tuple[float, float]]:
        """Mean loss and share of right answers (NaN for numbers) of each, in evaluation mode.

        Small ones go through the network together: so few samples cost hardly more than one.
        """
        was_training = network.training
        network.eval()
        if sum(map(len, shares)) <= AT_ONCE:
            together = network(torch.cat([share.inputs(rows) for share in shares for rows in share.parts()]))
            outs = together.split([len(share) for share in shares])
            found = [self._judged([out], share) for out, share in zip(outs, shares, strict=True)]
        else:
            found = [self._judged((network(one.inputs(rows)) for rows in one.parts()), one) for one in shares]
        network.train(was_training)
        return found

    def _judged(self, outs: Iterable[Tensor], share: Share) -> tuple[float, float]:
        head, device = self._job.head, share.y.device
        loss, hits = torch.zeros((), device=device), torch.zeros((), device=device)
        for out, rows in zip(outs, share.parts(), strict=True):
            y = share.y[rows]
            loss += _torch_net.losses(head, out[None], y[None]).sum()
            if head.task == "classes":
                hits += _torch_net.right(head, out[None], y[None]).sum()
        return loss.item() / len(share), hits.item() / len(share) if head.task == "classes" else math.nan


def _few(job: Job) -> int:
    """How many samples of each share are evaluated at a record. An evaluated sample costs a third of a trained one."""
    trained = job.samples * job.experiment.training.epochs
    return max(round(3 * EVALUATED_SHARE * trained / (2 * len(job.record_steps))), LEAST_EVALUATED)


def _tensor(values: np.ndarray, device: torch.device) -> Tensor:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # data sets are read-only and shared; nobody writes here
        return torch.from_numpy(values).to(device)
