"""Logic gates: the four corners (0, 0), (0, 1), (1, 0), (1, 1) in turn, and what the gate answers there."""

from __future__ import annotations

import numpy as np

from whygrad.data.sets.types import Classes, Points


def _gate(rng: np.random.Generator, n: int, noise: float, answers: tuple[int, int, int, int]) -> tuple[Points, Classes]:
    """The corners over and over until there are `n` points; `noise` moves points by U(-1, 1)·noise."""
    corner = np.arange(n) % 4
    points = np.stack([corner // 2, corner % 2], axis=1).astype(np.float64)  # (n, 2)
    return points + rng.uniform(-1.0, 1.0, (n, 2)) * noise, np.array(answers, np.int64)[corner]


def and_gate(rng: np.random.Generator, n: int, noise: float) -> tuple[Points, Classes]:
    """Class 1 where both inputs are 1."""
    return _gate(rng, n, noise, (0, 0, 0, 1))


def or_gate(rng: np.random.Generator, n: int, noise: float) -> tuple[Points, Classes]:
    """Class 1 where an input is 1."""
    return _gate(rng, n, noise, (0, 1, 1, 1))


def nand_gate(rng: np.random.Generator, n: int, noise: float) -> tuple[Points, Classes]:
    """Class 0 where both inputs are 1."""
    return _gate(rng, n, noise, (1, 1, 1, 0))


def xor_gate(rng: np.random.Generator, n: int, noise: float) -> tuple[Points, Classes]:
    """Class 1 where the inputs differ. TensorFlow Playground's `xor` is four quadrants; this is the gate."""
    return _gate(rng, n, noise, (0, 1, 1, 0))
