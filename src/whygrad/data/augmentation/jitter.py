"""`jitter:J`: brightness, contrast and, of color pictures, saturation, each by a factor from U(1 - J, 1 + J).

As torchvision's `ColorJitter(J, J, J)` does it, in this order. Usual is J = 0.2.
"""

from __future__ import annotations

import torch
from torch import Tensor

from whygrad.data.augmentation.types import Words, uniform

_LUMA = (0.299, 0.587, 0.114)  # of red, green and blue in gray, ITU-R BT.601


def jitter(x: Tensor, most: float | None, random: torch.Generator) -> Tensor:
    """Multiply each picture's brightness, its distance from its mean gray, and its distance from its own gray."""
    most = 0.2 if most is None else most
    bright, contrast, saturation = (uniform(len(x), 1.0 - most, 1.0 + most, random, x) for _ in range(3))
    x = (x * bright).clamp(0.0, 1.0)
    mean = _gray(x).mean(dim=(1, 2, 3), keepdim=True)
    x = (mean + contrast * (x - mean)).clamp(0.0, 1.0)
    if x.shape[1] == 3:
        gray = _gray(x)
        x = (gray + saturation * (x - gray)).clamp(0.0, 1.0)
    return x


def _gray(x: Tensor) -> Tensor:
    """How light each pixel is: (B, 1, H, W)."""
    if x.shape[1] != 3:
        return x
    return (x * x.new_tensor(_LUMA).view(1, 3, 1, 1)).sum(dim=1, keepdim=True)


WORDS: Words = {"jitter": jitter}
