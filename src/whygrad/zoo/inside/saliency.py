"""Saliency: which pixels the score of a class reacts to (Simonyan, Vedaldi & Zisserman 2013)."""

from __future__ import annotations

from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from whygrad.zoo.inside.network import Array, Target, classes, gradient, outputs, scores, tensor, undisturbed

Method = Literal["gradient", "input-gradient", "smooth-grad"]
METHODS: tuple[Method, ...] = ("gradient", "input-gradient", "smooth-grad")


def saliency(
    network: nn.Module,
    x: NDArray[np.floating],
    target: Target = None,
    *,
    method: Method = "gradient",
    noise: float = 0.15,
    copies: int = 24,
    seed: int = 0,
) -> Array:
    """How the score of a class reacts to each value of pictures `x` (N, C, H, W); the same shape, with its sign.

    `gradient`: d score/dx. `input-gradient`: x · d score/dx, of a linear network w·x + b each value's part of the
    score (Shrikumar et al. 2016). `smooth-grad`: the mean gradient of `copies` of the picture under Gaussian noise,
    whose deviation is the share `noise` of the picture's range (Smilkov et al. 2017); the class is that of the picture
    without noise, and equal seeds give equal noise. `magnitude` makes one number a pixel of it.
    """
    with undisturbed(network):
        pictures = tensor(network, x)
        with torch.no_grad():
            wanted = classes(outputs(network, pictures), target)
        if method == "smooth-grad":
            return _smooth(network, pictures, wanted, noise, copies, seed)
        slope = _slope(network, pictures, wanted)
        found = slope * pictures if method == "input-gradient" else slope
        return found.float().cpu().numpy()


def magnitude(found: Array) -> Array:
    """(N, H, W): the largest size of any channel at a pixel, max over C of |s|, as Simonyan et al. draw it."""
    return np.abs(found).max(axis=1)


def _slope(network: nn.Module, x: Tensor, wanted: Tensor) -> Tensor:
    with torch.enable_grad():
        own = x.detach().requires_grad_(True)
        return gradient(scores(outputs(network, own), wanted).sum(), own)


def _smooth(network: nn.Module, x: Tensor, wanted: Tensor, noise: float, copies: int, seed: int) -> Array:
    random = np.random.default_rng(seed)
    low, high = x.amin(dim=(1, 2, 3), keepdim=True), x.amax(dim=(1, 2, 3), keepdim=True)
    total = torch.zeros_like(x)
    for _ in range(copies):
        disturbance = tensor(network, random.standard_normal(x.shape))
        total += _slope(network, x + noise * (high - low) * disturbance, wanted)
    return (total / copies).float().cpu().numpy()
