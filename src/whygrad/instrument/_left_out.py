"""Samples that have no part in a loss: those whose weight is 0, and those that a mask does not pick.

A program computes the loss of each sample (`reduction="none"`) and then multiplies by weights or indexes by a mask.
Examples are nodes of a graph whose labels are kept for the test, and padding of sequences. Chance, classes and accuracy
are those of the other samples.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from whygrad.instrument import functions as names
from whygrad.instrument import losses
from whygrad.instrument.context import Arguments, CallContext
from whygrad.instrument.provenance import LossCall
from whygrad.instrument.torch_internals import plain


@dataclass(frozen=True, slots=True)
class _Single:
    """The losses of single samples, and what they were computed from: scores (B, C, …) and class numbers (B, …), or
    outputs and targets of one shape.
    """

    losses: weakref.ref[Tensor]
    call: LossCall
    scores: Tensor
    target: Tensor


class LeftOutSamples:
    """Follows the latest loss that was computed for each sample, for as long as its value lives."""

    def __init__(self, context: CallContext) -> None:
        self._context = context
        self._latest: _Single | None = None

    def computed(self, call: LossCall, scores: Any, target: Any, result: Any) -> None:
        """A loss was computed; `result` (B, …) are the losses of its samples or numbers if it was not reduced."""
        each = call.whole or call.kind in (*names.ELEMENTWISE, "binary", "binary-logits")
        if each and call.reduction == "none" and all(isinstance(one, Tensor) for one in (scores, target, result)):
            self._latest = _Single(
                weakref.ref(result, self._forget), call, plain(scores).detach(), plain(target).detach()
            )

    def multiplied(self, args: Arguments, result: Any) -> None:
        """Two tensors were multiplied: perhaps these losses by weights."""
        single = self._of(args)
        others = [one for one in args[:2] if single is None or one is not single.losses()]
        if single is None or len(others) != 1 or not isinstance(others[0], Tensor) or others[0].requires_grad:
            return
        if result.shape == single.target.shape:
            weights = plain(others[0]).expand(result.shape)
            kept = weights != 0
            self._keep(single, kept, plain(result).detach()[kept] / weights[kept])

    def reshaped(self, given: Tensor, result: Tensor) -> None:
        """A tensor was put into another shape: perhaps these losses into that of a mask."""
        single = self._of((given,))
        if single is None or result.numel() != single.target.numel():
            return
        target, scores, shape = single.target.reshape(result.shape), single.scores, result.shape
        if single.call.whole:
            scores = scores.movedim(1, -1).reshape(*shape, -1).movedim(-1, 1)
        elif scores.numel() == target.numel():
            scores = scores.reshape(shape)
        self._latest = _Single(weakref.ref(result, self._forget), single.call, scores, target)

    def picked(self, args: Arguments, result: Any) -> None:
        """A tensor was indexed: perhaps these losses by a mask."""
        single = self._of(args[:1])
        mask = args[1]
        if single is not None and isinstance(mask, Tensor) and mask.dtype == torch.bool:
            self._keep(single, plain(mask), plain(result).detach())

    def _of(self, args: Arguments) -> _Single | None:
        latest = self._latest
        known = latest.losses() if latest is not None else None
        return latest if known is not None and any(one is known for one in args[:2]) else None

    def _keep(self, single: _Single, kept: Tensor, values: Tensor) -> None:
        """Note of the loss what is true of the samples that are `kept`, whose losses are `values`."""
        alike = single.call.whole or single.scores.shape == single.target.shape
        if kept.shape != single.target.shape or not alike or not kept.any() or kept.all():
            return
        call, self._latest = single.call, None
        attached = call.attached
        with self._context.step.part("losses"):
            call.values, call.counts = {}, None
            scores = single.scores.movedim(1, -1) if call.whole else single.scores
            losses.describe(call, scores[kept], single.target[kept], self._context.settings)
            call.attached = attached
            losses.finish(call, values)

    def _forget(self, reference: weakref.ref[Tensor]) -> None:
        if self._latest is not None and self._latest.losses is reference:
            self._latest = None
