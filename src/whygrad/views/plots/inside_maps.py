"""Feature maps: what layers make of pictures, channel by channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.plots._style import Picture, as_label, new_figure, style
from whygrad.views.plots._tiles import Array, framed, head, in_color, show, signed, strip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_CHANNELS = 8


@dataclass(frozen=True, eq=False)
class Maps:
    """What a layer makes of a picture: `picture` (H, W, C) from 0 to 1, `maps` (K, H', W')."""

    picture: Array
    name: str  # of the picture
    layer: str
    maps: Array

    def strongest(self) -> list[int]:
        """The channels with the largest means of |A|, the largest first."""
        sizes = np.abs(self.maps).mean(axis=(1, 2))
        return np.argsort(-sizes, kind="stable")[:_CHANNELS].tolist()


def maps_picture(rows: Sequence[Maps]) -> Picture:
    """A row a picture and layer: the picture, then its strongest channels, white 0, blue above it, orange below.

    All maps of a row have one scale.
    """
    with style():
        figure = _draw(rows)
    said = [
        text(
            "plot-maps-alt-one", picture=one.name, layer=one.layer, height=one.maps.shape[1], width=one.maps.shape[2],
            channels=", ".join(map(str, one.strongest())), high=number(float(one.maps.max())),
        )
        for one in rows
    ]  # fmt: skip
    return Picture(figure, text("plot-maps-title"), " ".join([text("plot-maps-alt"), *said]))


def _draw(rows: Sequence[Maps]) -> Figure:
    figure = new_figure(7.2, 0.98 * len(rows) + 0.2)
    panels = figure.subplots(len(rows), 2, squeeze=False, width_ratios=[1, _CHANNELS])
    for (left, right), one in zip(panels, rows, strict=True):
        show(left, in_color(one.picture))
        left.set_ylabel(f"{as_label(one.name)}\n{as_label(one.layer)}", fontsize=7)
        chosen = one.strongest()
        most = float(np.abs(one.maps[chosen]).max())
        tiles = [framed(signed(one.maps[channel], most)) for channel in chosen]
        tiles += [np.ones_like(tiles[0])] * (_CHANNELS - len(tiles))
        show(right, strip(tiles, _CHANNELS))
        head(right, len(chosen), [text("plot-channel", number=channel) for channel in chosen], tiles[0].shape[1])
    return figure
