"""Grad-CAM: where in the picture a layer sees what speaks for a class (Selvaraju et al. 2017, arXiv 1610.02391)."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from whygrad.errors import InputError
from whygrad.zoo.inside.network import (
    Array,
    Target,
    classes,
    convolutions,
    gradient,
    last_convolution,
    module_at,
    outputs,
    scores,
    tensor,
    undisturbed,
    watched,
)


def grad_cam(
    network: nn.Module,
    x: NDArray[np.floating],
    target: Target = None,
    layer: str | None = None,
    *,
    rectified: bool = True,
) -> Array:
    """The map L = max(Σ_k α_k·A_k, 0), α_k the mean of d score/dA_k over places, of each picture: (N, H', W').

    `x` (N, C, H, W); A is what `layer` gives, (N, K, H', W'), by default `last_convolution`; without `rectified` what
    speaks against the class stays, below 0. Where global mean pooling and one dense layer follow A, L is the class
    activation map of Zhou et al. (2016), divided by the number of places. Raises `InputError` for a layer whose output
    is no picture.
    """
    path = last_convolution(network, x) if layer is None else layer
    module_at(network, path)
    latest: dict[str, Tensor] = {}
    with undisturbed(network), watched(network, [path], latest.__setitem__), torch.enable_grad():
        pictures = tensor(network, x).requires_grad_(True)
        out = outputs(network, pictures)
        maps = latest.get(path)
        if maps is None:
            raise InputError("inside-not-called", name=path)
        if maps.ndim != 4:
            raise InputError("inside-no-places", name=path, known=", ".join(convolutions(network, x)))
        score = scores(out, classes(out, target)).sum()
        slope = gradient(score, maps)
    found = (slope.mean(dim=(2, 3), keepdim=True) * maps).sum(dim=1).detach()
    return (found.clamp(min=0) if rectified else found).float().cpu().numpy()


def enlarged(maps: Array, size: tuple[int, int]) -> Array:
    """Maps (N, H', W') at the size (H, W) of the pictures, bilinear."""
    small = torch.from_numpy(np.ascontiguousarray(maps))[:, None]
    return functional.interpolate(small, size, mode="bilinear", align_corners=False)[:, 0].numpy()
