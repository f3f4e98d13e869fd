"""How well a re-run did, by measures that no remedy can change by changing the loss.

Of the last tenth of the updates (at least ten), each batch before its update: the share of samples classified right,
the mean of that over the classes, R² of numbers, the loss over its value at chance. Of the script's own evaluation
after the last update at which it evaluated: the same, from the loss functions it calls without gradients, or from the
comparisons (`==`) of predictions with targets.

A loss that is written by hand says none of this. What `backward` is called on is known of every script: how far it fell
until the last tenth of the updates, as a share of where it started before any remedy was applied.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from torch import Tensor

from whygrad.instrument.functions import SIDES
from whygrad.instrument.torch_internals import is_measurable
from whygrad.trial.rerun.intervention import LossCall
from whygrad.trial.rerun.job import Column, RerunResult, ScriptFacts
from whygrad.trial.rerun.metric import MOST_LOSS, MOST_RISE

_SHARE, _LEAST = 0.1, 10
_ROWS = 4096  # of a layer's input, for the columns' statistics
_MOST_CLASSES = 1000
_MOST_WHOLE = 100  # whole targets up to this may be numbers of classes
NAN = math.nan


@dataclass(slots=True)
class Sums:
    """Sums over samples, of one batch or of many."""

    hits: Counter[int] = field(default_factory=Counter[int])  # by class
    counts: Counter[int] = field(default_factory=Counter[int])
    errors: float = 0.0  # squared
    numbers: int = 0
    total: float = 0.0  # of the targets
    squares: float = 0.0
    loss: float = 0.0
    losses: int = 0

    def add(self, other: Sums) -> None:
        """Take another batch in."""
        self.hits.update(other.hits)
        self.counts.update(other.counts)
        self.errors += other.errors
        self.numbers += other.numbers
        self.total += other.total
        self.squares += other.squares
        self.loss += other.loss
        self.losses += other.losses

    def scores(self, end: str, chance_loss: float) -> dict[str, float]:
        """The metrics, with `end` ("train" or "test") behind their names."""
        found: dict[str, float] = {}
        counted = self.counts.total()
        if counted:
            found[f"accuracy_{end}"] = self.hits.total() / counted
            shares = [self.hits[key] / count for key, count in self.counts.items() if count]
            found[f"accuracy_balanced_{end}"] = sum(shares) / len(shares)
        if self.numbers > 1:
            spread = self.squares - self.total**2 / self.numbers
            if not math.isfinite(self.errors):
                found[f"r2_{end}"] = 0.0
            elif spread > 0:
                found[f"r2_{end}"] = max(0.0, 1 - self.errors / spread)
        if self.losses and chance_loss > 0:
            relative = self.loss / self.losses / chance_loss
            found[f"relative_loss_{end}"] = min(relative, MOST_LOSS) if math.isfinite(relative) else MOST_LOSS
        return found

    def chance(self, end: str) -> dict[str, float]:
        """What the best constant answer would score."""
        found = {f"r2_{end}": 0.0, f"relative_loss_{end}": 1.0}
        counted = self.counts.total()
        if counted:
            found[f"accuracy_{end}"] = max(self.counts.values()) / counted
            found[f"accuracy_balanced_{end}"] = 1 / max(1, sum(1 for count in self.counts.values() if count))
        return found


class Score:
    """Gathers while the script runs."""

    def __init__(self, facts: ScriptFacts) -> None:
        self.facts = facts
        self.batches: list[tuple[int, Sums]] = []
        self.tested: dict[int, Sums] = {}  # by updates, from losses
        self.decided: dict[int, Sums] = {}  # from comparisons: the script's own way to decide
        self._finite = True
        self.roots: list[tuple[int, float]] = []  # by updates: what `backward` was called on
        self.counts = Counter[int]()
        self.low, self.high = math.inf, -math.inf
        self._ignored: int | None = None  # the class whose samples the last loss of classes left out
        self._columns: dict[int, list[Tensor]] = {}
        self._rows: dict[int, int] = {}

    # what the re-run tells

    def column(self, order: int, given: Tensor, axis: int) -> None:
        """What a layer gets from outside the network, before any remedy."""
        if self._rows.get(order, 0) >= _ROWS or not is_measurable(given) or given.ndim < 2 or given.is_complex():
            return
        rows = given.detach().movedim(axis, -1).flatten(0, -2)[:_ROWS].double().cpu().clone()
        self._columns.setdefault(order, []).append(rows)
        self._rows[order] = self._rows.get(order, 0) + len(rows)

    def targets(self, call: LossCall) -> None:
        """What a loss is about to be given, in training: it may fail on it."""
        target = call.target
        if not isinstance(target, Tensor) or target.is_complex() or not torch.is_grad_enabled():
            return
        if _numbers_classes(call.kind, target):
            target = target[target != call.ignored]
        if target.numel():
            low, high = target.detach().aminmax()
            self.low, self.high = min(self.low, float(low)), max(self.high, float(high))

    def loss(self, call: LossCall, result: Any, updates: int) -> None:
        """A loss was computed."""
        given, target = call.given, call.target
        if not isinstance(given, Tensor) or not isinstance(target, Tensor) or not given.numel() or given.is_complex():
            return
        sums = _judge(call.kind, given.detach(), target.detach(), call.ignored)
        if _numbers_classes(call.kind, target):
            self._ignored = call.ignored
        if isinstance(result, Tensor) and result.is_floating_point() and result.numel():
            value = float(result.detach().mean())
            sums.loss, sums.losses = value, 1
        if given.requires_grad:
            self._finite = self._finite and math.isfinite(sums.loss)
            self.batches.append((updates, sums))
            self.counts.update(sums.counts)
        elif not torch.is_grad_enabled():
            self.tested.setdefault(updates, Sums()).add(sums)

    def compared(self, hits: Tensor, target: Tensor, updates: int) -> None:
        """Predictions were compared with targets, outside of training."""
        if target.is_complex() or target.numel() != hits.numel():
            return
        sums = Sums()
        if self._ignored is not None and target.shape == hits.shape:
            hits, target = hits[target != self._ignored], target[target != self._ignored]
        _count(sums, hits, target)
        self.decided.setdefault(updates, Sums()).add(sums)

    # the end

    def learned_facts(self, updates: int) -> ScriptFacts:
        """The facts with what a first re-run adds."""
        columns = dict(self.facts.columns)
        for order, rows in self._columns.items():
            all_rows = torch.cat([one for one in rows if one.shape[1] == rows[0].shape[1]])
            finite = all_rows.isfinite()
            number = finite.sum(0).clamp_min(1)
            mean = torch.where(finite, all_rows, 0.0).sum(0) / number
            spread = (torch.where(finite, all_rows - mean, 0.0).square().sum(0) / number).sqrt()
            columns[order] = Column(mean.tolist(), spread.tolist())
        size = max(self.counts, default=-1) + 1
        losses = {step: sums.loss / sums.losses for step, sums in self.tested.items() if sums.losses}
        return replace(
            self.facts,
            columns=columns,
            class_counts=tuple(float(self.counts[key]) for key in range(size)),
            target_low=self.low,
            target_high=self.high,
            steps=updates,
            start=self.roots[0][1] if self.roots else NAN,
            best_step=min(losses, key=lambda step: losses[step], default=0),
        )

    def result(self, stop: str, updates: int) -> RerunResult:
        """Of the re-run as far as it has come."""
        chance_loss = self.facts.meta.chance_loss
        first = updates - max(_LEAST, round(_SHARE * updates))
        window, test = Sums(), Sums()
        for step, sums in self.batches:
            if step >= first:
                window.add(sums)
        if self.tested:
            test.add(self.tested[max(self.tested)])
        if self.decided:
            decided = self.decided[max(self.decided)]
            test.hits, test.counts = decided.hits, decided.counts
        last = [root for step, root in self.roots if step >= first]
        return RerunResult(
            stop, steps=updates, finite=self._finite and not (last and not math.isfinite(last[-1])),
            scores=window.scores("train", chance_loss) | test.scores("test", chance_loss) | self._fall(last),
            chance=window.chance("train") | test.chance("test"), tested=max(test.counts.total(), test.numbers),
        )  # fmt: skip

    def _fall(self, last: list[float]) -> dict[str, float]:
        """How far the loss fell until its `last` values, unless it is not finite in the end."""
        start = self.facts.start if math.isfinite(self.facts.start) else (self.roots or [(0, NAN)])[0][1]
        if not last or not math.isfinite(sum(last)) or not math.isfinite(start) or not start:
            return {}
        return {"loss_fall_train": max(-MOST_RISE, (start - sum(last) / len(last)) / abs(start))}


def _numbers_classes(kind: str, target: Tensor) -> bool:
    """Whether a loss takes its targets as numbers of classes, some of which it may leave out."""
    return kind in ("cross-entropy", "nll") and not target.is_floating_point()


def _judge(kind: str, given: Tensor, target: Tensor, ignored: int) -> Sums:
    sums = Sums()
    if kind in ("cross-entropy", "nll") and given.ndim == 1:  # of one sample
        given, target = given[None], target[None]
    classes = not target.is_floating_point() and kind not in SIDES
    if classes and given.ndim == target.ndim + 1 and given.shape[0] == target.shape[0]:
        if given.shape[1] > 1:
            counted = target != ignored
            _count(sums, (given.argmax(1) == target)[counted], target[counted])
        return sums
    if target.numel() != given.numel():
        if kind == "cross-entropy" and target.is_floating_point() and given.ndim > 1:
            return sums
        given = given.reshape(-1)[: target.numel()] if given.numel() > target.numel() else given
        if given.numel() != target.numel():
            return sums
    given = given.reshape(target.shape).double()
    values = target.double()
    if kind in ("binary", "binary-logits"):
        border = 0.0 if kind == "binary-logits" else 0.5
        middle = (float(values.min()) + float(values.max())) / 2 if float(values.min()) < 0 else 0.5
        _count(sums, (given > border) == (values > middle), (values > middle).long())
    elif kind == "cross-entropy" and target.ndim == 2 and target.shape[1] > 1:
        _count(sums, given.argmax(1) == values.argmax(1), values.argmax(1))
    elif kind in ("squared", "absolute", "huber"):
        error = (given - values).square()
        sums.errors, sums.numbers = float(error.sum()), values.numel()
        sums.total, sums.squares = float(values.sum()), float(values.square().sum())
        whole = bool((values == values.round()).all()) and float(values.abs().max()) <= _MOST_WHOLE
        if whole and target.ndim <= 2:
            _count(sums, given.round() == values, values.long())
    return sums


def _count(sums: Sums, hits: Tensor, target: Tensor) -> None:
    classes = target.reshape(-1).long()
    right = hits.reshape(-1)
    found = torch.unique(classes)
    if len(found) > _MOST_CLASSES:
        return
    for label in found.tolist():
        of_it = classes == label
        sums.counts[int(label)] = int(of_it.sum())
        sums.hits[int(label)] = int((right & of_it).sum()) if right.dtype == torch.bool else int(right[of_it].sum())
