"""`crop:PIXELS`: a picture-sized part of the picture with a black border of that many pixels: a shift by whole pixels.

K. He, X. Zhang, S. Ren, J. Sun, Deep Residual Learning for Image Recognition, 2016, 4.2: 4 pixels of 32. Usual is an
eighth of the shorter side.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from whygrad.data.augmentation.types import Words, whole


def crop(x: Tensor, pixels: float | None, random: torch.Generator) -> Tensor:
    """Shift each picture by -`pixels` to `pixels` along both sides, every whole number equally likely."""
    height, width = x.shape[-2:]
    border = max(1, round(min(height, width) / 8)) if pixels is None else int(pixels)
    windows = functional.pad(x, (border,) * 4).unfold(2, height, 1).unfold(3, width, 1)  # (B, C, 2b+1, 2b+1, H, W)
    down, right = (whole(len(x), 0, 2 * border, random, x) for _ in range(2))
    return windows[torch.arange(len(x), device=x.device), :, down, right]


WORDS: Words = {"crop": crop}
