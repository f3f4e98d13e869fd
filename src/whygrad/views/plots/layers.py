"""A quantity of every layer over time: a heatmap, and its profile through the depth at a few moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np

from whygrad.i18n import text
from whygrad.i18n.numbers import number, share
from whygrad.views.plots._style import HEAT, Picture, as_label, grid, new_figure, style
from whygrad.views.runs import middle

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from whygrad.trace import Trace

_SHARES = frozenset({"dead_share", "saturated_share", "zero_share"})
_MOMENTS = 4  # profiles drawn: the first record, the last, and two between


def layers_over_time(trace: Trace, channel: str) -> Picture:
    """One layer channel as layer against epoch, median over runs; shares on 0 to 1, all else logarithmic."""
    with style():
        figure = _draw(trace, channel)
    return Picture(figure, text("plot-layers-title", quantity=_called(channel)), _describe(trace, channel))


def _called(channel: str) -> str:
    return text(f"channel-{channel.replace('_', '-')}")


def _draw(trace: Trace, channel: str) -> Figure:
    values = middle(trace[channel])  # (S, L)
    names = [layer.name for layer in trace.meta.layers]
    is_share = channel in _SHARES
    figure = new_figure(7.2, max(2.6, 1.3 + 0.22 * len(names)))
    heat, profile = figure.subplots(1, 2, width_ratios=(1.25, 1))
    shown = values if is_share else _logarithm(values)
    edges = _edges(trace.epochs)
    limits = (0.0, 1.0) if is_share else _limits(shown)
    colors = mpl.colormaps[HEAT].with_extremes(under="black")  # log 0 = -∞: a gradient that is exactly 0
    drawn = np.where(np.isneginf(shown), limits[0] - 1, shown)  # infinities would be left out as unknown
    image = heat.pcolormesh(
        edges, np.arange(len(names) + 1) - 0.5, drawn.T, cmap=colors, vmin=limits[0], vmax=limits[1], rasterized=True
    )
    heat.set_facecolor("#dddddd")  # where nothing was recorded
    heat.set_yticks(_thinned(len(names)), [as_label(names[index]) for index in _thinned(len(names))])
    heat.invert_yaxis()
    heat.set_xlabel(text("plot-epoch"))
    label = _called(channel) if is_share else text("plot-log10", quantity=_called(channel))
    if np.isneginf(shown).any():
        label += f"  ({text('plot-zero')})"
    figure.colorbar(image, ax=heat, shrink=0.9).set_label(label)

    depth = np.arange(1, len(names) + 1)
    moments = _moments(values)
    for order, moment in enumerate(moments):
        color = _shade(order, len(moments))
        at = text("plot-at-epoch", epoch=number(float(trace.epochs[moment])))
        profile.plot(depth, values[moment], "o-", color=color, markersize=4, label=at)
    if is_share:
        profile.set_ylim(-0.02, 1.02)
    elif (values[np.isfinite(values)] > 0).any():
        profile.set_yscale("log")
    profile.set_xlabel(text("plot-layer-number"))
    profile.set_xticks([index + 1 for index in _thinned(len(names))])
    grid(profile)
    if moments:
        profile.legend()
    return figure


def _logarithm(values: np.ndarray) -> np.ndarray:
    """log₁₀, -∞ for 0, NaN for what has none."""
    return np.log10(values, where=values > 0, out=np.where(values == 0, -np.inf, np.nan))


def _limits(shown: np.ndarray) -> tuple[float, float]:
    finite = shown[np.isfinite(shown)]
    if not finite.size:
        return -1.0, 0.0
    low, high = float(finite.min()), float(finite.max())
    return (low, high) if high - low > 0.2 else (low - 0.1, high + 0.1)


def _edges(epochs: np.ndarray) -> np.ndarray:
    """Borders between records, so that each is drawn as wide as the time it stands for."""
    if len(epochs) == 1:
        return np.array([epochs[0] - 0.5, epochs[0] + 0.5])
    middles = (epochs[1:] + epochs[:-1]) / 2
    return np.concatenate([epochs[:1], middles, epochs[-1:]])


def _moments(values: np.ndarray) -> list[int]:
    recorded = np.flatnonzero(np.isfinite(values).any(axis=1))
    if not recorded.size:
        return []
    positions = np.linspace(0, len(recorded) - 1, min(_MOMENTS, len(recorded))).round().astype(int)
    return [int(recorded[position]) for position in dict.fromkeys(positions.tolist())]


def _thinned(count: int, most: int = 14) -> list[int]:
    return list(range(0, count, max(1, -(-count // most))))


def _shade(order: int, of: int) -> tuple[float, float, float, float]:
    return mpl.colormaps[HEAT](0.9 * (1 - order / max(of - 1, 1)))


def _describe(trace: Trace, channel: str) -> str:
    values = middle(trace[channel])
    moments = _moments(values)
    if not moments:
        return text("plot-layers-alt-none", quantity=_called(channel))
    written = share if channel in _SHARES else number
    profile = values[moments[-1]]
    names = [layer.name for layer in trace.meta.layers]
    known = np.flatnonzero(np.isfinite(profile))
    low, high = known[np.argmin(profile[known])], known[np.argmax(profile[known])]
    return text(
        "plot-layers-alt", quantity=_called(channel), epoch=number(float(trace.epochs[moments[-1]])),
        first=names[known[0]], first_value=written(float(profile[known[0]])),
        last=names[known[-1]], last_value=written(float(profile[known[-1]])),
        low=names[low], low_value=written(float(profile[low])),
        high=names[high], high_value=written(float(profile[high])),
    )  # fmt: skip
