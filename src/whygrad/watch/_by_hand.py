"""Trainings whose weights are changed by plain operations: no optimizer says when, so the weights are asked."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from whygrad.watch._reading import Arguments, address_of

if TYPE_CHECKING:
    from whygrad.watch._hub import Hub
    from whygrad.watch._watch import Watch

ELEMENTS = 64  # of each parameter that are compared


class ByHand:
    """Stands where an optimizer would: the parameters that backward (or `torch.autograd.grad`) gave a gradient to. An
    update was made if they are no longer what they were after backward when the next pass reads them, and no optimizer
    made a step. Until then the watch is kept aside: an optimizer may still come.
    """

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._known: dict[int, weakref.ref[Tensor]] = {}
        self._before: dict[int, Tensor] = {}
        self.waiting: dict[int, Tensor] = {}  # parameters, by where they lie, that have not been changed since backward
        self.watch: Watch | None = None
        self._asked: list[weakref.ref[Tensor]] = []
        self._replaced = False

    def can_follow(self, weights: list[Tensor]) -> bool:
        """Whether gradients that are asked for can be followed by an update: not where each update makes new weights,
        so that none ever changes.
        """
        kept = any(before() is weight for before, weight in zip(self._asked, weights, strict=False))
        self._replaced = self._replaced or (bool(self._asked) and not kept)
        if self._replaced:
            self.forget()
        self._asked = [weakref.ref(weight) for weight in weights]
        return not self._replaced

    @property
    def param_groups(self) -> list[dict[str, Any]]:
        """As an optimizer's."""
        return [{"params": [p for known in self._known.values() if (p := known()) is not None]}]

    def after_backward(self) -> None:
        """The gradients are there, the weights are still the old ones: the time at which a record is taken."""
        for use in self._hub.tape.used.values():
            p = use.parameter()
            if p is not None and self._hub.gradient(p) is not None and p.is_leaf:
                self._known[id(p)] = weakref.ref(p)
        parameters = self.param_groups[0]["params"]
        if not parameters:
            return
        if self.watch is None and self._hub.found is not None:
            self.watch = self._hub.found(self)
        if self.watch is not None:
            self._before = {id(p): _sample(p) for p in parameters}
            self.waiting = {at: p for p in parameters if (at := address_of(p)) is not None}
            self.watch.before_step(self, closure=False)

    def writes(self, args: Arguments) -> None:
        """What is given first is about to be changed: weights among it use their gradients as these are now."""
        written = args[0] if isinstance(args[0], tuple | list) else args[:1]
        addresses = {at for one in written if (at := address_of(one)) in self.waiting}
        found = [self.waiting.pop(at) for at in addresses]
        if found and self.watch is not None:
            self.watch.uses(found)

    def forget(self) -> None:
        """An optimizer makes the updates."""
        self.watch, self._before, self._known, self.waiting = None, {}, {}, {}

    def changed(self) -> bool:
        """Whether an update was made since the last backward pass; it is told once."""
        before = self._before
        moved = any(
            id(p) in before and not torch.equal(_sample(p), before[id(p)]) for p in self.param_groups[0]["params"]
        )
        if moved:
            self._before, self.waiting = {}, {}
        return moved


def _sample(p: Tensor) -> Tensor:
    return p.detach().reshape(-1)[:: max(1, p.numel() // ELEMENTS)].clone()
