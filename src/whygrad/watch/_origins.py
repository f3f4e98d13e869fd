"""Where a tensor comes from: which layer, which function of value, which loss. Known by the tensor itself.

Kept for the time of one observed step, by weak references: nothing lives longer because somebody watches.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from torch import Tensor

if TYPE_CHECKING:
    from whygrad.watch._losses import LossCall
    from whygrad.watch._statistics import Call

__all__ = ["Difference", "Origin", "Origins"]


@dataclass(frozen=True, eq=False, slots=True)
class Difference:
    """A prediction minus a target, written out by the user: the beginning of a loss of plain operations."""

    loss: LossCall
    kind: str = ""  # "squared", "absolute" once it is known, "other" for another function of it
    terms: float = 1.0  # how many of the differences each value adds up
    masked: bool = False  # some of them were left out


@dataclass(frozen=True, eq=False, slots=True)
class Origin:
    """What is known of one tensor."""

    function: str = "unknown"  # the last function of value: "identity", "softmax", "relu", …
    place: str = ""
    axis_size: int = -1
    under: str = ""  # what a softmax, a sigmoid or a logarithm of one was applied to
    along: int = -1  # the axis that a softmax runs over, counted from the first
    call: Call | None = None
    root: Any = None  # the pass of a whole model it comes from
    losses: tuple[LossCall, ...] = ()
    difference: Difference | None = None
    lookup: Any = None  # the weight of an embedding that nothing but plain arithmetic has followed
    factors: tuple[Any, Any] | None = None  # two such weights whose rows were multiplied number by number
    added: str = ""  # the function whose values a sum along one axis adds up
    cut: str = ""  # what took the gradient away, and where: "argmax at train.py:31"
    combined: bool = False  # after that, something was computed of it: it is no prediction any more

    def with_(self, **changes: Any) -> Origin:
        """A changed copy."""
        return replace(self, **changes)


class Origins:
    """Tensor -> Origin, while the tensor lives."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[weakref.ref[Tensor], Origin]] = {}
        self._aliases: dict[int, tuple[weakref.ref[Tensor], Tensor, float]] = {}
        self._derivatives: dict[int, tuple[weakref.ref[Tensor], Origin]] = {}

    def get(self, tensor: object) -> Origin | None:
        """What is known of a tensor; `None` for data and everything else."""
        entry = self._known.get(id(tensor))
        return entry[1] if entry is not None and entry[0]() is tensor else None

    def put(self, tensor: object, origin: Origin) -> None:
        """Remember a tensor, or each of a tuple of them."""
        if isinstance(tensor, Tensor):
            self._known[id(tensor)] = (weakref.ref(tensor), origin)
        elif isinstance(tensor, tuple | list):
            for one in tensor:
                self.put(one, origin)

    def first(self, arguments: Any) -> Origin | None:
        """The origin of the first argument that has one, also inside a list of tensors."""
        for argument in arguments:
            if isinstance(argument, Tensor):
                found = self.get(argument)
            elif isinstance(argument, tuple | list):
                found = self.first(argument)
            else:
                continue
            if found is not None:
                return found
        return None

    def alias(self, tensor: object, parameter: Tensor, factor: float = 1.0) -> None:
        """A parameter in another shape or order, or so many times as large; not itself."""
        if isinstance(tensor, Tensor) and tensor is not parameter:
            self._aliases[id(tensor)] = (weakref.ref(tensor), parameter, factor)

    def aliased(self, tensor: object) -> Tensor | None:
        """The parameter that a tensor is another shape of."""
        entry = self._aliases.get(id(tensor))
        return entry[1] if entry is not None and entry[0]() is tensor else None

    def factor(self, tensor: object) -> float:
        """How many times as large as the parameter a tensor is that is made of it."""
        entry = self._aliases.get(id(tensor))
        return entry[2] if entry is not None and entry[0]() is tensor else 1.0

    @property
    def derives(self) -> bool:
        """Whether any derivatives are known."""
        return bool(self._derivatives)

    def derive(self, tensor: Tensor, origin: Origin) -> None:
        """A derivative of what has this origin, or what was made of one number by number."""
        self._derivatives[id(tensor)] = (weakref.ref(tensor), origin)

    def derived(self, tensor: object) -> Origin | None:
        """The origin of what a tensor is a derivative of."""
        entry = self._derivatives.get(id(tensor))
        return entry[1] if entry is not None and entry[0]() is tensor else None

    def clear(self) -> None:
        """Forget all."""
        self._known.clear()
        self._aliases.clear()
        self._derivatives.clear()
