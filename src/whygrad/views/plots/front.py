"""The Pareto front of a comparison: the deciding outcome against parameters and against time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator
from numpy.typing import NDArray

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.comparison import label
from whygrad.views.findings import quantity_name
from whygrad.views.plots._style import GRAY, RED, Picture, as_label, grid, new_figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from whygrad.compare import Comparison

_MOST_NAMED = 8  # variants on the front whose values are listed beside the panels
_LOGARITHMIC = 8  # largest over smallest value from which an axis is logarithmic


def front_picture(found: Comparison) -> Picture:
    """Two panels, the outcome against parameters and against time; variants on the front are filled and listed.

    The front is that of all three together, so a point on it may look beaten in a panel that shows only two of them.
    """
    with style():
        figure = _draw(found)
        said = [
            f"{label(found.variants[place]).replace(chr(10), ', ')}: {number(found.numbers(place, found.decisive)[0])}."
            for place in on_front(found)
        ]
        title = text("plot-front-title")
        alt = text("plot-front-alt", count=len(found.variants), outcome=quantity_name(found.decisive))
    return Picture(figure, title, " ".join([alt, *said]))


def on_front(found: Comparison) -> list[int]:
    """Positions of the variants on the front, the best result first."""
    front = found.front().tolist()
    sign = -1 if found.decisive.startswith("accuracy") else 1
    return sorted(
        (place for place, on in enumerate(front) if on),
        key=lambda place: sign * found.numbers(place, found.decisive)[0],
    )


def _draw(found: Comparison) -> Figure:
    named = on_front(found)[:_MOST_NAMED]
    figure = new_figure(9.2, 3.9)
    panels: Any = figure.subplots(1, 3, width_ratios=(4, 4, 3))
    panels[1].sharey(panels[0])
    name = found.decisive
    factor = 100 if name.startswith("accuracy") else 1
    outcomes = factor * np.array([found.numbers(place, name) for place in range(len(found.variants))])  # (R, 3)
    parameters = np.array([cost.parameters for cost in found.costs], dtype=np.float64)
    times = np.array(found.times(), dtype=np.float64)
    for axes, x in ((panels[0], parameters), (panels[1], times)):
        _panel(axes, x, outcomes, found.front())
        for at, place in enumerate(named, 1):
            axes.annotate(
                str(at), (x[place], outcomes[place, 0]), textcoords="offset points", xytext=(4, 4), fontsize=7
            )
    panels[0].set_xlabel(text("zoo-parameters"))
    panels[0].set_ylabel(quantity_name(name) + (" (%)" if factor == 100 else ""))
    panels[1].set_xlabel(text("compare-seconds" if found.seconds is not None else "compare-operations"))
    panels[1].tick_params(labelleft=False)
    _list(panels[2], found, named)
    return figure


def _panel(axes: Axes, x: NDArray[np.float64], outcomes: NDArray[np.float64], front: NDArray[np.bool_]) -> None:
    for some, color, filled in ((~front, GRAY, False), (front, RED, True)):
        axes.vlines(x[some], outcomes[some, 1], outcomes[some, 2], color=color, linewidth=0.8, alpha=0.6)
        face = color if filled else "white"
        axes.plot(x[some], outcomes[some, 0], "o", color=color, markersize=5, markerfacecolor=face)
    finite = x[np.isfinite(x)]
    if len(finite) and finite.min() > 0 and finite.max() / finite.min() > _LOGARITHMIC:
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if finite.max() / finite.min() < 100 else (1,)))
        axes.xaxis.set_major_formatter(FuncFormatter(_tick))
        axes.xaxis.set_minor_locator(NullLocator())
    axes.margins(x=0.12)
    grid(axes, "both")


def _tick(value: float, _position: int) -> str:
    return number(value, 2)


def _list(axes: Axes, found: Comparison, named: Sequence[int]) -> None:
    """What the numbers beside the points mean, and what a filled point is."""
    axes.set_axis_off()
    lines = [f"● {text('plot-front-on')}", f"○ {text('plot-front-others')}", ""]
    for at, place in enumerate(named, 1):
        first, *rest = map(as_label, label(found.variants[place]).split("\n"))
        lines += [f"{at}  {first}", *(f"    {line}" for line in rest)]
    axes.text(0, 1, "\n".join(lines), transform=axes.transAxes, va="top", fontsize=7, linespacing=1.5)
