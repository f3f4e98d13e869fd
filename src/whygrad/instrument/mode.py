"""The function mode that shows every call while a step is observed, and where it lies in the stack of modes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from whygrad.instrument.step import ObservedStep
from whygrad.instrument.torch_internals import is_transformed, mode_stack, pop_mode, push_mode

_BEFORE_INPUT = ("condition", "sorted_sequence")  # arguments that stand before one called `input`


class Mode(TorchFunctionMode):
    """Shows every call of a PyTorch function to the handlers."""

    def __init__(
        self, step: ObservedStep, handlers: Callable[[Any, Any, Any], Any], look_at_bare: Callable[[], None]
    ) -> None:
        super().__init__()
        self._step, self._handlers, self._look_at_bare = step, handlers, look_at_bare

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if is_transformed() or self._step.busy:
            return func(*args, **kwargs)
        if any(not issubclass(kind, Tensor) for kind in types):
            args, kwargs = _with_tensors(args, kwargs)
        if kwargs and len(args) < 2:
            args, kwargs = _by_place(args, kwargs)
        if self._step.bare is None:
            return self._handlers(func, args, kwargs)
        self._look_at_bare()  # it may be over
        result = self._handlers(func, args, kwargs)
        self._step.answered_bare(result)
        return result


def _with_tensors(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The same call with the tensors of Keras' variables in their place. Left to themselves these call the function
    again, with their tensors, when no mode looks. What others put in their place only they know.
    """
    variable = getattr(sys.modules.get("keras"), "Variable", ())

    def tensor(one: Any) -> Any:
        return one.value if isinstance(one, variable) else one

    return tuple(map(tensor, args)), {name: tensor(one) for name, one in kwargs.items()}


def _by_place(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The same call with its first tensors by place, where handlers look for them, if they are given by name."""
    if not args and kwargs.keys().isdisjoint(_BEFORE_INPUT):
        first = next((name for name in ("input", "tensors") if name in kwargs), None)
        if first is not None:
            kwargs = dict(kwargs)
            args = (kwargs.pop(first),)
    if len(args) == 1 and "other" in kwargs and "input" not in kwargs:
        kwargs = dict(kwargs)
        args = (*args, kwargs.pop("other"))
    return args, kwargs


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
