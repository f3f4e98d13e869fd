"""A data set before and after preprocessing: its samples, and the mean and spread of each input."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.plots._style import BLUE, GRAY, Picture, as_label, grid, new_figure, style
from whygrad.views.plots.samples import draw_samples

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from whygrad.data import Dataset


def dataset_picture(before: Dataset, after: Dataset | None = None) -> Picture:
    """Samples above, mean ± standard deviation of every input below; a second column if `after` is given.

    `before` is the data set loaded without preprocessing, `after` with it.
    """
    with style():
        figure = _draw(before, after)
    sentence = _describe(before, "plot-dataset-alt")
    if after is not None:
        sentence += " " + _describe(after, "plot-dataset-alt-after")
    return Picture(figure, text("plot-dataset-title"), sentence)


def _draw(before: Dataset, after: Dataset | None) -> Figure:
    shown = [(before, "plot-samples" if after is None else "plot-before")]
    if after is not None:
        shown.append((after, "plot-after"))
    measured = not before.tokens  # which have no mean
    figure = new_figure(3.7 * len(shown) + 0.4, 5.0 if measured else 3.6)
    panels = figure.subplots(1 + measured, len(shown), squeeze=False, height_ratios=(2.2, 1)[: 1 + measured])
    for column, (dataset, title) in enumerate(shown):
        axes = panels[0, column]
        axes.set_title(text(title))
        draw_samples(axes, dataset)
        if measured:
            _draw_inputs(panels[1, column], dataset)
    return figure


def _draw_inputs(axes: Axes, dataset: Dataset) -> None:
    place = np.arange(len(dataset.input_mean))
    axes.axhline(0, color=GRAY, linewidth=0.6)
    axes.errorbar(place, dataset.input_mean, yerr=dataset.input_std, fmt="o", color=BLUE, markersize=3, elinewidth=1)
    if len(place) <= 8:
        axes.set_xticks(place, [as_label(name) for name in dataset.feature_names])
        axes.margins(x=0.15)
    axes.set_xlabel(text("plot-inputs"))
    axes.set_ylabel(text("plot-mean-spread"))
    grid(axes)


def _describe(dataset: Dataset, message: str) -> str:
    mean, std = dataset.input_mean, dataset.input_std
    if dataset.tokens:
        samples, steps = len(dataset.y_train), dataset.shape[0]
        return text("plot-dataset-alt-tokens", samples=samples, steps=steps, tokens=dataset.tokens)
    return text(
        message, samples=len(dataset.y_train), features=len(mean),
        mean_low=number(float(np.min(mean))), mean_high=number(float(np.max(mean))),
        std_low=number(float(np.min(std))), std_high=number(float(np.max(std))),
    )  # fmt: skip
