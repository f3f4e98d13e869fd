"""Gates of two inputs over their plane: where each network set by hand is on, and the proof that no line does XOR."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from whygrad.i18n import text
from whygrad.views.plots._field import SIDES
from whygrad.views.plots._style import BLACK, GRAY, NEGATIVE, POSITIVE, Picture, new_figure, style
from whygrad.zoo import CORNERS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from whygrad.zoo import Gate

_LOW, _HIGH, _POINTS = -0.5, 1.5, 301


def gates(shown: Sequence[Gate]) -> Picture:
    """A panel for each gate with the ground in the color of its answer, the line of every unit that sees the inputs and
    the corners (filled: on). A gate that no line can do gets one more panel before it: the segments that cross.
    """
    with style():
        figure = _draw(shown)
    parts = [text("plot-gates-alt", names=", ".join(gate.name.upper() for gate in shown))]
    parts += [text("plot-gates-alt-crossing", gate=g.name.upper()) for g in shown if not g.separation().separable]
    return Picture(figure, text("plot-gates-title"), " ".join(parts))


def _draw(shown: Sequence[Gate]) -> Figure:
    panels = [(gate, proof) for gate in shown for proof in (True, False) if not (proof and gate.separation().separable)]
    figure = new_figure(1.75 * len(panels), 2.2)
    row = figure.subplots(1, len(panels), squeeze=False, sharex=True, sharey=True)[0]
    for axes, (gate, proof) in zip(row, panels, strict=True):
        name = gate.name.upper()
        axes.set_title(text("plot-gates-layers", gate=name) if gate.hidden and not proof else name)
        (_crossing if proof else _ground)(axes, gate)
        _corners(axes, gate)
        axes.set_xticks([0, 1])
        axes.set_yticks([0, 1])
        axes.set_aspect("equal")
        axes.set_xlim(_LOW, _HIGH)
        axes.set_ylim(_LOW, _HIGH)
        axes.set_xlabel("x₁")
    row[0].set_ylabel("x₂")
    return figure


def _ground(axes: Axes, gate: Gate) -> None:
    """Where the gate is on, and the line of each unit that the inputs reach."""
    line = np.linspace(_LOW, _HIGH, _POINTS)
    plane = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
    on = gate.evaluate(plane)[1].reshape(_POINTS, _POINTS)
    axes.imshow(1.4 * on - 0.7, origin="lower", extent=(_LOW, _HIGH, _LOW, _HIGH), cmap=SIDES, vmin=-1, vmax=1)
    for unit in gate.hidden or (gate.output,):
        height = np.array([*unit.weights]) @ plane.T + unit.bias
        axes.contour(line, line, height.reshape(_POINTS, _POINTS), levels=[0.0], colors=BLACK, linewidths=1.2)


def _crossing(axes: Axes, gate: Gate) -> None:
    """What both classes' corners make: a segment each, and the point that lies on both."""
    found = gate.separation()
    if found.shares is None or found.common is None:
        return
    used, answers = found.shares > 0, np.array(gate.answers)
    for side, color in ((1, POSITIVE), (0, NEGATIVE)):
        axes.plot(*CORNERS[used & (answers == side)].T, color=color, linewidth=2)
    axes.plot(*found.common, "x", color=BLACK, markersize=9, markeredgewidth=2)


def _corners(axes: Axes, gate: Gate) -> None:
    answers = np.array(gate.answers)
    for side, fill, edge in ((1, POSITIVE, "white"), (0, "white", NEGATIVE)):
        axes.scatter(*CORNERS[answers == side].T, s=60, c=fill, edgecolors=edge, linewidths=1.5, zorder=3)
    axes.axhline(0, color=GRAY, linewidth=0.4, zorder=0)
    axes.axvline(0, color=GRAY, linewidth=0.4, zorder=0)
