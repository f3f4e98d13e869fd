"""Preprocessing fitted on the training set and applied to every sample, in the order listed.

| step     | what it does to the columns                                     | as in scikit-learn                |
| -------- | --------------------------------------------------------------- | --------------------------------- |
| `center` | subtracts the mean                                              | `StandardScaler(with_std=False)`  |
| `scale`  | divides by the standard deviation; a constant column becomes 0  | `StandardScaler(with_mean=False)` |
| `center-channel`, `scale-channel` | the same with one mean and one deviation for all pixels of a channel | |
| `pca:N`  | replaces the columns by their first N principal components      | `PCA(N)`                          |
| `whiten` | the same with all, each then divided by its standard deviation  | `PCA(whiten=True)`                |
|          | right after `pca:N`, divides those components                   | `PCA(N, whiten=True)`             |

Fitting leaves out values that are not finite; applying passes them on, so that they show where they do harm. Arithmetic
is float64. The sign of a component makes its largest weight positive, so that results do not depend on the platform.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from whygrad.errors import DataError

_Array = npt.NDArray[np.float64]


class Fitted(Protocol):
    """A fitted step: a map of samples."""

    def apply(self, x: _Array) -> _Array:
        """(N, F) -> (N, G)."""
        ...


@dataclass(frozen=True, eq=False)
class _Shift:
    offset: _Array  # (F,)

    def apply(self, x: _Array) -> _Array:
        return x - self.offset


@dataclass(frozen=True, eq=False)
class _Scale:
    factor: _Array  # (F,); 0 for a constant column

    def apply(self, x: _Array) -> _Array:
        return x * self.factor


@dataclass(frozen=True, eq=False)
class _Rotate:
    mean: _Array  # (F,)
    components: _Array  # (G, F), orthonormal rows

    def apply(self, x: _Array) -> _Array:
        return (x - self.mean) @ self.components.T


@dataclass(frozen=True, eq=False)
class Preprocessor:
    """Fitted steps and the names of the columns that come out of them."""

    steps: tuple[Fitted, ...]
    names: tuple[str, ...]  # G

    def apply(self, x: _Array) -> _Array:
        """(N, F) -> (N, G)."""
        with np.errstate(invalid="ignore", over="ignore"):  # infinities in the data
            for step in self.steps:
                x = step.apply(x)
        return x


def affine(scale: _Array, shift: _Array, names: tuple[str, ...]) -> Preprocessor:
    """The map x·scale + shift of columns `names`, each array (F,)."""
    return Preprocessor((_Scale(scale), _Shift(-shift)), names)


def fit(steps: tuple[str, ...], x: _Array, names: tuple[str, ...], channels: int = 0) -> Preprocessor:
    """Fit the listed steps to the training samples `x` (N, F) whose columns are `names`.

    The columns of pictures are those of their first channel, then those of the next. Raises `DataError` if `pca:N` asks
    for more components than there are.
    """
    fitted: list[Fitted] = []
    previous = ""
    for step in steps:
        new, names = _fit_step(step, previous, x, names, channels)
        for part in new:
            fitted.append(part)
            with np.errstate(invalid="ignore", over="ignore"):
                x = part.apply(x)
        previous = step
    return Preprocessor(tuple(fitted), names)


def _fit_step(
    step: str, previous: str, x: _Array, names: tuple[str, ...], channels: int
) -> tuple[list[Fitted], tuple[str, ...]]:
    """One step's parts and the names of the columns after it."""
    if step.endswith("-channel"):
        by_channel = x.reshape(len(x), channels, -1).transpose(0, 2, 1).reshape(-1, channels)  # (N·H·W, C)
        width = x.shape[1] // channels
        if step == "center-channel":
            return [_Shift(np.repeat(_means(by_channel), width))], names
        return [_Scale(np.repeat(_inverse(_deviations(by_channel)), width))], names
    if step == "center":
        return [_Shift(_means(x))], names
    if step == "scale":
        return [_Scale(_inverse(_deviations(x)))], names
    if step == "whiten":
        if previous.startswith("pca:"):  # already principal components
            return [_Scale(_inverse(_component_deviations(x)))], names
        rotation = _principal_components(x, min(x.shape), step)
        with np.errstate(invalid="ignore", over="ignore"):
            deviations = _component_deviations(rotation.apply(x))
        return [rotation, _Scale(_inverse(deviations))], _component_names(len(rotation.components))
    count = int(step.removeprefix("pca:"))
    return [_principal_components(x, count, step)], _component_names(count)


def _component_names(count: int) -> tuple[str, ...]:
    return tuple(f"pc{number}" for number in range(1, count + 1))


def _means(x: _Array) -> _Array:
    """The mean of the finite values of each column (F,): exactly the value of a constant one, 0 if none is finite."""
    finite = np.isfinite(x)
    count = np.maximum(finite.sum(axis=0), 1)
    total = np.where(finite, x, 0.0).sum(axis=0) / count
    low, high = _range(x)
    return np.where(low == high, low, total)


def _range(x: _Array) -> tuple[_Array, _Array]:
    """The least and the greatest finite value of each column, each (F,); both 0 if none is finite."""
    finite = np.isfinite(x)
    low = np.where(finite, x, np.inf).min(axis=0)
    high = np.where(finite, x, -np.inf).max(axis=0)
    empty = low > high
    return np.where(empty, 0.0, low), np.where(empty, 0.0, high)


def _deviations(x: _Array, ddof: int = 0) -> _Array:
    """The standard deviation of the finite values of each column (F,), 0 exactly if it is constant."""
    finite = np.isfinite(x)
    centered = np.where(finite, x, 0.0) - np.where(finite, _means(x), 0.0)
    count = np.maximum(finite.sum(axis=0) - ddof, 1)
    return np.sqrt((centered**2).sum(axis=0) / count)


def _component_deviations(x: _Array) -> _Array:
    """The standard deviation of principal components (G,), with n - 1 as scikit-learn; 0 for what is only rounding."""
    deviations = _deviations(x, ddof=1)
    noise = max(x.shape) * np.finfo(np.float64).eps * deviations.max(initial=0.0)  # as numpy.linalg.matrix_rank's
    return np.where(deviations > noise, deviations, 0.0)


def _inverse(deviations: _Array) -> _Array:
    """1 / deviation, and 0 where there is none: such a column carries nothing and is left at 0."""
    return np.divide(1.0, deviations, out=np.zeros_like(deviations), where=deviations > 0)


def _principal_components(x: _Array, count: int, step: str) -> _Rotate:
    """The directions of the largest variance of the finite samples, by singular value decomposition."""
    x = x[np.isfinite(x).all(axis=1)]
    most = min(x.shape)
    if count > most:
        raise DataError(
            "error-data-components", step=step, most=str(most), features=str(x.shape[1]), samples=str(len(x))
        )
    mean = _means(x)
    rows: _Array = np.linalg.svd(x - mean, full_matrices=False)[2][:count]  # (G, F)
    largest = rows[np.arange(count), np.abs(rows).argmax(axis=1)]
    return _Rotate(mean, rows * np.where(largest < 0, -1.0, 1.0)[:, None])
