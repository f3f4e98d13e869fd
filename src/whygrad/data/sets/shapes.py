"""Point sets beyond the Playground's: moons, blobs of several classes, rings, a checkerboard."""

from __future__ import annotations

import numpy as np

from whygrad.data.sets.types import Classes, Points, halves


def moons(rng: np.random.Generator, n: int, noise: float) -> tuple[Points, Classes]:
    """Two interleaving half circles of radius 1; `noise` moves points by a normal of that standard deviation.

    The same points as `sklearn.datasets.make_moons(n, shuffle=False)` has, and noise of the same distribution.
    """
    inner, outer = halves(n)
    t = np.concatenate([np.linspace(0.0, np.pi, outer), np.linspace(0.0, np.pi, inner)])
    label = np.repeat(np.array([0, 1], np.int64), [outer, inner])
    upper = np.stack([np.cos(t), np.sin(t)], axis=1)  # (n, 2)
    lower = np.stack([1.0 - np.cos(t), 0.5 - np.sin(t)], axis=1)  # (n, 2)
    points = np.where(label[:, None] == 0, upper, lower)
    return points + noise * rng.standard_normal((n, 2)), label


def blobs(rng: np.random.Generator, n: int, noise: float, classes: int) -> tuple[Points, Classes]:
    """`classes` normal blobs, evenly on a circle of radius 4; their variance is 0.5 + 7·noise, as that of `gauss`."""
    label = np.arange(n, dtype=np.int64) % classes
    angle = np.pi / 2 + 2.0 * np.pi * label / classes
    center = 4.0 * np.stack([np.cos(angle), np.sin(angle)], axis=1)  # (n, 2)
    return center + np.sqrt(0.5 + 7.0 * noise) * rng.standard_normal((n, 2)), label


def rings(rng: np.random.Generator, n: int, noise: float) -> tuple[Points, Classes]:
    """Three rings of radius 1, 3 and 5, each 0.8 wide; `noise` moves points by U(-1, 1)·noise."""
    label = np.arange(n, dtype=np.int64) % 3
    radius = 1.0 + 2.0 * label + rng.uniform(-0.4, 0.4, n)
    angle = rng.uniform(0.0, 2.0 * np.pi, n)
    points = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)  # (n, 2)
    return points + rng.uniform(-1.0, 1.0, (n, 2)) * noise, label


def checkerboard(rng: np.random.Generator, n: int, noise: float) -> tuple[Points, Classes]:
    """U(-5, 5)² on a board of 4×4 squares, class 1 on the dark ones; `noise` displaces the label as for `xor`."""
    points = rng.uniform(-5.0, 5.0, (n, 2))
    at = points + rng.uniform(-5.0, 5.0, (n, 2)) * noise
    square = np.floor(at / 2.5).astype(np.int64)
    return points, square.sum(axis=1) % 2
