"""A model whose `forward` the program calls itself: PyTorch's hooks see only the calls of its parts."""

from __future__ import annotations

import inspect
import sys
from dataclasses import dataclass
from types import FrameType
from typing import Any

from torch.nn import Module

from whygrad.instrument.batches import CallOf
from whygrad.instrument.modules import modules_of


@dataclass(eq=False, slots=True)
class BareForward:
    """A `forward` that runs without a call of its module: `call` are its arguments, `frame` where it runs, `output`
    what the latest function in it gave.
    """

    module: Module
    call: CallOf
    frame: FrameType
    output: Any = None

    def is_running(self) -> bool:
        """Whether it has not returned yet."""
        frame: FrameType | None = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
        while frame is not None:
            if frame is self.frame:
                return True
            frame = frame.f_back
        return False


def bare_forward(part: Module, caller: FrameType) -> BareForward | None:
    """The outermost `forward` of a module that holds `part`, in the middle of which `caller` runs; `None` if the
    program called `part` by itself. Its arguments are what they are now: `forward` may have changed a variable before.
    """
    found: BareForward | None = None
    frame: FrameType | None = caller.f_back
    while frame is not None:
        code = frame.f_code
        if code.co_name == "forward" and code.co_argcount:
            owner = frame.f_locals.get(code.co_varnames[0])
            if isinstance(owner, Module) and owner is not part and any(part is one for one in modules_of(owner)):
                call = _arguments(frame)
                found = BareForward(owner, call, frame) if call is not None else found
        frame = frame.f_back
    return found


def _arguments(frame: FrameType) -> CallOf | None:
    """What a method was called with, but for its object; `None` if a variable of these was deleted."""
    names, several, options, values = inspect.getargvalues(frame)
    if any(name not in values for name in names):
        return None
    # The names of `getargvalues` are those given by place, then those given by name only.
    by_place = frame.f_code.co_argcount
    given = (*(values[name] for name in names[1:by_place]), *(values.get(several, ()) if several else ()))
    named = {name: values[name] for name in names[by_place:]} | (values.get(options, {}) if options else {})
    return given, named
