"""The gradient of recurrent cells against the distance from the loss, and what training made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.plots._style import CYCLE, GRAY, Picture, grid, new_figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from whygrad.zoo import Passage

_LOWEST = 1e-14  # of the gradient at the loss: what is below is next to nothing anyway


def gradients_through_time(passages: Sequence[Passage]) -> Picture:
    """Above: ‖dL/dh_t‖ over that of the last state against the steps between, before, halfway through and after the
    training. Below: loss, norm of the whole gradient, and how much arrives at the first state, over the updates. One
    color a cell; dashed: gradients clipped.
    """
    with style():
        figure = _draw(passages)
    parts = [text("plot-time-alt", distance=passages[0].times.shape[1] - 1)]
    parts += [
        text("plot-time-alt-one", cell=text(f"zoo-cell-{one.cell}"), clip=number(one.clip),
             start=number(float(one.relative[0, -1])), end=number(float(one.relative[-1, -1])))
        for one in passages
    ]  # fmt: skip
    return Picture(figure, text("plot-time-title"), " ".join(parts))


def _draw(passages: Sequence[Passage]) -> Figure:
    figure = new_figure(9.6, 6.4)
    panels = figure.subplots(2, 3)
    names = list(dict.fromkeys(one.cell for one in passages))
    moments = _moments(len(passages[0].trace.steps))
    for axes, (word, place) in zip(panels[0], moments, strict=True):
        axes.set_title(text(f"plot-time-{word}"))
        axes.axhline(1, color=GRAY, linewidth=0.8)
        for one in passages:
            _line(axes, one, names, np.arange(one.times.shape[1]), one.relative[min(place, len(one.times) - 1)])
        axes.set_xlabel(text("plot-time-distance"))
        axes.sharey(panels[0, 0])
    panels[0, 0].set_ylabel(text("plot-time-relative"))
    low = min(float(np.nanmin(np.where(one.relative > 0, one.relative, np.nan))) for one in passages)
    high = max(float(np.nanmax(one.relative)) for one in passages)
    panels[0, 0].set_ylim(max(low / 3, _LOWEST), 3 * high)
    for axes, word in zip(panels[1], ("reach", "norm", "loss"), strict=True):
        axes.set_title(text(f"plot-time-{word}"))
        for one in passages:
            values = {
                "reach": one.relative[:, -1],
                "norm": np.median(one.trace["gradient_norm"], axis=0),
                "loss": one.trace["loss_train"].mean(axis=0),
            }[word]
            _line(axes, one, names, one.trace.steps, values)
        axes.set_xlabel(text("plot-time-updates"))
    panels[1, 0].set_ylim(bottom=max(low / 3, _LOWEST))
    handles, labels = panels[0, 0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=5)
    return figure


def _moments(records: int) -> tuple[tuple[str, int], ...]:
    return ("start", 0), ("middle", records // 2), ("end", records - 1)


def _line(axes: Axes, one: Passage, names: Sequence[str], x: np.ndarray, y: np.ndarray) -> None:
    shown = np.where(y > 0, y, np.nan)
    label = text("plot-time-clipped" if one.clip else "plot-time-cell", cell=text(f"zoo-cell-{one.cell}"),
                 clip=number(one.clip))  # fmt: skip
    color = CYCLE[names.index(one.cell) % len(CYCLE)]
    axes.plot(x, shown, "--" if one.clip else "-", color=color, linewidth=1.2, label=label)
    axes.set_yscale("log")
    grid(axes)
