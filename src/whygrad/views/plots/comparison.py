"""Several experiments side by side: decision boundaries for points, loss curves otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import interval, number
from whygrad.views.plots._field import draw, field
from whygrad.views.plots._style import BLUE, GRAY, Picture, as_label, grid, new_figure, style
from whygrad.views.plots.losses import draw_losses
from whygrad.views.runs import middle

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

    from whygrad.data import Dataset
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace

_MOST_COLUMNS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """One experiment of a comparison: what is different about it, a line a key, and what came of it.

    `mean`, `low`, `high`: the metric named by the comparison with its bootstrap interval over seeds.
    """

    label: str
    values: tuple[Any, ...]
    experiment: Experiment
    trace: Trace
    dataset: Dataset
    mean: float
    low: float
    high: float


def comparison(members: Sequence[Member], keys: Sequence[str], metric: str, *, boundaries: bool) -> Picture:
    """A grid with one panel for each member; `metric` is the name of what `mean` measures, in words.

    If a single key with at least three numbers is varied, a panel above shows the metric against it: a learning-rate
    range test is that panel.
    """
    with style():
        figure = _draw(members, keys, metric, boundaries=boundaries)
    parts = [text("plot-comparison-alt", count=len(members), metric=metric)]
    for member in members:
        label = member.label.replace("\n", ", ")
        parts.append(f"{label}: {number(member.mean)} {interval(member.low, member.high)}.")
    return Picture(figure, text("plot-comparison-title"), " ".join(parts))


def _draw(members: Sequence[Member], keys: Sequence[str], metric: str, *, boundaries: bool) -> Figure:
    columns = _columns(members, keys)
    rows = -(-len(members) // columns)
    numbers = _numbers(members)
    above = 2.4 if numbers is not None else 0.0
    below = rows * (2.15 if boundaries else 2.0)
    figure = new_figure(max(7.2, 1.75 * columns), above + below + 0.2)
    lower: Figure | SubFigure = figure
    if numbers is not None:
        both: Any = figure.subfigures(2, 1, height_ratios=(above, below))
        lower = both[1]
        _draw_response(both[0].subplots(), members, numbers, keys[0], metric)
    _draw_grid(lower, members, rows, columns, boundaries=boundaries)
    return figure


def _columns(members: Sequence[Member], keys: Sequence[str]) -> int:
    """As many columns as the last key has values, so that a grid of two keys reads as a table."""
    if len(keys) > 1:
        last = {str(member.values[-1]) for member in members}
        if len(last) <= 2 * _MOST_COLUMNS:
            return len(last)
    return min(_MOST_COLUMNS, len(members))


def _numbers(members: Sequence[Member]) -> np.ndarray | None:
    """The values of the one key that is varied, if they are at least three numbers."""
    values = [member.values[0] for member in members if len(member.values) == 1]
    if len(values) < max(3, len(members)) or not all(isinstance(value, int | float) for value in values):
        return None
    return np.array(values, dtype=np.float64)


def _draw_response(axes: Axes, members: Sequence[Member], x: np.ndarray, key: str, metric: str) -> None:
    mean = np.array([member.mean for member in members])
    low, high = np.array([member.low for member in members]), np.array([member.high for member in members])
    order = np.argsort(x)
    axes.fill_between(x[order], low[order], high[order], color=BLUE, alpha=0.18, linewidth=0)
    axes.plot(x[order], mean[order], "o-", color=BLUE)
    if (x > 0).all() and x.max() / x.min() > 20:
        axes.set_xscale("log")
    if (mean[np.isfinite(mean)] > 0).all() and np.isfinite(mean).any() and np.nanmax(mean) / np.nanmin(mean) > 20:
        axes.set_yscale("log")
    for broken in x[~np.isfinite(mean)]:
        axes.axvline(broken, color=GRAY, linestyle=":")
    axes.set_xlabel(key)
    axes.set_ylabel(metric)
    grid(axes)


def _draw_grid(
    figure: Figure | SubFigure, members: Sequence[Member], rows: int, columns: int, *, boundaries: bool
) -> None:
    panels = figure.subplots(rows, columns, squeeze=False, sharey=not boundaries, sharex=True)
    for index, axes in enumerate(panels.ravel()):
        if index >= len(members):
            axes.set_axis_off()
            continue
        member = members[index]
        axes.set_title("\n".join(map(as_label, member.label.split("\n"))), fontsize=8, loc="left")
        if boundaries:
            draw(axes, field(member.experiment, member.trace, member.dataset, 70), member.dataset, points=5)
            axes.set_xticks([])
            axes.set_yticks([])
        else:
            draw_losses(axes, member.trace)
            if index // columns < rows - 1:
                axes.set_xlabel("")
            end = middle(member.trace["loss_train"])
            if not np.isfinite(end).any():
                axes.text(0.5, 0.5, text("plot-non-finite"), transform=axes.transAxes, ha="center", color=GRAY)
    if not boundaries:
        for row in panels:
            row[0].set_ylabel(text("plot-loss"))
        panels[0, 0].legend(fontsize=7)
        _limit(panels[0, 0], members)


def _limit(axes: Axes, members: Sequence[Member]) -> None:
    """Shared axes for all panels: a loss that surges must not press the others flat."""
    starts = [middle(member.trace["loss_train"])[0] for member in members]
    known = [*starts, *(member.trace.meta.chance_loss for member in members)]
    highest = max([value for value in known if np.isfinite(value)], default=np.nan)
    top = axes.get_ylim()[1]
    if np.isfinite(highest) and highest > 0 and top > 10 * highest:
        axes.set_ylim(top=10 * highest)
    axes.set_xlim(right=max(float(member.trace.epochs[-1]) for member in members))
