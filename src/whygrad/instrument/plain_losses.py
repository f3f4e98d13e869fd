"""PyTorch's own function for a loss that was recognized in plain operations."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from whygrad.instrument.calls import FunctionCall
from whygrad.instrument.provenance import LossCall

_LEAST = 1e-6  # a probability that is no further from 0 or 1 counts as so far


def equivalent(loss: LossCall, raw: Callable[[], Tensor] | None) -> tuple[FunctionCall, str] | None:
    """A call that gives a finished loss as the mean over the targets, and what kind of loss that is; `raw` gives what
    the softmax or sigmoid of its output was applied to. `None` for the kinds that begin with a difference of output and
    target, which is replaced where it is computed, and for others that PyTorch has no function for.
    """
    operands = loss.operands
    if operands is None:
        return None
    given, target = operands.given, operands.target
    if loss.kind == "binary":  # of log p
        logits = raw() if raw is not None else given.exp().logit(_LEAST)
        return _call("binary_cross_entropy_with_logits", logits, target, "binary-logits")
    if loss.kind == "binary-logits":
        return _call("binary_cross_entropy_with_logits", given, target, "binary-logits")
    rows = given.movedim(operands.axis, 1) if given.ndim > 1 else given
    if loss.kind == "nll" and not target.is_floating_point():
        return _call("nll_loss", rows.log() if loss.origin.function == "softmax" else rows, target, "nll")
    if loss.kind in ("cross-entropy", "nll"):  # shares of classes: the softmax of log-probabilities are these
        return _call("cross_entropy", rows, target, "cross-entropy")
    return None


def _call(name: str, given: Tensor, target: Tensor, kind: str) -> tuple[FunctionCall, str]:
    return FunctionCall(name, getattr(functional, name), (given, target), {}), kind


def replaced(own: FunctionCall, other: FunctionCall, value: Tensor) -> Tensor | None:
    """The value of `other` in place of a loss whose own value was `value`: on its scale and with its sign, which a
    program may turn only after it has taken the mean. `None` where the scale is not known.
    """
    with torch.no_grad():
        plain = float(own.run())
    scale = float(value.detach()) / plain if plain else math.nan
    return other.run() * scale if math.isfinite(scale) else None
