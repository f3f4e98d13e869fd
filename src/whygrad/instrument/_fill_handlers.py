"""Functions that fill weights: with random numbers, or with given ones."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from whygrad.instrument.context import Arguments, CallContext, Options, address_of, argument, is_parameter
from whygrad.instrument.torch_internals import is_leaf, is_measurable

MOVE = "set_data"  # as `Module.to` gives a parameter its numbers on another device
COMPARED = 1024  # numbers of a weight, at most twice as many


class FillHandlers:
    """Remembers which weights are as they were drawn at random."""

    def __init__(self, context: CallContext) -> None:
        self._context, self._step = context, context.step

    def drawn(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        if (address := self._filling(args, kwargs, result)) is not None:
            self._step.drawn.add(address)
            self._step.filled.discard(address)

    def before_filled(self, name: str, args: Arguments, kwargs: Options) -> int | None:
        """The address of a weight that is given its own numbers, as where a model is moved to a device or type. Not
        once anything was trained: then a program may make each update like this, and nothing is as it was drawn.
        """
        weight, given = argument(args, kwargs, 0, "tensor"), argument(args, kwargs, 1, "source")
        if name != MOVE or self._step.passing is not None or self._step.has_updates() or not is_parameter(weight):
            return None
        return address_of(weight) if _are_numbers_of(weight, given) else None

    def filled(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: int | None) -> None:
        address = self._filling(args, kwargs, result)
        if address is None:
            return
        if seen is not None:
            for known in (self._step.drawn, self._step.filled):
                if seen in known:
                    known.add(address)
            return
        self._step.filled.add(address)
        self._step.drawn.discard(address)
        # `p.data -= …` ends with what `p.data` is already.
        if address in self._step.updated and address != address_of(argument(args, kwargs, 1, "source")):
            self._step.set_back += 1
            self._step.updated = set()

    def _filling(self, args: Arguments, kwargs: Options, result: Any) -> int | None:
        """The address of a weight that may be filled; what a pass fills is none."""
        if self._step.passing is not None:
            self._context.use(*args)
        if isinstance(result, Tensor) and result.requires_grad and not is_leaf(result):
            self._context.pass_on(args, kwargs, result)
        return address_of(argument(args, kwargs, 0, "tensor")) if self._step.passing is None else None


def _are_numbers_of(weight: Tensor, given: Any) -> bool:
    """Whether a tensor holds the numbers of a weight, as far as its type and device can."""
    if not is_measurable(given) or not is_measurable(weight) or given.shape != weight.shape:
        return False
    few = slice(None, None, max(1, weight.numel() // COMPARED))
    of_weight, of_given = (one.detach().reshape(-1)[few] for one in (weight, given))
    return torch.equal(of_weight.to(of_given), of_given)
