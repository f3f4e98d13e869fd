"""Convolution over pictures (LeCun et al. 1989)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.experiment.layers import Layer
from whygrad.nets.layers.kind import Kind, Parameter, Shape, Unfit, Window, picture, slid

if TYPE_CHECKING:
    from torch import nn


class Conv(Kind):
    """C_out filters over k×k places of C_in/groups channels: k·k·C_in/groups·C_out weights and C_out biases."""

    kinds = ("conv",)
    formulas = ("formula-slid", "formula-conv-parameters", "formula-conv-multiply-adds")

    def output(self, layer: Layer, shape: Shape) -> Shape:
        """(C_out, H', W')."""
        channels, *size = picture(layer, shape)
        groups, filters = layer.whole("groups"), layer.whole("conv")
        if channels % groups or filters % groups:
            raise Unfit("error-layer-groups", groups=str(groups), inputs=str(channels), outputs=str(filters))
        return (filters, *slid(self.window(layer, shape), (size[0], size[1])))

    def window(self, layer: Layer, shape: Shape) -> Window:
        """The filter."""
        return Window(*(layer.pair(name) for name in ("kernel", "stride", "padding", "dilation")))

    def parameters(self, layer: Layer, shape: Shape) -> tuple[Parameter, ...]:
        """Weights (C_out, C_in/groups, k, k), biases (C_out)."""
        (high, wide), filters, groups = layer.pair("kernel"), layer.whole("conv"), layer.whole("groups")
        channels = shape[0] // groups
        seen = high * wide
        weight = Parameter("weight", (filters, channels, high, wide), channels * seen, filters // groups * seen)
        return (weight, Parameter("bias", (filters,))) if layer["bias"] else (weight,)

    def multiply_adds(self, layer: Layer, shape: Shape) -> int:
        """Every weight once for each place of the output."""
        _, high, wide = self.output(layer, shape)
        return self.parameters(layer, shape)[0].count * high * wide

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """`nn.Conv2d`."""
        from torch import nn

        return nn.Conv2d(
            shape[0], layer.whole("conv"), layer.pair("kernel"), layer.pair("stride"), layer.pair("padding"),
            layer.pair("dilation"), layer.whole("groups"), bool(layer["bias"]),
        )  # fmt: skip


KIND = Conv()
