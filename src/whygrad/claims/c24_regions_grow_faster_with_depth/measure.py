"""How many linear regions ReLU networks have: with random weights, trained, and with weights set by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.experiment import Experiment
from whygrad.nets import Plan, plan
from whygrad.zoo.expressivity import count_regions, relu_networks
from whygrad.zoo.regions import linear_regions

Array = NDArray[np.float64]

_BOX = ((-3.0, 3.0), (-3.0, 3.0))  # three standard deviations of a standardized input
_BIAS = 0.5  # standard deviation of random biases: with none, every line of the first layer would pass through 0


def random_network(hidden: Sequence[int], seed: int) -> int:
    """Regions in a box of two inputs of a network with He weights and normal biases."""
    random = np.random.default_rng(seed)
    network = _plan(hidden, 2)
    parts = [
        random.normal(0, np.sqrt(2 / p.shape[1]) if p.kind == "weight" else _BIAS, p.count) for p in network.parameters
    ]
    return linear_regions(network, np.concatenate(parts), _BOX).count


def sawtooth(hidden: Sequence[int]) -> int:
    """Regions on 0 ≤ x ≤ 1 of a network whose layers each fold the interval once (Telgarsky 2016).

    A layer of two units computes the tent 2·relu(x) - 4·relu(x - 1/2). For a single layer of n units the kinks lie
    apart from each other, which is the best that it can do: n kinks.
    """
    network = _plan(hidden, 1)
    if len(hidden) == 1:
        units = hidden[0]
        kinks = (np.arange(units) + 0.5) / units
        return linear_regions(network, np.concatenate([np.ones(units), -kinks, np.ones(units), [0.0]]), [(0, 1)]).count
    if set(hidden) != {2}:
        raise ValueError("a deep sawtooth has layers of two units")
    fold = np.array([2.0, -4.0, 2.0, -4.0])  # both units read the tent of the layer before
    layers = [np.array([1.0, 1.0, 0.0, -0.5]), *[np.concatenate([fold, [0.0, -0.5]])] * (len(hidden) - 1)]
    return linear_regions(network, np.concatenate([*layers, [2.0, -4.0, 0.0]]), [(0, 1)]).count


def _plan(hidden: Sequence[int], inputs: int) -> Plan:
    return plan(Experiment().replace(hidden=list(hidden), activation="relu"), inputs, "numbers", 0)


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """log2 of the number of linear regions: (P,). `weights`: "random", "trained" (on two moons) or "sawtooth"."""
    hidden, weights = tuple(settings["hidden"]), settings["weights"]
    if weights == "sawtooth":
        return np.full(len(seeds), np.log2(sawtooth(hidden)))
    if weights == "random":
        return np.log2([random_network(hidden, seed) for seed in seeds])
    return np.log2(count_regions(relu_networks([hidden]), seeds)[0].end.astype(np.float64))
