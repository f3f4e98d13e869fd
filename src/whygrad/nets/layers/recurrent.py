"""Layers for sequences: embeddings of tokens, and recurrent layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.experiment.layers import Layer
from whygrad.nets.layers.kind import Kind, Parameter, Shape, Unfit, written

if TYPE_CHECKING:
    from torch import nn

_GATES = {"rnn": 1, "lstm": 4, "gru": 3}


class Recurrent(Kind):
    """A simple recurrent network (Elman 1990), LSTM (Hochreiter & Schmidhuber 1997) or GRU (Cho et al. 2014).

    One, four or three matrices (H, I + H) with two biases (H) each, for each direction and level.
    """

    kinds = tuple(_GATES)
    formulas = ("formula-recurrent-parameters",)

    def output(self, layer: Layer, shape: Shape) -> Shape:
        """(H,) at the last time, or (T, H) at all; twice as many in both directions."""
        if len(shape) != 2:
            raise Unfit("error-layer-needs-sequence", kind=layer.kind, shape=written(shape))
        units = layer.whole(layer.kind) * (2 if layer["bidirectional"] else 1)
        return (shape[0], units) if layer["output"] == "all" else (units,)

    def parameters(self, layer: Layer, shape: Shape) -> tuple[Parameter, ...]:
        """As PyTorch names and orders them: weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, …"""
        units, gates = layer.whole(layer.kind), _GATES[layer.kind]
        directions = ("", "_reverse") if layer["bidirectional"] else ("",)
        found: list[Parameter] = []
        for level in range(layer.whole("depth")):
            inputs = units * len(directions) if level else shape[-1]
            for direction in directions:
                end = f"_l{level}{direction}"
                found += [
                    Parameter(f"cell.weight_ih{end}", (gates * units, inputs), inputs, units),
                    Parameter(f"cell.weight_hh{end}", (gates * units, units), units, units),
                    Parameter(f"cell.bias_ih{end}", (gates * units,)),
                    Parameter(f"cell.bias_hh{end}", (gates * units,)),
                ]
        return tuple(found)

    def multiply_adds(self, layer: Layer, shape: Shape) -> int:
        """Every weight once for each time."""
        return shape[0] * sum(one.count for one in self.parameters(layer, shape) if one.fan_in)

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """`Sequence` around `nn.RNN`, `nn.LSTM` or `nn.GRU`."""
        from torch import nn

        from whygrad.nets.torch_blocks import Sequence

        more = {"nonlinearity": str(layer["activation"])} if layer.kind == "rnn" else {}
        cell = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[layer.kind](
            shape[-1], layer.whole(layer.kind), layer.whole("depth"), batch_first=True,
            bidirectional=bool(layer["bidirectional"]), **more,
        )  # fmt: skip
        return Sequence(cell, last=layer["output"] == "last")


class Embedding(Kind):
    """A vector a token, learned: words·E numbers."""

    kinds = ("embedding",)
    formulas = ("formula-embedding-parameters",)

    def output(self, layer: Layer, shape: Shape) -> Shape:
        """(T, E)."""
        if len(shape) != 1:
            raise Unfit("error-layer-needs-tokens", shape=written(shape))
        return (shape[0], layer.whole("embedding"))

    def parameters(self, layer: Layer, shape: Shape) -> tuple[Parameter, ...]:
        """The table (words, E)."""
        return (Parameter("weight", (self._words(layer), layer.whole("embedding"))),)

    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """`nn.Embedding`."""
        from torch import nn

        return nn.Embedding(self._words(layer), layer.whole("embedding"))

    def _words(self, layer: Layer) -> int:
        if layer["words"] == "auto":  # `with_words` has not filled it in
            raise Unfit("error-layer-words")
        return layer.whole("words")


def with_words(layers: tuple[Layer, ...], words: int) -> tuple[Layer, ...]:
    """Layers whose embeddings know how many words there are, where the list leaves that to the data."""
    return tuple(
        Layer(layer.kind, tuple((key, words if key == "words" else value) for key, value in layer.settings))
        if layer.kind == "embedding" and layer["words"] == "auto" and words
        else layer
        for layer in layers
    )


KIND = (Recurrent(), Embedding())
