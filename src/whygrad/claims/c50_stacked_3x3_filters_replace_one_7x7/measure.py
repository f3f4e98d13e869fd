"""Parameters of convolutions that see a given number of pixels, from the calculators of `whygrad zoo`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.experiment.layers import Layer, checked
from whygrad.nets.layers import Row, rows

SIDE = 32  # height and width of the input; neither count nor receptive field depends on it


def stack(inputs: int, filters: int, kernel: int, sees: int) -> tuple[Layer, ...]:
    """As many k×k convolutions of stride 1, each with ReLU, as it takes to see `sees` × `sees` pixels.

    The receptive field comes from `whygrad.nets.layers.rows`: r grows by k - 1 with each of them.
    """
    if kernel > sees or (sees - 1) % (kernel - 1):
        raise ValueError(f"{kernel}×{kernel} filters cannot see exactly {sees}×{sees} pixels")
    layers: list[object] = []
    while receptive_field(inputs, layers) < sees:
        layers += [{"conv": filters, "kernel": kernel, "padding": kernel // 2}, "relu"]
    return checked(layers)


def receptive_field(inputs: int, layers: Sequence[object]) -> int:
    """How many pixels high and wide the input is that one output depends on."""
    listed = _rows(inputs, layers)
    if not listed:
        return 1
    field = listed[-1].field
    assert field is not None
    return field.size[0]


def parameters(inputs: int, layers: Sequence[object]) -> int:
    """Weights and biases of all layers."""
    return sum(row.count for row in _rows(inputs, layers))


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> NDArray[np.float64]:
    """log2 of the parameters, the same for every seed: (P,). `settings`: inputs, filters, kernel, sees."""
    layers = stack(settings["inputs"], settings["filters"], settings["kernel"], settings["sees"])
    return np.full(len(seeds), np.log2(parameters(settings["inputs"], layers)))


def _rows(inputs: int, layers: Sequence[object]) -> list[Row]:
    return rows(checked(list(layers)), (inputs, SIDE, SIDE))
