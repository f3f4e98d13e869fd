"""Normalization of what goes into the hidden activations, with parameters that the script's optimizer trains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whygrad.instrument import functions as names
from whygrad.instrument.modules import parameters_in
from whygrad.trial.rerun.intervention import Call, Intervention, LayerCall
from whygrad.trial.script_remedies._optimizing import add

if TYPE_CHECKING:
    from torch import Tensor


class Normalized(Intervention):
    """`kind` "batch" or "layer"; in front of the activation of every layer but the last.

    Right in front of it, and not right behind the layer, because a script may scale and shift on the way.
    """

    def start(self) -> None:
        """Nothing is known yet."""
        self._layers: dict[int, tuple[Any, int]] = {}  # by order: the weight, the axis of the units
        self._own: dict[int, Any] = {}  # by order: a module
        self._given: set[int] = set()

    def after_layer(self, call: LayerCall, result: Tensor) -> Tensor:
        """Remember what the activation will be of."""
        if not call.last and call.name in names.LAYERS and result.ndim > 1:
            self._layers[call.order] = call.weights[0], call.axis
        return result

    def activation(self, call: Call) -> None:
        """Normalize what it is given."""
        import torch

        known = self._layers.get(call.order)
        given = call.given
        if known is None or call.activated or call.name not in names.ACTIVATIONS or not torch.is_tensor(given):
            return
        axis = known[1]
        if given.ndim <= max(axis, 1):
            return
        units = given.shape[axis]
        with self.run.unobserved():
            if call.order not in self._own:
                batch = self.parameters["kind"] == "batch"
                made = torch.nn.BatchNorm1d(units) if batch else torch.nn.GroupNorm(1, units)
                self._own[call.order] = made.to(given.device, given.dtype)
            norm = self._own[call.order]
            if norm.weight.numel() != units:
                return
            # (B, U, places) of a convolution, (B·T, U) of a dense layer
            rows = given.flatten(2) if axis == 1 and given.ndim > 2 else given.flatten(0, -2)
            norm.train(torch.is_grad_enabled() and rows.numel() > units)
            call.given = norm(rows).reshape(given.shape)
        self.used = True

    def before_step(self, optimizer: Any) -> None:
        """The optimizer that has a layer's weight gets its normalization's parameters, too."""
        has = set(map(id, parameters_in(optimizer)))
        new = [key for key in self._own if key not in self._given and id(self._layers[key][0]) in has]
        for key in new:
            self._given.add(key)
            add(optimizer, list(self._own[key].parameters()))

    def after_step(self, optimizer: Any) -> None:
        """Nobody else clears our gradients where the script clears those of its model."""
        for norm in self._own.values():
            norm.zero_grad()
