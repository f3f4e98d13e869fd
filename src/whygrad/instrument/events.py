"""What handlers of functions tell while a step is observed. Events are frozen and hold no watch."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ParametersRead:
    """Parameters are about to be read by plain functions, outside of any module."""


@dataclass(frozen=True, slots=True)
class ParametersWritten:
    """What is given first is about to be changed in place; `fills`: it gets other numbers, whatever it holds."""

    arguments: tuple[Any, ...]
    fills: bool = False


@dataclass(frozen=True, slots=True)
class BackwardBegins:
    """A backward pass begins at `root`, `None` where that is no single tensor."""

    root: Any = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class BackwardDone:
    """A backward pass is done: gradients are there."""


Event = ParametersRead | ParametersWritten | BackwardBegins | BackwardDone
