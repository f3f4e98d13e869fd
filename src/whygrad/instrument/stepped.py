"""Which optimizers ever made a step, and what those have that did not: their parameters may yet be trained."""

from __future__ import annotations

import gc
import weakref
from typing import Any

from torch.optim import Optimizer

from whygrad.instrument.modules import parameters_in


class SteppedOptimizers:
    """Optimizers of this process that made a step, by identity: an optimizer need not have a hash."""

    def __init__(self) -> None:
        self._known: dict[int, weakref.ref[Any]] = {}

    def add(self, optimizer: Any) -> None:
        """It makes a step."""
        if optimizer not in self:
            self._known[id(optimizer)] = weakref.ref(optimizer)

    def __contains__(self, optimizer: object) -> bool:
        known = self._known.get(id(optimizer))
        return known is not None and known() is optimizer

    def waiting_parameters(self) -> set[int]:
        """Parameters, by id, of all optimizers that have made no step so far. No hook tells of a new optimizer, so all
        objects are looked through.
        """
        made = [one for one in gc.get_objects() if issubclass(type(one), Optimizer)]
        return {id(p) for one in made if one not in self for p in parameters_in(one)}
