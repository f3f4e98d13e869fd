"""Trainings whose weights are changed by plain operations: no optimizer says when, so the weights are asked."""

from __future__ import annotations

import weakref
from typing import Any

import torch
from torch import Tensor

from whygrad.instrument.context import Arguments, address_of
from whygrad.instrument.modules import some_of
from whygrad.instrument.step import ObservedStep

EVERY = 16  # backward passes since an update, after each of which the time for a record has come
GROWTH = 1.25  # … and then whenever they have grown by this factor: each record is of all of them


class ByHand:
    """Stands where an optimizer would: the parameters that backward (or `torch.autograd.grad`) gave a gradient to. An
    update was made if they are no longer what they were after backward when the next pass reads them, and no optimizer
    made a step.
    """

    def __init__(self, step: ObservedStep) -> None:
        self._step = step
        self._known: dict[int, weakref.ref[Tensor]] = {}
        self._before: dict[int, Tensor] = {}
        self._asked: list[weakref.ref[Tensor]] = []
        self._replaced = False
        self._due = 0  # backward passes since an update, before which no other record is made

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

    def after_backward(self) -> bool:
        """The gradients are there, the weights are still the old ones: whether this is the time for a record."""
        count = self._step.tape.backwards
        if EVERY < count < self._due:
            return False
        self._due = int(GROWTH * count) + 1
        used = [p for use in self._step.tape.used.values() if (p := use.parameter()) is not None]
        # Beside the parameters of modules a plain tensor is an input that is optimized, as an adversarial one.
        modules = any(isinstance(p, torch.nn.Parameter) for p in used)
        for p in used:
            weight = isinstance(p, torch.nn.Parameter) or not modules
            if weight and self._step.gradient(p) is not None and p.is_leaf:
                self._known[id(p)] = weakref.ref(p)
        parameters = self.param_groups[0]["params"]
        self._before = {id(p): some_of(p).clone() for p in parameters}
        self._step.updated = set()
        self._step.waiting = {at: p for p in parameters if (at := address_of(p)) is not None}
        return bool(parameters)

    def written(self, args: Arguments, *, fills: bool) -> list[Tensor]:
        """What is given first is about to be changed: the weights among it, which use their gradients as these are.
        Those that are changed, and not filled, may be filled later, by a program that goes back to earlier weights.
        """
        written = args[0] if isinstance(args[0], tuple | list) else args[:1]
        addresses = {at for one in written if (at := address_of(one)) in self._step.waiting}
        if not fills:
            self._step.updated |= addresses
        return [self._step.waiting.pop(at) for at in addresses]

    def forget(self) -> None:
        """An optimizer makes the updates."""
        self._before, self._known, self._step.waiting, self._step.updated = {}, {}, {}, set()

    def changed(self) -> bool:
        """Whether an update was made since the last backward pass; it is told once."""
        before = self._before
        moved = any(
            id(p) in before and not torch.equal(some_of(p), before[id(p)]) for p in self.param_groups[0]["params"]
        )
        if moved:
            self._before, self._step.waiting = {}, {}
        return moved
