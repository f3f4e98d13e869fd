"""A trial as a forest plot: every remedy's improvement with its interval, the random remedies below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.views import findings as words
from whygrad.views.plots._style import BLUE, GRAY, GREEN, Picture, grid, new_figure, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from whygrad.trial import Result, Trial

_MOST_RANDOM = 4  # the best of them; more would only make the picture long


def forest(trial: Trial) -> Picture:
    """Improvement over the baseline (positive is better) with its 95 % interval, best remedy on top.

    Filled: the remedy clearly helps; hollow: it does not; gray: random remedies.
    """
    with style():
        figure = _draw(trial)
    name = words.metric_name(trial.metric)
    parts = [text("plot-forest-alt", metric=name, count=len(trial.results), seeds=len(trial.seeds))]
    parts += [f"{words.remedy_title(one.code)}: {words.difference(trial.metric, one)}." for one in trial.results]
    if trial.best_control is not None:
        parts.append(f"{text('trial-best-control')}: {words.difference(trial.metric, trial.best_control)}.")
    return Picture(figure, text("plot-forest-title"), " ".join(parts))


def _draw(trial: Trial) -> Figure:
    shown: list[Result] = [*trial.results, *trial.controls[:_MOST_RANDOM]]
    scale = words.in_points(trial.metric)
    figure = new_figure(7.2, 1.1 + 0.36 * max(len(shown), 2))
    axes = figure.subplots()
    axes.axvline(0, color=GRAY, linewidth=1)
    for row, one in enumerate(shown):
        is_random = one.code == "random"
        helps = not is_random and trial.helps(one)
        color = GRAY if is_random else GREEN if helps else BLUE
        low, high = (scale * end if np.isfinite(end) else scale * one.difference for end in one.interval)
        axes.plot([low, high], [row, row], color=color, linewidth=2, solid_capstyle="butt")
        axes.plot(
            scale * one.difference, row, "o", color=color, markersize=6, markerfacecolor=color if helps else "white"
        )
    axes.set_yticks(range(len(shown)), [_label(one) for one in shown])
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    unit = text("plot-points") if scale > 1 else ""
    axes.set_xlabel(text("plot-improvement", metric=words.metric_name(trial.metric)) + unit)
    grid(axes, "x")
    return figure


def _label(one: Result) -> str:
    if one.code != "random":
        return words.remedy_title(one.code)
    changes = words.changes_in_words(one.changes)
    return f"{words.remedy_title(one.code)}: {changes if len(changes) <= 34 else changes[:33] + '…'}"
