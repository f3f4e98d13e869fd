"""What a classifier takes for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import share
from whygrad.views.plots._style import HEAT, Picture, as_label, new_figure, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from whygrad.zoo.evaluation import Evaluation

_MOST_NUMBERS = 20  # classes beyond which a cell has no room for a number


def confusion_matrix(evaluation: Evaluation) -> Picture:
    """True classes in rows, answers in columns; color: the share of the row, number: how many samples."""
    with style():
        figure = _draw(evaluation)
    off = evaluation.confusion - np.diag(evaluation.confusion.diagonal())
    row, column = np.unravel_index(int(off.argmax()), off.shape)
    alt = text(
        "plot-confusion-alt", right=share(evaluation.top(1).value), samples=len(evaluation.y),
        true=evaluation.names[int(row)], answer=evaluation.names[int(column)], count=int(off.max()),
    )  # fmt: skip
    return Picture(figure, text("plot-confusion-title"), alt)


def _draw(evaluation: Evaluation) -> Figure:
    confusion, labels = evaluation.confusion, [as_label(name) for name in evaluation.names]
    k = len(labels)
    side = min(1.8 + 0.44 * k, 9.0)
    figure = new_figure(max(side + 0.8, 4.0), max(side, 3.2))
    axes = figure.subplots()
    shares = confusion / np.maximum(confusion.sum(axis=1, keepdims=True), 1)
    image = axes.imshow(shares, cmap=HEAT, vmin=0, vmax=1)
    axes.set_xticks(range(k), labels, rotation=90 if k > 4 else 0)
    axes.set_yticks(range(k), labels)
    axes.set_xlabel(text("plot-confusion-answer"))
    axes.set_ylabel(text("plot-confusion-true"))
    axes.spines[:].set_visible(False)
    if k <= _MOST_NUMBERS:
        for row in range(k):
            for column in range(k):
                if confusion[row, column]:
                    dark = shares[row, column] < 0.5
                    axes.text(
                        column, row, f"{confusion[row, column]:,}", ha="center", va="center", fontsize=7,
                        color="white" if dark else "#222222",
                    )  # fmt: skip
    figure.colorbar(image, ax=axes, label=text("plot-confusion-share"), shrink=0.8)
    return figure
