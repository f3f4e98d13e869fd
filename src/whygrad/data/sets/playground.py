"""The six point sets of TensorFlow Playground, drawn from the same distributions.

Source: `src/dataset.ts` of https://github.com/tensorflow/playground (Apache-2.0), reimplemented from its description.
Its classes +1 and -1 are our classes 1 and 0. Every generator takes `rng`, the number of points `n` and `noise` (the
Playground's slider divided by 100) and returns the points (n, 2) and their classes or numbers (n,). The random numbers
that it draws do not depend on `noise`: more noise acts on the same points.
"""

from __future__ import annotations

import numpy as np

from whygrad.data.sets.types import Classes, Numbers, Points, halves

_CLASS_RADIUS = 5.0  # classification points lie in [-5, 5]²
_PLANE_RADIUS = 6.0  # regression points lie in [-6, 6]²


def _displaced(rng: np.random.Generator, points: Points, radius: float, noise: float) -> Points:
    """The points moved by U(-radius, radius)·noise: where the label is looked up; (n, 2)."""
    return points + rng.uniform(-radius, radius, points.shape) * noise


def circle(rng: np.random.Generator, n: int, noise: float) -> tuple[Points, Classes]:
    """A disk (class 1) inside a ring (class 0): radius U(0, 2.5) and U(3.5, 5); `noise` displaces the label."""
    inside, outside = halves(n)
    radius = np.concatenate([rng.uniform(0.0, 2.5, inside), rng.uniform(3.5, 5.0, outside)])
    angle = rng.uniform(0.0, 2.0 * np.pi, n)
    points = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)  # (n, 2)
    at = _displaced(rng, points, _CLASS_RADIUS, noise)
    return points, (np.hypot(at[:, 0], at[:, 1]) < 2.5).astype(np.int64)


def xor(rng: np.random.Generator, n: int, noise: float) -> tuple[Points, Classes]:
    """U(-5, 5)², moved 0.3 away from both axes; class 1 where x·y ≥ 0; `noise` displaces the label."""
    points = rng.uniform(-_CLASS_RADIUS, _CLASS_RADIUS, (n, 2))
    points += np.where(points > 0, 0.3, -0.3)
    at = _displaced(rng, points, _CLASS_RADIUS, noise)
    return points, (at[:, 0] * at[:, 1] >= 0).astype(np.int64)


def gauss(rng: np.random.Generator, n: int, noise: float) -> tuple[Points, Classes]:
    """Two normal blobs, class 1 at (2, 2) and class 0 at (-2, -2); their variance is 0.5 + 7·noise (0.5 to 4)."""
    first, second = halves(n)
    label = np.repeat(np.array([1, 0], np.int64), [first, second])
    center = np.where(label == 1, 2.0, -2.0)[:, None]  # (n, 1)
    return center + np.sqrt(0.5 + 7.0 * noise) * rng.standard_normal((n, 2)), label


def spiral(rng: np.random.Generator, n: int, noise: float) -> tuple[Points, Classes]:
    """Two arms of 1.75 turns out to radius 5, half a turn apart; `noise` moves points by U(-1, 1)·noise."""
    first, second = halves(n)
    label = np.repeat(np.array([1, 0], np.int64), [first, second])
    along = np.concatenate([np.arange(first) / first, np.arange(second) / max(second, 1)])  # 0 to 1 on each arm
    angle = 1.75 * along * 2.0 * np.pi + np.where(label == 1, 0.0, np.pi)
    arms = 5.0 * along[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)  # (n, 2)
    return arms + rng.uniform(-1.0, 1.0, (n, 2)) * noise, label


def plane(rng: np.random.Generator, n: int, noise: float) -> tuple[Points, Numbers]:
    """U(-6, 6)² with target (x + y) / 10; `noise` displaces where the target is looked up."""
    points = rng.uniform(-_PLANE_RADIUS, _PLANE_RADIUS, (n, 2))
    at = _displaced(rng, points, _PLANE_RADIUS, noise)
    return points, at.sum(axis=1) / 10.0


_BUMPS = np.array([[-4, 2.5, 1], [0, 2.5, -1], [4, 2.5, 1], [-4, -2.5, -1], [0, -2.5, 1], [4, -2.5, -1]])


def bumps(rng: np.random.Generator, n: int, noise: float) -> tuple[Points, Numbers]:
    """U(-6, 6)² with six cones of alternating sign, each ±clamp(1 - distance/2, 0, 1); `noise` as for `plane`."""
    points = rng.uniform(-_PLANE_RADIUS, _PLANE_RADIUS, (n, 2))
    at = _displaced(rng, points, _PLANE_RADIUS, noise)
    distance = np.hypot(at[:, :1] - _BUMPS[:, 0], at[:, 1:] - _BUMPS[:, 1])  # (n, 6)
    height = _BUMPS[:, 2] * np.clip(1.0 - distance / 2.0, 0.0, 1.0)
    highest = np.abs(height).argmax(axis=1)  # the cones do not overlap but in single points
    return points, height[np.arange(n), highest]
