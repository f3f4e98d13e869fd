"""The pictures that a classifier is wrong about and most sure of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from whygrad.i18n import text
from whygrad.i18n.numbers import share
from whygrad.views.plots._style import Picture, as_label, new_figure, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from whygrad.zoo.evaluation import Evaluation

_COLUMNS, _ROWS = 6, 4


def worst_mistakes(evaluation: Evaluation, pictures: NDArray[np.uint8], top: float = 255) -> Picture:
    """The most confident wrong answers with their probability and the true class; `pictures` (N, C, H, W), C 1 or 3,
    `top` the value of white.
    """
    worst = evaluation.mistakes[: _COLUMNS * _ROWS]
    with style():
        figure = _draw(evaluation, pictures, worst, top)
    said = [
        text(
            "plot-mistakes-one", answer=evaluation.names[int(evaluation.answers[n])],
            sure=share(float(evaluation.probabilities[n].max())), true=evaluation.names[int(evaluation.y[n])],
        )
        for n in worst[:5]
    ]  # fmt: skip
    alt = text("plot-mistakes-alt", count=len(evaluation.mistakes), samples=len(evaluation.y))
    return Picture(figure, text("plot-mistakes-title"), " ".join([alt, *said]))


def _draw(evaluation: Evaluation, pictures: NDArray[np.uint8], worst: NDArray[np.int64], top: float) -> Figure:
    rows = max(-(-len(worst) // _COLUMNS), 1)
    figure = new_figure(7.2, 1.75 * rows)
    for place, axes in enumerate(figure.subplots(rows, _COLUMNS, squeeze=False).flat):
        axes.set_axis_off()
        if place >= len(worst):
            continue
        n = int(worst[place])
        picture = pictures[n].transpose(1, 2, 0) / top
        axes.imshow(picture[..., 0] if picture.shape[2] == 1 else picture, cmap="gray", vmin=0, vmax=1)
        answer, true = (as_label(evaluation.names[int(of[n])]) for of in (evaluation.answers, evaluation.y))
        sure = share(float(evaluation.probabilities[n].max()))
        axes.set_title(f"{answer} ({sure})\n{text('plot-mistakes-true', true=true)}", fontsize=7, fontweight="normal")
    return figure
