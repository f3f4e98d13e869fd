"""Where in pictures a decision comes from: occlusion, saliency, Grad-CAM over the pictures in gray."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import share
from whygrad.views.plots._style import Picture, as_label, new_figure, style
from whygrad.views.plots._tiles import Array, in_color, overlay, show

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from whygrad.zoo.inside import Attribution


def attribution_picture(pictures: Array, names: Sequence[str], found: Sequence[tuple[str, Attribution]]) -> Picture:
    """A row a picture (N, H, W, C) from 0 to 1 with its name, a column a way with its name.

    Blue speaks for the class, orange against it, yellow counts either way, each map at its own scale: the ways measure
    different things. Full color begins where the strongest hundredth of the pixels does.
    """
    with style():
        figure = _draw(pictures, names, found)
    said = [
        text(
            "plot-attribution-alt-one",
            picture=name,
            way=way,
            place=_place(one.maps[row]),
            part=share(_spread(one.maps[row])),
        )
        for row, name in enumerate(names)
        for way, one in found
    ]
    alt = text("plot-attribution-alt", ways=", ".join(way for way, _ in found))
    return Picture(figure, text("plot-attribution-title"), " ".join([alt, *said]))


def _draw(pictures: Array, names: Sequence[str], found: Sequence[tuple[str, Attribution]]) -> Figure:
    columns = 1 + len(found)
    figure = new_figure(1.75 * columns + 0.2, 1.8 * len(pictures) + 0.4)
    panels = figure.subplots(len(pictures), columns, squeeze=False)
    for row, picture in enumerate(pictures):
        show(panels[row, 0], in_color(picture))
        panels[row, 0].set_title(as_label(names[row]), fontsize=7, fontweight="normal")
        for column, (way, one) in enumerate(found, 1):
            values = one.maps[row]
            most = float(np.quantile(np.abs(values), 0.99))
            show(panels[row, column], overlay(picture, values, most, sided=one.signed))
            if row == 0:
                panels[row, column].set_title(way, fontsize=9)
    figure.supxlabel(text("plot-attribution-note"), fontsize=8)
    return figure


def _place(values: Array) -> str:
    """Where the largest value lies, in words: a ninth of the picture."""
    height, width = values.shape
    row, column = np.unravel_index(int(values.argmax()), values.shape)
    return text(f"plot-place-{3 * int(row) // height}{3 * int(column) // width}")


def _spread(values: Array) -> float:
    """The share of the pixels that hold half of what speaks for the class."""
    positive = np.sort(np.clip(values, 0, None).ravel())[::-1]
    if positive.sum() <= 0:
        return 0.0
    return float(np.searchsorted(np.cumsum(positive), positive.sum() / 2) + 1) / values.size
