"""Loss over time: the median of all runs, the middle half of them, and the value at chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.trace.meta import Status
from whygrad.views.plots._style import BLUE, GRAY, RED, Picture, grid, new_figure, style
from whygrad.views.runs import last, middle, quantiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from whygrad.trace import Trace

_SIDES = (("loss_train", BLUE, "plot-train", "-"), ("loss_test", RED, "plot-test", "--"))


def loss_curves(trace: Trace) -> Picture:
    """Training and test loss (and accuracy, for classes) against the epoch, loss on a logarithmic axis
    if it spans most of a decade.

    Line: median over runs; band: middle half of the runs; crosses: where a run became non-finite; dotted: the loss of
    the best constant prediction.
    """
    with style():
        figure = _draw(trace)
    return Picture(figure, text("plot-loss-title"), _describe(trace))


def _draw(trace: Trace) -> Figure:
    classes = trace.meta.task == "classes" and trace.has("accuracy_train")
    figure = new_figure(7.2, 2.9)
    axes = figure.subplots(1, 2 if classes else 1, squeeze=False)[0]
    draw_losses(axes[0], trace)
    axes[0].set_ylabel(text("plot-loss"))
    axes[0].legend()
    if classes:
        right: Axes = axes[1]
        for channel, color, label, line in (
            ("accuracy_train", BLUE, "plot-train", "-"),
            ("accuracy_test", RED, "plot-test", "--"),
        ):
            if trace.has(channel):
                _band(right, trace.epochs, trace[channel], color, text(label), line)
        right.axhline(trace.meta.chance_accuracy, color=GRAY, linestyle=":", linewidth=1.2, label=text("plot-chance"))
        right.set_ylim(-0.02, 1.02)
        right.set_xlabel(text("plot-epoch"))
        right.set_ylabel(text("plot-accuracy"))
        grid(right)
        right.legend()
    return figure


def draw_losses(axes: Axes, trace: Trace) -> None:
    """The loss panel alone, for other figures."""
    for channel, color, label, line in _SIDES:
        if trace.has(channel):
            _band(axes, trace.epochs, trace[channel], color, text(label), line)
    chance = trace.meta.chance_loss
    if np.isfinite(chance) and chance > 0:
        axes.axhline(chance, color=GRAY, linestyle=":", linewidth=1.2, label=text("plot-chance"))
    if _spans_decades(trace):
        axes.set_yscale("log")
    _mark_ends(axes, trace)
    axes.set_xlabel(text("plot-epoch"))
    grid(axes)


def _spans_decades(trace: Trace) -> bool:
    """Whether a logarithmic axis is right: all losses above 0, the largest at least 8 times the smallest."""
    shown = [trace[channel] for channel, *_ in _SIDES if trace.has(channel)]
    finite = np.concatenate([values[np.isfinite(values)] for values in shown]) if shown else np.empty(0)
    return finite.size > 0 and bool(finite.min() > 0) and bool(finite.max() >= 8 * finite.min())


def _band(axes: Axes, epochs: np.ndarray, values: np.ndarray, color: str, label: str, line: str) -> None:
    low, mid, high = quantiles(values)
    axes.fill_between(epochs, low, high, color=color, alpha=0.18, linewidth=0)
    axes.plot(epochs, mid, line, color=color, label=label, marker="o" if len(epochs) == 1 else None)


def _mark_ends(axes: Axes, trace: Trace) -> None:
    ended = [run for run, status in enumerate(trace.status) if status == Status.NON_FINITE]
    points = [
        (trace.epochs[np.flatnonzero(np.isfinite(losses))[-1]], losses[np.isfinite(losses)][-1])
        for losses in (trace["loss_train"][run] for run in ended)
        if np.isfinite(losses).any()
    ]
    if points:
        x, y = np.array(points).T
        axes.plot(x, y, "x", color="#222222", markersize=7, markeredgewidth=2, label=text("plot-non-finite"))


def _describe(trace: Trace) -> str:
    losses = trace["loss_train"]
    start, end = middle(losses[:, :1])[0], middle(last(losses)[:, None])[0]
    sentence = text(
        "plot-loss-alt", runs=len(trace.seeds), start=number(start), end=number(end),
        epochs=number(float(trace.epochs[-1])), chance=number(trace.meta.chance_loss),
    )  # fmt: skip
    if trace.has("loss_test"):
        sentence += " " + text("plot-loss-alt-test", end=number(middle(last(trace["loss_test"])[:, None])[0]))
    if trace.meta.task == "classes" and trace.has("accuracy_test"):
        best = middle(last(trace["accuracy_test"])[:, None])[0]
        sentence += " " + text("plot-loss-alt-accuracy", end=f"{best * 100:.1f} %")
    broken = sum(status == Status.NON_FINITE for status in trace.status)
    if broken:
        sentence += " " + text("plot-loss-alt-broken", count=broken)
    return sentence
