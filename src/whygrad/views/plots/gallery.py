"""Every activation and its derivative, small, on the same axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.nets import ACTIVATIONS
from whygrad.views.activations import SOFTMAX, softmax_curve
from whygrad.views.plots._style import BLUE, GRAY, RED, Picture, new_figure, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_REACH = 5.0
_COLUMNS = 4


def activation_gallery(names: Sequence[str] = ()) -> Picture:
    """The functions (solid) and their derivatives (dashed), the range where they are saturated in gray.

    `names` are of `nets.ACTIVATIONS` or "softmax"; all of them by default.
    """
    shown = list(names) or [*ACTIVATIONS, SOFTMAX]
    with style():
        figure = _draw(shown)
    parts = [text("plot-gallery-alt", count=len(shown))]
    for name in shown:
        z = np.linspace(-_REACH, _REACH, 401)
        _, slope = _curves(name, z)
        parts.append(text("plot-gallery-alt-one", name=name, steepest=number(float(np.abs(slope).max()))))
    return Picture(figure, text("plot-gallery-title"), " ".join(parts))


def _curves(name: str, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if name == SOFTMAX:
        return softmax_curve(z)
    row = ACTIVATIONS[name]
    return row.f(z), row.derivative(z)


def _draw(names: Sequence[str]) -> Figure:
    columns = min(_COLUMNS, len(names))
    rows = -(-len(names) // columns)
    figure = new_figure(max(7.2 * columns / _COLUMNS, 3.6), max(1.7 * rows, 2.6))
    panels = figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True)
    for index, axes in enumerate(panels.ravel()):
        if index < len(names):
            _panel(axes, names[index])
        else:
            axes.set_axis_off()
    panels[0, 0].legend(loc="upper left", fontsize=7)
    return figure


def _panel(axes: Axes, name: str) -> None:
    z = np.linspace(-_REACH, _REACH, 1001)
    value, slope = _curves(name, z)
    jump = np.flatnonzero(np.abs(np.diff(value)) > 0.5)  # step and sign: no line up the jump
    value = value.astype(float)
    value[jump] = np.nan
    if name != SOFTMAX:
        low, high = ACTIVATIONS[name].saturated
        for start, end in ((-_REACH, low), (high, _REACH)):
            if np.isfinite([start, end]).all() and start < end:
                axes.axvspan(start, end, color="#ececec", linewidth=0)
    axes.axhline(0, color=GRAY, linewidth=0.5)
    axes.axvline(0, color=GRAY, linewidth=0.5)
    axes.plot(z, value, color=BLUE, label="f")
    axes.plot(z, slope, "--", color=RED, linewidth=1.3, label="f′")
    axes.set_ylim(-1.8, 2.6)
    axes.set_xlim(-_REACH, _REACH)
    axes.set_title(name)
