"""The updates of Keras' optimizers in a re-run: remedies change them as they change those of PyTorch's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch.optim import Optimizer

from whygrad.instrument.keras_updates import KerasUpdate, KerasUpdates
from whygrad.instrument.modules import parameters_in
from whygrad.instrument.torch_internals import is_transformed
from whygrad.trial.rerun.interceptor import ScriptInterceptor

_RATE = "_get_current_learning_rate"  # the method by which Keras' optimizers know the rate of an update


class KerasSteps:
    """Has every update answered by the interventions.

    They get the stand-in of Keras' optimizer, with the gradients where PyTorch keeps them; what they make of its
    learning rate, of the gradients and of its parameters is what happens.
    """

    def __init__(self, interceptor: ScriptInterceptor) -> None:
        self._interceptor = interceptor
        self._added: dict[int, Optimizer] = {}  # what trains parameters that Keras knows nothing of, by their stand-in

    def begin(self) -> None:
        """From now on, for as long as the process lives."""
        KerasUpdates(lambda _: not (is_transformed() or self._interceptor.step.busy), self._before, self._after).begin()

    def _before(self, update: KerasUpdate) -> bool:
        self._interceptor.score.facts.keras = True
        one = update.stand_in
        rate = one.param_groups[0]["lr"] = float(update.optimizer.learning_rate)
        for variable, gradient in zip(update.variables, update.gradients, strict=True):
            variable.value.grad = gradient
        self._interceptor.before_step(one)
        update.gradients = [variable.value.grad for variable in update.variables]
        if (other := float(one.param_groups[0]["lr"])) != rate:
            object.__setattr__(update.optimizer, _RATE, _always(other))
        return True

    def _after(self, update: KerasUpdate) -> None:
        if _RATE in vars(update.optimizer):
            object.__delattr__(update.optimizer, _RATE)
        self._train_added(update)
        self._interceptor.after_step(update.stand_in)

    def _train_added(self, update: KerasUpdate) -> None:
        """Parameters that a remedy has given to the stand-in."""
        one, own = update.stand_in, {id(variable.value) for variable in update.variables}
        added = [p for p in parameters_in(one) if id(p) not in own and p.grad is not None]
        if not added:
            return
        if id(one) not in self._added:
            kind: Any = getattr(torch.optim, type(update.optimizer).__name__, torch.optim.SGD)
            self._added[id(one)] = kind(added, lr=float(one.param_groups[0]["lr"]))
        with self._interceptor.run.unobserved():
            self._added[id(one)].step()


def _always(value: float) -> Callable[[], float]:
    return lambda: value
