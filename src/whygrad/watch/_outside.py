"""What a program does, outside of its models, with what one of them put out: the first function of a loss by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torch import Tensor

from whygrad.trace.program import OutsideFacts
from whygrad.watch._functions import NEGATIVE
from whygrad.watch._origins import Origin
from whygrad.watch._torch import is_wrapped

_AGAIN = {
    "sigmoid": ("sigmoid",),
    "log-sigmoid": ("sigmoid", f"{NEGATIVE}sigmoid"),
    "softplus": (f"{NEGATIVE}sigmoid",),  # ln(1 + exp(-p)) = -ln sigmoid(p); that of p may be any positive number
    "log-softmax": ("softmax",),
}


@dataclass(eq=False)
class Outside:
    """A function of value that got what left a model. `reached` once backward came by: what is only told does not
    count.
    """

    function: str
    place: str
    origin: Origin  # of what it was given
    axis: int = -1  # the size of the axis that a softmax runs over
    reached: bool = False

    @property
    def facts(self) -> OutsideFacts:
        """As a trace stores it, of one update."""
        before = self.origin.function.removeprefix(NEGATIVE)
        return OutsideFacts(self.function, before, self.place, self.origin.place, self.axis)


def outside(function: str, place: str, origin: Origin | None, result: Any, axis: int = -1) -> Outside | None:
    """What is worth remembering: a function that is applied a second time, a softmax over a single number."""
    if origin is None or origin.root is None or not isinstance(result, Tensor) or not result.requires_grad:
        return None
    single = axis == 1 and function in ("softmax", "log-softmax")
    if not (single or origin.function in _AGAIN.get(function, ())) or is_wrapped(result):
        return None
    seen = Outside(function, place, origin, axis)

    def reached(_gradient: Tensor) -> None:
        seen.reached = True

    result.register_hook(reached)
    return seen
