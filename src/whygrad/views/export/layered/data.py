"""The samples of an experiment as a safetensors file that its scripts read.

`x_train`, `x_test`: pictures as bytes (N, C, H, W) where whygrad keeps them so, numbers (N, …) or tokens (N, T)
otherwise; `y_train`, `y_test`: targets as the loss wants them; `scale`, `shift`: preprocessing of pictures from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from whygrad.engine.layered import Job
from whygrad.nets.layers import Shape
from whygrad.views.export.script import goals


@dataclass(frozen=True, eq=False)
class Samples:
    """What the file holds, and how a network's input is made of it.

    "pictures" are bytes, divided by `top`, augmented, scaled and shifted; "numbers" are the input; "tokens" too, as
    whole numbers; "one-hot" are tokens that become rows of zeros and a one.
    """

    kind: Literal["pictures", "numbers", "tokens", "one-hot"]
    arrays: dict[str, NDArray[np.generic]]
    shape: Shape  # of one sample as the network wants it
    top: int = 1
    words: int = 0


def samples(job: Job) -> Samples:
    """The samples of a job, as `data.augmentation.Batches` gives them to the engine."""
    dataset, shape = job.dataset, job.shape
    wanted = goals(job.head, dataset)
    y_train, y_test = (values.astype(np.int64) if wanted.whole else values for values in (wanted.train, wanted.test))
    targets: dict[str, NDArray[np.generic]] = {"y_train": y_train, "y_test": y_test}
    train, test, picture = dataset.pixels_train, dataset.pixels_test, dataset.picture_shape
    if train is not None and test is not None and picture is not None and _as_pictures(job):
        pictures = {"x_train": train.values.reshape(-1, *picture), "x_test": test.values.reshape(-1, *picture)}
        affine = {"scale": _small(train.scale * np.float32(train.top), picture), "shift": _small(train.shift, picture)}
        return Samples("pictures", {**pictures, **targets, **affine}, shape, top=train.top)
    rows = {"x_train": dataset.x_train, "x_test": dataset.x_test}
    if dataset.tokens:
        tokens = {name: values.astype(np.int64) for name, values in rows.items()}
        return Samples("one-hot" if len(shape) == 2 else "tokens", {**tokens, **targets}, shape, words=dataset.tokens)
    return Samples("numbers", {**{name: v.reshape(-1, *shape) for name, v in rows.items()}, **targets}, shape)


def _as_pictures(job: Job) -> bool:
    return bool(job.experiment.data.augmentation) or job.dataset.keeps_bytes


def _small(values: NDArray[np.float32], picture: tuple[int, int, int]) -> NDArray[np.float32]:
    """Numbers of every pixel (C·H·W,) as (C, H, W); as (C, 1, 1) where a channel has the same everywhere."""
    whole = values.reshape(picture)
    first = whole[:, :1, :1]
    return np.ascontiguousarray(first if (whole == first).all() else whole)
