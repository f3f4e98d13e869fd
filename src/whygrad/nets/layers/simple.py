"""Layers without numbers of their own: activations, and the step from a picture to a flat list of values."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from whygrad.experiment.layers import Layer
from whygrad.experiment.options import ACTIVATIONS
from whygrad.nets.layers.kind import Kind, Parameter, Shape
from whygrad.nets.layers.normalization import Same

if TYPE_CHECKING:
    from torch import nn


class Activation(Same):
    """Applies a function to each value; PReLU learns one slope."""

    kinds = ACTIVATIONS

    def parameters(self, layer: Layer, shape: Shape) -> tuple[Parameter, ...]:
        """PReLU's slope."""
        return (Parameter("weight", (1,)),) if layer.kind == "prelu" else ()

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """PyTorch's module of that function, or our own for the functions with two values."""
        from whygrad.nets.torch_activations import module

        return module(layer.kind)


class Flatten(Kind):
    """All values in one row."""

    kinds = ("flatten",)

    def output(self, layer: Layer, shape: Shape) -> Shape:
        """(C·H·W,)."""
        return (prod(shape),)

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """`nn.Flatten`."""
        from torch import nn

        return nn.Flatten()


KIND = (Activation(), Flatten())
