"""What a program does, outside of its models, with what one of them put out: the first function of a loss by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torch import Tensor

from whygrad.instrument.functions import NEGATIVE
from whygrad.instrument.provenance import Origin
from whygrad.instrument.torch_internals import is_wrapped

_AGAIN = {
    "sigmoid": ("sigmoid",),
    "log-sigmoid": ("sigmoid", f"{NEGATIVE}sigmoid"),
    "softplus": (f"{NEGATIVE}sigmoid",),  # ln(1 + exp(-p)) = -ln sigmoid(p); that of p may be any positive number
    "log-softmax": ("softmax",),
}


@dataclass(eq=False)
class PostModelOp:
    """A function of value that was applied to a model's output. `reached`: it lies on the path of a backward pass; what
    is only printed does not count.
    """

    function: str
    place: str
    origin: Origin  # of what it was given
    axis: int  # the size of the axis that a softmax runs over
    reached: bool = False


def outside(function: str, place: str, origin: Origin | None, result: Any, axis: int) -> PostModelOp | None:
    """What is worth remembering: a function that is applied a second time, a softmax over a single number."""
    if origin is None or origin.root is None or not isinstance(result, Tensor) or not result.requires_grad:
        return None
    single = axis == 1 and function in ("softmax", "log-softmax")
    if not (single or origin.function in _AGAIN.get(function, ())) or is_wrapped(result):
        return None
    seen = PostModelOp(function, place, origin, axis)

    def reached(_gradient: Tensor) -> None:
        seen.reached = True

    result.register_hook(reached)
    return seen
