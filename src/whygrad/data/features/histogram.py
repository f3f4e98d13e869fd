"""How often each intensity or color occurs, wherever it does (M. Swain & D. Ballard, Color Indexing, IJCV 7, 1991)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from whygrad.data.features.kind import Features, Kind, Pictures


class Histogram(Kind):
    """Of each channel by itself: the share of pixels in each of `number` equal bins, channel by channel: (N, C·number).

    Bin b holds the values v with ⌊v·number/(top + 1)⌋ = b, so that 256 bytes fall into bins of equally many.
    """

    number = 16

    def compute(self, pictures: Pictures, number: int, top: float, fitted: Features | None) -> Features:
        """Shares that sum to 1 in each channel."""
        del fitted
        bins = _bins(pictures, number, top)  # (N, C, H·W)
        channels = bins.shape[1]
        return (
            _counted((bins + np.arange(channels)[:, None] * number).reshape(len(bins), -1), channels * number)
            / (bins.shape[2])
        )


class JointHistogram(Kind):
    """Of all channels together: the share of pixels in each of `number`^C boxes, the last channel's bin the fastest.

    It tells yellow from red beside green, which the channels' own histograms do not.
    """

    number = 4

    def compute(self, pictures: Pictures, number: int, top: float, fitted: Features | None) -> Features:
        """Shares that sum to 1."""
        del fitted
        bins = _bins(pictures, number, top)
        channels = bins.shape[1]
        weight = number ** np.arange(channels)[::-1]
        return _counted(np.einsum("ncp,c->np", bins, weight), number**channels) / bins.shape[2]


def _bins(pictures: Pictures, number: int, top: float) -> npt.NDArray[np.int64]:
    """The bin of each value: (N, C, H·W)."""
    bins = np.floor(pictures.astype(np.float64) * number / (top + 1)).astype(np.int64)
    return np.clip(bins, 0, number - 1).reshape(*pictures.shape[:2], -1)


def _counted(places: npt.NDArray[np.int64], most: int) -> Features:
    """How often each number below `most` occurs in each row: (N, most)."""
    rows = np.arange(len(places))[:, None] * most
    counts = np.bincount((places + rows).ravel(), minlength=len(places) * most)
    return counts.reshape(len(places), most).astype(np.float32)
