"""The filters of a layer as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.plots._style import Picture, new_figure, style
from whygrad.views.plots._tiles import Array, framed, show, signed, strip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST = 256  # filters
_MOST_SLICES = 16  # filters, and channels of each, where a filter is no picture in color


def filters_picture(weights: Array, layer: str) -> Picture:
    """Filters (K, C, h, w), each scaled by itself: three channels as a color over gray, one as blue and orange.

    Of any other number of channels a row a filter, a square a channel.
    """
    with style():
        figure = _draw(weights)
    flat = weights.reshape(len(weights), -1)
    sizes = np.linalg.norm(flat, axis=1)
    alt = text(
        "plot-filters-alt", layer=layer, count=len(weights), channels=weights.shape[1],
        height=weights.shape[2], width=weights.shape[3], low=number(float(sizes.min())),
        high=number(float(sizes.max())),
    )  # fmt: skip
    return Picture(figure, text("plot-filters-title", layer=layer), alt)


def _draw(weights: Array) -> Figure:
    channels = weights.shape[1]
    if channels in (1, 3):
        shown = weights[:_MOST]
        columns = min(len(shown), 16 if len(shown) > 32 else 8)
        most = np.abs(shown).max(axis=(1, 2, 3))
        tiles = [_tile(one, float(top)) for one, top in zip(shown, most, strict=True)]
    else:
        shown = weights[:_MOST_SLICES, :_MOST_SLICES]
        columns = shown.shape[1]
        tiles = [framed(signed(part, float(np.abs(one).max()))) for one in shown for part in one]
    rows = -(-len(tiles) // columns)
    width = 7.2
    figure = new_figure(width, min(max(width * rows / columns, 1.0), 9.0) + 0.5)
    axes = figure.subplots()
    show(axes, strip(tiles, columns))
    note = "plot-filters-color" if channels == 3 else "plot-filters-signed"
    if channels not in (1, 3):
        note = "plot-filters-slices"
    axes.set_xlabel(text(note, filters=len(shown), of=len(weights), channels=columns, all=channels), fontsize=8)
    return figure


def _tile(one: Array, top: float) -> Array:
    """(C, h, w) -> (h, w, 3)."""
    return framed(signed(one[0], top)) if len(one) == 1 else (0.5 + 0.5 * one / (top or 1.0)).transpose(1, 2, 0)
