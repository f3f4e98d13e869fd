"""Occlusion: how much the score of a class drops when a part of the picture is covered (Zeiler & Fergus 2014)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from whygrad.errors import InputError
from whygrad.zoo.inside.network import AT_ONCE, Array, Target, classes, outputs, scores, tensor, undisturbed


@dataclass(frozen=True, eq=False)
class Occlusion:
    """Drops of the score, (N, R, S), for the patch of `patch` (h, w) pixels whose upper left corner is at `rows` (R,)
    and `columns` (S,); `size` (H, W) of the pictures. A positive drop: what was covered spoke for the class.
    """

    drops: Array
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    patch: tuple[int, int]
    size: tuple[int, int]

    def by_pixel(self) -> Array:
        """(N, H, W): the mean drop of all patches that cover a pixel."""
        total = np.zeros((len(self.drops), *self.size))
        count = np.zeros(self.size)
        for i, top in enumerate(self.rows):
            for j, left in enumerate(self.columns):
                part = (slice(top, top + self.patch[0]), slice(left, left + self.patch[1]))
                total[:, *part] += self.drops[:, i, j, None, None]
                count[part] += 1
        return (total / np.maximum(count, 1)).astype(np.float32)


def occlusion(
    network: nn.Module,
    x: NDArray[np.floating],
    target: Target = None,
    *,
    patch: int | tuple[int, int] | None = None,
    stride: int | None = None,
    fill: NDArray[np.floating] | float = 0.0,
    progress: Callable[[float], None] | None = None,
) -> Occlusion:
    """Cover each part of pictures `x` (N, C, H, W) in turn: drop = score(x) − score(x with the patch at `fill`).

    The patch is a seventh of the picture's shorter side by default, the stride a third of the patch; a last patch ends
    at the edge. `fill`: a number or an array that fits (C, H, W), as the network sees it. Of a linear network
    w·x + b the drop is the sum of w·(x − fill) over the patch.
    """
    height, width = x.shape[2:]
    side = max(min(height, width) // 7, 1)
    high, wide = (side, side) if patch is None else (patch, patch) if isinstance(patch, int) else patch
    if not (0 < high <= height and 0 < wide <= width):
        raise InputError("inside-patch", patch=f"{high}×{wide}", size=f"{height}×{width}")
    step = stride or max(min(high, wide) // 3, 1)
    rows, columns = _places(height, high, step), _places(width, wide, step)
    corners = [(int(top), int(left)) for top in rows for left in columns]
    drops = np.empty((len(x), len(corners)), np.float32)
    with undisturbed(network), torch.no_grad():
        cover = torch.broadcast_to(tensor(network, np.asarray(fill)), x.shape[1:])
        for number in range(len(x)):
            plain = tensor(network, x[number : number + 1])
            whole = outputs(network, plain)
            wanted = classes(whole, target if target is None or np.ndim(target) == 0 else np.asarray(target)[[number]])
            score = scores(whole, wanted)
            for start in range(0, len(corners), AT_ONCE):
                some = corners[start : start + AT_ONCE]
                covered = plain.repeat(len(some), 1, 1, 1)
                for one, (top, left) in zip(covered, some, strict=True):
                    part = (slice(None), slice(top, top + high), slice(left, left + wide))
                    one[part] = cover[part]
                left_over = scores(outputs(network, covered), wanted.expand(len(some)))
                drops[number, start : start + len(some)] = (score - left_over).float().cpu().numpy()
            if progress is not None:
                progress((number + 1) / len(x))
    return Occlusion(drops.reshape(len(x), len(rows), len(columns)), rows, columns, (high, wide), (height, width))


def _places(size: int, patch: int, step: int) -> NDArray[np.int64]:
    return np.unique(np.append(np.arange(0, size - patch + 1, step), size - patch)).astype(np.int64)
