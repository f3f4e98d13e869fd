"""A network layer by layer, wherever it comes from: the zoo, an experiment, a module of the user's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from whygrad.experiment.layers import Layer
from whygrad.nets.layers import Row, Shape, written
from whygrad.zoo.formulas import Worked, worked
from whygrad.zoo.networks import Network


@dataclass(frozen=True, slots=True)
class Line:
    """One layer: its name, what it is (also in short), the shape that comes out of one sample, what that costs.

    `field` is the receptive field (height, width), `None` where there is none or nobody knows. `depth` counts the
    blocks around it. `memory` are the bytes of its output.
    """

    name: str
    kind: str
    layer: str
    short: str
    depth: int
    output: Shape
    field: tuple[int, int] | None
    parameters: int
    multiply_adds: int
    memory: int
    worked: tuple[Worked, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "name": self.name, "kind": self.kind, "layer": self.layer, "depth": self.depth, "output": list(self.output),
            "receptive_field": None if self.field is None else list(self.field), "parameters": self.parameters,
            "multiply_adds": self.multiply_adds, "memory_bytes": self.memory,
            "formulas": {one.formula.removeprefix("formula-"): list(one.calculations) for one in self.worked},
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """A network: its layers and the totals. `notes` are sentences about what could not be counted."""

    name: str
    origin: str
    shape: Shape
    lines: Sequence[Line]
    parameters: int
    notes: Sequence[str] = ()

    @property
    def multiply_adds(self) -> int:
        """Of one sample's forward pass."""
        return sum(line.multiply_adds for line in self.lines)

    @property
    def memory(self) -> int:
        """Bytes of all outputs for one sample, as training keeps them for the way back."""
        return sum(line.memory for line in self.lines)

    def to_json(self) -> dict[str, Any]:
        """Plain values, schema `whygrad.network/1`."""
        return {
            "schema": "whygrad.network/1", "name": self.name, "origin": self.origin, "input": list(self.shape),
            "output": list(self.lines[-1].output) if self.lines else list(self.shape), "parameters": self.parameters,
            "multiply_adds": self.multiply_adds, "memory_bytes": self.memory,
            "layers": [line.to_json() for line in self.lines], "notes": list(self.notes),
        }  # fmt: skip


def of_network(network: Network) -> Summary:
    """A network of the zoo; its layers have their published names."""
    lines = [line_of(row, network.called(row)) for row in network.rows]
    return Summary(network.name, network.paper, network.shape, lines, network.parameters)


def of_rows(name: str, origin: str, shape: Shape, rows: Sequence[Row]) -> Summary:
    """Layers that have no other names than their paths."""
    return Summary(name, origin, shape, [line_of(row, row.name) for row in rows], sum(row.count for row in rows))


def line_of(row: Row, name: str) -> Line:
    """A layer as a line."""
    field = None if row.field is None else row.field.size
    layer = row.layer.kind if row.layer.kind == "residual" else str(row.layer)  # its layers have lines of their own
    return Line(
        name, row.layer.kind, layer.strip('"'), in_short(row.layer), row.depth, row.output, field, row.count,
        row.multiply_adds, row.memory, tuple(worked(row)),
    )  # fmt: skip


def in_short(layer: Layer) -> str:
    """A layer for a narrow column: conv 64 3×3 /2 (that is, stride 2), max_pool 3×3 /2, dense 10."""
    settings = dict(layer.settings)
    if layer.kind == "residual":
        return "+"
    words = [layer.kind]
    main = settings.get(layer.kind)
    if isinstance(main, int | float) and "pool" not in layer.kind:
        words.append(f"{main:g}")
    if "kernel" in settings or (layer.kind in settings and "pool" in layer.kind):
        words.append(written(layer.pair("kernel" if "kernel" in settings else layer.kind)))
    stride = settings.get("stride", 1)
    if stride not in (1, "auto"):
        words.append(f"/{written(layer.pair('stride')) if isinstance(stride, tuple) else stride}")
    return " ".join(words)
