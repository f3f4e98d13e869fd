"""Accuracy against parameters, of convolutional and of dense networks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from whygrad.compare.outcomes import mean_interval
from whygrad.i18n import text
from whygrad.i18n.numbers import share
from whygrad.views.plots._style import BLUE, RED, Picture, grid, new_figure, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from whygrad.zoo.convolution import Counted

_LOOKS = {"conv": (BLUE, "o-"), "dense": (RED, "s--")}


def accuracy_by_parameters(every: Sequence[Counted]) -> Picture:
    """Mean accuracy on the test set with its 95 % interval over the seeds, parameters logarithmic."""
    with style():
        figure = _draw(every)
    said = [
        text(
            "plot-convolution-alt-one", network=text(f"zoo-convolution-{one.kind}", size=one.size, next=2 * one.size),
            parameters=f"{one.parameters:,}", accuracy=share(float(one.accuracy.mean())),
        )
        for one in every
    ]  # fmt: skip
    return Picture(figure, text("plot-convolution-title"), " ".join([text("plot-convolution-alt"), *said]))


def _draw(every: Sequence[Counted]) -> Figure:
    figure = new_figure(6.4, 3.8)
    axes = figure.subplots()
    for kind, (color, look) in _LOOKS.items():
        own = [one for one in every if one.kind == kind]
        if not own:
            continue
        count = [one.parameters for one in own]
        mean, low, high = (
            100 * np.array(part) for part in zip(*(mean_interval(one.accuracy) for one in own), strict=True)
        )
        axes.plot(count, mean, look, color=color, label=text(f"plot-convolution-{kind}"))
        axes.vlines(count, low, high, color=color, linewidth=1)
        for one, x, y in zip(own, count, mean, strict=True):
            axes.annotate(str(one.size), (x, y), textcoords="offset points", xytext=(5, -10), fontsize=7, color=color)
    axes.set_xscale("log")
    axes.set_xlabel(text("zoo-parameters"))
    axes.set_ylabel(text("plot-convolution-accuracy"))
    axes.legend(loc="lower right")
    grid(axes, "both")
    return figure
