"""What a window has no room for as a table: the same as a block of lines for each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

LEAST = 60  # columns; in fewer a table loses words
_INDENT = 3


@dataclass(frozen=True, slots=True)
class Fitting:
    """A renderable for windows of at least `least` columns, and another one for the others."""

    wide: RenderableType
    narrow: RenderableType
    least: int = LEAST

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.wide if options.max_width >= self.least else self.narrow


@dataclass(frozen=True, slots=True)
class Block:
    """A row of a table: what it is about (further lines are set in), then heading and value of each other column.

    Empty values are left out.
    """

    name: Text
    values: Sequence[tuple[str, str]]


def blocks(rows: Iterable[Block]) -> RenderableType:
    """The rows one below the other, each value on a line of its own."""
    lines: list[RenderableType] = []
    for row in rows:
        first, *others = row.name.split("\n")
        lines += [first, *(Padding(line, (0, 0, 0, _INDENT)) for line in others)]
        for heading, value in row.values:
            if value:
                line = Text.assemble((f"{heading}: " if heading else "", "dim"), " ".join(value.split()))
                lines.append(Padding(line, (0, 0, 0, _INDENT)))
    return Group(*lines)
