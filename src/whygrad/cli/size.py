"""`whygrad size`: output size, receptive field and parameters of layers, with the formulas and their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from whygrad.cli import _options as options
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.zoo import Line
    from whygrad.zoo.formulas import Shortened


def size(
    layers: Annotated[list[str], typer.Argument(metavar="LAYER", help="cli-size-layers")],
    input_shape: Annotated[str, typer.Option("--input", metavar="CxHxW", help="cli-size-input")] = "3x224x224",
    json: options.Json = None,
) -> int:
    """Output size, receptive field and parameters of layers."""
    from whygrad.cli import _output
    from whygrad.cli import _shapes as shapes
    from whygrad.nets.layers import rows, written
    from whygrad.zoo import of_rows
    from whygrad.zoo.formulas import shortened

    shape = shapes.shape(input_shape)
    assert shape is not None
    found = rows(shapes.layers(layers), shape, "LAYER")
    one = of_rows("layers", " → ".join(layers), shape, found)
    short = {row.name: shortened(row) for row in found}
    if json is not None:
        lines = [line.to_json() | {"shortened": _shortened(short[line.name])} for line in one.lines]
        value = one.to_json() | {"schema": "whygrad.size/1", "layers": lines}
        _output.save_json(value, json)
    if json != _output.STDOUT:
        parts: list[Any] = []
        before = shape
        for line in one.lines:
            parts += _page(line, f"{written(before)} → {written(line.output)}", short[line.name])
            before = line.output if line.depth == 0 else before
        if len(one.lines) > 1:
            total = text("size-total", parameters=f"{one.parameters:,}", multiply_adds=f"{one.multiply_adds:,}")
            parts.append(total)
        _output.show(*parts)
    return 0


def _page(line: Line, sizes: str, short: Shortened | None) -> list[Any]:
    from rich.text import Text

    from whygrad.nets.layers import written
    from whygrad.views import networks, terminal

    facts = [[text("zoo-output"), sizes], [text("zoo-parameters"), f"{line.parameters:,}"]]
    if line.field is not None:
        facts.append([text("zoo-field"), written(line.field)])
    if line.multiply_adds:
        facts.append([text("zoo-multiply-adds"), f"{line.multiply_adds:,}"])
    parts: list[Any] = [Text(line.layer, style="bold"), terminal.rows([("", "left"), ("", "left")], facts)]
    parts += networks.worked(line.worked)
    if short is not None:
        parts += networks.without(short, line.output[1:], line.parameters)
    return [*parts, Text()]


def _shortened(short: Shortened | None) -> dict[str, Any] | None:
    return None if short is None else {"output": list(short.output), "parameters": short.parameters}
