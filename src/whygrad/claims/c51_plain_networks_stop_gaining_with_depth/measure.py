"""Test accuracy that a network gains by depth, compared with the network of the same family that has 8 layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.measures import relative_loss, test_accuracy
from whygrad.engine import train
from whygrad.experiment import Experiment
from whygrad.trace import Status, Trace
from whygrad.zoo.plain_and_residual import layers, pictures

Array = NDArray[np.float64]

SHALLOW = 8
CLASSES = 10
RATES = (0.003, 0.01, 0.03)
TUNING_SEEDS = (1_000_000, 1_000_001)  # those of the verdict begin at 0
NO_CHANGE = "unchanged"


def experiment(family: str, depth: int, rate: float) -> Experiment:
    """A network of `whygrad explain plain-and-residual` on handwritten digits, with its training and this rate."""
    base = pictures().replace(name="digits", train_share=0.3, epochs=8, every=100_000)
    return base.replace(layers=layers(family, depth, CLASSES), learning_rate=rate)


@cache
def learning_rate(family: str, depth: int) -> float:
    """The rate of `RATES` with the lowest mean training loss, on seeds that the verdict does not use."""
    losses = {rate: _losses(experiment(family, depth, rate)) for rate in RATES}
    return min(losses, key=lambda rate: losses[rate])


def _losses(one: Experiment) -> float:
    return float(relative_loss(_trained(one, TUNING_SEEDS), of="train").mean())


@cache
def _accuracy(family: str, depth: int, seeds: tuple[int, ...]) -> Array:
    return test_accuracy(_trained(experiment(family, depth, learning_rate(family, depth)), seeds))


def _trained(one: Experiment, seeds: tuple[int, ...]) -> Trace:
    trace = train(one, seeds)
    if Status.INTERRUPTED in trace.status:
        raise KeyboardInterrupt
    return trace


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """Percentage points that `depth` layers are better than 8: (P,).

    `settings`: depth, and family, one of "vgg-style", "plain", "resnet" (`zoo.plain_and_residual.FAMILIES`), or
    "unchanged", which gains nothing.
    """
    if settings["family"] == NO_CHANGE:
        return np.zeros(len(seeds))
    numbers = tuple(int(seed) for seed in seeds)
    deep, shallow = (_accuracy(settings["family"], depth, numbers) for depth in (settings["depth"], SHALLOW))
    return deep - shallow
