"""`scale:S` and `rotate:DEGREES`: an affine map of each picture about its middle, between pixels bilinear."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

from whygrad.data.augmentation.types import Words, uniform


def scale(x: Tensor, most: float | None, random: torch.Generator) -> Tensor:
    """Enlarge each picture by a factor from U(1 - S, 1 + S), usually S = 0.1."""
    most = 0.1 if most is None else most
    factor = uniform(len(x), 1.0 - most, 1.0 + most, random, x).flatten()
    return warped(x, torch.zeros_like(factor), factor)


def rotate(x: Tensor, most: float | None, random: torch.Generator) -> Tensor:
    """Turn each picture counterclockwise by an angle from U(-DEGREES, DEGREES), usually 10."""
    most = 10.0 if most is None else most
    degrees = uniform(len(x), -most, most, random, x).flatten()
    return warped(x, degrees, torch.ones_like(degrees))


def warped(x: Tensor, degrees: Tensor, factor: Tensor) -> Tensor:
    """Pictures (B, C, H, W) turned counterclockwise by `degrees` (B,) and enlarged by `factor` (B,)."""
    height, width = x.shape[-2:]
    angle = degrees * (math.pi / 180.0)
    cos, sin, none = angle.cos() / factor, angle.sin() / factor, torch.zeros_like(angle)
    # Where a pixel's value comes from; coordinates go from -1 to 1 along either side, y downward.
    rows = torch.stack([cos, -sin * height / width, none, sin * width / height, cos, none], dim=1)
    places = functional.affine_grid(rows.view(-1, 2, 3), list(x.shape), align_corners=False)
    return functional.grid_sample(x, places, mode="bilinear", padding_mode="zeros", align_corners=False)


WORDS: Words = {"scale": scale, "rotate": rotate}
