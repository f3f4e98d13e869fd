"""A fully connected layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.experiment.layers import Layer
from whygrad.nets.layers.kind import Kind, Parameter, Shape, Unfit, written

if TYPE_CHECKING:
    from torch import nn


class Dense(Kind):
    """O·I weights and O biases; of a sequence, the same for each time."""

    kinds = ("dense",)
    formulas = ("formula-dense-parameters",)

    def output(self, layer: Layer, shape: Shape) -> Shape:
        """(O,) or (T, O)."""
        if len(shape) > 2:
            raise Unfit("error-layer-flatten-first", kind=layer.kind, shape=written(shape))
        return (*shape[:-1], layer.whole("dense"))

    def parameters(self, layer: Layer, shape: Shape) -> tuple[Parameter, ...]:
        """Weights (O, I), biases (O)."""
        units, inputs = layer.whole("dense"), shape[-1]
        weight = Parameter("weight", (units, inputs), inputs, units)
        return (weight, Parameter("bias", (units,))) if layer["bias"] else (weight,)

    def multiply_adds(self, layer: Layer, shape: Shape) -> int:
        """Every weight once, for each time."""
        return self.parameters(layer, shape)[0].count * (shape[0] if len(shape) == 2 else 1)

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """`nn.Linear`."""
        from torch import nn

        return nn.Linear(shape[-1], layer.whole("dense"), bool(layer["bias"]))


KIND = Dense()
