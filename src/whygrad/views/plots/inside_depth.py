"""Weights and activations by depth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number, share
from whygrad.views.plots._style import BLUE, GRAY, GREEN, RED, Picture, as_label, grid, new_figure, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from whygrad.zoo.inside import Depth


def depth_picture(rows: Sequence[tuple[str, Depth]]) -> Picture:
    """Layers from top to bottom: deviation of the weights, mean and deviation of the outputs, their share of zeros."""
    with style():
        figure = _draw(rows)
    said = [
        text(
            "plot-depth-inside-alt-one", layer=name, mean=number(one.mean), std=number(one.std), zeros=share(one.zeros)
        )
        for name, one in rows
    ]
    return Picture(figure, text("plot-depth-inside-title"), " ".join([text("plot-depth-inside-alt"), *said]))


def _draw(rows: Sequence[tuple[str, Depth]]) -> Figure:
    figure = new_figure(7.2, 0.22 * len(rows) + 1.1)
    weights, outputs, zeros = figure.subplots(1, 3, sharey=True)
    place = np.arange(len(rows))
    own = np.array([one.weight_std for _, one in rows])
    weights.barh(place, np.where(np.isfinite(own), own, 0), color=BLUE, height=0.6)
    weights.set_xlabel(text("plot-depth-weights"))
    means, deviations = (np.array([getattr(one, name) for _, one in rows]) for name in ("mean", "std"))
    outputs.barh(place, 2 * deviations, left=means - deviations, color=GREEN, height=0.45)
    outputs.plot(means, place, "o", color="#222222", markersize=3)
    outputs.margins(x=0.06)
    outputs.axvline(0, color=GRAY, linewidth=0.7)
    outputs.set_xlabel(text("plot-depth-outputs"))
    zeros.barh(place, [100 * one.zeros for _, one in rows], color=RED, height=0.6)
    zeros.set_xlim(0, 100)
    zeros.set_xlabel(text("plot-depth-zeros"))
    weights.set_yticks(place, [as_label(name) for name, _ in rows])
    weights.set_ylim(len(rows) - 0.5, -0.5)
    for axes in (weights, outputs, zeros):
        grid(axes, "x")
        axes.tick_params(axis="y", length=0)
    return figure
