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
    angle = degrees.view(-1, 1) * (math.pi / 180.0)
    cos, sin = angle.cos() / factor.view(-1, 1), angle.sin() / factor.view(-1, 1)
    # Where a pixel's value comes from; coordinates go from -1 to 1 along either side, y downward. As `affine_grid`
    # gives it, which takes five times as long: the sum of what its column and what its row decide.
    right, down = ((2 * torch.arange(size, device=x.device) + 1.0) / size - 1.0 for size in (width, height))
    places = x.new_empty(len(x), height, width, 2)
    torch.add((cos * right)[:, None], (-sin * height / width * down)[:, :, None], out=places[..., 0])
    torch.add((sin * width / height * right)[:, None], (cos * down)[:, :, None], out=places[..., 1])
    return functional.grid_sample(x, places, mode="bilinear", padding_mode="zeros", align_corners=False)


WORDS: Words = {"scale": scale, "rotate": rotate}
