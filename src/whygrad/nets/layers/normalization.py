"""Normalizations, and dropout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.experiment.layers import Layer
from whygrad.nets.layers.kind import Kind, Parameter, Shape, Unfit, picture

if TYPE_CHECKING:
    from torch import nn


class Same(Kind):
    """A layer that leaves the shape as it is."""

    def output(self, layer: Layer, shape: Shape) -> Shape:
        """The shape that came in."""
        return shape


class BatchNorm(Same):
    """Each channel or unit over the batch (Ioffe & Szegedy 2015): a scale and a shift each."""

    kinds = ("batch_norm",)
    formulas = ("formula-normalization-parameters",)

    def parameters(self, layer: Layer, shape: Shape) -> tuple[Parameter, ...]:
        """Scale and shift (C)."""
        return Parameter("weight", shape[:1]), Parameter("bias", shape[:1])

    def output(self, layer: Layer, shape: Shape) -> Shape:
        """The shape that came in."""
        if len(shape) == 2:
            raise Unfit("error-layer-sequence-norm")
        return shape

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """`nn.BatchNorm2d` of pictures, `nn.BatchNorm1d` of flat values."""
        from torch import nn

        return nn.BatchNorm2d(shape[0]) if len(shape) == 3 else nn.BatchNorm1d(shape[0])


class LayerNorm(Same):
    """All of a sample's values at once, of a sequence those of each time (Ba, Kiros & Hinton 2016)."""

    kinds = ("layer_norm",)
    formulas = ("formula-normalization-parameters",)

    def parameters(self, layer: Layer, shape: Shape) -> tuple[Parameter, ...]:
        """Scale and shift, one a value."""
        own = shape[-1:] if len(shape) == 2 else shape
        return Parameter("weight", own), Parameter("bias", own)

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """`nn.LayerNorm`."""
        from torch import nn

        return nn.LayerNorm(list(shape[-1:] if len(shape) == 2 else shape))


class GroupNorm(Same):
    """Groups of channels of a sample (Wu & He 2018)."""

    kinds = ("group_norm",)
    formulas = ("formula-normalization-parameters",)

    def output(self, layer: Layer, shape: Shape) -> Shape:
        """The shape that came in."""
        channels, groups = picture(layer, shape)[0], layer.whole("group_norm")
        if channels % groups:
            raise Unfit("error-layer-groups", groups=str(groups), inputs=str(channels), outputs=str(channels))
        return shape

    def parameters(self, layer: Layer, shape: Shape) -> tuple[Parameter, ...]:
        """Scale and shift (C)."""
        return Parameter("weight", shape[:1]), Parameter("bias", shape[:1])

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """`nn.GroupNorm`."""
        from torch import nn

        return nn.GroupNorm(layer.whole("group_norm"), shape[0])


class LocalResponseNorm(Same):
    """Divides each value by its neighbors in other channels (Krizhevsky, Sutskever & Hinton 2012)."""

    kinds = ("local_response_norm",)

    def output(self, layer: Layer, shape: Shape) -> Shape:
        """The shape that came in."""
        return picture(layer, shape)

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """`nn.LocalResponseNorm`."""
        from torch import nn

        alpha, beta, k = (float(str(layer[name])) for name in ("alpha", "beta", "k"))
        return nn.LocalResponseNorm(layer.whole("local_response_norm"), alpha, beta, k)


class Dropout(Same):
    """Sets outputs to 0 at random while training, and scales the others up (Srivastava et al. 2014)."""

    kinds = ("dropout",)

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """`nn.Dropout`."""
        from torch import nn

        return nn.Dropout(float(str(layer["dropout"])))


KIND = (BatchNorm(), LayerNorm(), GroupNorm(), LocalResponseNorm(), Dropout())
