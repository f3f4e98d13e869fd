"""CIFAR-10: 60,000 pictures of animals and vehicles, 32×32 color pixels, 10 classes, 50,000 published for training.

A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009 (https://www.cs.toronto.edu/~kriz/cifar.html).
Read from the binary version, whose records are a byte for the class and 3·32·32 bytes of pixels, channel by channel:
the version for Python is a pickle, and a pickle runs whatever is in it.
"""

from __future__ import annotations

import numpy as np

from whygrad.data.files import places
from whygrad.data.sets.types import Table, pixel_names
from whygrad.errors import DataError

SHAPE = (3, 32, 32)
CLASS_NAMES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
_FILES = (*(f"data_batch_{number}.bin" for number in range(1, 6)), "test_batch.bin")
_RECORD = 1 + SHAPE[0] * SHAPE[1] * SHAPE[2]
_RECORDS = 10_000  # in a file


def read() -> Table:
    """All 60,000, the published training set first; raises `DataError` if the files are nowhere or broken."""
    x = np.empty((len(_FILES) * _RECORDS, _RECORD - 1), np.uint8)
    y = np.empty(len(x), np.int64)
    for number, path in enumerate(places.files("cifar-10", *_FILES)):
        content = np.frombuffer(places.content(path), np.uint8)
        if len(content) != _RECORDS * _RECORD or content[::_RECORD].max() >= len(CLASS_NAMES):
            raise DataError("error-data-broken", file=str(path))
        records, own = content.reshape(_RECORDS, _RECORD), slice(number * _RECORDS, (number + 1) * _RECORDS)
        y[own], x[own] = records[:, 0], records[:, 1:]
    return Table(x, y, pixel_names(SHAPE), CLASS_NAMES, picture_shape=SHAPE, published=(len(_FILES) - 1) * _RECORDS)
