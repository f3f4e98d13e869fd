"""Features of pictures before the same linear classifier, and what they are of one picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.views.plots._style import BLUE, GRAY, GREEN, HEAT, RED, Picture, grid, new_figure, style
from whygrad.views.plots._tiles import Array, in_color, show

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from whygrad.zoo.feature_table import Features, FeatureTable

_Look = tuple[str, Callable[["Axes"], None]]  # a title, and what draws it


def feature_accuracies(table: FeatureTable) -> Picture:
    """Below the test accuracy behind each set of features with its 95 % interval; above, one picture as they see it."""
    with style():
        figure = _draw(table)
    said = [
        text("plot-features-alt-one", features=name(one), mean=points(mean), low=points(low), high=points(high))
        for one, (mean, low, high) in ((one, one.interval()) for one in table.rows)
    ]
    alt = text("plot-features-alt", data=table.data, seeds=table.seeds)
    return Picture(figure, text("plot-features-title"), " ".join([alt, *said]))


def name(one: Features) -> str:
    """The features as a label: hog + words."""
    return " + ".join(one.words)


def points(share: float) -> str:
    """A share in percent with a tenth of a point."""
    return f"{100 * share:.1f} %"


def _draw(table: FeatureTable) -> Figure:
    looks, found = _looks(table), table.rows
    figure = new_figure(7.2, 0.8 + 0.33 * len(found) + (1.9 if looks else 0))
    ratios = (1.7, 0.5 + 0.33 * len(found)) if looks else (1,)
    parts = figure.subfigures(len(ratios), 1, height_ratios=ratios, squeeze=False)[:, 0]
    if looks:
        for axes, (title, look) in zip(parts[0].subplots(1, len(looks), squeeze=False)[0], looks, strict=True):
            axes.set_title(title, fontsize=8, loc="center", fontweight="normal")
            look(axes)
    axes = parts[-1].subplots()
    for row, one in enumerate(found):
        mean, low, high = (100 * value for value in one.interval())
        axes.plot([low, high], [row, row], color=BLUE, linewidth=2, solid_capstyle="butt")
        axes.plot(100 * one.accuracy, [row + 0.22] * len(one.accuracy), "|", color=GRAY, markersize=5)
        axes.plot(mean, row, "o", color=BLUE, markersize=6)
    axes.set_yticks(range(len(found)), [f"{name(one)}  ({one.inputs:,})" for one in found])
    axes.set_ylim(len(found) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(text("plot-features-accuracy"))
    grid(axes, "x")
    return figure


def _looks(table: FeatureTable) -> list[_Look]:
    """The picture of the table, and what the features that were compared are of it."""
    from whygrad.data.features.pictures import parsed

    picture, top = table.picture, table.top
    shown = in_color(picture.transpose(1, 2, 0) / top)
    looks: list[_Look] = [(text("plot-features-pixels"), lambda axes: show(axes, shown))]
    used = {word.partition(":")[0]: (one, word) for one in table.rows[::-1] for word in one.words}
    for kind in ("histogram", "hog", "words"):
        if kind not in used:
            continue
        one, word = used[kind]
        number = parsed(word)[1]
        if kind == "histogram":
            looks.append((word, lambda axes, bins=number: _histogram(axes, table, bins)))
        elif kind == "hog":
            looks.append((word, lambda axes, cell=number: _hog(axes, table, cell)))
        else:
            assert one.fitted is not None
            centers = one.fitted.fitted[one.words.index(word)]
            looks.append((word, lambda axes, centers=centers: _words(axes, table, centers)))
    return looks


def _histogram(axes: Axes, table: FeatureTable, bins: int) -> None:
    from whygrad.data.features.histogram import Histogram

    channels = len(table.picture)
    shares = Histogram().compute(table.picture[None].astype(np.float32), bins, table.top, None).reshape(channels, bins)
    for color, row in zip((GRAY,) if channels == 1 else (RED, GREEN, BLUE), shares, strict=True):
        axes.stairs(100 * row, color=color, fill=channels == 1)
    axes.set_xticks([0, bins])
    axes.set_ylabel("%", fontsize=7)
    axes.tick_params(labelsize=7)
    axes.set_box_aspect(1)


def _hog(axes: Axes, table: FeatureTable, cell: int) -> None:
    """In each cell a line along each direction of edges, the longer and darker the more of them there are."""
    from matplotlib.collections import LineCollection

    from whygrad.data.features.hog import ORIENTATIONS, Hog, by_cell

    shape = table.picture.shape
    found = Hog().compute(table.picture[None].astype(np.float32), cell, table.top, None)[0]
    strength = by_cell(found, (shape[0], shape[1], shape[2]), cell)  # (rows, columns, 9)
    strength = strength / (strength.max() or 1.0)
    angle = np.pi * (np.arange(ORIENTATIONS) + 0.5) / ORIENTATIONS
    along = np.stack([-np.sin(angle), np.cos(angle)], axis=-1)  # an edge runs across its gradient
    rows, columns = strength.shape[:2]
    middle = np.stack(np.meshgrid(np.arange(columns) + 0.5, np.arange(rows) + 0.5), axis=-1)[:, :, None]
    half = 0.5 * strength[..., None] * along
    ends = np.stack([middle - half, middle + half], axis=-2).reshape(-1, 2, 2)
    axes.add_collection(LineCollection(list(ends), colors=BLUE, alpha=strength.ravel(), linewidths=1.2))
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    axes.set_aspect("equal")
    axes.set_axis_off()


def _words(axes: Axes, table: FeatureTable, centers: Array) -> None:
    """Which word each patch is: equal shades are equal words, the lighter the more often it occurs in the picture."""
    from whygrad.data.features.words import across, nearness, patches

    found = patches(table.picture[None].astype(np.float32), table.top)
    word = nearness(found, centers)[0].argmin(axis=1)
    often = np.argsort(np.argsort(-np.bincount(word, minlength=len(centers)), kind="stable"))  # 0: the most frequent
    kinds = len(np.unique(word))
    axes.imshow(1 - often[word].reshape(across(table.picture.shape)) / max(kinds - 1, 1), cmap=HEAT, vmin=0, vmax=1)
    axes.set_axis_off()
