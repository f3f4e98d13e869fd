"""Regression on one feature, x1 from U(-6, 6). `load` adds the noise to the target, in the same way for all."""

from __future__ import annotations

import numpy as np

from whygrad.data.sets.types import Numbers, Points


def sine(rng: np.random.Generator, n: int, _noise: float) -> tuple[Points, Numbers]:
    """Target sin(x1): almost two periods."""
    points = rng.uniform(-6.0, 6.0, (n, 1))
    return points, np.sin(points[:, 0])


def steps(rng: np.random.Generator, n: int, _noise: float) -> tuple[Points, Numbers]:
    """A staircase of four steps, each 3 wide: -1, -1/3, 1/3, 1."""
    points = rng.uniform(-6.0, 6.0, (n, 1))
    step = np.floor((points[:, 0] + 6.0) / 3.0)  # 0, 1, 2, 3
    return points, (2.0 * step - 3.0) / 3.0
