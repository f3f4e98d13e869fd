"""A nerve cell beside a perceptron, part by part, with a gate's numbers passing through both.

The lines are those of the page (`studio/web/picture/neuron-shapes.js`): paths of M, C, L and Z on 340 × 240, y
downwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from whygrad.i18n import text
from whygrad.i18n.numbers import number
from whygrad.views.equations import firing
from whygrad.views.plots._style import BLACK, GRAY, NEGATIVE, POSITIVE, Picture, new_figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

    from whygrad.zoo import Firing

WIDTH, HEIGHT = 340, 240
PARTS = ("dendrite", "synapse", "body", "axon")
NEURON: dict[str, Any] = {
    "dendrites": [
        "M148 104C130 92 116 74 88 66M124 84C112 70 106 56 92 42M104 71C96 74 86 82 78 90",
        "M148 136C130 148 116 166 88 174M124 156C112 170 106 184 92 198M104 169C96 166 86 158 78 150",
    ],
    "fibers": ["M24 56C40 54 56 58 68 64", "M24 184C40 186 56 182 68 176"],
    "knobs": [[74, 65], [74, 175]],
    "body": "M142 98C152 78 188 76 204 98C218 112 218 128 204 142C188 164 152 162 142 142C126 130 126 110 142 98Z",
    "nucleus": [172, 120, 13],
    "axon": "M212 120L316 120M316 120C322 112 326 106 333 102M316 120C322 128 326 134 333 138",
    "sheaths": [[222, 112, 24, 16], [252, 112, 24, 16], [282, 112, 24, 16]],
}
PERCEPTRON: dict[str, Any] = {
    "inputs": [[34, 66, 20], [34, 174, 20]],
    "links": ["M54 66C94 66 106 108 140 112", "M54 174C94 174 106 132 140 128"],
    "weights": [[108, 61], [108, 189]],
    "bias": "M178 214L178 158",
    "body": [178, 120, 38],
    "step": "M184 132L198 132L198 108L210 108",
    "output": "M216 120L280 120",
    "answer": [302, 120, 22],
}
_PALE = "#F1F3F4"


def neuron(shown: Firing) -> Picture:
    """The two drawings with the numbers of one firing: products on the links, the sum, the answer.

    What carries a signal is blue, a signal that inhibits is orange and dashed, what carries none gray.
    """
    with style():
        figure = new_figure(7.2, 2.9)
        left, right = figure.subplots(1, 2)
        _cell(left, shown)
        _unit(right, shown)
    pairs = ", ".join(f"{text(f'neuron-{part}')} = {text(f'neuron-as-{part}')}" for part in PARTS)
    told = text("neuron-sentence", sum=firing(shown), side="≥" if shown.output else "<", output=shown.output)
    return Picture(figure, text("neuron-title"), f"{pairs}. {told}")


def _cell(axes: Axes, shown: Firing) -> None:
    _sheet(axes, text("neuron-cell"))
    for i, (x, weight) in enumerate(zip(shown.inputs, shown.weights, strict=True)):
        signal = _signal(x, weight)
        _line(axes, NEURON["dendrites"][i], POSITIVE if x else GRAY, 3.5)
        _line(axes, NEURON["fibers"][i], signal, _width(weight), dashed=weight < 0)
        _disc(axes, [*NEURON["knobs"][i], 4 + min(4, 2 * abs(weight))], "white", signal, 2)
        axes.text(12, (60, 188)[i], number(x), ha="center", va="center")
    _line(axes, NEURON["axon"], POSITIVE if shown.output else GRAY, 4)
    from matplotlib.patches import FancyBboxPatch, PathPatch

    for x, y, width, height in NEURON["sheaths"]:
        box = FancyBboxPatch(
            (x, y), width, height, boxstyle="round,pad=0,rounding_size=7", fc="white", ec=GRAY, zorder=3
        )
        axes.add_patch(box)
    axes.add_patch(PathPatch(_path(NEURON["body"]), fc=_PALE, ec=GRAY, lw=1.4, zorder=3))
    _disc(axes, [*NEURON["nucleus"][:2], 24], "white", GRAY, 0.9)
    axes.text(172, 120, number(shown.sum), ha="center", va="center", weight="bold", zorder=5)
    _captions(axes, "neuron-", [(118, 28), (44, 121), (172, 182), (268, 95)])


def _unit(axes: Axes, shown: Firing) -> None:
    _sheet(axes, text("neuron-unit"))
    for i, (x, weight, product) in enumerate(zip(shown.inputs, shown.weights, shown.products, strict=True)):
        _line(axes, PERCEPTRON["links"][i], _signal(x, weight), _width(weight), dashed=weight < 0)
        _disc(axes, PERCEPTRON["inputs"][i], _PALE, GRAY, 1.4)
        axes.text(34, PERCEPTRON["inputs"][i][1], number(x), ha="center", va="center", weight="bold", zorder=5)
        place = PERCEPTRON["weights"][i]
        axes.text(
            place[0],
            place[1] - 4,
            f"{number(weight)} × {number(x)} = {number(product)}",
            ha="center",
            va="center",
            size=8,
        )
    _line(axes, PERCEPTRON["bias"], BLACK, 1.4)
    _line(axes, PERCEPTRON["output"], POSITIVE if shown.output else GRAY, 3)
    _disc(axes, PERCEPTRON["body"], _PALE, GRAY, 1.4)
    _disc(axes, PERCEPTRON["answer"], _PALE, GRAY, 1.4)
    axes.text(164, 120, "Σ", ha="center", va="center", size=15, zorder=5)
    _line(axes, PERCEPTRON["step"], BLACK, 1.4)
    axes.text(218, 172, f"{number(shown.sum)} {'≥' if shown.output else '<'} 0", ha="center", va="center", size=8)
    axes.text(178, 226, text("neuron-bias-value", bias=number(shown.bias)), ha="center", va="center", size=8)
    axes.text(302, 120, number(shown.output), ha="center", va="center", weight="bold", zorder=5)
    _captions(axes, "neuron-as-", [(40, 28), (78, 120), (196, 38), (296, 84)])


def _sheet(axes: Axes, title: str) -> None:
    axes.set_title(title)
    axes.set_xlim(-4, WIDTH + 4)
    axes.set_ylim(HEIGHT, 0)
    axes.set_aspect("equal")
    axes.set_axis_off()


def _captions(axes: Axes, prefix: str, places: Sequence[tuple[float, float]]) -> None:
    """The names of the parts, with the number that joins the two drawings."""
    for place, (part, (x, y)) in enumerate(zip(PARTS, places, strict=True), 1):
        axes.text(
            x, y, f"{place} {text(prefix + part)}", ha="center", va="center", size=8, color="#444444", weight="bold"
        )


def _signal(x: float, weight: float) -> str:
    return GRAY if not x else NEGATIVE if weight < 0 else POSITIVE


def _width(weight: float) -> float:
    return 0.7 * max(1.5, min(7, 1.5 + 2 * abs(weight)))


def _line(axes: Axes, d: str, color: str, width: float, dashed: bool = False) -> None:
    from matplotlib.patches import PathPatch

    look = (0, (2.4, 1.6)) if dashed else "-"
    axes.add_patch(
        PathPatch(
            _path(d), fill=False, ec=color, lw=width, ls=look, capstyle="round", zorder=4 if color == BLACK else 2
        )
    )


def _disc(axes: Axes, place: Sequence[float], fill: str, edge: str, width: float) -> None:
    from matplotlib.patches import Circle

    x, y, radius = place
    axes.add_patch(Circle((x, y), radius, fc=fill, ec=edge, lw=width, zorder=3))


def _path(d: str) -> Path:
    """A path of M, C, L and Z, absolute."""
    from matplotlib.path import Path

    points: list[tuple[float, float]] = []
    codes: list[Any] = []
    kinds = {"M": Path.MOVETO, "L": Path.LINETO, "C": Path.CURVE4}
    for letter, numbers in re.findall(r"([MLCZ])([^MLCZ]*)", d):
        values = [float(value) for value in numbers.split()]
        if letter == "Z":
            points.append(points[0])
            codes.append(Path.CLOSEPOLY)
            continue
        points.extend(zip(values[::2], values[1::2], strict=True))
        codes.extend([kinds[letter]] * (len(values) // 2))
    return Path(points, codes)
