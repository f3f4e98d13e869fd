"""How well each class is told from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import share
from whygrad.views.plots._style import BLUE, GREEN, Picture, as_label, grid, new_figure, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from whygrad.zoo.evaluation import Evaluation


def class_scores(evaluation: Evaluation) -> Picture:
    """Precision and recall of each class, the hardest on top."""
    with style():
        figure = _draw(evaluation)
    order = np.argsort(evaluation.f1)
    said = [
        text(
            "plot-scores-one", label=evaluation.names[int(n)], precision=share(float(evaluation.precision[n])),
            recall=share(float(evaluation.recall[n])),
        )
        for n in order
    ]  # fmt: skip
    return Picture(figure, text("plot-scores-title"), " ".join(said))


def _draw(evaluation: Evaluation) -> Figure:
    order = np.argsort(evaluation.f1)
    figure = new_figure(7.2, 1.0 + 0.3 * max(len(order), 2))
    axes = figure.subplots()
    rows = np.arange(len(order))
    axes.hlines(rows, evaluation.precision[order], evaluation.recall[order], color="#c8c8c8", linewidth=2)
    axes.plot(evaluation.precision[order], rows, "s", color=GREEN, label=text("plot-scores-precision"))
    axes.plot(evaluation.recall[order], rows, "o", color=BLUE, label=text("plot-scores-recall"))
    axes.set_yticks(rows, [as_label(evaluation.names[int(n)]) for n in order])
    axes.invert_yaxis()
    axes.set_xlabel(text("plot-scores-share"))
    axes.legend()
    grid(axes, "x")
    return figure
