"""What a data set is made of before it is split and preprocessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

Points: TypeAlias = npt.NDArray[np.float64]  # (n, 1) or (n, 2)
Classes: TypeAlias = npt.NDArray[np.int64]  # (n,)
Numbers: TypeAlias = npt.NDArray[np.float64]  # (n,)
Generator: TypeAlias = Callable[[np.random.Generator, int, float], tuple[Points, Classes] | tuple[Points, Numbers]]

Task = Literal["classes", "numbers"]
Noise = Literal["label", "spread", "jitter", "relabel", "target"]
Shape: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """A data set as it comes: all samples, in the order of their source.

    Pictures are rows of C·H·W values, channel by channel, row by row: bytes from 0 to 255, which stand for 0 to 1, or
    float64 that are taken as they are. Sequences are rows of T·F values, step by step, or of T token numbers.
    """

    x: npt.NDArray[np.float64] | npt.NDArray[np.uint8]  # (N, D)
    y: Classes | Numbers  # (N,)
    columns: tuple[str, ...]  # D names
    class_names: tuple[str, ...] = ()  # empty for numbers
    target: str = "target"
    picture_shape: tuple[int, int, int] | None = None  # (C, H, W) with C·H·W = D
    sequence_shape: Shape | None = None  # (T, F), or (T,) of tokens
    tokens: int = 0  # how many different tokens there are; 0: the values are no tokens
    points: bool = False  # features such as x1^2 can be derived from its columns
    published: int = 0  # the first so many samples are the published training set, the others the test set
    skipped: tuple[str, ...] = ()  # files that could not be read

    @property
    def task(self) -> Task:
        """Whether the target is a class or a number."""
        return "classes" if self.class_names else "numbers"

    @property
    def pictures(self) -> bool:
        """Whether the samples are pictures."""
        return self.picture_shape is not None


def pixel_names(shape: tuple[int, int, int]) -> tuple[str, ...]:
    """A name for each column of pictures (C, H, W): `pixel_0_1` of gray ones, `red_0_1` of color ones."""
    channels = {1: ("pixel",), 3: ("red", "green", "blue")}[shape[0]]
    return tuple(f"{name}_{row}_{column}" for name in channels for row in range(shape[1]) for column in range(shape[2]))


def halves(n: int) -> tuple[int, int]:
    """`n` points divided between two classes; the first gets the odd one."""
    return n - n // 2, n // 2
