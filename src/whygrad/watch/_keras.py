"""Keras' optimizers on the PyTorch backend: each has a stand-in of PyTorch's kind, whose steps its updates are."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from typing import Any

import keras
import torch
from torch import Tensor
from torch.optim import Optimizer

from whygrad.instrument.hub import Hub
from whygrad.instrument.torch_internals import is_transformed

# Keras normalizes with plain arithmetic, of which nobody can tell what it is for.
_NORMS = {
    "BatchNormalization": "batch", "LayerNormalization": "layer", "GroupNormalization": "group",
    "RMSNormalization": "rms",
}  # fmt: skip


def stand_in(optimizer: Any, variables: Sequence[Any]) -> Optimizer:
    """An optimizer of PyTorch's kind that has a Keras optimizer's parameters, learning rate and name, and never makes a
    step.
    """
    kind = type(type(optimizer).__name__, (Optimizer,), {"__doc__": stand_in.__doc__})
    return kind([variable.value for variable in variables], {"lr": float(optimizer.learning_rate)})


def normalizations() -> dict[type, str]:
    """Keras' layers that normalize."""
    return {getattr(keras.layers, name): kind for name, kind in _NORMS.items()}


def statistics_of(model: Any) -> set[int]:
    """The ids of a model's tensors that nobody means to train: statistics of its layers, states of random numbers."""
    states = [v for v in model.non_trainable_variables if not _is_weight(model, v)]
    return {id(variable.value) for variable in states}


def _is_weight(model: Any, variable: Any) -> bool:
    """Whether a variable that is not trained is a weight that was frozen; otherwise it is a layer's statistics."""
    return any(one is variable for layer in model._flatten_layers() for one in layer._trainable_variables)


class Updates:
    """Tells the hub of every update that Keras' optimizers make, in a script that is diagnosed."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._stand_ins: weakref.WeakKeyDictionary[Any, Optimizer] = weakref.WeakKeyDictionary()

    def begin(self) -> None:
        """From now on, for as long as the process lives."""
        self._hub.norms |= normalizations()
        base = next(kind for kind in keras.optimizers.Optimizer.__mro__ if "apply" in vars(kind))
        base.apply = self._around(base.apply)

    def _around(self, apply: Callable[..., None]) -> Callable[..., None]:
        def told(optimizer: Any, grads: Any, trainable_variables: Any = None) -> None:
            if is_transformed() or self._hub.step.busy or id(optimizer) in self._hub.followed:
                return apply(optimizer, grads, trainable_variables)
            one: Optimizer | None = None
            with self._hub.part("steps"):
                one = self._before(optimizer, list(grads), trainable_variables)
            apply(optimizer, grads, trainable_variables)
            if one is not None:
                self._hub.after_step(one)
            return None

        return told

    def _before(self, optimizer: Any, grads: list[Any], variables: Any) -> Optimizer | None:
        """The gradients are there, the update is still to come."""
        variables = list(variables if variables is not None else getattr(optimizer, "_trainable_variables", ()))
        if not variables or len(grads) != len(variables):
            return None
        one = self._stand_ins.get(optimizer)
        values = [variable.value for variable in variables]
        if one is None or not {id(value) for value in values} <= {id(p) for p in one.param_groups[0]["params"]}:
            one = self._stand_ins[optimizer] = stand_in(optimizer, variables)
        hub = self._hub
        if hub.armed:
            with torch.no_grad():
                one.param_groups[0]["lr"] = float(optimizer.learning_rate)
            pairs = zip(values, grads, strict=True)
            hub.step.given |= {id(p): g for p, g in pairs if isinstance(g, Tensor) and p.grad is not g}
        watch = hub.watch_of(one)
        if watch is not None and not watch.training.done:
            layered = (model for model in watch.training.models if isinstance(model, keras.layers.Layer))
            watch.training.states = {key for model in layered for key in statistics_of(model)}
        hub.before_step(one)
        return one
