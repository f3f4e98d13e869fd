"""Losses of single samples, which no mean or sum has to complete: a loop adds them up, or collects them in a list."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from torch import Tensor

from whygrad.instrument.context import CallContext
from whygrad.instrument.provenance import Difference, Origin, Term

# What a loss of one number is by now, even if no mean or sum follows. Logarithms of single classes may yet be weighed.
_COMPLETE: frozenset[Term] = frozenset(("squared", "absolute", "huber", "binary", "binary-logits"))


class SampleLosses:
    """Completes losses of one number by the method that `reduced` calls for the result of a mean."""

    def __init__(self, context: CallContext, reduced: Callable[[str, Any, Tensor, Origin, Difference], None]) -> None:
        self._context, self._origins = context, context.step.origins
        self._reduced = reduced

    def finish(self, value: Any) -> None:
        """Complete a loss that is one number, in whatever shape."""
        origin = self._origins.get(value)
        if origin is not None and origin.difference is not None and value.ndim and value.numel() == 1:
            number = value.reshape(())
            self._reduced("mean", (value,), number, origin, origin.difference)
            self._context.put(value, self._origins.get(number) or origin)

    def add(self, values: Sequence[Any]) -> None:
        """A loop over samples adds up a loss for each: to a number, to data, or to one another."""
        if all(self._is_complete(one) or self._origins.get(one) is None for one in values):
            for one in values:
                self.finish(one)

    def join(self, parts: Sequence[Any], result: Tensor) -> bool:
        """Whether losses were collected in a list, one or some for each sample."""
        if len(parts) < 2 or not all(map(self._is_complete, parts)):
            return False
        for one in parts:
            self.finish(one)
        origins = [origin for one in parts if (origin := self._origins.get(one)) is not None]
        losses = tuple(dict.fromkeys(loss for origin in origins for loss in origin.losses))
        self._context.put(result, Origin("loss", losses=losses, root=origins[0].root))
        return True

    def _is_complete(self, value: Any) -> bool:
        """Whether a number is a loss: of targets that it is known to have met, and of nothing else of the network."""
        origin = self._origins.get(value)
        if origin is None or origin.losses:
            return origin is not None
        difference = origin.difference
        if difference is None or difference.kind not in _COMPLETE or not value.ndim:
            return False
        return math.prod(difference.loss.target_shape) == 1  # and not one of a batch's losses, picked from it
