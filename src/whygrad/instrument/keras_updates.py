"""The updates of Keras' optimizers on the PyTorch backend, of which PyTorch's hooks know nothing."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import keras
from torch.optim import Optimizer


def stand_in(optimizer: Any, variables: Sequence[Any]) -> Optimizer:
    """An optimizer of PyTorch's kind that has a Keras optimizer's parameters, learning rate and name, and never makes a
    step.
    """
    kind = type(type(optimizer).__name__, (Optimizer,), {"__doc__": stand_in.__doc__})
    return kind([variable.value for variable in variables], {"lr": float(optimizer.learning_rate)})


@dataclass(slots=True)
class KerasUpdate:
    """One call of a Keras optimizer's `apply`: Keras' variables, their gradients, and the optimizer's stand-in."""

    optimizer: Any
    variables: list[Any]
    gradients: list[Any]
    stand_in: Optimizer


class KerasUpdates:
    """Calls functions around every update of Keras' optimizers, for as long as the process lives.

    `wants` is asked first, with Keras' optimizer. `before` may change variables and gradients; it says whether `after`
    is to be called.
    """

    def __init__(
        self,
        wants: Callable[[Any], bool],
        before: Callable[[KerasUpdate], bool],
        after: Callable[[KerasUpdate], None],
    ) -> None:
        self._wants, self._before, self._after = wants, before, after
        self._stand_ins: weakref.WeakKeyDictionary[Any, Optimizer] = weakref.WeakKeyDictionary()

    def begin(self) -> None:
        """From now on."""
        base = next(kind for kind in keras.optimizers.Optimizer.__mro__ if "apply" in vars(kind))
        base.apply = self._around(base.apply)

    def _around(self, apply: Callable[..., None]) -> Callable[..., None]:
        def apply_and_report(optimizer: Any, grads: Any, trainable_variables: Any = None) -> None:
            update = self._update(optimizer, list(grads), trainable_variables) if self._wants(optimizer) else None
            if update is None or not self._before(update):
                return apply(optimizer, grads, trainable_variables)
            if any(gradient is not None for gradient in update.gradients):  # a remedy may have taken all away
                apply(optimizer, update.gradients, update.variables)
            self._after(update)
            return None

        return apply_and_report

    def _update(self, optimizer: Any, gradients: list[Any], variables: Any) -> KerasUpdate | None:
        """The update with the optimizer's stand-in, which lasts as long as its variables are the same."""
        variables = list(variables if variables is not None else getattr(optimizer, "_trainable_variables", ()))
        if not variables or len(gradients) != len(variables):
            return None
        one = self._stand_ins.get(optimizer)
        if one is None or not {id(v.value) for v in variables} <= {id(p) for p in one.param_groups[0]["params"]}:
            one = self._stand_ins[optimizer] = stand_in(optimizer, variables)
        return KerasUpdate(optimizer, variables, gradients, one)
