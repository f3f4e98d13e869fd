"""What was said of public programs when they were diagnosed for the first time: read from the result files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import RESULTS

ROUNDS = (
    ("2026-11-22", "frozen"),
    ("2026-11-22", "round-2"),
    ("2026-11-23", "round-3"),
    ("2026-11-23", "round-4"),
    ("2026-11-23", "round-5"),
    ("2026-11-24", "round-6"),
    ("2026-11-25", "round-7"),
    ("2026-11-25", "round-8"),
    ("2026-11-25", "round-9"),
    ("2026-11-26", "round-10"),
    ("2026-11-26", "round-11"),
    ("2026-11-26", "round-12"),
    ("2026-11-26", "round-13"),
    ("2026-11-27", "round-14"),
    ("2026-11-27", "round-15"),
    ("2026-11-27", "round-16"),
    ("2026-11-27", "round-17"),
    ("2026-11-27", "round-18"),
    ("2026-11-28", "round-19"),
    ("2026-11-28", "round-20"),
    ("2026-11-28", "round-21"),
    ("2026-11-28", "round-22"),
    ("2026-11-28", "round-23"),
    ("2026-11-29", "round-24"),
    ("2026-11-29", "round-25"),
    ("2026-11-29", "round-26"),
    ("2026-11-29", "round-27"),
    ("2026-11-29", "round-28"),
    ("2026-11-30", "round-29"),
    ("2026-11-30", "round-30"),
    ("2026-11-30", "round-31"),
    ("2026-11-30", "round-32"),
    ("2026-11-30", "round-33"),
    ("2026-12-01", "round-34"),
    ("2026-12-01", "round-35"),
)
"""The day and the name of each round; of the first one only the half counts that nobody had looked at."""

_CODE = re.compile(r"[a-z]+(-[a-z]+)+|overfitting|underfitting")


@dataclass(frozen=True)
class Contact:
    """The first diagnosis of one program.

    `round` counts from 0. `right` are the codes of its known mistake; none for a program that trains well. `codes` are
    the warnings and errors that were shown, in their order.
    """

    round: int
    program: str
    right: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def first_is_right(self) -> bool:
        """Whether the finding shown first was an accepted cause."""
        return bool(self.codes) and self.codes[0] in self.right


def result_file(kind: str, number: int) -> str:
    """The result file of a round, 0 being the first, for the programs of a kind (failing or healthy)."""
    day, name = ROUNDS[number]
    return f"{day}-public-{kind}-{name}.md"


def table_rows(file: Path) -> list[list[str]]:
    """The cells of all table rows of a result file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]


def contacts() -> list[Contact]:
    """All programs of all rounds that got an answer, round by round, those with a known mistake first."""
    return [one for number in range(len(ROUNDS)) for one in (*_failing(number), *_healthy(number))]


def _failing(number: int) -> Iterator[Contact]:
    for row in table_rows(RESULTS / result_file("failing", number)):
        if len(row) > 5 and row[1] in ("look", "frozen"):
            yield Contact(number, row[0], _codes(row[3]), _codes(row[4]))


def _healthy(number: int) -> Iterator[Contact]:
    for row in table_rows(RESULTS / result_file("healthy", number)):
        if len(row) > 5 and row[4] in ("accused", "not accused"):
            yield Contact(number, row[0], (), _codes(row[5]) if row[4] == "accused" else ())


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(code for code in cell.split(", ") if _CODE.fullmatch(code))
