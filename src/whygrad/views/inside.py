"""What was found inside a network: figures for each way of looking, a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from whygrad.i18n import text
from whygrad.i18n.numbers import number, share
from whygrad.nets.layers import written
from whygrad.views import terminal

if TYPE_CHECKING:
    from rich.console import RenderableType

    from whygrad.views.plots import Picture
    from whygrad.zoo.inside import Depth, Layer, Look

_MOST_LAYERS = 45  # of more, only those that multiply, and residual blocks, are shown
_MULTIPLY = ("Conv2d", "Linear", "Block")


def figures(found: Look) -> Iterator[tuple[str, Picture]]:
    """(name, picture) of everything that was looked at."""
    from whygrad.views import plots

    subject = found.subject
    if found.filters is not None:
        layer, weights = found.filters
        yield "filters", plots.filters_picture(weights, layer.name)
    if found.maps and found.pictures is not None:
        yield "maps", plots.maps_picture(list(_maps(found)))
    if found.exciting is not None:
        layer, best, made = found.exciting
        names = [_channel(found, layer, channel) for channel in made.channels]
        shown = None if found.many is None else found.many.shown
        yield "exciting", plots.exciting_picture(layer.name, made, subject.as_shown(made.pictures), best, shown, names)
    ways = [(text(f"inside-way-{one.way}"), one) for one in found.attributions()]
    if ways and found.pictures is not None:
        yield "attribution", plots.attribution_picture(found.pictures.shown, titles(found), ways)
    if found.depth:
        yield "depth", plots.depth_picture([(layer.name, row) for layer, row in in_short(found)])


def _maps(found: Look) -> Iterator[Any]:
    from whygrad.views.plots import Maps

    assert found.pictures is not None
    for layer, maps in found.maps:
        for number_, one in enumerate(maps):
            yield Maps(found.pictures.shown[number_], found.pictures.names[number_], layer.name, one)


def _channel(found: Look, layer: Layer, channel: int) -> str:
    """A channel of the last layer is a class."""
    subject = found.subject
    last = layer == subject.layers[-1] or layer.name == "output"
    if last and len(layer.shape) == 1 and layer.shape[0] == len(subject.labels):
        return subject.label(channel)
    return text("plot-channel", number=channel)


def titles(found: Look) -> list[str]:
    """What each picture is, and what the network takes it for."""
    assert found.pictures is not None
    lines: list[str] = []
    rows = zip(found.pictures.names, found.answered.tolist(), found.explained.tolist(), strict=True)
    for name, answered, explained in rows:
        line = text("inside-taken-for", picture=name, answer=found.subject.label(answered))
        if explained != answered:
            line += "\n" + text("inside-explained", label=found.subject.label(explained))
        lines.append(line)
    return lines


def in_short(found: Look) -> list[tuple[Layer, Depth]]:
    """All layers by depth, or the main ones if there are many."""
    if len(found.depth) <= _MOST_LAYERS:
        return found.depth
    return [(layer, row) for layer, row in found.depth if row.kind in _MULTIPLY]


def table(found: Look) -> RenderableType:
    """By layer: shape of the output, norm and deviation of the weights; mean, deviation and zeros of the output."""
    headings: list[tuple[str, Any]] = [
        (text("zoo-layer"), "left"), (text("zoo-output"), "left"), (text("inside-norm"), "right"),
        (text("inside-weights-std"), "right"), (text("inside-mean"), "right"), (text("inside-std"), "right"),
        (text("inside-zeros"), "right"),
    ]  # fmt: skip
    lines = [
        [
            layer.name, written(layer.shape), _some(row.weight_norm), _some(row.weight_std), number(row.mean),
            number(row.std), share(row.zeros),
        ]
        for layer, row in in_short(found)
    ]  # fmt: skip
    return terminal.rows(headings, lines, whole=range(2))


def _some(value: float) -> str:
    return "" if value != value else number(value)


def answers(found: Look) -> RenderableType:
    """The pictures that were looked at: what each is, what the network says, what the maps explain."""
    assert found.pictures is not None
    subject = found.subject
    headings: list[tuple[str, Any]] = [
        (text("zoo-picture"), "left"), (text("predict-label"), "left"), (text("inside-about"), "left"),
    ]  # fmt: skip
    rows = zip(found.pictures.names, found.answered.tolist(), found.explained.tolist(), strict=True)
    lines = [[name, subject.label(answer), subject.label(about)] for name, answer, about in rows]
    return terminal.rows(headings, lines)
