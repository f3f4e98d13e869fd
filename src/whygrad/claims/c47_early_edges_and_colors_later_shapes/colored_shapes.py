"""Small color images whose shape and color are drawn independently, so that each can be asked for on its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIDE = 24
SHAPES = ("square", "disk", "triangle", "cross")
COLORS = np.array([[0.9, 0.25, 0.25], [0.25, 0.75, 0.25], [0.3, 0.35, 0.95], [0.8, 0.7, 0.15]])
NOISE = 0.08  # standard deviation, of every pixel and color channel


@dataclass(frozen=True, eq=False)
class ColoredShapes:
    """`images` (n, 3, side, side), and the numbers of each image's shape and color, both (n,)."""

    images: NDArray[np.float32]
    shape: NDArray[np.int64]
    color: NDArray[np.int64]


def drawn(count: int, seed: int, color: str = "any") -> ColoredShapes:
    """Images with one filled shape of random place, size and brightness, on a gray background of random brightness.

    `color`: "any", independent of the shape; "same", the same for all images of a shape; or "another", never that.
    """
    random = np.random.default_rng(seed)
    shapes = random.integers(len(SHAPES), size=count)
    away = {"any": (0, len(COLORS)), "same": (0, 1), "another": (1, len(COLORS))}[color]
    colors = (shapes + random.integers(*away, size=count)) % len(COLORS)
    radius = random.uniform(4.0, 7.0, count)
    y, x = (random.uniform(radius, SIDE - 1 - radius) for _ in range(2))
    images = np.empty((count, 3, SIDE, SIDE))
    for i, one in enumerate(shapes):
        inside = mask(SHAPES[one], y[i], x[i], radius[i])
        paint = COLORS[colors[i]] * random.uniform(0.7, 1.1)
        images[i] = np.where(inside, paint[:, None, None], random.uniform(0.2, 0.8))
    images += random.normal(0.0, NOISE, images.shape)
    return ColoredShapes((images - 0.5).astype(np.float32), shapes, colors)


def mask(shape: str, y: float, x: float, radius: float) -> NDArray[np.bool_]:
    """The pixels inside of a shape with this center: (side, side)."""
    down, right = np.mgrid[:SIDE, :SIDE].astype(np.float64)
    down, right = down - y, right - x
    high, wide = np.abs(down), np.abs(right)
    if shape == "square":
        return np.maximum(high, wide) <= 0.85 * radius
    if shape == "disk":
        return np.hypot(down, right) <= radius
    if shape == "triangle":
        return (high <= radius) & (wide <= 0.5 * (down + radius))
    return (np.minimum(high, wide) <= 0.3 * radius) & (np.maximum(high, wide) <= radius)
