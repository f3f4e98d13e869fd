"""A list of layers, row by row: what comes out, what it sees of the input, what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod

from whygrad.errors import ExperimentError
from whygrad.experiment.layers import Layer
from whygrad.nets.layers.kind import Parameter, Shape, Unfit, Window
from whygrad.nets.layers.listing import kind_of

_FLOAT = 4  # bytes of a number


@dataclass(frozen=True, slots=True)
class Field:
    """What one output sees of the input, and how far apart in the input two neighboring outputs look: (height, width).

    r' = r + d(k − 1)·j, j' = j·s (Araujo, Norris & Sim 2019, Computing receptive fields of convolutional networks).
    """

    size: tuple[int, int] = (1, 1)
    jump: tuple[int, int] = (1, 1)

    def through(self, window: Window) -> Field:
        """The field behind a layer with such a window."""
        size = [
            r + d * (k - 1) * j for r, d, k, j in zip(self.size, window.dilation, window.kernel, self.jump, strict=True)
        ]
        jump = [j * s for j, s in zip(self.jump, window.stride, strict=True)]
        return Field((size[0], size[1]), (jump[0], jump[1]))


@dataclass(frozen=True, slots=True)
class Row:
    """One layer of a network. `name` is its path in the module of `sequential`; `depth` counts the blocks around it.

    `field` is None for what is not, or no longer, a picture.
    """

    name: str
    layer: Layer
    depth: int
    input: Shape
    output: Shape
    parameters: tuple[Parameter, ...]
    multiply_adds: int
    field: Field | None

    @property
    def count(self) -> int:
        """Numbers that are learned, those inside of a block not counted."""
        return sum(one.count for one in self.parameters)

    @property
    def memory(self) -> int:
        """Bytes of one sample's output in float32; a block's is that of its last layer."""
        return _FLOAT * prod(self.output)


def rows(layers: Sequence[Layer], shape: Shape, where: str = "network.layers") -> list[Row]:
    """Every layer of a network, what is inside a block before the block itself; `where` is what errors call the list.

    Raises `ExperimentError` that names the first layer that does not fit, and what it was given.
    """
    return list(_rows(layers, shape, Field() if len(shape) == 3 else None, "", where, 0))


def _rows(
    layers: Sequence[Layer], shape: Shape, field: Field | None, path: str, where: str, depth: int
) -> Iterator[Row]:
    for number, layer in enumerate(layers):
        kind, place, name = kind_of(layer), f"{where}[{number + 1}]", f"{path}{number}"
        behind = field
        if layer.kind == "residual":
            branches = (("residual", "body"), ("shortcut", "shortcut"))
            fields: list[Field | None] = []
            for setting, child in branches:
                inner = list(
                    _rows(layer.inner(setting), shape, field, f"{name}.{child}.", f"{place}.{setting}", depth + 1)
                )
                yield from inner
                fields.append(inner[-1].field if inner else field)
            behind = _widest(fields)
        try:
            output = kind.output(layer, shape)
            if behind is not None and layer.kind != "residual" and (window := kind.window(layer, shape)) is not None:
                behind = behind.through(window)
        except Unfit as unfit:
            raise ExperimentError("error-layer-unfit", key=place, layer=str(layer), problem=str(unfit)) from None
        yield Row(
            name, layer, depth, shape, output, kind.parameters(layer, shape), kind.multiply_adds(layer, shape),
            behind if len(shape) == 3 else None,
        )  # fmt: skip
        field = behind if len(output) == 3 else None
        shape = output


def _widest(fields: Sequence[Field | None]) -> Field | None:
    """The field of a sum: as wide as the widest of its parts."""
    known = [field for field in fields if field is not None]
    if not known:
        return None
    height, width = (max(one.size[axis] for one in known) for axis in (0, 1))
    return replace(known[0], size=(height, width))
