"""What every kind of picture feature gives."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Pictures: TypeAlias = npt.NDArray[np.float32]  # (N, C, H, W), values from 0 to the value of white
Features: TypeAlias = npt.NDArray[np.float32]  # (N, F)
Shape: TypeAlias = tuple[int, int, int]  # (C, H, W)


class Kind(ABC):
    """A kind of feature, computed picture by picture.

    `number` is what a word carries after its colon (bins, pixels a cell, visual words), `top` the value of white.
    """

    number: int = 0
    """The usual number, of words that stand without one."""

    @abstractmethod
    def compute(self, pictures: Pictures, number: int, top: float, fitted: Features | None) -> Features:
        """The features of pictures (N, C, H, W) as (N, F); `fitted` is what `fit` gave."""

    def check(self, shape: Shape, number: int) -> None:
        """Raise `DataError` if pictures of that shape have no such features."""
        del shape, number

    def fit(self, pictures: npt.NDArray[np.generic], number: int, top: float, seed: int) -> Features | None:
        """What is learned from training pictures, which are kept as they came, before there is any feature; `None`:
        nothing.
        """
        del pictures, number, top, seed
        return None
