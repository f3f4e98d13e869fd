"""Calls of functions before they run, and values before they are used. A listener may answer such an event with a
replacement; that is how a remedy acts on a running script. Events are frozen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from torch import Tensor

from whygrad.instrument.provenance import Descent


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """A call of a function; `name` is without the underscore of an in-place version."""

    name: str
    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def run(self) -> Any:
        """Call it."""
        return self.function(*self.args, **self.kwargs)


@dataclass(frozen=True, slots=True)
class LayerCalled:
    """A function with `weights` is called. `first`: for the first time with these; `from_data`: its input comes from
    outside the network; `axis`: of the units in its result.
    """

    call: FunctionCall
    weights: tuple[Tensor, ...]
    order: int
    first: bool
    from_data: bool
    axis: int


@dataclass(frozen=True, slots=True)
class TableRead:
    """Rows of an embedding are looked up."""

    call: FunctionCall
    weight: Tensor
    first: bool


@dataclass(frozen=True, slots=True)
class FunctionApplied:
    """An activation (also a softmax, or a comparison with a bound), dropout, or the cosine between two vectors is about
    to be computed of what a layer made.
    """

    call: FunctionCall
    source: Descent
    kind: Literal["activation", "dropout", "cosine"]


@dataclass(frozen=True, slots=True)
class LossComputed:
    """A loss is computed of an output and a target. Of a loss that is written by hand, `call` is PyTorch's function for
    the same loss: what it is replaced with counts in place of the program's own value.
    """

    call: FunctionCall
    kind: str
    source: Descent
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class DifferenceComputed:
    """An output and a target meet in a difference, by which a loss written by hand may begin; `given`: which of the
    two arguments is the output.
    """

    call: FunctionCall
    source: Descent
    given: int


@dataclass(frozen=True, slots=True)
class DataSliced:
    """A slice of a tensor from outside the network is taken: a batch, maybe."""

    call: FunctionCall


CallEvent = LayerCalled | TableRead | FunctionApplied | LossComputed | DifferenceComputed | DataSliced


@dataclass(frozen=True, slots=True)
class LayerDone:
    """A layer's result; `call` is what was computed."""

    event: LayerCalled
    call: FunctionCall
    result: Tensor


@dataclass(frozen=True, slots=True)
class LossDone:
    """The value of a loss, or the difference by which one begins; `call` is what was computed."""

    event: LossComputed | DifferenceComputed
    call: FunctionCall
    value: Any


@dataclass(frozen=True, slots=True)
class Compared:
    """What a network put out, and what it did not, were compared with `==` outside of training."""

    hits: Tensor
    target: Tensor


ValueEvent = LayerDone | LossDone | Compared


class CallListener(Protocol):
    """Gets the events, and may answer."""

    def before(self, event: CallEvent) -> FunctionCall | None:
        """A call is about to be made; another one in its place, or `None`."""
        ...

    def after(self, event: ValueEvent) -> Tensor | None:
        """A value is about to be used; another one in its place, or `None`. Only a layer's can be replaced."""
        ...
