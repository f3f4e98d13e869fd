"""Normalization behind dense and convolution layers, with parameters of its own that the script's optimizer trains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whygrad.trial.outside._optimizing import add
from whygrad.trial.rerun.treatment import LayerCall, Treatment
from whygrad.watch import names

if TYPE_CHECKING:
    from torch import Tensor

_LAYERS = frozenset((*names.DENSE, *names.CONVOLUTIONS, *names.MATRIX))


class Normalized(Treatment):
    """`kind` "batch" or "layer"; behind all layers but the last."""

    def start(self) -> None:
        """Nothing is known yet."""
        self._own: dict[int, tuple[Any, Any]] = {}  # by the weight: a module, the weight
        self._given: set[int] = set()

    def after_layer(self, call: LayerCall, result: Tensor) -> Tensor:
        """Normalize."""
        import torch

        if call.last or call.name not in _LAYERS or result.ndim < 2:
            return result
        key, units = id(call.weights[0]), result.shape[call.axis]
        if key not in self._own:
            with self.doors.quietly(), torch.random.fork_rng([]):
                batch = self.parameters["kind"] == "batch"
                made = torch.nn.BatchNorm1d(units) if batch else torch.nn.GroupNorm(1, units)
                self._own[key] = (made.to(result.device, result.dtype), call.weights[0])
        norm = self._own[key][0]
        with self.doors.quietly():
            # (B, U, places) of a convolution, (B·T, U) of a dense layer
            rows = result.flatten(2) if call.axis == 1 and result.ndim > 2 else result.flatten(0, -2)
            norm.train(torch.is_grad_enabled() and rows.numel() > units)
            normal = norm(rows)
        self.used = True
        return normal.reshape(result.shape)

    def before_step(self, optimizer: Any) -> None:
        """The optimizer that has a layer's weight gets its normalization's parameters, too."""
        has = {id(p) for group in optimizer.param_groups for p in group["params"]}
        new = [k for k, (_, weight) in self._own.items() if k not in self._given and id(weight) in has]
        for key in new:
            self._given.add(key)
            add(optimizer, list(self._own[key][0].parameters()))

    def after_step(self, optimizer: Any) -> None:
        """Nobody else clears our gradients where the script clears those of its model."""
        for norm, _ in self._own.values():
            norm.zero_grad()
