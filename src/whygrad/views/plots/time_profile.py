"""How far back in time the gradient reaches in every recurrent layer of a trace, and what training made of it; of two
traces side by side, such as one with clipped gradients and one without.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.plots._style import BLUE, GRAY, GREEN, Picture, as_label, grid, new_figure, style
from whygrad.views.runs import middle, quantiles

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from whygrad.trace import Trace

_MOST_LAYERS = 6
_COLUMNS = 3
_LOOKS = ((GRAY, ":"), (GREEN, "--"), (BLUE, "-"))  # the first record, one halfway, the last


def time_profile(trace: Trace) -> Picture:
    """RMS of B·dL/dh_t (`time_gradient`) against the steps from the last time back, one panel a recurrent layer.

    Drawn are the first record, one halfway and the last, each as the median over the runs and its middle half. Values
    of 0 have no place on the logarithmic axis. Of more than 6 recurrent layers some are drawn, first and last included.
    """
    layers = _layers(trace["time_gradient"])
    with style():
        figure = _draw([(as_label(trace.meta.layers[layer].name), trace, layer) for layer in layers], together=True)
    return Picture(figure, text("plot-time-profile-title"), _describe(trace))


def time_profiles(traces: Mapping[str, Trace]) -> Picture:
    """The same of several traces by name, on one scale; a name comes with the norm that gradients were clipped at."""
    panels = [
        (f"{as_label(_label(name, trace))}: {as_label(trace.meta.layers[layer].name)}", trace, layer)
        for name, trace in traces.items()
        for layer in _layers(trace["time_gradient"])
    ]
    with style():
        figure = _draw(panels, together=False)
    alt = " ".join(f"{_label(name, trace)}: {_describe(trace)}" for name, trace in traces.items())
    return Picture(figure, text("plot-time-profile-beside"), alt)


def _label(name: str, trace: Trace) -> str:
    clip = ((trace.meta.experiment or {}).get("training") or {}).get("clip") or 0
    return text("plot-time-profile-clipped", name=name, clip=number(clip)) if clip else name


def _draw(of: Sequence[tuple[str, Trace, int]], *, together: bool) -> Figure:
    """A panel for each (title, trace, layer); `together`: one legend for all, who have the same moments."""
    columns = max(1, min(_COLUMNS, len(of)))
    rows = max(1, -(-len(of) // columns))
    figure = new_figure(7.2, 0.7 + 2.4 * rows)
    panels = figure.subplots(rows, columns, squeeze=False, sharey=True)
    for axes, (title, trace, layer) in zip(panels.flat, of, strict=False):
        values = trace["time_gradient"]  # (P, S, L, T)
        moments = _moments(values)
        for moment, (color, dash) in zip(moments, _looks(len(moments)), strict=True):
            low, line, high = _above_0(quantiles(values[:, moment, layer]))
            distance = np.arange(len(line))
            label = text("plot-time-profile-at", step=f"{trace.steps[moment]:,}")
            axes.plot(distance, line, dash, color=color, label=label)
            if len(trace.seeds) > 1:
                axes.fill_between(distance, low, high, color=color, alpha=0.2, linewidth=0)
        axes.set_title(title)
        axes.set_xlabel(text("plot-time-profile-distance"))
        axes.set_yscale("log")
        grid(axes)
        if not together:
            axes.legend(fontsize=7)
    for axes in panels.flat[len(of) :]:
        axes.set_axis_off()
    panels[0, 0].set_ylabel(text("plot-time-profile-gradient"))
    if together:
        figure.legend(*panels[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    return figure


def _layers(values: NDArray[np.floating]) -> list[int]:
    """The recurrent layers: those that have a number anywhere."""
    known = np.flatnonzero(np.isfinite(values).any(axis=(0, 1, 3)))
    kept = np.linspace(0, len(known) - 1, min(len(known), _MOST_LAYERS)).round().astype(int)
    return known[kept].tolist()


def _moments(values: NDArray[np.floating]) -> list[int]:
    """The first record with a number, one halfway, and the last."""
    known = np.flatnonzero(np.isfinite(values).any(axis=(0, 2, 3)))
    if not len(known):
        return []
    return list(dict.fromkeys(int(known[at]) for at in (0, len(known) // 2, len(known) - 1)))


def _looks(count: int) -> tuple[tuple[str, str], ...]:
    return (*_LOOKS[: count - 1], _LOOKS[-1]) if count else ()


def _above_0(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(values > 0, values, np.nan)


def _describe(trace: Trace) -> str:
    values = trace["time_gradient"]
    layers, moments = _layers(values), _moments(values)
    if not layers:
        return text("plot-time-profile-alt-none")
    parts = [text("plot-time-profile-alt")]
    for layer in layers:
        for moment in dict.fromkeys((moments[0], moments[-1])):
            line = middle(values[:, moment, layer])
            known = np.flatnonzero(np.isfinite(line))
            if len(known):
                parts.append(text(
                    "plot-time-profile-alt-layer", layer=trace.meta.layers[layer].name, step=f"{trace.steps[moment]:,}",
                    near=number(float(line[known[0]])), distance=int(known[-1] - known[0]),
                    far=number(float(line[known[-1]])),
                ))  # fmt: skip
    return " ".join(parts)
