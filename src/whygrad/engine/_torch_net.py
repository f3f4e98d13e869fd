"""An experiment's network in PyTorch: the parameters of P runs side by side, each run with a batch of its own.

Shapes: P runs, B samples of a batch, I inputs, U units of a value, K classes.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from enum import Enum, auto

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  (everybody's name for it)

from whygrad import nets
from whygrad.nets import Head, Op, Plan
from whygrad.nets.random import Words, dropout_mask
from whygrad.nets.torch_activations import FUNCTIONS

EPSILON = 1e-5  # of the normalizations
RUNNING_SHARE = 0.1  # of a batch's statistics in the running ones


class Mode(Enum):
    """What a forward pass is for."""

    TRAINING = auto()  # statistics of the batch, which the running ones follow; dropout
    AGAIN = auto()  # the same once more, the running statistics stay
    PROBING = auto()  # statistics of the batch, no dropout
    EVALUATING = auto()  # running statistics, no dropout


class Network:
    """P networks of one plan. `parameters` are leaves (P, *shape), in the plan's order."""

    def __init__(self, plan: Plan, initial: NDArray[np.float32], seeds: Words, dropout: float, like: Tensor) -> None:
        self.plan = plan
        self.seeds = seeds
        self.dropout = np.full(len(seeds), dropout, np.float32)
        self.like = like  # a tensor of the dtype and on the device that is computed in
        flat = torch.from_numpy(initial).to(like)
        self.parameters = [
            flat[:, p.offset : p.offset + p.count].reshape(-1, *p.shape).clone().requires_grad_()
            for p in plan.parameters
        ]
        self._at = {p.offset: tensor for p, tensor in zip(plan.parameters, self.parameters, strict=True)}
        running = torch.from_numpy(nets.initial_running(plan, len(seeds))).to(like)
        self.running: dict[int, tuple[Tensor, Tensor]] = {}  # mean and variance (P·U), by offset
        for op in plan.ops:
            if op.kind == "batch-norm":
                units = plan.widths[op.target]
                middle, end = op.running + units, op.running + 2 * units
                self.running[op.running] = (
                    running[:, op.running : middle].flatten().clone(),
                    running[:, middle:end].flatten().clone(),
                )

    def weight(self, layer: int) -> Tensor:
        """The weights (P, U, I) of a layer."""
        return self._at[self.plan.weight(layer).offset]

    def flat(self) -> Tensor:
        """All parameters, followed by the running statistics: (P, n)."""
        runs = len(self.seeds)
        pieces = [parameter.detach().flatten(1) for parameter in self.parameters]
        pieces += [statistic.reshape(runs, -1) for pair in self.running.values() for statistic in pair]
        return torch.cat(pieces, dim=1)

    @contextmanager
    def keeping_statistics(self, runs: Tensor) -> Generator[None]:
        """Whatever happens inside, these runs, a mask (P,), keep their running statistics."""
        statistics = [s.view(len(runs), -1) for pair in self.running.values() for s in pair]
        kept = [statistic[runs] for statistic in statistics]
        yield
        for statistic, values in zip(statistics, kept, strict=True):
            statistic[runs] = values

    def forward(self, x: Tensor, mode: Mode, step: int = 0) -> list[Tensor]:
        """All values of the network (P, B, U) for inputs x (P, B, I), value 0 the input."""
        values: list[Tensor | None] = [None] * len(self.plan.widths)
        values[0] = x
        for op in self.plan.ops:
            source = values[op.source]
            other = values[op.shortcut] if op.kind == "add" else None
            assert source is not None
            values[op.target] = self._apply(op, source, other, mode, step)
        return [value for value in values if value is not None]

    def function(self, op: Op) -> Callable[[Tensor], Tensor]:
        """What an activation computes of its input (P, B, U)."""
        if op.activation != "prelu":
            return FUNCTIONS[op.activation]
        slope = self._at[op.parameter].flatten()  # (P,)
        return lambda z: F.prelu(z.transpose(0, 1), slope).transpose(0, 1)

    def _apply(self, op: Op, x: Tensor, other: Tensor | None, mode: Mode, step: int) -> Tensor:
        if op.kind == "dense":
            return torch.baddbmm(self._at[op.bias][:, None], x, self._at[op.parameter].transpose(1, 2))
        if op.kind == "activation":
            return self.function(op)(x)
        if op.kind == "batch-norm":
            return self._batch_norm(op, x, mode)
        if op.kind == "layer-norm":
            normal = F.layer_norm(x, x.shape[-1:], eps=EPSILON)
            return normal * self._at[op.parameter][:, None] + self._at[op.bias][:, None]
        if op.kind == "softmax":
            return torch.softmax(x, dim=-1)
        if op.kind == "add":
            assert other is not None
            return x + other
        if mode in (Mode.PROBING, Mode.EVALUATING):
            return x
        mask = dropout_mask(self.seeds, op.stream, step, 0, x.shape[1], x.shape[2], self.dropout)
        return x * torch.from_numpy(mask).to(x)

    def _batch_norm(self, op: Op, x: Tensor, mode: Mode) -> Tensor:
        runs, samples, units = x.shape
        rows = x.transpose(0, 1).reshape(samples, runs * units)  # each run's unit is a channel
        gamma, beta = self._at[op.parameter].flatten(), self._at[op.bias].flatten()
        mean, variance = self.running[op.running]
        trains = mode is not Mode.EVALUATING
        follows = mode is Mode.TRAINING
        if follows and samples == 1:  # one sample has no unbiased variance; what there is of spread is 0
            mean.lerp_(rows.detach()[0], RUNNING_SHARE)
            variance.mul_(1 - RUNNING_SHARE)
            follows = False
        known = (mean, variance) if follows or not trains else (None, None)
        normal = torch.batch_norm(rows, gamma, beta, *known, trains, RUNNING_SHARE, EPSILON, False)
        return normal.reshape(samples, runs, units).transpose(0, 1)


def losses(plan: Plan | Head, out: Tensor, y: Tensor) -> Tensor:
    """The loss of every sample (P, B), for outputs (P, B, U) and classes (P, B) or numbers (P, B, 1)."""
    if plan.loss == "binary-cross-entropy":
        return F.binary_cross_entropy_with_logits(out[..., 0], y.to(out), reduction="none")
    if plan.loss == "softmax-cross-entropy":
        return F.cross_entropy(out.flatten(0, 1), y.flatten(), reduction="none").reshape(y.shape)
    goal = _goal(plan, out, y)
    if plan.loss == "squared":
        each = 0.5 * F.mse_loss(out, goal, reduction="none")
    elif plan.loss == "hinge":
        each = F.relu(1 - goal * out)
    else:  # the perceptron's: an output of 0 counts as wrong, so its gradient must pass there
        wrong = -goal * out
        each = torch.where(wrong < 0, torch.zeros_like(wrong), wrong)
    return each.sum(dim=-1)


def right(plan: Plan | Head, out: Tensor, y: Tensor) -> Tensor:
    """Whether each sample is classified right: (P, B)."""
    if out.shape[-1] > 1:
        return out.argmax(dim=-1) == y
    return (out[..., 0] >= plan.middle) == (y > 0.5)


def _goal(plan: Plan | Head, out: Tensor, y: Tensor) -> Tensor:
    if plan.task == "numbers":
        return y.to(out)
    low, high = plan.targets
    yes = F.one_hot(y, plan.classes) if out.shape[-1] > 1 else y[..., None]
    return low + (high - low) * yes.to(out)
