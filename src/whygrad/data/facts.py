"""What there is to say about the training samples before anything is trained on them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from whygrad.data.sets.types import Task
from whygrad.trace.meta import DataFacts

_Float32 = npt.NDArray[np.float32]

MOST_NEIGHBORS = 2000  # samples that the nearest-neighbor agreement looks at; they are already shuffled
_BLOCK = 512  # rows of the distance matrix at a time


def facts(
    x: _Float32,
    y: npt.NDArray[np.int64] | _Float32,
    task: Task,
    *,
    names: tuple[str, ...],
    raw: _Float32,
    raw_names: tuple[str, ...],
    target: str,
    pictures: bool,
    sequences: bool = False,
) -> DataFacts:
    """The facts of the training set.

    x: (N, F) what the network sees, its columns `names`. raw: (N, D) the columns `raw_names` before preprocessing, to
    which a finding points where it can: a column that was constant or not finite before is still to blame after a
    rotation that spread it over all components. y: (N,) classes or (N, 1) numbers. Of pictures and sequences a constant
    column is no fault; nearest sequences, column by column, say nothing about their classes (think of parity).
    """
    bad_values = ~np.isfinite(x)
    bad_targets = int(np.count_nonzero(~np.isfinite(y)))
    columns = _named((~np.isfinite(raw)).any(axis=0), raw_names) or _named(bad_values.any(axis=0), names)
    numbers = y.astype(np.float64) if task == "numbers" else np.full(1, np.nan)
    agreement, chance = _neighbors(x, y) if task == "classes" and not sequences else (float("nan"), float("nan"))
    with np.errstate(invalid="ignore", over="ignore"):
        return DataFacts(
            non_finite=int(np.count_nonzero(bad_values)) + bad_targets,
            non_finite_columns=columns + ((target,) if bad_targets else ()),
            constant_columns=() if pictures or sequences else _constant(raw, raw_names, x, names),
            pictures=pictures,
            neighbor_agreement=agreement,
            neighbor_chance=chance,
            target_min=float(numbers.min()),
            target_max=float(numbers.max()),
            target_std=float(numbers.std()),
            feature_names=names,
        )


def _named(flags: npt.NDArray[np.bool_] | np.bool_, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the flagged columns."""
    return tuple(names[int(column)] for column in np.flatnonzero(flags))


def _constant(raw: _Float32, raw_names: tuple[str, ...], x: _Float32, names: tuple[str, ...]) -> tuple[str, ...]:
    """Columns with one value only, before preprocessing and, those of new columns, after it."""
    if len(x) < 2:
        return ()
    before = _named((raw == raw[0]).all(axis=0), raw_names)
    after = _named((x == x[0]).all(axis=0), names)
    return before + tuple(name for name in after if name not in before)


def _neighbors(x: _Float32, y: npt.NDArray[np.int64] | _Float32) -> tuple[float, float]:
    """The share of samples whose nearest other sample has the same class, and that share if classes were shuffled.

    Distances are Euclidean over standardized columns, samples with values that are not finite are left out, and no
    more than 2,000 samples are looked at. Chance is Σ share² over the classes. Both are NaN for fewer than two samples.
    """
    finite = np.flatnonzero(np.isfinite(x).all(axis=1))[:MOST_NEIGHBORS]
    if len(finite) < 2:
        return float("nan"), float("nan")
    points, labels = x[finite].astype(np.float64), y[finite]
    points -= points.mean(axis=0)
    deviation = points.std(axis=0)
    points = (points / np.where(deviation > 0, deviation, 1.0)).astype(np.float32)
    squares = np.einsum("ij,ij->i", points, points)  # (M,)
    agreeing = 0
    for start in range(0, len(points), _BLOCK):
        block = slice(start, min(start + _BLOCK, len(points)))
        rows = np.arange(block.stop - start)
        distance = squares - 2.0 * (points[block] @ points.T)  # (B, M), less the row's own square
        distance[rows, start + rows] = np.inf
        agreeing += int(np.count_nonzero(labels[distance.argmin(axis=1)] == labels[block]))
    share = np.unique(labels, return_counts=True)[1] / len(labels)
    return agreeing / len(labels), float((share**2).sum())
