"""A data set before and after preprocessing: its samples, and the mean and spread of each input."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.plots._field import point_colors
from whygrad.views.plots._style import BLUE, GRAY, Picture, grid, new_figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from whygrad.data import Dataset

_MOST_POINTS = 600
_TILES = (4, 8)  # rows and columns of example pictures


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
    figure = new_figure(3.7 * len(shown) + 0.4, 5.0)
    panels = figure.subplots(2, len(shown), squeeze=False, height_ratios=(2.2, 1))
    for column, (dataset, title) in enumerate(shown):
        axes = panels[0, column]
        axes.set_title(text(title))
        _draw_samples(axes, dataset)
        _draw_inputs(panels[1, column], dataset)
    return figure


def _draw_samples(axes: Axes, dataset: Dataset) -> None:
    x = dataset.x_train[:_MOST_POINTS]
    side = math.isqrt(x.shape[1])
    if dataset.pictures and side * side == x.shape[1] and dataset.feature_names == dataset.raw_names:
        axes.imshow(_tiles(x, side), cmap="gray")
        axes.set_axis_off()
        return
    if x.shape[1] == 1:
        axes.plot(x[:, 0], np.ravel(dataset.y_train)[: len(x)], ".", color=BLUE)
        axes.set_ylabel(text("plot-target"))
    else:
        axes.scatter(x[:, 0], x[:, 1], s=12, c=point_colors(dataset, dataset.y_train[: len(x)]), linewidths=0)
        if dataset.classes > 2:
            _name_classes(axes, dataset, x)
        axes.axhline(0, color=GRAY, linewidth=0.6)
        axes.axvline(0, color=GRAY, linewidth=0.6)
        axes.set_ylabel(dataset.feature_names[1])
        axes.set_aspect("equal", adjustable="datalim")
    axes.set_xlabel(dataset.feature_names[0])


def _name_classes(axes: Axes, dataset: Dataset, x: np.ndarray) -> None:
    """Each class's name at the middle of its samples: ten colors alone cannot be told apart."""
    for index, name in enumerate(dataset.class_names):
        own = x[dataset.y_train[: len(x)] == index]
        if len(own):
            box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}
            across, up = np.median(own[:, :2], axis=0)
            axes.text(across, up, name, ha="center", va="center", weight="bold", bbox=box)


def _tiles(x: np.ndarray, side: int) -> np.ndarray:
    """The first pictures in rows and columns, a white line between them."""
    rows, columns = _TILES
    canvas = np.full((rows * (side + 1) - 1, columns * (side + 1) - 1), np.nan)
    for index, picture in enumerate(x[: rows * columns]):
        top, left = index // columns * (side + 1), index % columns * (side + 1)
        canvas[top : top + side, left : left + side] = picture.reshape(side, side)
    return canvas


def _draw_inputs(axes: Axes, dataset: Dataset) -> None:
    place = np.arange(len(dataset.input_mean))
    axes.axhline(0, color=GRAY, linewidth=0.6)
    axes.errorbar(place, dataset.input_mean, yerr=dataset.input_std, fmt="o", color=BLUE, markersize=3, elinewidth=1)
    if len(place) <= 8:
        axes.set_xticks(place, dataset.feature_names)
        axes.margins(x=0.15)
    axes.set_xlabel(text("plot-inputs"))
    axes.set_ylabel(text("plot-mean-spread"))
    grid(axes)


def _describe(dataset: Dataset, message: str) -> str:
    mean, std = dataset.input_mean, dataset.input_std
    return text(
        message, samples=len(dataset.x_train), features=len(mean),
        mean_low=number(float(np.min(mean))), mean_high=number(float(np.max(mean))),
        std_low=number(float(np.min(std))), std_high=number(float(np.max(std))),
    )  # fmt: skip
