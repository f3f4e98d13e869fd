"""By how much the shortened formulas miss the convolutions of well-known networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.experiment.layers import checked
from whygrad.nets.layers import Row, rows
from whygrad.zoo.formulas import shortened
from whygrad.zoo.networks import network

Array = NDArray[np.float64]


def errors(layers: Sequence[Row], formula: str) -> Array:
    """Relative error of a shortened formula for each convolution, in percent.

    `formula`: "size" for (n - k)/s + 1 against the height of the output, "parameters" for k·k·C_in against all weights
    and biases.
    """
    found: list[float] = []
    for row in layers:
        said = shortened(row)
        if said is None:
            continue
        short, true = (said.output[0], row.output[1]) if formula == "size" else (said.parameters, row.count)
        found.append(100 * abs(short - true) / true)
    return np.array(found)


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """The mean of `errors` over the convolutions of a network: (P,). Nothing is random.

    `network` is a name of `whygrad.zoo.networks`, or `layers` are given with the `shape` (C, H, W) of their input.
    """
    if "layers" in settings:
        listed = rows(checked(settings["layers"]), tuple(settings["shape"]))
    else:
        listed = network(settings["network"]).rows
    return np.full(len(seeds), errors(listed, settings["formula"]).mean())
