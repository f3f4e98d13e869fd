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
    x = (x * bright).clamp_(0.0, 1.0)
    # Of all pixels together: the mean of the channels' means, weighed as the channels of a pixel are.
    gray = _gray(x.mean(dim=(2, 3), keepdim=True))
    x = x.mul_(contrast).add_(gray * (1.0 - contrast)).clamp_(0.0, 1.0)
    if x.shape[1] == 3:
        gray = _gray(x).mul_(1.0 - saturation)
        x = x.mul_(saturation).add_(gray).clamp_(0.0, 1.0)
    return x


def _gray(x: Tensor) -> Tensor:
    """How light each pixel is: (B, 1, H, W)."""
    if x.shape[1] != 3:
        return x.mean(dim=1, keepdim=True)
    red, green, blue = (x[:, channel : channel + 1] for channel in range(3))
    return (red * _LUMA[0]).add_(green, alpha=_LUMA[1]).add_(blue, alpha=_LUMA[2])


WORDS: Words = {"jitter": jitter}
