"""What excites channels: a picture made by gradient ascent, and the pictures of the data that do so most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.plots._style import Picture, as_label, new_figure, style
from whygrad.views.plots._tiles import Array, head, in_color, scaled, show, strip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from whygrad.zoo.inside import Ascent, Exciting

_BEST = 7


def exciting_picture(
    layer: str, made: Ascent, made_shown: Array, best: Exciting | None, shown: Array | None, names: Sequence[str]
) -> Picture:
    """A row a channel: what was made for it, `made_shown` (K, H, W, C), then the best of `shown` (M, H, W, C).

    Pictures are from 0 to 1, the number over each is the channel's excitation; `names` are those of the channels.
    """
    with style():
        figure = _draw(made, made_shown, best, shown, names)
    said = [
        text("plot-exciting-alt-one", channel=name, start=number(float(start)), end=number(float(end)))
        + (text("plot-exciting-alt-best", value=number(float(best.values[row, 0]))) if best is not None else "")
        for row, (name, start, end) in enumerate(zip(names, made.start, made.end, strict=True))
    ]
    alt = " ".join([text("plot-exciting-alt", layer=layer), *said])
    return Picture(figure, text("plot-exciting-title", layer=layer), alt)


def _draw(made: Ascent, made_shown: Array, best: Exciting | None, shown: Array | None, names: Sequence[str]) -> Figure:
    rows = len(made.channels)
    columns = 1 + (min(_BEST, best.index.shape[1]) if best is not None else 0)
    figure = new_figure(7.2 if columns > 1 else 2.4, 1.05 * rows + 0.5)
    panels = figure.subplots(rows, 1, squeeze=False)[:, 0]
    for row, axes in enumerate(panels):
        tiles = [scaled(in_color(made_shown[row]))]
        words = [number(float(made.end[row]), 2)]
        if best is not None and shown is not None:
            tiles += [in_color(shown[place]) for place in best.index[row, : columns - 1]]
            words += [number(float(value), 2) for value in best.values[row, : columns - 1]]
        width = tiles[0].shape[1]
        gap = max(1, width // 28)
        show(axes, strip(tiles, columns, gap))
        head(axes, columns, words, width, gap)
        axes.set_ylabel(as_label(names[row]), fontsize=7, rotation=0, ha="right", va="center")
        if columns > 1:
            axes.axvline(width + gap / 2 - 0.5, color="#222222", linewidth=1.2)
    panels[-1].set_xlabel(text("plot-exciting-note" if columns > 1 else "plot-exciting-note-made"), fontsize=8)
    return figure
