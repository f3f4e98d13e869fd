"""`erase:P`: a rectangle of the picture turns black, in each picture with probability P (usually 0.5).

Z. Zhong, L. Zheng, G. Kang, S. Li, Y. Yang, Random Erasing Data Augmentation, 2020: of 2 % to 33 % of the area, and
of a height that is 0.3 to 3.3 times its width.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from whygrad.data.augmentation.types import Words, uniform

AREA = (0.02, 0.33)
ASPECT = (0.3, 3.3)


def erase(x: Tensor, share: float | None, random: torch.Generator) -> Tensor:
    """Set a rectangle of each picture to 0 with probability `share`."""
    height, width = x.shape[-2:]
    chosen = uniform(len(x), 0.0, 1.0, random, x) < (0.5 if share is None else share)
    area = uniform(len(x), *AREA, random, x) * height * width
    aspect = uniform(len(x), math.log(ASPECT[0]), math.log(ASPECT[1]), random, x).exp()
    own_height = (area * aspect).sqrt().round().clamp(1, height)
    own_width = (area / aspect).sqrt().round().clamp(1, width)
    top, left = (
        (uniform(len(x), 0.0, 1.0, random, x) * (room + 1)).floor() for room in (height - own_height, width - own_width)
    )
    row = torch.arange(height, device=x.device).view(1, 1, -1, 1)
    column = torch.arange(width, device=x.device).view(1, 1, 1, -1)
    rows = (row >= top) & (row < top + own_height) & chosen
    return x.masked_fill(rows & ((column >= left) & (column < left + own_width)), 0.0)


WORDS: Words = {"erase": erase}
