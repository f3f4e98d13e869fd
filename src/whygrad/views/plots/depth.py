"""The product of the layers' derivative factors against depth, for each activation and initialization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.depth import Passage
from whygrad.views.plots._style import CYCLE, GRAY, Picture, grid, new_figure, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_COLUMNS = 3
_LOWEST, _HIGHEST = 1e-16, 1e12
_LINES = ("-", "--", "-.")  # in turns, so that lines that coincide can be told apart


def derivative_products(passages: Sequence[Passage]) -> Picture:
    """One panel an initialization, one line an activation, logarithmic; dotted: 0.25 a layer, the most that sigmoid's
    derivative lets through with weights of size 1.
    """
    with style():
        figure = _draw(passages)
    layers = len(passages[0].product) - 1
    parts = [text("plot-depth-alt", layers=layers)]
    parts += [
        text("plot-depth-alt-one", init=one.init, activation=one.activation, factor=number(one.factor))
        for one in passages
    ]
    return Picture(figure, text("plot-depth-title"), " ".join(parts))


def _draw(passages: Sequence[Passage]) -> Figure:
    inits = list(dict.fromkeys(one.init for one in passages))
    activations = list(dict.fromkeys(one.activation for one in passages))
    columns = min(_COLUMNS, len(inits))
    rows = -(-len(inits) // columns)
    figure = new_figure(max(2.5 * columns, 4.2), 2.5 * rows + 0.7)
    panels = figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True)
    for index, axes in enumerate(panels.ravel()):
        if index >= len(inits):
            axes.set_axis_off()
            continue
        axes.set_title(inits[index])
        for one in passages:
            if one.init == inits[index]:
                order = activations.index(one.activation)
                line = _LINES[order % len(_LINES)]
                shown = np.where(one.product > 0, one.product, np.nan)
                axes.plot(shown, line, color=CYCLE[order % len(CYCLE)], label=one.activation)
        depth = np.arange(len(passages[0].product))
        axes.plot(depth, 0.25**depth, ":", color=GRAY, label="0.25ᵈ")
        axes.set_yscale("log")
        grid(axes)
    lowest = min(float(np.nanmin(np.where(one.product > 0, one.product, np.nan))) for one in passages)
    panels[0, 0].set_ylim(
        max(lowest / 3, _LOWEST), min(max(float(one.product.max()) for one in passages) * 3, _HIGHEST)
    )
    for axes in panels[-1]:
        axes.set_xlabel(text("plot-depth"))
    figure.supylabel(text("plot-relative-gradient"), fontsize=9)
    handles, labels = panels[0, 0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=5)
    return figure
