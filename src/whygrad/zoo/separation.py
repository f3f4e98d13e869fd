"""Whether a line (a plane, a hyperplane) parts two classes: the line, or the proof that there is none.

Exactly one of the two exists (Farkas' lemma, or the separation of convex hulls): a hyperplane with each class strictly
on its own side, or a point that is a convex combination of samples of either class. A hyperplane would have to put that
point on both of its sides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

TOLERANCE = 1e-6  # of the linear programs, relative to the points' spread


@dataclass(frozen=True, slots=True, eq=False)
class Separation:
    """A hyperplane w·x + b = 0 with class 1 on its positive side, or the proof that there is none.

    Either `weights` (D,), `bias` and `margin` (the distance of the nearest sample) are given and the others `None`, or
    `shares` (N,) ≥ 0, which sum to 1 over each class, and `common` (D,), the point that both classes' shares make.
    """

    weights: Array | None = None
    bias: float | None = None
    margin: float | None = None
    shares: Array | None = None
    common: Array | None = None

    @property
    def separable(self) -> bool:
        """Whether there is such a hyperplane."""
        return self.weights is not None


def separation(points: ArrayLike, labels: ArrayLike) -> Separation:
    """Decide whether a hyperplane parts `points` (N, D) with `labels` (N,) 1 from those with 0.

    The hyperplane is the one of least ‖w‖₁ with (2y - 1)(w·x + b) ≥ 1, so the one whose distance to the nearest sample
    is largest in the maximum norm, measured in standard deviations of each coordinate. Two linear programs (Mangasarian
    1965); classes nearer to each other than 1e-6 of the points' spread count as touching.

    Raises `ValueError` for points that are not finite or labels that are not 0 and 1.
    """
    x, y = np.asarray(points, np.float64), np.asarray(labels, np.float64)
    if x.ndim != 2 or y.shape != x.shape[:1] or not len(x) or not np.isfinite(x).all() or not np.isin(y, (0, 1)).all():
        raise ValueError("points (N, D) must be finite, labels (N,) 0 or 1")
    center, spread = x.mean(axis=0), x.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    scaled = (x - center) / spread
    line = _line(scaled, 2 * y - 1)
    if line is None:
        shares = _shares(scaled, y)
        return Separation(shares=shares, common=(shares * y) @ x)
    weights = line[0] / spread
    bias = line[1] - float(weights @ center)
    length = float(np.linalg.norm(weights))
    nearest = float(np.min(np.abs(x @ weights + bias)))
    return Separation(weights=weights, bias=bias, margin=nearest / length if length > 0 else float("inf"))


def _line(x: Array, sign: Array) -> tuple[Array, float] | None:
    """The least ‖w‖₁ with sign·(w·x + b) ≥ 1, w = u - v with u, v ≥ 0; `None` if there is none."""
    from scipy.optimize import linprog

    signed = sign[:, None] * x
    dimensions = x.shape[1]
    found = linprog(
        np.r_[np.ones(2 * dimensions), 0.0],
        A_ub=-np.c_[signed, -signed, sign],
        b_ub=-np.ones(len(x)),
        bounds=[(0, 1 / TOLERANCE)] * (2 * dimensions) + [(None, None)],
    )
    if found.status != 0:
        return None
    weights, bias = found.x[:dimensions] - found.x[dimensions:-1], float(found.x[-1])
    return (weights, bias) if (sign * (x @ weights + bias) > 0).all() else None


def _shares(x: Array, y: Array) -> Array:
    """Shares s ≥ 0, summing to 1 over each class, with Σ s·x over class 1 equal to that over class 0."""
    from scipy.optimize import linprog

    sign = 2 * y - 1
    # Where the classes only nearly touch, the points of the two hulls that are nearest to each other are the answer:
    # minimize the largest difference of a coordinate instead of asking for none.
    gap = np.ones((x.shape[1], 1))
    difference = (sign[:, None] * x).T
    found = linprog(
        np.r_[np.zeros(len(x)), 1.0],
        A_ub=np.r_[np.c_[difference, -gap], np.c_[-difference, -gap]],
        b_ub=np.zeros(2 * x.shape[1]),
        A_eq=np.c_[np.stack([y, 1 - y]), np.zeros(2)],
        b_eq=np.ones(2),
    )
    return np.asarray(found.x[:-1], np.float64)
