"""Histograms of oriented gradients (N. Dalal & B. Triggs, CVPR 2005), by scikit-image."""

from __future__ import annotations

import numpy as np

from whygrad.data.features.kind import Features, Kind, Pictures, Shape
from whygrad.errors import DataError, MissingExtraError

ORIENTATIONS = 9  # bins of 20° without sign, as in the paper
BLOCK = 2  # cells a side that are normalized together, as in the paper


class Hog(Kind):
    """In each cell of `number`×`number` pixels: how strong the edges are in each of 9 directions.

    2×2 neighboring cells are normalized together (L2-Hys), so that contrast and brightness hardly matter; of a
    color picture each pixel counts with its channel of the steepest gradient. F is 36 times the number of blocks, of
    which there are ⌊H/number⌋ - 1 by ⌊W/number⌋ - 1; pixels that fill no cell are left out.
    """

    number = 4

    def check(self, shape: Shape, number: int) -> None:
        """A picture must have room for one block."""
        height, width = shape[1:]
        if min(height, width) // number < BLOCK:
            most = str(min(height, width) // BLOCK)
            values = {"key": "data.features", "height": str(height), "width": str(width)}
            raise DataError("error-feature-hog-room", **values, cell=str(number), block=str(BLOCK), most=most)

    def compute(self, pictures: Pictures, number: int, top: float, fitted: Features | None) -> Features:
        """Blocks row by row; in each its cells row by row; in each its orientations."""
        del fitted
        try:
            from skimage.feature import hog
        except ModuleNotFoundError:
            raise MissingExtraError("error-skimage-missing") from None
        return np.stack(
            [
                hog(
                    picture,
                    orientations=ORIENTATIONS,
                    pixels_per_cell=(number, number),
                    cells_per_block=(BLOCK, BLOCK),
                    block_norm="L2-Hys",
                    channel_axis=-1,
                )
                for picture in (pictures / np.float32(top)).transpose(0, 2, 3, 1)
            ]
        )


def by_cell(features: Features, shape: Shape, cell: int) -> Features:
    """The features (F,) of one picture (C, H, W), cell by cell: (rows, columns, 9), the mean over a cell's blocks.

    Bin b is of gradients that point at 20·b + 10 degrees, from the direction of the columns to that of the rows.
    """
    rows, columns = shape[1] // cell, shape[2] // cell
    blocks = features.reshape(rows + 1 - BLOCK, columns + 1 - BLOCK, BLOCK, BLOCK, ORIENTATIONS)
    total, count = np.zeros((rows, columns, ORIENTATIONS), np.float32), np.zeros((rows, columns, 1), np.float32)
    for down in range(BLOCK):
        for right in range(BLOCK):
            here = slice(down, down + blocks.shape[0]), slice(right, right + blocks.shape[1])
            total[here] += blocks[:, :, down, right]
            count[here] += 1
    return total / count
