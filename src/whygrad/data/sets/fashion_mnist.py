"""Fashion-MNIST: 70,000 articles of clothing, 28×28 gray pixels, 10 classes, 60,000 of them published for training.

H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms, 2017
(https://arxiv.org/abs/1708.07747), MIT license. `small` is a part of it that comes with whygrad
(`benchmarks/fashion_mnist_small.py` made it); `whole` reads the four published files from where they lie.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from whygrad.data.files import idx, places
from whygrad.data.sets.types import Table, pixel_names
from whygrad.errors import DataError

SHAPE = (1, 28, 28)
CLASS_NAMES = (
    "t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
)  # fmt: skip
SMALL = Path(__file__).parent / "bundled" / "fashion-mnist-small.npz"


def whole() -> Table:
    """All 70,000, the published training set first; raises `DataError` if the files are nowhere or broken."""
    shares = [
        places.files("fashion-mnist", f"{share}-images-idx3-ubyte.gz", f"{share}-labels-idx1-ubyte.gz")
        for share in ("train", "t10k")
    ]
    x = [idx.pictures(images, SHAPE[1:]) for images, _ in shares]
    y = [idx.labels(labels, len(CLASS_NAMES)) for _, labels in shares]
    for (images, _), pictures, labels in zip(shares, x, y, strict=True):
        if len(pictures) != len(labels):
            raise DataError("error-data-broken", file=str(images))
    return _table(np.concatenate(x), np.concatenate(y), len(y[0]))


def small() -> Table:
    """600 of the published training set and 300 of the published test set, the classes equally often."""
    with np.load(SMALL) as arrays:
        return _table(arrays["pictures"], arrays["labels"], int(arrays["published"]))


def _table(x: npt.NDArray[np.uint8], y: npt.NDArray[np.integer], published: int) -> Table:
    return Table(
        x=x.reshape(len(x), -1),
        y=y.astype(np.int64),
        columns=pixel_names(SHAPE),
        class_names=CLASS_NAMES,
        picture_shape=SHAPE,
        published=published,
    )
