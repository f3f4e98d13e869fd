"""What depth does to plain and to residual networks: the same layers with and without shortcuts, deeper and deeper.

Section 4.2 of He, Zhang, Ren & Sun 2015 (arXiv 1512.03385), small: three stages of 3×3 convolutions, 6n + 2 layers, as
`resnet-20` and `plain-20` are, but with 8, 16 and 32 filters on maps of half the size. Beside them the same layers
without normalization, in the style of VGG (Simonyan & Zisserman 2014).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from whygrad.data import load
from whygrad.errors import ExperimentError, InputError
from whygrad.experiment import Experiment
from whygrad.experiment.layers import Layer, checked
from whygrad.trace import Trace
from whygrad.zoo.networks.cifar import stages
from whygrad.zoo.training import train_one_by_one

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis

Array = NDArray[np.float64]

# name -> whether it has shortcuts, whether it is normalized
FAMILIES: Mapping[str, tuple[bool, bool]] = {
    "vgg-style": (False, False),
    "plain": (False, True),
    "resnet": (True, True),
}
DEPTHS = (8, 20, 32)
SEEDS = 3
FILTERS = 8
DEEPEST = 200


def pictures() -> Experiment:
    """600 pictures of Fashion-MNIST, a few epochs: all networks together take about a minute."""
    return Experiment.from_tree(
        {
            "data": {"name": "fashion-mnist-small", "preprocessing": ["center-channel", "scale-channel"]},
            "network": {"init": "he-normal"},
            "training": {
                "optimizer": "nesterov", "learning_rate": 0.05, "batch_size": 32, "epochs": 4, "schedule": "cosine",
                "warmup": 0.1,
            },
        }
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Member:
    """A network of one family and depth over P seeds; L layers, S records."""

    family: str
    depth: int
    experiment: Experiment
    trace: Trace

    def last(self, channel: str) -> Array:
        """(P,) a channel at the last record of each run that lived to it."""
        return np.asarray(self.trace[channel][:, -1], np.float64)

    def gradients(self, record: int) -> Array:
        """(L,) RMS of the gradient of each layer's weights, the geometric mean over the seeds; NaN where it is 0."""
        values = self.trace["gradient_rms"][:, record].astype(np.float64)  # (P, L)
        shown = np.log(np.where(values > 0, values, np.nan))
        return np.exp(shown.mean(axis=0))

    def diagnosis(self) -> Diagnosis:
        """What the rules say of it."""
        from whygrad.diagnose import diagnose

        return diagnose(self.trace)


def layers(family: str, depth: int, outputs: int) -> tuple[Layer, ...]:
    """A network of 6n + 2 layers for pictures, the shortcuts' own left out of the count."""
    shortcuts, normalized = FAMILIES[family]
    return checked(_without(stages(depth, shortcuts, outputs, FILTERS, 2), normalized))


def _without(listed: Sequence[object], normalized: bool) -> list[object]:
    """The layers as they are, or without normalization: convolutions then have biases."""
    if normalized:
        return list(listed)
    kept = [one for one in listed if one != "batch_norm"]
    return [
        {key: value for key, value in one.items() if key != "bias"} if isinstance(one, dict) else one for one in kept
    ]


def members(base: Experiment, depths: Sequence[int]) -> list[tuple[str, int, Experiment]]:
    """(family, depth, experiment) of all networks on the data and training of `base`, from shallow to deep.

    Raises `InputError` for depths that are not 6n + 2, `ExperimentError` for data that are no pictures of classes.
    """
    wrong = [depth for depth in depths if depth < 8 or depth > DEEPEST or depth % 6 != 2]
    if wrong or not depths:
        raise InputError("zoo-depth-depths", depth=str(wrong[0] if wrong else ""), most=str(DEEPEST))
    dataset = load(base.data, base.folder)
    if dataset.picture_shape is None or not dataset.classes:
        raise ExperimentError("zoo-depth-pictures", data=base.data.name)
    outputs = 1 if dataset.classes == 2 else dataset.classes
    return [
        (family, depth, base.replace(layers=layers(family, depth, outputs)))
        for depth in sorted(set(depths))
        for family in FAMILIES
    ]


def plain_and_residual(
    base: Experiment | None = None,
    depths: Sequence[int] = DEPTHS,
    seeds: int = SEEDS,
    *,
    progress: Callable[[float], None] | None = None,
) -> list[Member]:
    """Train networks of growing depth with and without shortcuts on the pictures of `base` (`pictures()` by default).

    Ctrl-C ends it with the networks that were trained so far.
    """
    every = members(base or pictures(), depths)
    traces = train_one_by_one([experiment for _, _, experiment in every], seeds, progress)
    return [Member(*one, trace) for one, trace in zip(every, traces, strict=False)]
