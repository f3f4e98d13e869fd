"""Small pictures side by side on one canvas, and numbers with a sign as colors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.views.plots._field import SIDES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[np.floating[Any]]

LUMA = np.array([0.299, 0.587, 0.114])  # of red, green and blue in a gray picture (ITU-R BT.601)
_FOR, _AGAINST = (0.455, 0.706, 0.859), (0.953, 0.651, 0.435)  # the ends of SIDES: blue above 0, orange below
_EITHER = (0.941, 0.894, 0.259)  # yellow
_TILE = 28  # pixels
_LINE = 0.75  # gray
_BLACK = 0.6  # of the ground below colors that say something


def signed(values: Array, most: float | None = None) -> Array:
    """Numbers (…) as colors (…, 3): white is 0, blue above it, orange below, full at ±`most` (the largest size)."""
    top = float(np.abs(values).max(initial=0)) if most is None else most
    return np.asarray(SIDES(0.5 + 0.5 * values / (top or 1.0)))[..., :3]


def gray(picture: Array) -> Array:
    """(H, W, C) from 0 to 1 as (H, W, 3) without color."""
    values = picture[..., 0] if picture.shape[2] == 1 else picture @ LUMA
    return np.repeat(values[..., None], 3, axis=2)


def in_color(picture: Array) -> Array:
    """(H, W, 1 or 3) from 0 to 1 as (H, W, 3)."""
    return np.repeat(picture, 3, axis=2) if picture.shape[2] == 1 else picture


def overlay(picture: Array, values: Array, most: float | None = None, *, sided: bool = True) -> Array:
    """A picture (H, W, C) in gray under numbers (H, W): the larger one, the more of blue (above 0) or orange, or of
    yellow where sides mean nothing.
    """
    top = float(np.abs(values).max(initial=0)) if most is None else most
    strength = np.clip(np.abs(values) / (top or 1.0), 0, 1)[..., None]
    color = np.where((values >= 0)[..., None], _FOR if sided else _EITHER, _AGAINST)
    return (1 - strength) * _BLACK * gray(picture) + strength * color


def scaled(picture: Array) -> Array:
    """A picture (h, w, 3) whose pixels are repeated until its longer side has at least so many as a tile needs."""
    times = -(-_TILE // max(picture.shape[:2]))
    return picture.repeat(times, axis=0).repeat(times, axis=1)


def framed(picture: Array) -> Array:
    """A picture (h, w, 3) that may be white at its edges, with a gray line around it."""
    return np.pad(scaled(picture), ((1, 1), (1, 1), (0, 0)), constant_values=_LINE)


def strip(pictures: Sequence[Array], columns: int, gap: int = 1) -> Array:
    """Pictures (h, w, 3) of one size in rows of `columns`, white between them and where there are too few.

    Small ones are enlarged as `scaled` does, so that the lines between them stay thin.
    """
    pictures = [scaled(picture) for picture in pictures]
    height, width, _ = pictures[0].shape
    rows = -(-len(pictures) // columns)
    canvas = np.ones((rows * (height + gap) - gap, columns * (width + gap) - gap, 3))
    for place, picture in enumerate(pictures):
        row, column = divmod(place, columns)
        top, left = row * (height + gap), column * (width + gap)
        canvas[top : top + height, left : left + width] = picture
    return canvas


def show(axes: Axes, canvas: Array) -> None:
    """A canvas (H, W, 3) without ticks and frame, pixel by pixel."""
    axes.imshow(np.clip(canvas, 0, 1), interpolation="nearest")
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def head(axes: Axes, count: int, words: Sequence[str], width: int, gap: int = 1) -> None:
    """Words above the pictures of a row of `count`, each as wide as `width`."""
    middles = [place * (width + gap) + width / 2 - 0.5 for place in range(count)]
    axes.xaxis.tick_top()
    axes.set_xticks(middles, words)
    axes.tick_params(length=0, labelsize=7)
