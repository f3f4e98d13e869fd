"""The function mode that shows every call while a step is observed, and blocks of our own work that it must not see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch.overrides import TorchFunctionMode

from whygrad.watch._torch import is_transformed, mode_stack, pop_mode, push_mode, set_gradient, without_modes

if TYPE_CHECKING:
    from whygrad.watch._hub import Hub
    from whygrad.watch._reader import Reader


class Mode(TorchFunctionMode):
    """Shows every call of a PyTorch function to the reader."""

    def __init__(self, hub: Hub, reader: Reader) -> None:
        super().__init__()
        self._hub, self.reader = hub, reader

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if is_transformed() or self._hub.busy:
            return func(*args, **kwargs)
        return self.reader(func, args, kwargs)


class Quiet:
    """A block of our own work for one part, as `Part`, that the mode does not see and that records no gradients.
    Written out, as it is entered for every function that is looked at.
    """

    __slots__ = ("_busy", "_gradient", "_hub", "_modes", "_part")

    def __init__(self, hub: Hub, part: str) -> None:
        self._hub, self._part = hub, part

    def __enter__(self) -> None:
        self._busy, self._hub.busy = self._hub.busy, True
        self._modes = without_modes()
        self._modes.__enter__()
        self._gradient = torch.is_grad_enabled()
        set_gradient(False)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        set_gradient(self._gradient)
        self._modes.__exit__(None, None, None)
        self._hub.busy = self._busy
        if isinstance(error, Exception):  # the user's training must go on
            self._hub.failed(self._part, error)
            return True
        return False


def insert(mode: TorchFunctionMode) -> None:
    """Push the mode below the user's own, which pop what is on top when they leave; a default device stays lowest."""
    above: list[Any] = []
    default = getattr(getattr(torch, "_GLOBAL_DEVICE_CONTEXT", None), "device_context", None)
    stack = mode_stack()
    while stack and stack[-1] is not default:
        above.append(pop_mode())
        stack.pop()
    push_mode(mode)
    for other in reversed(above):
        push_mode(other)


def take_out(mode: TorchFunctionMode) -> None:
    """Remove the mode from wherever it lies in the stack."""
    stack = mode_stack()
    if not any(one is mode for one in stack):
        return
    above: list[Any] = []
    while True:
        top = pop_mode()
        if top is mode:
            break
        above.append(top)
    for other in reversed(above):
        push_mode(other)
