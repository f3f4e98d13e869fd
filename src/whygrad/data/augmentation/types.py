"""What the words of `data.augmentation` have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import torch
from torch import Tensor

Change: TypeAlias = Callable[[Tensor, "float | None", torch.Generator], Tensor]
"""Pictures (B, C, H, W), the word's number (`None`: the usual one) and random numbers -> pictures."""

Words: TypeAlias = Mapping[str, Change]


def uniform(count: int, low: float, high: float, random: torch.Generator, like: Tensor) -> Tensor:
    """`count` numbers from U(low, high), drawn on the CPU so that every device has the same: (count, 1, 1, 1)."""
    drawn = torch.rand(count, generator=random) * (high - low) + low
    return drawn.to(like.device).view(-1, 1, 1, 1)


def whole(count: int, low: int, high: int, random: torch.Generator, like: Tensor) -> Tensor:
    """`count` whole numbers, each from low to high equally likely: (count,)."""
    return torch.randint(low, high + 1, (count,), generator=random).to(like.device)
