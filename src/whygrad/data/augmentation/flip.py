"""`flip:P`: left and right change places, in each picture with probability P (usually 0.5)."""

from __future__ import annotations

import torch
from torch import Tensor

from whygrad.data.augmentation.types import Words, uniform


def flip(x: Tensor, share: float | None, random: torch.Generator) -> Tensor:
    """Mirror each picture about its vertical axis with probability `share`."""
    chosen = uniform(len(x), 0.0, 1.0, random, x) < (0.5 if share is None else share)
    return torch.where(chosen, x.flip(-1), x)


WORDS: Words = {"flip": flip}
