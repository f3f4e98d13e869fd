"""What a PyTorch network sees of some training samples at a step: gathered, augmented, preprocessed, in its shape."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from whygrad.data.augmentation.augmentation import Augmentation
from whygrad.data.dataset import Dataset
from whygrad.data.sets.types import Shape


class Batches:
    """The training samples of a data set, or its test samples, on a device, given out batch by batch.

    Pictures lie there as bytes. Augmentation changes them before preprocessing, whose statistics are those of the
    pictures as they are; without it a batch is what `x_train` has, to rounding.
    """

    def __init__(
        self,
        dataset: Dataset,
        shape: Shape,
        *,
        augmentation: Sequence[str] = (),
        seed: int = 0,
        test: bool = False,
        device: torch.device | str = "cpu",
    ) -> None:
        """`shape` is that of a sample as the first layer wants it: `dataset.input_shape(kind)`."""
        self.shape = shape
        self._augment = Augmentation(augmentation, seed) if augmentation else None
        self._tokens = dataset.tokens
        pixels = dataset.pixels_test if test else dataset.pixels_train
        self._pixels = self._rows = None
        if pixels is not None and (augmentation or dataset.keeps_bytes):
            self._pixels = _tensor(pixels.values, device).view(-1, *_picture_shape(dataset))
            self._top = float(pixels.top)
            self._scale = (_tensor(pixels.scale, device) * self._top).view(1, *_picture_shape(dataset))
            self._shift = _tensor(pixels.shift, device).view(1, *_picture_shape(dataset))
        else:
            self._rows = _tensor(dataset.x_test if test else dataset.x_train, device)

    def __len__(self) -> int:
        """How many samples there are."""
        kept = self._pixels if self._pixels is not None else self._rows
        assert kept is not None
        return len(kept)

    def __call__(self, which: Tensor, step: int) -> Tensor:
        """The samples with the numbers `which` (B,) at a step: (B, *shape), float32, or whole numbers if tokens."""
        if self._pixels is not None:
            x = self._pixels[which].to(torch.float32).div_(self._top)
            if self._augment is not None:
                x = self._augment(x, step)
            return torch.addcmul(self._shift, x, self._scale).reshape(-1, *self.shape)
        assert self._rows is not None
        x = self._rows[which]
        if self._tokens:
            x = x.to(torch.int64)
            return functional.one_hot(x, self._tokens).to(torch.float32) if len(self.shape) == 2 else x
        return x.view(-1, *self.shape)


def _picture_shape(dataset: Dataset) -> tuple[int, int, int]:
    assert dataset.picture_shape is not None
    return dataset.picture_shape


def _tensor(array: np.ndarray, device: torch.device | str) -> Tensor:
    """The array on a device; on the CPU without a copy, as it is only read."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The given NumPy array is not writable")
        return torch.from_numpy(array).to(device)
