"""Pieces of Markdown: CommonMark with tables, as GitHub, MyST and MkDocs read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def join(blocks: Iterable[str]) -> str:
    """The blocks of a page, an empty line between two of them."""
    return "\n\n".join(block.strip("\n") for block in blocks if block.strip()) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; line breaks and bars inside of cells are made safe."""
    lines = [_row(headings), _row(["---"] * len(headings))]
    return "\n".join([*lines, *(_row(row) for row in rows)])


def fenced(text: str, language: str = "") -> str:
    """A block of code."""
    return f"```{language}\n{text.rstrip()}\n```"


def code(text: str) -> str:
    """Code within a line; it may hold backticks."""
    ticks = "``" if "`" in text else "`"
    return f"{ticks}{text}{ticks}"


def plain(text: str) -> str:
    """A sentence whose characters mean nothing to Markdown."""
    return re.sub(r"(?<!`)([*_<>\[\]])(?!`)", r"\\\1", text)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return " ".join(re.sub(r"(?<!\\)\|", r"\\|", text).split()) or "–"
