"""The templates of a linear classifier of pictures, one a class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number, share
from whygrad.views.plots._style import Picture, as_label, new_figure, style
from whygrad.views.plots._tiles import Array, framed, in_color, show, signed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from whygrad.zoo.templates import Templates

_MOST = 10  # classes


def template_pictures(found: Sequence[Templates]) -> Picture:
    """A column a class: the mean of its training pictures, its template in each training, and the test picture of
    it with the surest wrong answer to the first training's templates.

    A template of gray pictures is blue where light pixels speak for the class and orange where they speak against it;
    one of color pictures is shown in color, gray where a pixel does not count. Each is scaled by itself.
    """
    with style():
        figure = _draw(found)
    first = found[0]
    labels = first.evaluation.names
    said = [
        text("plot-templates-alt-one", label=label, right=share(float(recall)), symmetry=number(float(symmetry), 2))
        for label, recall, symmetry in zip(labels, first.evaluation.recall, first.symmetry, strict=True)
    ]
    return Picture(
        figure, text("plot-templates-title"), " ".join([text("plot-templates-alt", classes=len(labels)), *said])
    )


def _draw(found: Sequence[Templates]) -> Figure:
    first = found[0]
    labels = first.evaluation.names[:_MOST]
    rows = [text("plot-templates-mean"), *(text(_ROWS[place > 0]) for place in range(len(found)))]
    rows.append(text("plot-templates-worst"))
    columns = len(labels)
    figure = new_figure(1.25 + 0.92 * columns, 0.55 + 1.06 * len(rows))
    panels = figure.subplots(len(rows), columns, squeeze=False)
    means, worst = _means(first), first.worst()
    pixels = first.dataset.pixels_test
    assert pixels is not None
    assert first.dataset.picture_shape is not None
    for column, name in enumerate(labels):
        show(panels[0, column], framed(in_color(means[column])))
        panels[0, column].set_title(as_label(name), fontsize=8, loc="center")
        for row, one in enumerate(found, start=1):
            show(panels[row, column], framed(_seen(one.pictures[column])))
        axes = panels[-1, column]
        which = worst[column]
        if which is None:
            axes.set_axis_off()
            continue
        picture = pixels.values[which].reshape(first.dataset.picture_shape).transpose(1, 2, 0) / pixels.top
        show(axes, framed(in_color(picture)))
        sure = first.evaluation.probabilities[which]
        answer = first.evaluation.names[int(sure.argmax())]
        axes.set_xlabel(f"{as_label(answer)}\n{share(float(sure.max()))}", fontsize=7)
    for row, said in enumerate(rows):
        panels[row, 0].set_ylabel(said, fontsize=8, rotation=0, ha="right", va="center", labelpad=4)
    return figure


_ROWS = {False: "plot-templates-plain", True: "plot-templates-mirrored"}


def _seen(template: Array) -> Array:
    """A template (C, H, W) as a picture (H, W, 3)."""
    if len(template) == 1:
        return signed(template[0])
    return (0.5 + 0.5 * template / (np.abs(template).max() or 1.0)).transpose(1, 2, 0)


def _means(one: Templates) -> Array:
    """The mean training picture of each class: (K, H, W, C) from 0 to 1."""
    pixels, shape = one.dataset.pixels_train, one.dataset.picture_shape
    assert pixels is not None
    assert shape is not None
    y = one.dataset.y_train
    means = [pixels.values[y == label].mean(axis=0) for label in range(one.dataset.classes)]
    return np.stack(means).reshape(-1, *shape).transpose(0, 2, 3, 1) / pixels.top
