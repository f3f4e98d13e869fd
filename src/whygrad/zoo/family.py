"""The single-layer family: one unit w·x + b, told apart only by the loss that it minimizes.

A new member is an entry of `FAMILY`: what its experiment has that others have not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whygrad.data import Dataset, load
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.nets import plan
from whygrad.trace import Trace
from whygrad.zoo.training import train_to_the_end

Array = NDArray[np.float64]

# With targets y = ±1 and z = w·x + b. Every one answers class 1 where z > 0.
FAMILY: Mapping[str, Mapping[str, object]] = {
    # max(0, -y·z), one sample at a time, steps that never get smaller: only mistakes count (Rosenblatt 1958)
    "perceptron": {"optimizer": "perceptron", "batch_size": 1, "schedule": "constant"},
    # (y - z)²/2: Adaline (Widrow & Hoff 1960), the same line as linear regression on ±1
    "adaline": {"loss": "squared", "output": "identity"},
    # log(1 + exp(-y·z)): logistic regression, the sigmoid inside the loss (Cox 1958)
    "logistic": {"loss": "cross-entropy"},
    # max(0, 1 - y·z) + l2·‖w‖²/2: the linear support vector machine (Cortes & Vapnik 1995), by stochastic subgradients
    "svm": {"loss": "hinge", "output": "identity", "l2": 0.01},
}


@dataclass(frozen=True, slots=True, eq=False)
class Relative:
    """A trained member of the family over P seeds.

    `weights` (P, F) and `bias` (P,): the last line w·x + b = 0 in the inputs that the unit sees. `accuracy` (P,) on the
    training set, `accuracy_test` (P,) on the other.
    """

    name: str
    experiment: Experiment
    trace: Trace
    dataset: Dataset
    weights: Array
    bias: Array
    accuracy: Array
    accuracy_test: Array

    @property
    def turn(self) -> float:
        """How far the seeds' lines are turned against each other: mean angle to their mean direction, in degrees."""
        unit = self.weights / np.linalg.norm(self.weights, axis=1, keepdims=True)
        mean = unit.mean(axis=0)
        cosine = np.clip(unit @ mean / np.linalg.norm(mean), -1, 1)
        return float(np.degrees(np.arccos(cosine)).mean())


def overlapping() -> Experiment:
    """Data that tells the members apart: two clouds that overlap a little, so that no line is right everywhere.

    The learning rate falls to 0, so that every member settles where its loss is least (the perceptron never does).
    """
    return Experiment().replace(name="gauss", noise=0.3, epochs=100, schedule="linear")


def members(base: Experiment) -> dict[str, Experiment]:
    """The family on the data and training of `base`: name -> experiment."""
    plain = base.replace(hidden=[], optimizer="sgd", loss="auto", output="auto")
    return {name: plain.replace(**changes) for name, changes in FAMILY.items()}


def family(base: Experiment | None = None, seeds: int = 8) -> tuple[Relative, ...]:
    """Train the whole family side by side on the data of `base` (`overlapping()` by default); one call of the engine.

    Raises `ExperimentError` unless the data has two classes.
    """
    base = base or overlapping()
    dataset = load(base.data, base.folder)
    if dataset.classes != 2:
        raise ExperimentError("zoo-family-classes", data=base.data.name)
    experiments = members(base)
    traces = train_to_the_end(list(experiments.values()), seeds)
    return tuple(
        _relative(name, experiment, trace, dataset)
        for (name, experiment), trace in zip(experiments.items(), traces, strict=True)
    )


def _relative(name: str, experiment: Experiment, trace: Trace, dataset: Dataset) -> Relative:
    network = plan(experiment, dataset.x_train.shape[1], dataset.task, dataset.classes)
    final = trace.final_parameters
    assert final is not None
    features = network.widths[0]
    weights, bias = np.split(final.astype(np.float64), [features], axis=1)  # a single layer: w, then b
    return Relative(
        name, experiment, trace, dataset, weights, bias[:, 0],
        np.asarray(trace["accuracy_train"][:, -1], np.float64), np.asarray(trace["accuracy_test"][:, -1], np.float64),
    )  # fmt: skip
