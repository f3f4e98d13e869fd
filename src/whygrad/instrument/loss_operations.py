"""What a program computes of a network's answers up to the number that backward begins at: the operations of its loss,
kept so that they can be computed again with other answers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor
from torch.utils._pytree import tree_flatten, tree_leaves, tree_unflatten

from whygrad.instrument import functions as names
from whygrad.instrument.batches import output_values
from whygrad.instrument.passes import Pass
from whygrad.instrument.provenance import Origins
from whygrad.instrument.torch_internals import is_measurable
from whygrad.trace.limits import fact_limit

MOST_OPERATIONS = 400  # of one step's loss
MOST_ELEMENTS = 1 << 20  # of the tensors that are kept of one step
# What computes something else each time: its result is kept as it was.
_RANDOM = names.DRAWS | names.SAMPLES | {"rand_like", "randn_like", "randint_like", "empty_like", "new_empty"}
_HOOKS = frozenset(("register_hook", "retain_grad", "requires_grad_"))


@dataclass(frozen=True, slots=True)
class _Slot:
    """A tensor that depends on the answers, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a pass of a network gave: by which network, and as which of its outputs; the function that made it, and the
    axis that this function runs over. `rows`: whether the samples lie along its first axis.
    """

    key: tuple[int, int]
    value: Tensor
    function: str
    along: int
    rows: bool

    @property
    def samples(self) -> int:
        """How many samples it is of."""
        return len(self.value) if self.rows else 1


@dataclass(frozen=True, slots=True)
class _Operation:
    function: Callable[..., Any]
    leaves: tuple[Any, ...]  # of (args, kwargs)
    form: Any
    gradient: bool
    in_place: bool
    results: tuple[tuple[int, int], ...]  # (place among the leaves of the result, slot)


@dataclass(eq=False)
class LossOperations:
    """The operations since the last update, up to the first backward pass. `usable`: whether all of them could be kept;
    nothing is from the moment on that one could not be.
    """

    answers: list[Answer] = field(default_factory=list[Answer])
    usable: bool = True
    complete: bool = False  # backward has begun
    _read: bool = False  # the program took numbers of an answer, or of what became of it, out of PyTorch
    elements: int = 0  # how many numbers are kept
    _places: list[int] = field(default_factory=list[int])  # the slots of the answers, in their order
    _operations: list[_Operation] = field(default_factory=list[_Operation])
    _slots: dict[int, int] = field(default_factory=dict[int, int])  # by the tensor's id
    _alive: list[Tensor] = field(default_factory=list[Tensor])  # whose ids those are
    _next: int = 0
    _root: int = -1  # the slot of what backward began at

    def answered(self, output: Any, passing: Pass, origins: Origins) -> None:
        """A pass of a network has given its output."""
        if not self.usable or self.complete:
            return
        if self._read:  # what the program read of one answer may be a target of the next, as an action's reward
            self._give_up()
            return
        for place, one in enumerate(output_values(output)):
            if not isinstance(one, Tensor) or not one.requires_grad or id(one) in self._slots:
                continue
            # Its own loss, or what cannot be varied.
            if not is_measurable(one) or not one.ndim or not one.is_floating_point():
                self._give_up()
                return
            origin, module = origins.get(one), passing.module()
            function, along = (origin.function, origin.along) if origin is not None else ("unknown", -1)
            rows = bool(passing.given) and one.shape[0] == passing.given[0]
            kept, key = self._kept(one), (id(module), place)
            if not self.usable:
                return
            self.answers.append(Answer(key, kept, function, along, rows))
            self._places.append(self._follow(one))

    def called(
        self, name: str, function: Callable[..., Any], args: Any, kwargs: Any, result: Any, *, gradient: bool
    ) -> None:
        """A function was called outside of every network, while gradients were recorded or not."""
        if not self.usable or not self.answers or self.complete or name in _HOOKS:
            return
        leaves, form = tree_flatten((args, kwargs))
        if not any(id(one) in self._slots for one in leaves if isinstance(one, Tensor)):
            return
        if name in names.READ_OUT:
            self._read = True
            return
        if name == names.GRADIENT:  # by what the network was given, which other answers do not depend on
            self._give_up()
            return
        if name in _RANDOM:
            for one in tree_leaves(result):
                self._slots.pop(id(one), None)
            return
        sets = name == "__setitem__"
        given = tuple(self._argument(one) for one in leaves)
        if not self.usable:
            return
        made = [(0, args[0])] if sets else list(enumerate(tree_leaves(result)))
        results = tuple((place, self._follow(one)) for place, one in made if isinstance(one, Tensor))
        if results:
            in_place = sets or any(one is args[0] for _, one in made)
            self._operations.append(_Operation(function, given, form, gradient, in_place, results))
        if len(self._operations) > MOST_OPERATIONS:
            self._give_up()

    def backward(self, root: Tensor | None) -> None:
        """A backward pass begins here; a second one leaves open which of them is the loss."""
        slot = self._slots.get(id(root), -1)
        if self.complete or slot < 0:
            self._give_up()
            return
        self.complete, self._root = True, slot
        needed, kept = {slot}, list[_Operation]()
        for one in reversed(self._operations):
            if any(number in needed for _, number in one.results):
                needed |= {leaf.number for leaf in one.leaves if isinstance(leaf, _Slot)}
                kept.append(one)
        self._operations = kept[::-1]
        self._slots.clear()
        self._alive.clear()

    def value(self, answers: Sequence[Tensor]) -> Tensor:
        """The loss with these answers in place of the network's, in the order of `answers`. Raises whatever the
        program's own operations raise.
        """
        values: dict[int, Any] = dict(zip(self._places, answers, strict=True))
        for one in self._operations:
            leaves = [values[leaf.number] if isinstance(leaf, _Slot) else leaf for leaf in one.leaves]
            args, kwargs = tree_unflatten(leaves, one.form)
            if one.in_place:
                args = (args[0].clone(), *args[1:])
            with torch.set_grad_enabled(one.gradient):
                result = one.function(*args, **kwargs)
            made = tree_leaves(args[0] if result is None else result)
            values |= {slot: made[place] for place, slot in one.results}
        return values[self._root]

    def _argument(self, leaf: Any) -> Any:
        if not isinstance(leaf, Tensor):
            return leaf
        slot = self._slots.get(id(leaf))
        return self._kept(leaf) if slot is None else _Slot(slot)

    def _kept(self, tensor: Tensor) -> Tensor:
        """A copy, as the program may go on to change it."""
        if is_measurable(tensor) and self.elements + tensor.numel() <= MOST_ELEMENTS:
            self.elements += tensor.numel()
            return tensor.detach().clone()
        self._give_up()
        return tensor

    def _follow(self, tensor: Tensor) -> int:
        number = self._slots[id(tensor)] = self._next
        self._next += 1
        self._alive.append(tensor)
        return number

    def _give_up(self) -> None:
        """Keep nothing, and nothing from now on."""
        self.usable = False
        for kept in (self.answers, self._places, self._operations, self._slots, self._alive):
            kept.clear()


def constant_shape(answer: Answer, samples: int) -> tuple[int, ...]:
    """The shape of a constant answer, which stretches to the network's: the same for all samples, and for all places
    of a sequence or picture if there are fewer than `samples-for-a-number` samples for each of its numbers.
    """
    shape = tuple(answer.value.shape)
    own = (1, *shape[1:]) if answer.rows else shape
    if len(shape) < 3 or fact_limit("samples-for-a-number") * math.prod(own) <= samples:
        return own
    channel = 1 if len(shape) > 3 else len(shape) - 1
    return tuple(size if axis == channel else 1 for axis, size in enumerate(shape))
