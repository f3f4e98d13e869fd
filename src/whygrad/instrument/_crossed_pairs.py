"""Rows that meet all other rows where each was to meet its own: (N, 1) beside (N,) gives (N, N)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from torch import Tensor

from whygrad.instrument import functions as names
from whygrad.instrument.context import Arguments, CallContext
from whygrad.instrument.functions import WRITTEN_OUT
from whygrad.instrument.provenance import Difference, LossCall, Origin

# Functions that keep rows apart.
_KEEPS_ROWS = names.ARITHMETIC | names.PASSING | names.ACTIVATIONS.keys()


class CrossedPairs:
    """Finds them among answers, derivatives of answers and weights of samples."""

    def __init__(self, context: CallContext) -> None:
        self._context, self._step = context, context.step

    def answers(self, given: Tensor, other: Tensor, result: Tensor, origin: Origin) -> bool:
        """Whether a network's answers (N, 1) meet what was derived of them, or of the inputs, (N,): a residual of all
        with all, where each was to be taken with its own.
        """
        rows = given.shape[0]
        alone = self._step.passing is None and given.requires_grad and other.requires_grad
        if not alone or {given.shape, other.shape} != {(rows, 1), (rows,)} or rows < 2:
            return False
        if origin.call is None or origin.call.units != 1 or origin.difference is not None or origin.losses:
            return False
        self._context.settle(given)
        self._pairs(given, other, result, origin)
        return True

    def derivative(self, name: str, args: Arguments, result: Any) -> None:
        """What is made of derivatives of a network's answers, as the terms of an equation are: a derivative (N, 1) that
        meets what has (N,), or the other way round, makes a residual of all with all.
        """
        origins = self._step.origins
        several: Any = args[0] if args and isinstance(args[0], tuple | list) else ()
        given = next((one for one in (*several, *args[:2]) if origins.derivatives.of(one) is not None), None)
        if not isinstance(given, Tensor) or names.out_of_place(name) not in _KEEPS_ROWS:
            return
        origin = origins.derivatives.of(given)
        assert origin is not None
        if isinstance(result, Tensor) and self._derivative_crossed(name, args, result):
            other: Any = args[1] if given is args[0] else args[0]
            self._pairs(given, other, result, origin)
            return
        for one in result if isinstance(result, tuple | list) else (result,):
            if not isinstance(one, Tensor) or not one.requires_grad or one.shape[:1] != given.shape[:1]:
                continue
            # What was put upright by hand, as by `[:, None]`, may be meant to meet all the others.
            if one.ndim <= given.ndim or one.shape[-1] > 1:
                origins.derivatives.put(one, origin)

    def _derivative_crossed(self, name: str, args: Arguments, result: Tensor) -> bool:
        """Whether (N, 1) meets (N,), one of them a derivative, and neither is the other in another shape."""
        both = len(args) > 1 and all(isinstance(one, Tensor) for one in args[:2])
        if not both or self._step.passing is not None or not result.requires_grad:
            return False
        if names.out_of_place(name) not in names.ARITHMETIC:
            return False
        upright, flat = sorted(args[:2], key=lambda one: -one.ndim)
        rows = len(flat) if flat.ndim == 1 else 0
        if rows < 2 or upright.shape != (rows, 1) or result.shape != (rows, rows):
            return False
        known = self._step.origins.get(result)
        if known is not None and (known.losses or known.difference is not None):
            return False  # of a loss already
        if self._step.origins.derivatives.of(upright) is None:
            column = upright._base is None or upright._base.ndim > 1
            if upright.requires_grad or self._step.origins.get(upright) is not None or not column:
                return False
        return upright.untyped_storage().data_ptr() != flat.untyped_storage().data_ptr()

    def weights(self, args: Arguments, result: Any, calls: Sequence[LossCall]) -> None:
        """Note where losses of single samples (N,) meet weights (N, 1), or the other way round: the weights of all
        samples meet the losses of all.
        """
        both = len(args) > 1 and all(isinstance(one, Tensor) for one in args[:2])
        if not calls or not both or not isinstance(result, Tensor):
            return
        own = [one for one in args[:2] if one.requires_grad]  # weights may be made of earlier outputs
        own = own or [one for one in args[:2] if self._step.origins.get(one) is not None]
        weights = [one for one in args[:2] if all(one is not other for other in own)]
        if len(weights) != 1 or not weights[0].ndim:
            return
        rows = len(weights[0])
        shapes = {tuple(own[0].shape), tuple(weights[0].shape)}
        if rows > 1 and shapes == {(rows,), (rows, 1)} and result.shape == (rows, rows):
            for call in calls:
                call.weights_shape = tuple(weights[0].shape)

    def _pairs(self, given: Tensor, other: Tensor, result: Tensor, origin: Origin) -> None:
        """Each row of the one meets all of the other."""
        call = LossCall(WRITTEN_OUT, "squared", self._context.place, origin, grad_enabled=self._context.gradient)
        self._context.describe_written_out(call, given.detach(), other.detach(), True)
        self._context.put(result, origin.with_(difference=Difference(call, "mixed")))
