"""Pictures kept as bytes: what a network sees of them is one product and one sum a pixel, done when it is asked for.

60,000 color pictures of 32×32 pixels are 184 MB as bytes and 737 MB as float32. Centering and scaling are affine, so
that they, too, are done in that product and sum; their statistics follow from the moments of the columns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_Bytes = npt.NDArray[np.uint8]
_Float32 = npt.NDArray[np.float32]
_Float64 = npt.NDArray[np.float64]

AFFINE = frozenset({"center", "scale", "center-channel", "scale-channel"})
_BLOCK = 4_096  # pictures at a time


@dataclass(frozen=True, eq=False)
class Pixels:
    """N pictures as bytes; a network sees `values·scale + shift`."""

    values: _Bytes  # (N, F), C·H·W = F
    scale: _Float32  # (F,); 0 for a pixel that is the same in every training picture and scaled
    shift: _Float32  # (F,)
    top: int  # the value of white

    def rows(self, which: slice | npt.NDArray[np.integer] = slice(None)) -> _Float32:
        """What the network sees of some pictures: (B, F)."""
        x = self.values[which].astype(np.float32)
        x *= self.scale
        x += self.shift
        return x


def moments(values: _Bytes) -> tuple[_Float64, _Float64]:
    """Mean and variance of every column of bytes (N, F), each (F,): exact sums, block by block."""
    total, squares = np.zeros(values.shape[1], np.int64), np.zeros(values.shape[1], np.int64)
    for start in range(0, len(values), _BLOCK):
        block = values[start : start + _BLOCK]
        total += block.sum(axis=0, dtype=np.int64)
        squares += np.einsum("ij,ij->j", block, block, dtype=np.int64)
    n = len(values)
    return total / n, (n * squares - total**2) / n**2


def fit(
    steps: tuple[str, ...], mean: _Float64, variance: _Float64, unit: float, channels: int
) -> tuple[_Float64, _Float64]:
    """`scale` and `shift` (F,) of affine steps, from the moments of the training pictures' bytes.

    `unit` is what a byte of 1 stands for. `center` and `scale` are of each pixel, with `-channel` of all pixels of a
    channel together.
    """
    scale, shift = np.full(len(mean), unit), np.zeros(len(mean))
    for step in steps:
        now, spread = scale * mean + shift, scale**2 * variance  # of each column, as it is by now
        if step.endswith("-channel"):
            of_channel = now.reshape(channels, -1)  # (C, H·W)
            middle = of_channel.mean(axis=1, keepdims=True)
            within = spread.reshape(channels, -1) + (of_channel - middle) ** 2
            spread = np.broadcast_to(within.mean(axis=1, keepdims=True), of_channel.shape).ravel()
            now = np.broadcast_to(middle, of_channel.shape).ravel()
        if step.startswith("center"):
            shift = shift - now
        else:
            deviation = np.sqrt(spread)
            factor = np.divide(1.0, deviation, out=np.zeros_like(deviation), where=deviation > 0)
            scale, shift = scale * factor, shift * factor
    return scale, shift
