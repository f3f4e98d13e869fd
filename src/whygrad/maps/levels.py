"""The order in which the pixels of a map are trained: a coarse grid first, then finer ones, block by block.

Level 0 holds every s-th pixel of both axes, s a power of two, so that there are at most `COARSEST` squared of them.
Each further level halves s and holds the pixels that are new on that grid. A block is a square of a level's grid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COARSEST = 32
BLOCK = 64  # pixels of a level's grid along an edge of a block


@dataclass(frozen=True, slots=True)
class Block:
    """Pixels that are trained together: their rows (n,) and columns (n,), and the level they belong to."""

    level: int
    stride: int
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]


def strides(height: int, width: int) -> list[int]:
    """The distance between two pixels of each level's grid, the coarsest first; the last one is 1."""
    stride = 1
    while max(height, width) > COARSEST * stride:
        stride *= 2
    found = [stride]
    while found[-1] > 1:
        found.append(found[-1] // 2)
    return found


def blocks(height: int, width: int, level: int, edge: int = BLOCK) -> Iterator[Block]:
    """The blocks of a level, row by row."""
    stride = strides(height, width)[level]
    step = stride * edge
    for top in range(0, height, step):
        for left in range(0, width, step):
            rows, columns = np.meshgrid(
                np.arange(top, min(top + step, height), stride), np.arange(left, min(left + step, width), stride),
                indexing="ij",
            )  # fmt: skip
            new = np.ones(rows.shape, bool)
            if level:
                new = (rows % (2 * stride) != 0) | (columns % (2 * stride) != 0)
            if new.any():
                yield Block(level, stride, rows[new], columns[new])


def by_disagreement(found: list[Block], picture: NDArray[np.float64]) -> list[Block]:
    """Blocks in the order in which they are worth training: those first whose known pixels differ most.

    `picture` (height, width): what is known, nearest known pixel elsewhere. Values are compared by their ranks, so that
    a few huge losses do not hide every other border; runs that did not finish rank highest.
    """
    flat = np.where(np.isnan(picture), np.inf, picture).ravel()
    ranks = np.unique(flat, return_inverse=True)[1].reshape(picture.shape)

    def spread(block: Block) -> float:
        rows, columns = block.rows, block.columns
        inside = ranks[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        return float(inside.std())

    return sorted(found, key=spread, reverse=True)
