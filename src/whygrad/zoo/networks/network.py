"""What a network of the zoo is: plain layers, what goes in, what comes out, where it was published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from whygrad.experiment.layers import Layer, checked
from whygrad.nets.layers import Row, Shape, rows

NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Network:
    """A network that has a name.

    `layers` are those of `network.layers`; `shape` is one sample's, without the batch; `paper` says where it comes
    from.
    `names` gives a layer's path in `nets.layers.sequential` the name that it has in torchvision's model (both without
    the parameter: "5.body.0" -> "layer1.1.conv1"); what is not in there keeps its path. `weights` is the address of
    published weights, "" if there are none; their file's name ends in the first digits of its SHA-256.
    """

    name: str
    layers: tuple[Layer, ...]
    shape: Shape
    classes: int
    paper: str
    names: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)
    weights: str = ""

    @cached_property
    def rows(self) -> list[Row]:
        """Every layer with its sizes and its cost (`nets.layers.rows`)."""
        return rows(self.layers, self.shape)

    def called(self, row: Row) -> str:
        """A layer's published name, or its path."""
        return self.names.get(row.name, row.name)

    @property
    def parameters(self) -> int:
        """Numbers that are learned."""
        return sum(row.count for row in self.rows)

    @property
    def multiply_adds(self) -> int:
        """Multiplications, each with its addition, of one sample's forward pass."""
        return sum(row.multiply_adds for row in self.rows)

    @property
    def memory(self) -> int:
        """Bytes of all layers' outputs for one sample in float32, as training keeps them for the way back."""
        return sum(row.memory for row in self.rows)


Builder = Callable[[Shape | None, int | None], Network]
"""Builds a network for an input shape and a number of classes; `None`: as published."""


def plain(layers: Sequence[object]) -> tuple[Layer, ...]:
    """Layers as TOML has them, checked."""
    return checked(list(layers))
