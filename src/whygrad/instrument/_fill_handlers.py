"""Functions that fill weights: with random numbers, or with given ones."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from whygrad.instrument.context import Arguments, CallContext, Options, address_of, argument
from whygrad.instrument.torch_internals import is_leaf


class FillHandlers:
    """Remembers which weights are as they were drawn at random."""

    def __init__(self, context: CallContext) -> None:
        self._context, self._step = context, context.step

    def drawn(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        if (address := self._filling(args, kwargs, result)) is not None:
            self._step.drawn.add(address)
            self._step.filled.discard(address)

    def filled(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        if (address := self._filling(args, kwargs, result)) is not None:
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
