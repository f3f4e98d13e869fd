"""Samples of a data set: points, curves, pictures a class, sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from whygrad.data import said
from whygrad.i18n import text
from whygrad.views.plots._field import point_colors
from whygrad.views.plots._style import BLUE, CYCLE, GRAY, HEAT, as_label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from whygrad.data import Dataset

_MOST_POINTS = 600
_MOST_CLASSES = 20  # rows of pictures
_EACH = 8  # pictures of a class
_SEQUENCES = 5
_TOKEN_ROWS = 16

_Array = npt.NDArray[Any]


def draw_samples(axes: Axes, dataset: Dataset) -> None:
    """The first training samples, in the form that suits them."""
    features = dataset.picture_features
    if dataset.picture_shape is not None or (features is not None and features.names() == dataset.feature_names):
        _draw_pictures(axes, dataset)
    elif dataset.tokens:
        _draw_tokens(axes, dataset)
    elif len(dataset.shape) == 2:
        _draw_sequences(axes, dataset)
    elif dataset.shape == (1,):
        x = dataset.x_train[:_MOST_POINTS]
        axes.plot(x[:, 0], np.ravel(dataset.y_train)[: len(x)], ".", color=BLUE)
        axes.set_ylabel(text("plot-target"))
        axes.set_xlabel(as_label(dataset.feature_names[0]))
    else:
        _draw_points(axes, dataset)


def _draw_points(axes: Axes, dataset: Dataset) -> None:
    """The first two columns, in the colors of the classes."""
    x = dataset.x_train[:_MOST_POINTS]
    axes.scatter(x[:, 0], x[:, 1], s=12, c=point_colors(dataset, dataset.y_train[: len(x)]), linewidths=0)
    if dataset.classes > 2:
        _name_classes(axes, dataset, x)
    axes.axhline(0, color=GRAY, linewidth=0.6)
    axes.axvline(0, color=GRAY, linewidth=0.6)
    axes.set_xlabel(as_label(dataset.feature_names[0]))
    axes.set_ylabel(as_label(dataset.feature_names[1]))
    axes.set_aspect("equal", adjustable="datalim")


def _name_classes(axes: Axes, dataset: Dataset, x: _Array) -> None:
    """Each class's name at the middle of its samples: ten colors alone cannot be told apart."""
    for index, name in enumerate(said(dataset.class_names)):
        own = x[dataset.y_train[: len(x)] == index]
        if len(own):
            box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}
            across, up = np.median(own[:, :2], axis=0)
            axes.text(across, up, as_label(name), ha="center", va="center", weight="bold", bbox=box)


def _draw_pictures(axes: Axes, dataset: Dataset) -> None:
    """The first pictures of each class, a row a class."""
    kept, shape = dataset.pixels_train, dataset.pixels_shape
    assert kept is not None
    assert shape is not None
    classes = range(min(dataset.classes, _MOST_CLASSES))
    rows = [np.flatnonzero(dataset.y_train == label)[:_EACH] for label in classes]
    numbers = np.concatenate(rows)
    pictures = iter(as_image(kept.rows(numbers), shape))
    show_pictures(
        axes,
        [[next(pictures) for _ in row] for row in rows],
        [as_label(said(dataset.class_names)[row]) for row in classes],
    )


def as_image(x: _Array, shape: tuple[int, int, int]) -> _Array:
    """Rows (N, C·H·W) as pictures (N, H, W, C) from 0 to 1, the least value black and the greatest white."""
    low, high = float(x.min()), float(x.max())
    return ((x - low) / ((high - low) or 1.0)).reshape(-1, *shape).transpose(0, 2, 3, 1)


def show_pictures(axes: Axes, rows: list[list[_Array]], names: list[str]) -> None:
    """Pictures (H, W, C) in rows with names, white lines between them."""
    height, width, channels = rows[0][0].shape
    columns = max(map(len, rows))
    canvas = np.ones((len(rows) * (height + 1) - 1, columns * (width + 1) - 1, channels))
    for row, pictures in enumerate(rows):
        for column, picture in enumerate(pictures):
            top, left = row * (height + 1), column * (width + 1)
            canvas[top : top + height, left : left + width] = picture
    axes.imshow(canvas if channels == 3 else canvas[..., 0], cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    axes.set_yticks([row * (height + 1) + height / 2 for row in range(len(rows))], names)
    axes.set_xticks([])
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _draw_tokens(axes: Axes, dataset: Dataset) -> None:
    """Tokens as colors, a row a sample, its class beside it."""
    x, y = dataset.x_train[:_TOKEN_ROWS], dataset.y_train[:_TOKEN_ROWS]
    axes.imshow(x, cmap=HEAT, aspect="auto", interpolation="nearest", vmin=0, vmax=dataset.tokens - 1)
    axes.set_yticks(range(len(x)), [as_label(said(dataset.class_names)[int(one)]) for one in y])
    axes.set_xlabel(text("plot-sequence-step"))


def _draw_sequences(axes: Axes, dataset: Dataset) -> None:
    """The first feature of some sequences against the step; where a second one is not 0, a ring."""
    steps = np.arange(1, dataset.shape[0] + 1)
    for number, sequence in enumerate(dataset.x_train[:_SEQUENCES].reshape(-1, *dataset.shape)):
        color = CYCLE[number]
        axes.plot(steps, sequence[:, 0], color=color, linewidth=1)
        if sequence.shape[1] > 1:
            marked = sequence[:, 1] != 0
            axes.plot(steps[marked], sequence[marked, 0], "o", color=color, fillstyle="none")
    axes.set_xlabel(text("plot-sequence-step"))
    axes.set_ylabel(as_label(dataset.feature_names[0].rpartition("_")[0]))
