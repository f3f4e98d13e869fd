"""Pictures of many pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from torchvision.transforms import to_image


def make_grid(
    tensor: torch.Tensor | Sequence[torch.Tensor], nrow: int = 8, padding: int = 2, normalize: bool = False,
    **_named: Any,
) -> torch.Tensor:  # fmt: skip
    """(B, C, H, W) as one (3, H', W')."""
    images = tensor if isinstance(tensor, torch.Tensor) else torch.stack(list(tensor))
    images = images[:, None] if images.dim() == 3 else images
    images = images.expand(-1, 3, -1, -1) if images.shape[1] == 1 else images
    if normalize:
        images = (images - images.min()) / (images.max() - images.min()).clamp(min=1e-5)
    images = torch.nn.functional.pad(images, (0, padding, 0, padding))
    missing = -len(images) % min(nrow, len(images))
    images = torch.cat([images, images.new_zeros(missing, *images.shape[1:])])
    columns = min(nrow, len(images))
    rows = images.view(-1, columns, *images.shape[1:])
    return torch.cat([torch.cat(list(row), dim=-1) for row in rows], dim=-2)


def save_image(tensor: torch.Tensor | Sequence[torch.Tensor], fp: Any, nrow: int = 8, **named: Any) -> None:
    """The grid as a file."""
    to_image(make_grid(tensor, nrow=nrow, **named).detach()).save(fp)
