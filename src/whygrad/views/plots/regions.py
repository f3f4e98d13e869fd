"""The linear regions of ReLU networks over the plane of their inputs, before and after training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.plots._field import SIDES, point_colors
from whygrad.views.plots._style import Picture, new_figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from whygrad.zoo import Counted, Regions

_EDGE, _BORDER = "#5a5a5a", "#111111"


def region_pictures(shown: Sequence[Counted]) -> Picture:
    """A column a network (seed 0), above at the start and below after training: every region in the color of its mean
    answer, the exact border between the classes as a thick line, the training samples as dots.
    """
    with style():
        figure = _draw(shown)
    parts = [text("plot-regions-alt")]
    for one in shown:
        name = "-".join(map(str, one.experiment.network.hidden))
        start, end = number(one.first.count), number(one.last.count)
        parts.append(text("plot-regions-alt-one", hidden=name, start=start, end=end))
    return Picture(figure, text("plot-regions-title"), " ".join(parts))


def _draw(shown: Sequence[Counted]) -> Figure:
    figure = new_figure(2.1 * len(shown), 3.5)
    panels = figure.subplots(2, len(shown), squeeze=False, sharex=True, sharey=True)
    for column, one in enumerate(shown):
        name = "-".join(map(str, one.experiment.network.hidden))
        for row, regions in enumerate((one.first, one.last)):
            axes = panels[row, column]
            axes.set_title(text("plot-regions-count", hidden=name, count=regions.count))
            _regions(axes, regions)
            if row:
                colors: Any = point_colors(one.dataset, one.dataset.y_train)
                raw = one.dataset.x_raw_train
                assert raw is not None
                axes.scatter(raw[:, 0], raw[:, 1], s=5, c=colors, linewidths=0.3, edgecolors="white", zorder=3)
            axes.set_aspect("equal")
        panels[1, column].set_xlabel("x₁")
    for row, words in enumerate(("plot-regions-start", "plot-regions-end")):
        panels[row, 0].set_ylabel(f"{text(words)}\nx₂")
    return figure


def _regions(axes: Axes, regions: Regions) -> None:
    from matplotlib.collections import LineCollection, PolyCollection

    middles = np.array([corners.mean(axis=0) for corners in regions.vertices])
    answer = np.einsum("rd,rd->r", regions.matrix[:, 0], middles) + regions.bias[:, 0]
    polygons = PolyCollection(list(regions.vertices), facecolors=SIDES(0.5 + 0.5 * np.tanh(answer / 2)))
    polygons.set(edgecolor=_EDGE, linewidth=0.4)
    axes.add_collection(polygons)
    axes.add_collection(LineCollection(list(regions.boundary()), colors=_BORDER, linewidths=1.6, zorder=2))
    axes.set_xlim(*regions.box[0])
    axes.set_ylim(*regions.box[1])
