"""The IDX format of MNIST and its relatives: a magic number, the sizes as big-endian 32-bit numbers, then bytes.

Source: http://yann.lecun.com/exdb/mnist/, "THE IDX FILE FORMAT".
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from whygrad.data.files.places import content
from whygrad.errors import DataError


def pictures(path: Path, size: tuple[int, ...]) -> npt.NDArray[np.uint8]:
    """Pictures (N, H, W) of the size (H, W); raises `DataError` if the file holds anything else."""
    values = _read(path, 3)
    if values.shape[1:] != size:
        raise DataError("error-data-broken", file=str(path))
    return values


def labels(path: Path, classes: int) -> npt.NDArray[np.uint8]:
    """Classes (N,), each below `classes`; raises `DataError` if the file holds anything else."""
    values = _read(path, 1)
    if values.max(initial=0) >= classes:
        raise DataError("error-data-broken", file=str(path))
    return values


def _read(path: Path, dimensions: int) -> npt.NDArray[np.uint8]:
    unpacked = content(path)
    begin = 4 + 4 * dimensions
    sizes = tuple(int.from_bytes(unpacked[at : at + 4], "big") for at in range(4, begin, 4))
    # 0, 0, 8 for bytes, and the number of dimensions
    if unpacked[:4] != bytes((0, 0, 8, dimensions)) or len(unpacked) - begin != np.prod(sizes, dtype=object):
        raise DataError("error-data-broken", file=str(path))
    return np.frombuffer(unpacked, np.uint8, offset=begin).reshape(sizes)
