"""Calls of PyTorch's loss functions."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from whygrad.instrument import functions as names
from whygrad.instrument import losses
from whygrad.instrument._handwritten_losses import left_over
from whygrad.instrument._left_out import LeftOutSamples
from whygrad.instrument.context import Arguments, CallContext, Options, loss_operands
from whygrad.instrument.provenance import LossCall, Origin
from whygrad.instrument.torch_internals import is_measurable


class LossHandlers:
    """Observes a loss function's inputs before the call, and its value afterwards."""

    def __init__(self, context: CallContext, left_out: LeftOutSamples) -> None:
        self._context, self._step = context, context.step
        self._left_out = left_out

    def before_loss(self, name: str, args: Arguments, kwargs: Options) -> LossCall | None:
        step = self._step
        kind = names.LOSSES[name]
        inputs, target = loss_operands(name, args, kwargs)
        given = next((one for one in inputs if step.origins.get(one) is not None), inputs[0])
        origin, other = step.origins.get(given), step.origins.get(target)
        # A divergence has a direction, and an input that has a gradient is one, even if nobody saw where it came from.
        # Of an output that was computed before another optimizer's step only its gradient is still known.
        turned = kind != "divergence" and not _has_gradient(given)
        meant = _has_gradient(target) and (origin is None or kind in names.ELEMENTWISE)
        turned = turned and (meant or (origin is None and other is not None))
        if turned:
            inputs, given, target = [target], target, given
            origin, other = other, origin
        source = origin or other or Origin(root=step.passing)
        for one in inputs:
            self._context.settle(one)
        call = losses.observe(name, kind, given, target, args, kwargs, source, self._context.place)
        if call is not None:
            call.grad_enabled = self._context.gradient
            self._context.describe(call, given, target)
            call.swapped = turned and call.attached and kind in names.ONE_WAY
            pairs = source.difference.loss if source.difference is not None else None
            if kind in names.ELEMENTWISE and pairs is not None and pairs.paired and _is_zero(target):
                # Of zeros: the mean of what was stretched before.
                call.input_shape, call.target_shape, call.broadcast = pairs.input_shape, pairs.target_shape, True
            if call.attached and source is not other:
                call.answers = step.origins.made_by(target)
                if left_over(other):
                    step.left_over.add(self._context.place)
            call.left_over = bool(step.left_over) and self._context.place in step.left_over
            step.tape.losses.append(call)
        return call

    def loss(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: LossCall | None) -> None:
        if seen is None:
            return
        with self._step.part("losses"):
            losses.finish(seen, result)
            losses.keep_gradients(seen, result)
            inputs, target = loss_operands(name, args, kwargs)
            self._left_out.computed(seen, inputs[0], target, result)
        self._context.put(result, Origin("loss", losses=(seen,), root=seen.origin.root))


def _has_gradient(value: Any) -> bool:
    return isinstance(value, Tensor) and value.requires_grad


def _is_zero(target: Any) -> bool:
    return is_measurable(target) and not target.any()
