"""Residual blocks: F(x) + x (He, Zhang, Ren & Sun 2016)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.experiment.layers import Layer
from whygrad.nets.layers.kind import Kind, Shape, Unfit, written

if TYPE_CHECKING:
    from torch import nn


class Residual(Kind):
    """Layers whose output is added to their input, or to what the layers of a `shortcut` make of it."""

    kinds = ("residual",)
    formulas = ("formula-residual",)

    def output(self, layer: Layer, shape: Shape) -> Shape:
        """What both branches agree on."""
        from whygrad.nets.layers.listing import after

        inside, beside = after(layer.inner("residual"), shape), after(layer.inner("shortcut"), shape)
        if inside != beside:
            raise Unfit("error-layer-branches", inside=written(inside), beside=written(beside))
        return inside

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """`Block` with the children `body` and `shortcut`."""
        from whygrad.nets.layers.listing import sequential
        from whygrad.nets.torch_blocks import Block

        return Block(sequential(layer.inner("residual"), shape), sequential(layer.inner("shortcut"), shape))


KIND = Residual()
