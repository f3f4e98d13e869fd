"""The PyTorch engine (extra `torch`): the same experiments, batches, random numbers and channels as the kernel's,
computed by PyTorch's functions, autograd and optimizers. It is the kernel's oracle.

The runs are trained side by side: every parameter is one tensor (P, *shape), and the gradient of the sum of the runs'
losses holds each run's own gradient.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from whygrad.engine import one_batch
from whygrad.engine.outcome import constants, initial_parameters, statuses
from whygrad.engine.program import Job
from whygrad.errors import MissingExtraError
from whygrad.nets.random import sample_order
from whygrad.trace import Recorder, Trace

try:
    import torch
except ModuleNotFoundError as error:
    if error.name != "torch":
        raise
    raise MissingExtraError("error-torch-missing") from None

from torch import Tensor

from whygrad.engine import _torch_net
from whygrad.engine._torch_net import Mode, Network
from whygrad.engine._torch_optimizer import optimizer
from whygrad.engine._torch_probes import Evaluation, Record, probe, probe_gradients, spread

Floats = NDArray[np.float64]

# Multiply-adds of a batch below which threads wait for one another longer than they compute.
SHARED_WORK = 10_000_000


def train_one(
    job: Job,
    *,
    out: str | os.PathLike[str] | None = None,
    progress: Callable[[float], None] | None = None,
    detail: Sequence[str] = (),
    dtype: torch.dtype = torch.float32,
    device: str = "cpu",
) -> Trace:
    """Train a job's P runs side by side and record what happens; `out`, `progress` and `detail` as in `train`.

    Ctrl-C ends the training early: the records made so far are kept and the runs' status is "interrupted".

    Raises `TraceError` if `out` cannot be written.
    """
    steps = job.program.record_steps
    recorder = Recorder(job.meta, job.seeds, detail, out)
    finished = False
    training = _Training(job, torch.empty(0, dtype=dtype, device=device))
    threads = torch.get_num_threads()
    if training.work < SHARED_WORK:
        torch.set_num_threads(1)
    try:
        recorder.constants(constants(job))
        for count, step in enumerate(steps, start=1):
            training.run_until(int(step))
            recorder.append(int(step), training.record(detail))
            if progress is not None:
                progress(count / len(steps))
        if one_batch.DETAIL in detail:
            recorder.constants(_one_batch(job, training.x))
        finished = True
    except KeyboardInterrupt:
        pass
    finally:
        torch.set_num_threads(threads)
    if one_batch.DETAIL in detail and not finished:
        recorder.constants(one_batch.one_batch_progress(job, None))
    loss = recorder.trace.channels.get("loss_train", np.empty((len(job.seeds), 0), np.float32))
    return recorder.finish(
        statuses(job.meta, loss, training.bad_step, finished),
        non_finite_step=training.bad_step,
        non_finite_layer=training.bad_layer,
        non_finite_what=training.bad_what,
        initial_parameters=initial_parameters(job),
        final_parameters=training.network.flat().to(torch.float32).cpu().numpy(),
    )


def _one_batch(job: Job, like: Tensor) -> dict[str, NDArray[np.float32]]:
    """The channel `one_batch_progress`, by a training of its own."""
    alone = one_batch.companion(job)
    training = _Training(alone, like.new_empty(0))
    training.run_until(alone.program.total_steps)
    loss = training.evaluate(training.network)["loss_train"]
    return one_batch.one_batch_progress(alone, np.where(training.alive, loss, np.nan))


def gradients(job: Job, *, dtype: torch.dtype = torch.float64) -> tuple[Floats, Floats]:
    """Gradients (P, n) and losses (P,) of the probe batch at the initial parameters, by autograd."""
    training = _Training(job, torch.empty(0, dtype=dtype))
    loss, _, found, _ = probe_gradients(training.network, *training.probe_batch)
    return torch.cat([g.flatten(1) for g in found], dim=1).double().numpy(), loss.double().numpy()


def _optimizer(job: Job, network: Network) -> torch.optim.Optimizer:
    parameters = list(zip(network.plan.parameters, network.parameters, strict=True))
    return optimizer(
        job.program.optimizer,
        [tensor for p, tensor in parameters if p.kind == "weight"],
        [tensor for p, tensor in parameters if p.kind != "weight"],
        rate=job.settings["learning_rate"], momentum=job.settings["momentum"], decay=job.settings["l2"],
    )  # fmt: skip


class _Training:
    """P runs on their way: the loop over steps, and what is known of the last update."""

    def __init__(self, job: Job, like: Tensor) -> None:
        program = job.program
        self.job, self.program, self.plan = job, program, program.plan
        self.network = Network(program.plan, job.initial, job.seeds, job.settings["dropout"], like)
        self.optimizer = _optimizer(job, self.network)
        self.evaluate = Evaluation(program.dataset, like)
        self.x, self.y = self.evaluate.shares["train"]
        runs = self.runs = len(job.seeds)
        here = slice(0, program.probe_samples)
        self.probe_batch = (spread(self.x[here], runs), spread(self.y[here], runs))
        self.work = runs * program.batch_size * program.plan.count
        self.order = torch.empty(0)  # (P, N), of the present epoch
        self.step = 0
        self.bad_step = np.full(runs, -1, np.int64)
        self.bad_layer = np.full(runs, -1, np.int64)
        self.bad_what = [""] * runs
        self.ratio = np.full((runs, len(program.plan.layers)), np.nan)
        self.quality = np.full(runs, np.nan)
        self.gradient_sum = like.new_zeros((runs, program.plan.count))
        self.square_sum = like.new_zeros(runs)
        self.batches = 0

    @property
    def alive(self) -> NDArray[np.bool_]:
        """The runs (P,) that are finite so far."""
        return self.bad_step < 0

    def run_until(self, step: int) -> None:
        """Update until so many updates are done, or no run is finite any more."""
        while self.step < step and self.alive.any():
            with self.network.keeping_statistics(torch.from_numpy(~self.alive)):
                self._update(judged=self.step + 1 == step)
            self.step += 1

    def record(self, detail: Sequence[str]) -> Record:
        """All channels of the present state; NaN for runs that are not finite any more."""
        program = self.program
        rate = self.job.settings["learning_rate"] * program.schedule[min(self.step, program.total_steps - 1)]
        coherence = self.gradient_sum.square().sum(dim=1) / (self.batches * self.square_sum)
        record: Record = {
            **self.evaluate(self.network),
            **probe(self.network, *self.probe_batch, detail),
            "update_ratio": self.ratio,
            "step_quality": self.quality,
            "learning_rate": np.full(self.runs, rate),
            "gradient_coherence": coherence.cpu().numpy() if self.batches > 1 else np.full(self.runs, np.nan),
            "coherence_batches": np.full(self.runs, float(self.batches)),
        }
        self.gradient_sum.zero_()
        self.square_sum.zero_()
        self.batches = 0
        for values in record.values():
            values[~self.alive] = np.nan
        return record

    def _update(self, *, judged: bool) -> None:
        parameters = self.network.parameters
        x, y = self._batch()
        values = self.network.forward(x, Mode.TRAINING, self.step)
        loss = self._loss(values, y)
        found = torch.autograd.grad(loss.sum(), parameters)
        gradient = torch.cat([g.flatten(1) for g in found], dim=1)  # (P, n)
        norm = torch.linalg.vector_norm(gradient, dim=1)
        self.gradient_sum += gradient
        self.square_sum += norm.square()
        self.batches += 1
        failed = ~(loss.isfinite() & gradient.isfinite().all(dim=1))
        for run in _new(failed, self.alive):
            self._note(run, *self._where(run, values, loss, found))
        self._apply(found, norm, before := [parameter.detach().clone() for parameter in parameters])
        failed = torch.stack([~parameter.isfinite().flatten(1).all(dim=1) for parameter in parameters]).any(dim=0)
        for run in _new(failed, self.alive):
            self._note(run, min(self._broken(run, parameters)), "weight")
        if judged:
            self._judge(x, y, loss.detach(), gradient, before)

    def _batch(self) -> tuple[Tensor, Tensor]:
        """The samples (P, B, F) of this step and their targets, each run in an order of its own."""
        program = self.program
        epoch, batch = divmod(self.step, program.per_epoch)
        if batch == 0:
            self.order = torch.from_numpy(sample_order(self.job.seeds, epoch, len(self.x)))
        first = batch * program.batch_size
        index = self.order[:, first : first + program.batch_size]
        return self.x[index], self.y[index]

    def _loss(self, values: list[Tensor], y: Tensor) -> Tensor:
        return _torch_net.losses(self.plan, values[-1], y).mean(dim=1)

    def _apply(self, found: Sequence[Tensor], norm: Tensor, before: Sequence[Tensor]) -> None:
        """One update of all runs but those that are not finite."""
        settings = self.job.settings
        factor = (settings["clip"] / (norm + 1e-6)).clamp(max=1.0) if settings["clip"] > 0 else torch.ones_like(norm)
        for p, parameter, g in zip(self.plan.parameters, self.network.parameters, found, strict=True):
            parameter.grad = g * factor.reshape(-1, *(1,) * (g.ndim - 1))
            if p.kind == "weight" and settings["l1"] > 0:
                parameter.grad += settings["l1"] * parameter.detach().sign()
        for group in self.optimizer.param_groups:
            group["lr"] = settings["learning_rate"] * float(self.program.schedule[self.step])
        self.optimizer.step()
        stopped = torch.from_numpy(~self.alive)
        with torch.no_grad():
            for parameter, old in zip(self.network.parameters, before, strict=True):
                parameter[stopped] = old[stopped]

    @torch.no_grad()
    def _judge(self, x: Tensor, y: Tensor, loss: Tensor, gradient: Tensor, before: Sequence[Tensor]) -> None:
        """How well the update did on its own batch, and how large it was beside the weights it changed."""
        change = [new - old for new, old in zip(self.network.parameters, before, strict=True)]
        for p, difference, old in zip(self.plan.parameters, change, before, strict=True):
            if p.kind == "weight":
                ratio = torch.linalg.vector_norm(difference, dim=(1, 2)) / torch.linalg.vector_norm(old, dim=(1, 2))
                self.ratio[:, p.layer] = ratio.cpu().numpy()
        promised = -(gradient * torch.cat([c.flatten(1) for c in change], dim=1)).sum(dim=1)
        now = self._loss(self.network.forward(x, Mode.AGAIN, self.step), y)
        quality = torch.where(promised == 0, torch.nan, (loss - now) / promised)
        self.quality = quality.cpu().numpy().astype(np.float64)

    def _where(self, run: int, values: list[Tensor], loss: Tensor, found: Sequence[Tensor]) -> tuple[int, str]:
        """Layer and kind of a run's first non-finite number, in the order of computation."""
        if not values[0][run].isfinite().all():
            return 0, "input"
        for op in self.plan.ops:
            if not values[op.target][run].isfinite().all():
                return op.layer, "activation"
        if not loss[run].isfinite():
            return len(self.plan.layers) - 1, "loss"
        return max(self._broken(run, found)), "gradient"

    def _broken(self, run: int, tensors: Sequence[Tensor]) -> list[int]:
        """The layers whose parameters' tensors are not finite in a run."""
        return [p.layer for p, x in zip(self.plan.parameters, tensors, strict=True) if not x[run].isfinite().all()]

    def _note(self, run: int, layer: int, what: str) -> None:
        self.bad_step[run], self.bad_layer[run], self.bad_what[run] = self.step, layer, what


def _new(failed: Tensor, alive: NDArray[np.bool_]) -> list[int]:
    return np.flatnonzero(failed.cpu().numpy() & alive).tolist()
