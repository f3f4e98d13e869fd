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


@dataclass(frozen=True, eq=False)
class Table:
    """A data set as it comes: all samples, in the order of their source."""

    x: npt.NDArray[np.float64]  # (N, D)
    y: Classes | Numbers  # (N,)
    columns: tuple[str, ...]  # D names
    class_names: tuple[str, ...] = ()  # empty for numbers
    target: str = "target"
    pictures: bool = False
    points: bool = False  # features such as x1^2 can be derived from its columns

    @property
    def task(self) -> Task:
        """Whether the target is a class or a number."""
        return "classes" if self.class_names else "numbers"


def halves(n: int) -> tuple[int, int]:
    """`n` points divided between two classes; the first gets the odd one."""
    return n - n // 2, n // 2
