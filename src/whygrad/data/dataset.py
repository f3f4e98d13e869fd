"""What a network is trained on: arrays, and what there is to say about them. `loading.load` makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from whygrad.data import preprocess
from whygrad.data.features import PictureFeatures
from whygrad.data.inputs import as_float32
from whygrad.data.pixels import Pixels
from whygrad.data.sets.types import Shape, Task
from whygrad.trace.meta import DataFacts

_Float32 = npt.NDArray[np.float32]
_Float64 = npt.NDArray[np.float64]


class _Seen:
    """A field that may be given as `Pixels`: whoever reads it gets float32, made once."""

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, dataset: Dataset | None, _owner: type | None = None) -> _Float32:
        if dataset is None:
            raise AttributeError  # so that the field has no default
        own = vars(dataset)
        kept = own[self._name]
        if not isinstance(kept, Pixels):
            return kept
        seen = f"{self._name}_seen"
        if seen not in own:
            own[seen] = kept.rows()
            own[seen].setflags(write=False)
        return own[seen]

    def __set__(self, dataset: Dataset, value: _Float32 | Pixels) -> None:
        vars(dataset)[self._name] = value


@dataclass(frozen=True, eq=False, kw_only=True)
class Dataset:
    """Samples to train and to test on. All arrays are C-contiguous and read-only: loads are shared.

    N training samples, M test samples, F columns as the network sees them, K classes. A sample is a row of F numbers;
    `shape` says how it is to be read: (F,), a sequence (T, F/T), or T tokens (T,), whose numbers 0 to `tokens` - 1 the
    columns hold. What is a picture has a `picture_shape` (C, H, W), too, for networks that want one.
    """

    x_train: _Seen = _Seen()  # (N, F) float32; given as bytes it takes up more room from where it is first asked for
    y_train: npt.NDArray[np.int64] | _Float32  # (N,) classes, or (N, 1) numbers
    x_test: _Seen = _Seen()  # (M, F)
    y_test: npt.NDArray[np.int64] | _Float32  # (M,) or (M, 1)
    task: Task
    classes: int  # K, 0 for numbers
    class_names: tuple[str, ...]  # K
    feature_names: tuple[str, ...]  # F
    shape: Shape  # of one sample
    picture_shape: tuple[int, int, int] | None  # (C, H, W); `None` if it is no picture, or none any more (`pca:N`)
    tokens: int  # how many different tokens there are; 0: the values are no tokens
    facts: DataFacts
    class_share: _Float64  # (K,) of the training samples
    input_mean: _Float64  # (F,) of the training samples; NaN for tokens, which have none
    input_std: _Float64  # (F,)
    x_raw_train: _Float32 | None  # (N, 2) before features and preprocessing, if there are two columns
    x_raw_test: _Float32 | None  # (M, 2)
    raw_names: tuple[str, ...]  # D
    skipped: tuple[str, ...]  # files of a folder of pictures that could not be read
    pixels_train: Pixels | None  # pictures as bytes: a quarter of the memory, and what augmentation works on
    pixels_test: Pixels | None
    picture_features: PictureFeatures | None  # what the columns are of the pictures, if not their pixels
    _derive: Callable[[_Float64], _Float64] | PictureFeatures
    _preprocessor: preprocess.Preprocessor

    @property
    def pictures(self) -> bool:
        """Whether the samples came as pictures."""
        return self.facts.pictures

    @property
    def keeps_bytes(self) -> bool:
        """Whether the samples are kept as bytes, and `x_train` and `x_test` only made when they are asked for."""
        return isinstance(vars(self)["_x_train"], Pixels)

    @property
    def pixels_shape(self) -> tuple[int, int, int] | None:
        """(C, H, W) of the pictures in `pixels_train` and `pixels_test`, whatever the network sees of them."""
        return self.picture_features.shape if self.picture_features is not None else self.picture_shape

    def input_shape(self, first: str) -> Shape:
        """The shape of a sample for a network whose first layer is of the kind `first`.

        Pictures are (C, H, W) but for a dense layer, which sees them as a row; tokens are (T,) for an embedding and
        one-hot, (T, tokens), for any other.
        """
        if self.picture_shape is not None and first != "dense":
            return self.picture_shape
        return (*self.shape, self.tokens) if self.tokens and first != "embedding" else self.shape

    def transform(self, raw: npt.ArrayLike) -> _Float32:
        """What the network sees of raw samples (M, D), such as the grid of a decision boundary: (M, F)."""
        return self.preprocess(np.asarray(self._derive(np.asarray(raw, np.float64)), np.float64))

    def preprocess(self, derived: _Float64) -> _Float32:
        """What the network sees of samples whose features are known (M, F)."""
        return as_float32(self._preprocessor.apply(derived))
