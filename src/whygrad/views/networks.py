"""Networks layer by layer in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from whygrad.i18n import text
from whygrad.nets.layers import written
from whygrad.views import terminal
from whygrad.zoo import Line, Summary
from whygrad.zoo.formulas import Shortened, Worked

_STEPS = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


def amount(value: float, unit: str = "") -> str:
    """Three digits and a power of a thousand: 4.09 G, 25.6 M, 850; 3.21 MB with a unit."""
    for step, letter in _STEPS:
        if value >= step * 0.9995:
            scaled = value / step
            digits = 2 if scaled < 9.995 else 1 if scaled < 99.95 else 0
            return f"{scaled:.{digits}f} {letter}{unit}"
    return f"{value:.0f} {unit}".rstrip()


def listing(summaries: Sequence[Summary]) -> RenderableType:
    """One line a network."""
    headings: list[tuple[str, Any]] = [
        (text("zoo-network"), "left"), (text("zoo-input"), "left"), (text("zoo-parameters"), "right"),
        (text("zoo-multiply-adds"), "right"), (text("zoo-published"), "left"),
    ]  # fmt: skip
    lines = [
        [one.name, written(one.shape), f"{one.parameters:,}", amount(one.multiply_adds), one.origin]
        for one in summaries
    ]
    return terminal.rows(headings, lines, whole=range(4))


def summary(one: Summary, *, formulas: bool = False) -> list[RenderableType]:
    """Every layer and the totals; with `formulas`, the arithmetic of each layer and what the letters mean."""
    totals = text(
        "zoo-totals", parameters=f"{one.parameters:,}", multiply_adds=amount(one.multiply_adds),
        exact=f"{one.multiply_adds:,}", memory=amount(one.memory, "B"),
    )  # fmt: skip
    origin = "" if one.origin == one.name else f"{one.origin} · "
    parts: list[RenderableType] = [
        Text.assemble((one.name, "bold"), f"  {origin}{text('zoo-input')} {written(one.shape)}"),
        table(one),
        Text(totals, style="bold"),
        *(Text(note, style="yellow") for note in one.notes),
    ]
    if formulas:
        parts += arithmetic(one)
    return parts


def table(one: Summary) -> RenderableType:
    """The layers: output size, receptive field, parameters, multiply-adds, memory of the output."""
    headings: list[tuple[str, Any]] = [
        (text("zoo-layer"), "left"), ("", "left"), (text("zoo-output"), "left"),
        (text("zoo-column-field"), "right"), (text("zoo-column-parameters"), "right"),
        (text("zoo-column-cost"), "right"),
        (text("zoo-memory"), "right"),
    ]  # fmt: skip
    lines = [
        [
            name, line.short, written(line.output), _field(line.field), _some(line.parameters),
            amount(line.multiply_adds) if line.multiply_adds else "", amount(line.memory, "B"),
        ]
        for name, line in _blocks_first(one.lines)
    ]  # fmt: skip
    return terminal.rows(headings, lines, whole=(0, 2))


def _blocks_first(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """A block before what is inside of it, whose names are set in and go without the block's."""
    found: list[tuple[str, Line]] = []
    for line in lines:
        inside = 0
        while inside < len(found) and line.kind == "residual" and found[-1 - inside][1].depth > line.depth:
            inside += 1
        start = len(found) - inside
        for place in range(start, len(found)):
            name, inner = found[place]
            found[place] = (f"  {name.removeprefix(f'{line.name}.')}", inner)
        found.insert(start, (line.name, line))
    return found


def _field(size: tuple[int, int] | None) -> str:
    """A square is one number."""
    return "" if size is None else str(size[0]) if size[0] == size[1] else written(size)


def _some(count: int) -> str:
    return f"{count:,}" if count else ""


def arithmetic(one: Summary) -> list[RenderableType]:
    """Every formula once, with what its letters mean; then each layer's numbers in it."""
    used = dict.fromkeys(work.formula for line in one.lines for work in line.worked)
    parts: list[RenderableType] = [Text(), *(Text(text(formula), style="dim") for formula in used)]
    for line in one.lines:
        said = [calculation for work in line.worked for calculation in work.calculations]
        if said:
            parts += [Text(line.name, style="bold"), *(Text(f"  {calculation}") for calculation in said)]
    return parts


def worked(works: Sequence[Worked]) -> list[RenderableType]:
    """One layer's formulas, each with its numbers."""
    parts: list[RenderableType] = []
    for work in works:
        parts += [Text(text(work.formula), style="dim"), *(Text(f"  {line}") for line in work.calculations)]
    return parts


def without(short: Shortened, size: Sequence[int], parameters: int) -> list[RenderableType]:
    """What two shortened formulas give, where that is not what the layer has."""
    parts: list[RenderableType] = []
    if list(short.output) != list(size):
        parts.append(
            Text(text("size-without-padding", calculation=short.output_calculation, right=written(tuple(size))))
        )
    calculation = short.parameters_calculation
    parts.append(Text(text("size-without-filters", calculation=calculation, right=f"{parameters:,}")))
    return parts
