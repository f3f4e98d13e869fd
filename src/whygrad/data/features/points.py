"""The input features that can be derived from points, those of TensorFlow Playground."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

_Array = npt.NDArray[np.float64]


POINT_FEATURES: Mapping[str, Callable[[_Array], _Array]] = MappingProxyType(
    {
        "x1": lambda x: x[:, 0],
        "x2": lambda x: x[:, 1],
        "x1^2": lambda x: x[:, 0] ** 2,
        "x2^2": lambda x: x[:, 1] ** 2,
        "x1*x2": lambda x: x[:, 0] * x[:, 1],
        "sin(x1)": lambda x: np.sin(x[:, 0]),
        "sin(x2)": lambda x: np.sin(x[:, 1]),
    }
)
"""Name of a feature -> how it is computed from points (N, D), as (N,)."""


def derive(points: _Array, names: tuple[str, ...]) -> _Array:
    """The named features of points (N, D), as (N, F), in the order named."""
    return np.stack([POINT_FEATURES[name](points) for name in names], axis=1)
