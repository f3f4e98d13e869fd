"""The arithmetic behind a layer's sizes and counts: every formula with the layer's own numbers in it.

A kind of layer names its formulas (`nets.layers.Kind.formulas`: ids of messages); here each is worked out. A
calculation is plain arithmetic that can be checked by evaluating it: "⌊(224 + 2·2 − 1·(11 − 1) − 1)/4⌋ + 1 = 55".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod

from whygrad.experiment.layers import Layer
from whygrad.nets.layers import Row, Window, kind_of

RECEPTIVE_FIELD = "formula-receptive-field"


@dataclass(frozen=True, slots=True)
class Worked:
    """A formula (the id of its message) and what it gives for one layer: calculations, each with its result."""

    formula: str
    calculations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shortened:
    """What two shortened formulas give for a convolution that are often taught: the output size without padding,
    (n − k)/s + 1, for height and width, and the parameters without output channels and biases, k·k·C_in.
    """

    output: tuple[float, float]
    output_calculation: str
    parameters: int
    parameters_calculation: str


def worked(row: Row) -> list[Worked]:
    """Every formula of a layer, with its numbers."""
    found = [Worked(name, _WORK[name](row)) for name in kind_of(row.layer).formulas]
    if row.field is not None and _window(row) is not None:
        found.append(Worked(RECEPTIVE_FIELD, _receptive_field(row)))
    return found


def shortened(row: Row) -> Shortened | None:
    """What the shortened formulas give; `None` for what is no convolution."""
    window = _window(row)
    if row.layer.kind != "conv" or window is None:
        return None
    sizes = [(n, k, s) for n, k, s in zip(row.input[1:], window.kernel, window.stride, strict=True)]
    values = [(n - k) / s + 1 for n, k, s in sizes]
    (high, wide), channels = window.kernel, row.input[0]
    count = high * wide * channels
    said = [f"({n} − {k})/{s} + 1 = {value:.10g}" for (n, k, s), value in zip(sizes, values, strict=True)]
    size = ", ".join(dict.fromkeys(said))  # height and width are said once where they are alike
    return Shortened((values[0], values[1]), size, count, f"{high}·{wide}·{channels} = {count}")


def _window(row: Row) -> Window | None:
    return None if row.layer.kind == "residual" else kind_of(row.layer).window(row.layer, row.input)


def _pairs(row: Row) -> list[tuple[int, int, int, int]]:
    """(k, s, p, d) for height and width."""
    window = _window(row)
    assert window is not None
    return list(zip(window.kernel, window.stride, window.padding, window.dilation, strict=True))


def _slid(row: Row) -> tuple[str, ...]:
    sizes = zip(row.input[1:], _pairs(row), row.output[1:], strict=True)
    return tuple(
        dict.fromkeys(f"⌊({n} + 2·{p} − {d}·({k} − 1) − 1)/{s}⌋ + 1 = {out}" for n, (k, s, p, d), out in sizes)
    )


def _receptive_field(row: Row) -> tuple[str, ...]:
    assert row.field is not None
    found: list[str] = []
    for (k, s, _, d), size, jump in zip(_pairs(row), row.field.size, row.field.jump, strict=True):
        before = jump // s  # the distance of two neighbors in front of the layer
        found.append(f"{size - d * (k - 1) * before} + {d}·({k} − 1)·{before} = {size}")
    return tuple(dict.fromkeys(found))


def _conv_parameters(row: Row) -> tuple[str, ...]:
    (high, wide), layer = row.layer.pair("kernel"), row.layer
    channels, groups, filters = row.input[0], layer.whole("groups"), layer.whole("conv")
    fan = f"{high}·{wide}·{channels}" if groups == 1 else f"{high}·{wide}·{channels}/{groups}"
    return (f"{fan}·{filters}{_plus(layer, filters)} = {row.count}",)


def _conv_multiply_adds(row: Row) -> tuple[str, ...]:
    weights = row.parameters[0].count
    return (f"{weights}·{row.output[1]}·{row.output[2]} = {row.multiply_adds}",)


def _dense_parameters(row: Row) -> tuple[str, ...]:
    units = row.layer.whole("dense")
    return (f"{row.input[-1]}·{units}{_plus(row.layer, units)} = {row.count}",)


def _plus(layer: Layer, biases: int) -> str:
    return f" + {biases}" if layer["bias"] else ""


def _normalization_parameters(row: Row) -> tuple[str, ...]:
    return (f"2·{'·'.join(map(str, row.parameters[0].shape))} = {row.count}",)


def _recurrent_parameters(row: Row) -> tuple[str, ...]:
    """One calculation a level, for all of its directions."""
    layer, units = row.layer, row.layer.whole(row.layer.kind)
    gates, directions = row.parameters[0].shape[0] // units, 2 if layer["bidirectional"] else 1
    found: list[str] = []
    for level in range(layer.whole("depth")):
        inputs = units * directions if level else row.input[-1]
        total = directions * gates * (units * (inputs + units) + 2 * units)
        found.append(f"{directions}·{gates}·({units}·({inputs} + {units}) + 2·{units}) = {total}")
    return tuple(dict.fromkeys(found))


def _embedding_parameters(row: Row) -> tuple[str, ...]:
    words, size = row.parameters[0].shape
    return (f"{words}·{size} = {prod((words, size))}",)


_WORK: Mapping[str, Callable[[Row], tuple[str, ...]]] = {
    "formula-slid": _slid,
    "formula-conv-parameters": _conv_parameters,
    "formula-conv-multiply-adds": _conv_multiply_adds,
    "formula-dense-parameters": _dense_parameters,
    "formula-pool-parameters": lambda _: (),  # there is nothing to calculate
    "formula-normalization-parameters": _normalization_parameters,
    "formula-recurrent-parameters": _recurrent_parameters,
    "formula-embedding-parameters": _embedding_parameters,
    "formula-residual": lambda _: (),
}
