"""How far a script's re-run has come, as remedies see it."""

from __future__ import annotations

import weakref
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from whygrad.instrument.modules import parameters_of

if TYPE_CHECKING:
    from torch.nn import Module

    from whygrad.instrument.step import ObservedStep


@dataclass(eq=False, slots=True)
class RunState:
    """Written by the interceptor of a re-run, read by its remedies."""

    step: ObservedStep
    updates: int = 0
    backwards: int = 0  # backward passes
    parameters: dict[int, Any] = field(default_factory=dict[int, Any])  # that layers used, by id, in the order of use
    models: dict[int, weakref.ref[Module]] = field(default_factory=dict)  # whole models that were called, by id

    def unobserved(self) -> AbstractContextManager[None]:
        """Calls of our own: no remedy is asked about them. What they raise reaches the script."""
        return self.step.working()

    @contextmanager
    def scoring(self) -> Generator[None]:
        """The same for work of the score, which never ends the script: what it cannot read does not count."""
        with self.step.part("score"), self.step.working():
            yield

    def reached(self) -> list[Any]:
        """The parameters that layers or models used and that have a gradient now."""
        found = dict(self.parameters)
        for reference in self.models.values():
            module = reference()
            if module is not None:
                found.update((id(p), p) for p in parameters_of(module))
        return [p for p in found.values() if p.requires_grad and p.is_leaf and p.grad is not None]
