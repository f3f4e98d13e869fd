"""What the network has learned of a plane: its decision boundary (or its surface, for numbers)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.views.plots._field import Field, draw, field, margin
from whygrad.views.plots._style import Picture, new_figure, style
from whygrad.views.runs import last, middle

if TYPE_CHECKING:
    from whygrad.data import Dataset
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace


def boundary(experiment: Experiment, trace: Trace, dataset: Dataset) -> Picture:
    """The answer of the run with the median loss as color, every run's boundary as a line, the samples as dots.

    For data sets of points (`x_raw_train` is there) and traces with final parameters; `ValueError` for others.
    """
    shown = field(experiment, trace, dataset, 140)
    with style():
        figure = new_figure(4.6, 4.0)
        axes = figure.subplots()
        draw(axes, shown, dataset, points=22)
        if shown.y.size:
            axes.set_xlabel("x₁")
            axes.set_ylabel("x₂")
            axes.set_aspect("equal" if np.isclose(np.ptp(shown.x), np.ptp(shown.y), rtol=0.5) else "auto")
        else:
            axes.set_xlabel("x")
            axes.set_ylabel("y")
    title = "plot-surface-title" if trace.meta.task == "numbers" else "plot-boundary-title"
    return Picture(figure, text(title), _describe(shown, trace))


def _describe(shown: Field, trace: Trace) -> str:
    if trace.meta.task == "numbers":
        return text("plot-surface-alt", runs=len(trace.seeds))
    accuracy = f"{middle(last(trace['accuracy_train'])[:, None])[0] * 100:.0f} %"
    if shown.outputs.shape[-1] > 1:
        return text("plot-boundary-alt-many", runs=len(trace.seeds), classes=trace.meta.classes, accuracy=accuracy)
    share = float((margin(trace.meta, shown.outputs[shown.typical]) > 0).mean())
    return text("plot-boundary-alt", runs=len(trace.seeds), share=f"{share * 100:.0f} %", accuracy=accuracy)
