"""What a variant costs, counted from its network and its training: the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whygrad.zoo.from_experiment import of_experiment

if TYPE_CHECKING:
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace


@dataclass(frozen=True, slots=True)
class Cost:
    """Trainable parameters, multiply-adds of one sample's forward pass, and those of all forward passes of a training:
    samples times epochs times multiply-adds. A backward pass takes about twice as many again.
    """

    parameters: int
    multiply_adds: int
    training: float


def cost_of(experiment: Experiment, trace: Trace) -> Cost:
    """The cost of a training as far as it went."""
    summary = of_experiment("", experiment, "")
    epochs = float(trace.epochs[-1]) if len(trace.epochs) else 0.0
    adds = summary.multiply_adds
    return Cost(summary.parameters, adds, epochs * trace.meta.train_samples * adds)
