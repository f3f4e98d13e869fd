"""Pooling: the largest or the mean of each neighborhood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.experiment.layers import Layer
from whygrad.nets.layers.kind import Kind, Shape, Unfit, Window, picture, slid

if TYPE_CHECKING:
    from torch import nn


class Pool(Kind):
    """Slides over each channel by itself; without a stride the neighborhoods lie side by side."""

    kinds = ("max_pool", "avg_pool")
    formulas = ("formula-slid", "formula-pool-parameters")

    def output(self, layer: Layer, shape: Shape) -> Shape:
        """(C, H', W')."""
        channels, high, wide = picture(layer, shape)
        window = self.window(layer, shape)
        if any(2 * p > k for p, k in zip(window.padding, window.kernel, strict=True)):
            raise Unfit("error-layer-pool-padding", padding=str(layer["padding"]), kernel=str(layer[layer.kind]))
        return (channels, *slid(window, (high, wide)))

    def window(self, layer: Layer, shape: Shape) -> Window:
        """The neighborhood."""
        kernel = layer.pair(layer.kind)
        stride = kernel if layer["stride"] == "auto" else layer.pair("stride")
        dilation = layer.pair("dilation") if layer.kind == "max_pool" else (1, 1)
        return Window(kernel, stride, layer.pair("padding"), dilation)

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """`nn.MaxPool2d`, `nn.AvgPool2d`."""
        from torch import nn

        window = self.window(layer, shape)
        if layer.kind == "avg_pool":
            return nn.AvgPool2d(window.kernel, window.stride, window.padding)
        return nn.MaxPool2d(window.kernel, window.stride, window.padding, window.dilation)


class Adaptive(Kind):
    """The mean of as many parts as there shall be outputs, however large the picture is."""

    kinds = ("adaptive_avg_pool",)
    formulas = ("formula-pool-parameters",)

    def output(self, layer: Layer, shape: Shape) -> Shape:
        """(C, H', W') as asked for."""
        return (picture(layer, shape)[0], *layer.pair(layer.kind))

    def window(self, layer: Layer, shape: Shape) -> Window:
        """The largest part: ⌈n/m⌉ + 1 where the parts overlap, moved on by about n/m."""
        _, *size = picture(layer, shape)
        asked = layer.pair(layer.kind)
        kernel = [max(-(-(i + 1) * n // m) - i * n // m for i in range(m)) for n, m in zip(size, asked, strict=True)]
        stride = [max(n // m, 1) for n, m in zip(size, asked, strict=True)]
        return Window((kernel[0], kernel[1]), (stride[0], stride[1]))

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """`nn.AdaptiveAvgPool2d`."""
        from torch import nn

        return nn.AdaptiveAvgPool2d(layer.pair(layer.kind))


class Global(Kind):
    """One number a channel: its mean or its largest (Lin, Chen & Yan 2014). What comes out is flat."""

    kinds = ("global_avg_pool", "global_max_pool")
    formulas = ("formula-pool-parameters",)

    def output(self, layer: Layer, shape: Shape) -> Shape:
        """(C,)."""
        return (picture(layer, shape)[0],)

    def window(self, layer: Layer, shape: Shape) -> Window:
        """The whole picture."""
        _, high, wide = picture(layer, shape)
        return Window((high, wide), (high, wide))

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """An adaptive pool to one number, flattened."""
        from torch import nn

        pool = nn.AdaptiveAvgPool2d(1) if layer.kind == "global_avg_pool" else nn.AdaptiveMaxPool2d(1)
        return nn.Sequential(pool, nn.Flatten())


KIND = (Pool(), Adaptive(), Global())
