"""What happened between two updates: passes of models, calls of layers, losses, backward passes."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor
from torch.nn import Module

from whygrad.instrument.batches import Columns
from whygrad.instrument.layer_call import Call
from whygrad.instrument.loss_operations import LossOperations
from whygrad.instrument.passes import Pass
from whygrad.instrument.post_model import PostModelOp
from whygrad.instrument.products import Product
from whygrad.instrument.provenance import LossCall
from whygrad.instrument.torch_internals import is_measurable


@dataclass(eq=False)
class Layer:
    """A layer by its weight: what does not change from call to call."""

    weight: weakref.ref[Tensor]
    kind: str
    inputs: int
    outputs: int


@dataclass(eq=False, slots=True)  # not frozen, which takes three times as long to make
class Use:
    """A parameter that a forward pass read: in which type of module, where, in the pass of which model."""

    parameter: weakref.ref[Tensor]
    module: str
    place: str
    root: weakref.ref[Module] | None
    gradient: bool = True  # while gradients were recorded


@dataclass(eq=False)
class Tape:
    """Everything since the last update of any watched optimizer."""

    calls: dict[int, list[Call]] = field(default_factory=dict)
    tables: dict[int, tuple[Layer, Call]] = field(default_factory=dict)  # rows were looked up in, and not followed
    losses: list[LossCall] = field(default_factory=list)
    passes: list[Pass] = field(default_factory=list)
    passes_at: Counter[str] = field(default_factory=Counter)  # by the place of the call
    backwards: int = 0
    gave: bool = False  # the last of them gave gradients to parameters that were read
    discarded: int = 0  # backward passes whose gradients were cleared before the next one, with no update in between
    roots: list[Tensor] = field(default_factory=list)  # the values that backward began at
    signs: list[int] = field(default_factory=list)  # … whether these grow (1) or fall (-1) with the losses in them
    backward_place: str = ""
    used: dict[int, Use] = field(default_factory=dict)  # by the parameter's id
    unseen: set[str] = field(default_factory=set)
    given: set[int] = field(default_factory=set)  # leaves, by id, that are inputs: of a pass, or of derivatives by them
    fed: dict[object, Columns] = field(default_factory=dict)  # what layers took in that is data
    rescaled: bool = False  # a normalization or an embedding took in data: its scale did not matter
    # What the first layer outside of any model took in, by its weight's id: the batch of a network that is no module.
    batch: tuple[int, Tensor | None] | None = None
    outside: list[PostModelOp] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    pulled: list[Pass | None] = field(default_factory=list)  # whose losses of samples had weights of both signs
    sampled: bool = False  # the program read out what it sampled of a network's answers, as the action of a policy
    stepped: set[int] = field(default_factory=set[int])  # the trainings, by id, whose updates used its gradients
    optimizers: set[int] = field(default_factory=set[int])  # those, by id, that made the updates
    operations: LossOperations | None = None  # of the loss, while any watch asks for them
    taken: LossOperations | None = None  # the same, once a record was made of them
    _until: dict[int, int] = field(default_factory=dict)  # lists, by id, -> what was on them after the last backward

    def holds_gradients(self) -> bool:
        """Whether any parameter that a pass has read since the last update holds a gradient other than 0."""
        read = (use.parameter() for use in self.used.values())
        held = (p.grad for p in read if p is not None and p.grad is not None)
        return any(not is_measurable(gradient) or bool(gradient.any()) for gradient in held)

    def backward_is_done(self) -> None:
        """Note what led to the backward pass that has ended."""
        self._until = {id(one): len(one) for one in self._lists()}

    def forget_discarded(self) -> None:
        """Forget what led to a backward pass whose gradients were cleared before any update used them. A program that
        never makes an update would else fill the memory.
        """
        for one in self._lists():
            del one[: self._until.get(id(one), 0)]
        self.calls = {key: calls for key, calls in self.calls.items() if calls}
        self.passes_at = Counter(one.place for one in self.passes)  # there is room for as many again
        self._until = {}

    def take_in(self, key: int, given: Tensor) -> None:
        """A layer outside of any model takes in data. If it does so again, nobody knows which of them is the batch."""
        if self.batch is None:
            self.batch = key, given.detach()
        elif self.batch[0] == key:
            self.batch = key, None

    def _lists(self) -> Iterable[list[Any]]:
        seen = (self.losses, self.passes, self.roots, self.signs, self.outside, self.products, self.pulled)
        return (*self.calls.values(), *seen)

    @property
    def begun(self) -> bool:
        """Whether anything happened that an update may follow."""
        return bool(self.backwards or self.passes or self.losses)

    def add(self, call: Call) -> None:
        """A layer's call. Layers stand in the order of their calls in this step, not of those carried over to it."""
        before = self.calls.get(call.key)
        if before and before[-1].carried and not call.carried:
            self.calls[call.key] = self.calls.pop(call.key)
        self.calls.setdefault(call.key, []).append(call)
