"""A map: the plane of two settings, every pixel one trained network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.maps import filled
from whygrad.views.maps import finding_name, measure_name, settings_words, share_words
from whygrad.views.plots._style import CYCLE, GRAY, HEAT, RED, Picture, as_label, new_figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from whygrad.maps import Axis, Map

_MOST_DRAWN = 2_048  # pixels along an axis of the picture; more would be smaller than a dot on paper
_MOST_CODES = 8  # findings with a color of their own
_MOST_COLUMNS = 3
_MOST_TICKS = 14  # listed values that are named along an axis
_DIVERGED, _UNKNOWN, _OTHER = RED, "#FFFFFF", "#BBBBBB"


def trainability_map(found: Map) -> Picture:
    """A picture of a map: colors for the measure, red where most runs of a pixel did not finish; or a color for each
    finding.
    """
    shown = filled(found) if found.trained < 1 else found
    title = text("map-title", measure=measure_name(found.measure.name), x=found.x.name, y=found.y.name)
    with style():
        figure = _draw(shown)
    parts = [text("map-alt", title=title, width=len(found.x), height=len(found.y)), share_words(found)]
    if found.trained < 1:
        parts.append(text("map-partly", share=round(100 * found.trained)))
    if (best := found.best) is not None:
        parts.append(text("map-best", value=number(best["value"]), settings=settings_words(best["settings"])))
    return Picture(figure, title, " ".join(parts))


def _draw(found: Map) -> Figure:
    planes = len(found.values)
    columns = min(planes, _MOST_COLUMNS)
    rows = -(-planes // columns)
    figure = new_figure(max(6.4, 3.4 * columns), 4.6 if planes == 1 else 3.1 * rows + 0.6)
    panels = figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True)
    drawn = None
    show = _codes if found.measure.of is None else _numbers
    for plane, axes in enumerate(panels.ravel()):
        if plane >= planes:
            axes.set_axis_off()
            continue
        drawn = show(axes, found, plane) or drawn
        _scale(axes, found)
        if found.z is not None:
            axes.set_title(as_label(f"{found.z.name} {found.z.values[plane]}"), fontsize=8)
    for axes in panels[-1]:
        axes.set_xlabel(found.x.name)
    for row in panels:
        row[0].set_ylabel(found.y.name)
    if drawn is not None:
        figure.colorbar(drawn, ax=list(panels.ravel()), label=measure_name(found.measure.name), shrink=0.9)
    else:
        figure.suptitle(measure_name(found.measure.name), x=0.02, ha="left", fontsize=10, fontweight="bold")
    _legend(figure, found)
    return figure


def _numbers(axes: Axes, found: Map, plane: int) -> Any:
    """The mean over the seeds; red where fewer than half of a pixel's runs finished."""
    mean, finished = found.mean[plane], found.finished[plane]
    failed = finished < 0.5
    values = np.where(failed, np.nan, mean)
    drawn = axes.pcolormesh(*_edges(found), _thin(values), cmap=HEAT, norm=_norm(found), rasterized=True)
    if failed.any():
        from matplotlib.colors import ListedColormap

        over = np.where(_thin(failed.astype(np.float64)) > 0, 0.0, np.nan)
        axes.pcolormesh(*_edges(found), over, cmap=ListedColormap([_DIVERGED]), rasterized=True)
    return drawn


def _norm(found: Map) -> Any:
    """One scale for all planes, from the values of finished pixels; the outermost percent does not stretch it."""
    from matplotlib.colors import LogNorm, Normalize

    known = found.mean[(found.finished >= 0.5) & np.isfinite(found.mean)]
    if not len(known):
        return Normalize(0, 1)
    low, high = (float(one) for one in np.percentile(known, (1, 99)))
    if found.measure.log and low > 0 and high > 3 * low:
        return LogNorm(low, high)
    return Normalize(low, high if high > low else low + 1e-9)


def _codes(axes: Axes, found: Map, plane: int) -> None:
    """A color for each of the most frequent findings, one for all others."""
    from matplotlib.colors import ListedColormap

    shown = shown_codes(found)
    place = {found.names.index(code): position for position, code in enumerate(shown)}
    table = np.array([place.get(code, len(shown)) for code in range(len(found.names))], dtype=np.float64)
    codes = found.codes[plane]
    picture = np.where(codes >= 0, table[np.maximum(codes, 0)], np.nan)
    colors = ListedColormap([*code_colors(shown), _OTHER])
    axes.pcolormesh(*_edges(found), _thin(picture), cmap=colors, vmin=-0.5, vmax=len(shown) + 0.5, rasterized=True)


def shown_codes(found: Map) -> list[str]:
    """The findings that have a color of their own: the most frequent ones."""
    return list(found.shares())[:_MOST_CODES]


def code_colors(codes: list[str]) -> list[str]:
    """A color for each code; gray-white for healthy pixels, so that what fails stands out."""
    colors = iter(CYCLE)
    return ["#E8E8E8" if code == "healthy" else next(colors) for code in codes]


def _legend(figure: Figure, found: Map) -> None:
    from matplotlib.patches import Patch

    if found.measure.of is None:
        shown = shown_codes(found)
        shares = found.shares()
        patches = [
            Patch(facecolor=color, edgecolor=GRAY, label=f"{finding_name(code)} ({100 * shares[code]:.0f} %)")
            for code, color in zip(shown, code_colors(shown), strict=True)
        ]
        if len(shares) > len(shown):
            patches.append(Patch(facecolor=_OTHER, edgecolor=GRAY, label=text("map-other-findings")))
    else:
        unfinished = np.nansum(found.finished < 0.5)
        patches = [Patch(facecolor=_DIVERGED, edgecolor=GRAY, label=text("map-did-not-finish"))] if unfinished else []
    if found.trained < 1:
        patches.append(Patch(facecolor=_UNKNOWN, edgecolor=GRAY, label=text("map-not-trained")))
    if patches:
        figure.legend(handles=patches, loc="outside lower center", ncols=min(3, len(patches)))


def _scale(axes: Axes, found: Map) -> None:
    for axis, one in ((axes.xaxis, found.x), (axes.yaxis, found.y)):
        if one.scale == "log":
            (axes.set_xscale if axis is axes.xaxis else axes.set_yscale)("log")
        elif one.scale == "list" and len(one) <= _MOST_TICKS:
            axis.set_ticks(list(range(len(one))), [as_label(str(value)) for value in one.values])
            if axis is axes.xaxis and sum(len(str(value)) for value in one.values) > 40:
                axes.tick_params(axis="x", labelrotation=30)


def _edges(found: Map) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where pixels end, one more than there are pixels: (X + 1,), (Y + 1,)."""
    return _ends(found.x), _ends(found.y)


def _ends(axis: Axis) -> NDArray[np.float64]:
    numbers = axis.numbers[:: _step(len(axis))]
    numbers = np.log(numbers) if axis.scale == "log" else numbers
    if len(numbers) == 1:
        return np.array([numbers[0] - 0.5, numbers[0] + 0.5])
    middle = (numbers[:-1] + numbers[1:]) / 2
    ends = np.concatenate(([2 * numbers[0] - middle[0]], middle, [2 * numbers[-1] - middle[-1]]))
    return np.exp(ends) if axis.scale == "log" else ends


def _thin(picture: NDArray[Any]) -> NDArray[Any]:
    """Every n-th pixel of a picture that is too large to be drawn."""
    return picture[:: _step(picture.shape[0]), :: _step(picture.shape[1])]


def _step(size: int) -> int:
    return -(-size // _MOST_DRAWN)
