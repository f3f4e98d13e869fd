"""Fashion-MNIST as arrays, in the place of Keras' downloads."""

from __future__ import annotations

import numpy as np

from torchvision.datasets import FashionMNIST

Pair = tuple[np.ndarray, np.ndarray]


def load_data() -> tuple[Pair, Pair]:
    """((images, labels) to train, those to test): uint8, (samples, 28, 28) and (samples,)."""
    parts = [FashionMNIST(train=train) for train in (True, False)]
    train, test = ((part.data.numpy(), part.targets.numpy().astype(np.uint8)) for part in parts)
    return train, test
