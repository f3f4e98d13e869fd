"""Whether a classifier is right as often as it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.plots._style import BLUE, GRAY, SKY, Picture, grid, new_figure, style
from whygrad.zoo.classify import Share

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from whygrad.zoo.evaluation import Evaluation


def calibration_curve(evaluation: Evaluation) -> Picture:
    """Reliability diagram (DeGroot & Fienberg 1983): share of right answers, with 95 % intervals, against their mean
    probability, by bins; on the diagonal both agree. Below: how many answers lie in each bin.
    """
    with style():
        figure = _draw(evaluation)
    over = float(np.nansum(evaluation.count * (evaluation.confidence - evaluation.right))) > 0
    alt = text("plot-calibration-alt", error=number(evaluation.calibration_error), side="over" if over else "under")
    return Picture(figure, text("plot-calibration-title"), alt)


def _draw(evaluation: Evaluation) -> Figure:
    figure = new_figure(4.6, 4.2)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    upper.plot([0, 1], [0, 1], color=GRAY, linestyle=":", linewidth=1.2, label=text("plot-calibration-ideal"))
    known = evaluation.count > 0
    right, count = evaluation.right[known], evaluation.count[known]
    intervals = [Share(round(share * n), int(n)).interval for share, n in zip(right, count, strict=True)]
    ends = np.array(intervals).T
    upper.errorbar(
        evaluation.confidence[known], right, yerr=np.maximum(abs(ends - right), 0), fmt="o-", color=BLUE, markersize=4,
        elinewidth=1, capsize=2,
    )  # fmt: skip
    upper.set_ylabel(text("plot-calibration-right"))
    upper.set_xlim(0, 1)
    upper.set_ylim(-0.02, 1.02)
    upper.legend(loc="lower right")
    grid(upper)
    edges = np.linspace(0, 1, len(evaluation.count) + 1)
    lower.bar(edges[:-1], evaluation.count / len(evaluation.y), width=np.diff(edges), align="edge", color=SKY)
    lower.set_xlabel(text("plot-calibration-confidence"))
    lower.set_ylabel(text("plot-calibration-share"))
    grid(lower)
    return figure
