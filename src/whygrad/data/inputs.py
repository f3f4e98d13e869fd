"""The inputs of a data set on their way from its table to the network: derived, preprocessed, kept small."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from whygrad.data import pixels, preprocess
from whygrad.data.facts import MOST_NEIGHBORS
from whygrad.data.features import PictureFeatures
from whygrad.data.pixels import Pixels
from whygrad.data.sets.types import Table
from whygrad.errors import DataError

_Float32 = npt.NDArray[np.float32]
_Float64 = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]  # of samples

_MOST_MIXED = 64_000_000  # values as float64, for principal components


class Inputs(NamedTuple):
    """What the inputs of a data set become."""

    train: _Float32 | Pixels
    test: _Float32 | Pixels
    pixels_train: Pixels | None
    pixels_test: Pixels | None
    preprocessor: preprocess.Preprocessor
    mean: _Float64  # (F,) of what the network sees of the training samples
    deviation: _Float64  # (F,)
    looked_at: _Float32  # (n, F) what the network sees of the training samples that facts are found in
    looked_at_raw: _Float32  # (n, D) the same before preprocessing


def inputs(
    table: Table,
    train: _Numbers,
    test: _Numbers,
    steps: tuple[str, ...],
    names: tuple[str, ...],
    derive: Callable[[_Float64], _Float64] | PictureFeatures,
) -> Inputs:
    """The inputs of both shares, preprocessed: bytes stay bytes where every step is affine."""
    if isinstance(derive, PictureFeatures):
        return _of_pictures(table, train, test, steps, names, derive)
    shared: tuple[Pixels, Pixels] | None = None
    channels = table.picture_shape[0] if table.picture_shape else 0
    in_bytes = table.x.dtype == np.uint8
    unit = 1 / 255 if in_bytes else 1.0
    if table.pictures and not mixes(steps):
        whole = table.x.astype(np.uint8, copy=False)  # the digits' float64 are whole numbers from 0 to 16
        shown = whole[train]
        mean, variance = pixels.moments(shown)
        scale, shift = pixels.fit(steps, mean, variance, unit, channels)
        rest = scale.astype(np.float32), shift.astype(np.float32), 255 if in_bytes else int(whole.max())
        shared = Pixels(shown, *rest), Pixels(whole[test], *rest)
        if in_bytes:
            looked_at = slice(0, MOST_NEIGHBORS)
            return Inputs(
                *shared,
                *shared,
                preprocess.affine(scale, shift, names),
                scale * mean + shift,
                np.abs(scale) * np.sqrt(variance),
                shared[0].rows(looked_at),
                shown[looked_at].astype(np.float32),
            )
    if in_bytes and len(train) * table.x.shape[1] > _MOST_MIXED:
        most = str(_MOST_MIXED // table.x.shape[1])
        raise DataError("error-data-components-room", step=steps[-1], samples=str(len(train)), most=most)
    derived = derive(table.x.astype(np.float64) * unit)  # (N + M, F)
    preprocessor = preprocess.fit(steps, derived[train], names, channels)
    x_train, x_test = (as_float32(preprocessor.apply(derived[share])) for share in (train, test))
    with np.errstate(invalid="ignore", over="ignore"):
        mean, deviation = x_train.mean(axis=0, dtype=np.float64), x_train.std(axis=0, dtype=np.float64)
    if table.tokens:
        mean, deviation = np.full_like(mean, np.nan), np.full_like(mean, np.nan)
    return Inputs(
        x_train, x_test, *(shared or (None, None)), preprocessor, mean, deviation, x_train, as_float32(derived[train])
    )


def _of_pictures(
    table: Table,
    train: _Numbers,
    test: _Numbers,
    steps: tuple[str, ...],
    names: tuple[str, ...],
    derive: PictureFeatures,
) -> Inputs:
    """Features of pictures, preprocessed; the pictures themselves are kept as bytes for whoever wants to see them."""
    whole = table.x.astype(np.uint8, copy=False)
    one = np.ones(whole.shape[1], np.float32), np.zeros(whole.shape[1], np.float32), int(derive.top)
    kept = Pixels(whole[train], *one), Pixels(whole[test], *one)
    count = len(train) + len(test)
    x_train, x_test = derive(kept[0].values, 0, count), derive(kept[1].values, len(train), count)  # (N, F) float32
    raw = x_train[:MOST_NEIGHBORS].copy()
    if mixes(steps):
        if x_train.size > _MOST_MIXED:
            most = str(_MOST_MIXED // x_train.shape[1])
            raise DataError("error-data-components-room", step=steps[-1], samples=str(len(train)), most=most)
        preprocessor = preprocess.fit(steps, x_train.astype(np.float64), names)
        x_train, x_test = (as_float32(preprocessor.apply(x.astype(np.float64))) for x in (x_train, x_test))
    else:
        mean, variance = x_train.mean(axis=0, dtype=np.float64), x_train.var(axis=0, dtype=np.float64)
        variance[x_train.min(axis=0) == x_train.max(axis=0)] = 0.0  # not what rounding leaves of a constant column
        scale, shift = pixels.fit(steps, mean, variance, 1.0, 0)
        preprocessor = preprocess.affine(scale, shift, names)
        for x in (x_train, x_test):  # where they lie: all of them may take up a gigabyte
            x *= scale.astype(np.float32)
            x += shift.astype(np.float32)
    mean, deviation = x_train.mean(axis=0, dtype=np.float64), x_train.std(axis=0, dtype=np.float64)
    looked_at = x_train[:MOST_NEIGHBORS]
    return Inputs(x_train, x_test, *kept, preprocessor, mean, deviation, looked_at, raw)


def mixes(steps: tuple[str, ...]) -> bool:
    """Whether preprocessing mixes columns, so that pictures or sequences are none any more."""
    return not pixels.AFFINE.issuperset(steps)


def as_float32(x: _Float64) -> _Float32:
    """C-contiguous float32; values beyond its range become infinite, for the diagnosis to find."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.ascontiguousarray(x, dtype=np.float32)
