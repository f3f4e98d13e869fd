"""First names in Latin letters and the language that they are from, for networks that read character by character.

`bundled/names.csv` was written by hand for whygrad: common given names, Korean and Japanese ones romanized as their
bearers do. A name that several of the languages have is in none of them.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np

from whygrad.data.sets.types import Table

PADDING = 0  # stands before a name that is shorter than the sequence; the letters a to z are the tokens 1 to 26
TOKENS = 27


def _read() -> tuple[tuple[str, int], ...]:
    """All names with the number of their language."""
    with (Path(__file__).parent / "bundled" / "names.csv").open(encoding="ascii", newline="") as file:
        rows = list(csv.DictReader(file))
    languages = Counter(name for row in rows for name in row["names"].split())
    return tuple(
        (name, number) for number, row in enumerate(rows) for name in row["names"].split() if languages[name] == 1
    )


LANGUAGES = ("English", "Italian", "Japanese", "Korean")
NAMES = _read()


def table(_rng: np.random.Generator, _samples: int, length: int) -> Table:
    """All names, as their last T letters, those that are shorter behind padding: the last token is the last letter."""
    x = np.full((len(NAMES), length), PADDING, np.float64)
    for row, (name, _) in zip(x, NAMES, strict=True):
        letters = [ord(letter) - ord("a") + 1 for letter in name[-length:]]
        row[length - len(letters) :] = letters
    y = np.array([language for _, language in NAMES], np.int64)
    columns = tuple(f"letter_{step}" for step in range(1, length + 1))
    return Table(x, y, columns, LANGUAGES, target="language", sequence_shape=(length,), tokens=TOKENS)
