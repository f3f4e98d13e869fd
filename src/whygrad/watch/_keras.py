"""Keras on the PyTorch backend: the updates of its optimizers, and which of its tensors are no weights."""

from __future__ import annotations

from typing import Any

import keras
import torch
from torch import Tensor

from whygrad.instrument.hub import Hub
from whygrad.instrument.keras_updates import KerasUpdate, KerasUpdates
from whygrad.instrument.torch_internals import is_transformed

# Keras normalizes with plain arithmetic, of which nobody can tell what it is for.
_NORMS = {
    "BatchNormalization": "batch", "LayerNormalization": "layer", "GroupNormalization": "group",
    "RMSNormalization": "rms",
}  # fmt: skip


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

    def begin(self) -> None:
        """From now on, for as long as the process lives."""
        self._hub.passes.norms |= normalizations()
        KerasUpdates(self._wants, self._before, self._after).begin()

    def _wants(self, optimizer: Any) -> bool:
        return not (is_transformed() or self._hub.step.busy or id(optimizer) in self._hub.followed)

    def _before(self, update: KerasUpdate) -> bool:
        """The gradients are there, the update is still to come."""
        hub, one = self._hub, update.stand_in
        with hub.step.part("steps"):
            if hub.observation.armed:
                with torch.no_grad():
                    one.param_groups[0]["lr"] = float(update.optimizer.learning_rate)
                pairs = zip((variable.value for variable in update.variables), update.gradients, strict=True)
                hub.step.given |= {id(p): g for p, g in pairs if isinstance(g, Tensor) and p.grad is not g}
            watch = hub.watch_of(one)
            if watch is not None and not watch.training.done:
                layered = (model for model in watch.training.models if isinstance(model, keras.layers.Layer))
                watch.training.states = {key for model in layered for key in statistics_of(model)}
            hub.before_step(one, closure=False)
            return True
        return False

    def _after(self, update: KerasUpdate) -> None:
        self._hub.after_step(update.stand_in)
