"""Histograms of every layer: what its units see and send on, at the start and at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number, share
from whygrad.trace.channels import HISTOGRAM_RANGES
from whygrad.views.plots._style import BLUE, GRAY, Picture, as_label, new_figure, style
from whygrad.views.runs import middle

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from whygrad.trace import Trace

HISTOGRAMS = tuple(HISTOGRAM_RANGES)
_MOST_LAYERS = 8


def histograms(trace: Trace, channel: str = "activation_histogram") -> Picture:
    """One histogram a layer, the first record in gray and the last in color; shares, median over runs.

    The trace has to have been recorded with `detail=("histograms",)`.
    """
    with style():
        figure = _draw(trace, channel)
    return Picture(figure, text("plot-histogram-title", quantity=_called(channel)), _describe(trace, channel))


def _called(channel: str) -> str:
    return text(f"channel-{channel.replace('_', '-')}")


def _draw(trace: Trace, channel: str) -> Figure:
    values = middle(trace[channel])  # (S, L, bin)
    chosen = _spread_out(len(trace.meta.layers))
    columns = min(4, len(chosen))
    rows = -(-len(chosen) // columns)
    figure = new_figure(7.2, 0.9 + 1.5 * rows)
    panels = figure.subplots(rows, columns, squeeze=False, sharex=True)
    edges = np.linspace(*HISTOGRAM_RANGES[channel], values.shape[-1] + 1)
    end = _last_record(values)
    for index, axes in enumerate(panels.ravel()):
        if index >= len(chosen):
            axes.set_axis_off()
            continue
        layer = chosen[index]
        axes.stairs(values[0, layer], edges, color=GRAY, linewidth=1.2, label=text("plot-at-start"))
        axes.stairs(values[end, layer], edges, color=BLUE, alpha=0.55, fill=True, label=text("plot-at-end"))
        axes.set_title(as_label(trace.meta.layers[layer].name))
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
    figure.supxlabel(_called(channel), fontsize=9)
    handles, labels = panels[0, 0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper right", ncols=2)
    return figure


def _last_record(values: np.ndarray) -> int:
    recorded = np.flatnonzero(np.isfinite(values).any(axis=(1, 2)))
    return int(recorded[-1]) if recorded.size else 0


def _spread_out(layers: int) -> list[int]:
    """At most `_MOST_LAYERS` layers, first and last among them."""
    positions = np.linspace(0, layers - 1, min(layers, _MOST_LAYERS)).round().astype(int)
    return [int(position) for position in positions]


def _describe(trace: Trace, channel: str) -> str:
    values = middle(trace[channel])
    edges = np.linspace(*HISTOGRAM_RANGES[channel], values.shape[-1] + 1)
    end = _last_record(values)
    parts = [text("plot-histogram-alt", quantity=_called(channel))]
    for layer in _spread_out(len(trace.meta.layers)):
        shares = np.nan_to_num(values[end, layer])
        top = int(np.argmax(shares))
        parts.append(text(
            "plot-histogram-alt-layer", layer=trace.meta.layers[layer].name, share=share(float(shares[top])),
            low=number(float(edges[top])), high=number(float(edges[top + 1])),
        ))  # fmt: skip
    return " ".join(parts)
