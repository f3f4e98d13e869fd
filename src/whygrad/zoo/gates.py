"""Logic gates as networks of step units: set by hand, learned by the perceptron rule, and why XOR needs two layers.

A gate is an ordinary network of an ordinary experiment (`nets.plan`); its last unit is on where the output w·x + b is
at least 0, which is how the output of any two-class network is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from whygrad.experiment import Experiment
from whygrad.nets import ACTIVATIONS, Plan, forward, plan
from whygrad.trace import Trace
from whygrad.zoo.separation import Separation, separation
from whygrad.zoo.training import train_to_the_end

Array = NDArray[np.float64]

CORNERS: Array = np.array([(0, 0), (0, 1), (1, 0), (1, 1)], np.float64)
CORNERS.setflags(write=False)


@dataclass(frozen=True, slots=True)
class Firing:
    """The numbers of a perceptron at one input: its products w·x, their sum with the bias, its output, which is 1 where
    the sum is at least 0 and else 0.
    """

    inputs: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    products: tuple[float, ...]
    sum: float
    output: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A perceptron set by hand: on (1) where w·x + b ≥ 0, else off (0)."""

    name: str
    weights: tuple[float, ...]
    bias: float

    def fire(self, inputs: tuple[float, ...]) -> Firing:
        """What passes through it at one input."""
        products = tuple(weight * x for weight, x in zip(self.weights, inputs, strict=True))
        total = sum(products) + self.bias
        return Firing(inputs, self.weights, self.bias, products, total, int(total >= 0))


@dataclass(frozen=True)
class Gate:
    """A gate of two inputs: its data set, the answers wanted at `CORNERS`, and a network set by hand that gives them.

    `hidden` are the units of its hidden layer, none for a single perceptron.
    """

    name: str
    data: str
    answers: tuple[int, int, int, int]
    output: Unit
    hidden: tuple[Unit, ...] = ()

    @cached_property
    def experiment(self) -> Experiment:
        """The network as an experiment: `training` is how a single perceptron would learn the gate."""
        if self.hidden:
            return Experiment().replace(name=self.data, hidden=[len(self.hidden)], activation="step")
        return perceptron(self.data)

    @cached_property
    def plan(self) -> Plan:
        """The network's plan, for two inputs and two classes."""
        return plan(self.experiment, 2, "classes", 2)

    @cached_property
    def parameters(self) -> NDArray[np.float32]:
        """The weights set by hand, as the plan lays them out: (1, n)."""
        layers = [layer for layer in (self.hidden, (self.output,)) if layer]
        flat = np.zeros((1, self.plan.count), np.float32)
        for p in self.plan.parameters:
            numbers = [unit.weights if p.kind == "weight" else unit.bias for unit in layers[p.layer]]
            flat[0, p.offset : p.offset + p.count] = np.ravel(numbers)
        return flat

    def evaluate(self, x: NDArray[np.floating]) -> tuple[Array, Array]:
        """Hidden units (N, H) and the gate's answer (N,), all 0 or 1, for inputs (N, 2)."""
        values = forward(self.plan, self.parameters, x)
        hidden = values[self.plan.after[0]][0] if self.hidden else np.empty((len(x), 0))
        return np.asarray(hidden, np.float64), np.asarray(ACTIVATIONS["step"].f(values[-1][0, :, 0]), np.float64)

    def separation(self) -> Separation:
        """A line between the corners where the gate is on and those where it is off, or the proof of its absence."""
        return separation(CORNERS, self.answers)


_AND = Unit("and", (1.0, 1.0), -1.5)
_OR = Unit("or", (1.0, 1.0), -0.5)
_NAND = Unit("nand", (-1.0, -1.0), 1.5)

GATES: dict[str, Gate] = {
    gate.name: gate
    for gate in (
        Gate("and", "and", (0, 0, 0, 1), _AND),
        Gate("or", "or", (0, 1, 1, 1), _OR),
        Gate("nand", "nand", (1, 1, 1, 0), _NAND),
        Gate("xor", "xor-gate", (0, 1, 1, 0), _AND, hidden=(_NAND, _OR)),
    )
}


def perceptron(data: str) -> Experiment:
    """A single perceptron that learns a data set by Rosenblatt's rule, one sample at a time."""
    return Experiment().replace(name=data, hidden=[], optimizer="perceptron", batch_size=1, epochs=50)


def two_layers(data: str) -> Experiment:
    """One hidden layer of four tanh units, which learns any gate of two inputs by gradient descent.

    Two units are enough for XOR (`GATES["xor"]`), but from random weights gradient descent finds them in less than half
    of the runs.
    """
    return Experiment().replace(name=data, hidden=[4], activation="tanh", learning_rate=0.3, epochs=100)


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """How a network learned a gate, over seeds.

    `learned` (P,): whether all training samples were right at the last record; `epoch` (P,): at which record they first
    were, NaN if never; `best` (P,): the largest accuracy of any record.
    """

    gate: str
    experiment: Experiment
    trace: Trace
    learned: NDArray[np.bool_]
    epoch: Array
    best: Array


def lessons(seeds: int = 8) -> tuple[Lesson, ...]:
    """Every gate learned by a single perceptron, and XOR by two layers (the last lesson); one call of the engine."""
    experiments = [(gate.name, perceptron(gate.data)) for gate in GATES.values()]
    experiments.append(("xor", two_layers(GATES["xor"].data)))
    traces = train_to_the_end([experiment for _, experiment in experiments], seeds)
    return tuple(
        _lesson(name, experiment, trace) for (name, experiment), trace in zip(experiments, traces, strict=True)
    )


def _lesson(gate: str, experiment: Experiment, trace: Trace) -> Lesson:
    accuracy = np.asarray(trace["accuracy_train"], np.float64)  # (P, S)
    right = accuracy == 1
    epoch = np.where(right.any(axis=1), trace.epochs[np.argmax(right, axis=1)], np.nan)
    return Lesson(gate, experiment, trace, right[:, -1], epoch, accuracy.max(axis=1))
