"""The change of feature maps under a shift of the image, behind random filters, ReLU and a pooling layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import load
from whygrad.experiment import Experiment

Array = NDArray[np.float64]

IMAGES = 40
FILTERS = 16
KERNEL = 3
MARGIN = 4  # zeros around an image, so that no pixel leaves it when it is shifted


def pooled(maps: Array, window: int, how: str) -> Array:
    """Feature maps (n, h, w, f) -> (n, h // window, w // window, f): one value per window, stride = window.

    `how`: "max", "average", or "first", which keeps the value in the window's first corner (subsampling).
    """
    n, high, wide, filters = maps.shape
    high, wide = high // window, wide // window
    cut = maps[:, : high * window, : wide * window].reshape(n, high, window, wide, window, filters)
    if how == "first":
        return cut[:, :, 0, :, 0]
    return cut.max(axis=(2, 4)) if how == "max" else cut.mean(axis=(2, 4))


def feature_maps(images: Array, filters: Array) -> Array:
    """ReLU of the convolution of images (n, h, w) with filters (k, k, f), without padding: (n, h - k + 1, ., f)."""
    kernel = filters.shape[0]
    views = np.lib.stride_tricks.sliding_window_view(images, (kernel, kernel), axis=(1, 2))
    return np.maximum(np.einsum("nhwab,abf->nhwf", views, filters, optimize=True), 0.0)


def log2_change(images: Array, filters: Array, shift: int, window: int, how: str) -> float:
    """log2 of RMS(features of the shifted images - features) / RMS(features of other images - features).

    The division makes features comparable that are small, or alike for all images: 0 means that a shift changes
    them as much as another image does.
    """
    padded = np.pad(images, ((0, 0), (MARGIN, MARGIN), (MARGIN, MARGIN)))
    features = pooled(feature_maps(padded, filters), window, how)
    shifted = pooled(feature_maps(np.roll(padded, shift, axis=2), filters), window, how)
    moved = np.square(shifted - features).mean()
    another = np.square(np.roll(features, 1, axis=0) - features).mean()
    return float(0.5 * np.log2(moved / another))


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """`log2_change` of each seed's images and filters: (P,). `settings`: shift, window, how."""
    dataset = load(Experiment().replace(name="fashion-mnist-small").data)
    every = dataset.x_train.reshape(-1, 28, 28).astype(np.float64)
    found: list[float] = []
    for seed in seeds:
        random = np.random.default_rng(seed)
        images = every[random.choice(len(every), IMAGES, replace=False)]
        filters = random.normal(0.0, 1.0, (KERNEL, KERNEL, FILTERS))
        found.append(log2_change(images, filters, settings["shift"], settings["window"], settings["how"]))
    return np.array(found)
