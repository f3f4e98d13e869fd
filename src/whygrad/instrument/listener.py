"""The interface of a training's recorder, as the hub uses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from torch import Tensor
from torch.nn import Module

from whygrad.instrument.batches import CallOf
from whygrad.instrument.passes import Pass
from whygrad.instrument.training import Training


class StepListener(Protocol):
    """One training, from step to step. `armed`: the coming step is to be observed."""

    training: Training
    armed: bool

    @property
    def quiet_until(self) -> int:
        """The number of updates before which nothing is observed."""
        ...

    @property
    def after_update(self) -> Callable[[Any], None] | None:
        """Called with the listener after every update, outside of all work of our own: it may end the program."""
        ...

    @property
    def is_idle(self) -> bool:
        """Whether the coming step needs nothing."""
        ...

    @property
    def wants_operations(self) -> bool:
        """Whether the operations of a step's loss are to be kept."""
        ...

    def wants_evaluation(self) -> bool:
        """Whether an evaluation that begins now is to be observed."""
        ...

    def on_forward_begin(self, passing: Pass, module: Module, call: CallOf) -> None:
        """A pass of a whole model begins."""

    def on_forward_end(self, passing: Pass, output: Tensor) -> None:
        """An evaluation's pass has given its output."""

    def before_backward(self) -> None:
        """A backward pass begins."""

    def after_backward(self) -> None:
        """A backward pass is done."""

    def before_step(self, optimizer: Any, *, closure: bool) -> None:
        """The gradients are there, the weights are still the old ones."""

    def on_parameters_written(self, parameters: list[Tensor]) -> None:
        """Parameters are about to be changed by plain operations."""

    def can_skip_update(self, optimizer: Any) -> bool:
        """Whether the update that was just made needs nothing; it is counted."""
        ...

    def on_optimizer_step(self, optimizer: Any) -> bool:
        """An optimizer made its step; whether there is anything to do about it."""
        ...

    def after_step(self, optimizer: Any) -> None:
        """The weights have changed."""

    def finish(self) -> None:
        """Record what happened since the last update."""

    def close(self) -> None:
        """Stop recording."""
