"""An experiment's network as a plan: operations over values, parameters with their places, what the loss reads.

The plan is plain data. The kernel executes it, the PyTorch engine and `forward` interpret it, views draw it; nobody
else decides what a network of an experiment is.

A hidden layer is dense → normalization → activation → dropout → addition of its input, where `residual` asks for it and
the widths agree (not around the first layer, whose input is the data). The output layer is dense, then the output's
function where one is applied.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from whygrad.activations.table import PRELU_START
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.nets.initializers import Shape, parse_init
from whygrad.nets.random import Words
from whygrad.trace import LayerInfo

Kind = Literal["dense", "activation", "batch-norm", "layer-norm", "dropout", "add", "softmax"]
ParameterKind = Literal["weight", "bias", "gamma", "beta", "slope"]
OUTPUT_FUNCTIONS = {"identity": "linear", "tanh": "tanh", "sigmoid": "sigmoid"}


@dataclass(frozen=True, slots=True)
class Op:
    """One operation: reads value `source` (and `shortcut`), writes value `target`. Offsets are -1 where there is
    none.
    """

    kind: Kind
    source: int
    target: int
    layer: int
    shortcut: int = -1
    activation: str = "linear"
    parameter: int = -1
    bias: int = -1
    running: int = -1
    stream: int = -1


@dataclass(frozen=True, slots=True)
class Parameter:
    """A tensor of parameters and its place in a run's flat parameters."""

    name: str
    kind: ParameterKind
    layer: int
    offset: int
    shape: tuple[int, ...]

    @property
    def count(self) -> int:
        """Number of entries."""
        return int(np.prod(self.shape))


@dataclass(frozen=True, slots=True)
class Head:
    """What the loss makes of a network's outputs, "auto" resolved; its fields are those of `Plan`."""

    task: Literal["classes", "numbers"]
    classes: int
    loss: str
    output: str
    outputs: int
    targets: tuple[float, float]

    @property
    def takes_logits(self) -> bool:
        """Whether the loss applies sigmoid or softmax itself."""
        return self.loss in ("binary-cross-entropy", "softmax-cross-entropy")

    @property
    def middle(self) -> float:
        """From here on a single output says "yes": the middle of its range, 0 for a logit."""
        return 0.5 if self.output == "sigmoid" else 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A network.

    `widths[v]` is the number of units of value v, value 0 the input. `before[l]` and `after[l]` are the values Z and
    A of layer l (trace/channels.py). `loss` is "squared", "binary-cross-entropy", "softmax-cross-entropy", "hinge" or
    "perceptron"; `targets` what stands for no and yes with squared, hinge and perceptron loss on classes, (0, 0) for
    numbers.
    """

    ops: tuple[Op, ...]
    widths: tuple[int, ...]
    parameters: tuple[Parameter, ...]
    layers: tuple[LayerInfo, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]
    loss: str
    output: str
    targets: tuple[float, float]
    task: Literal["classes", "numbers"]
    classes: int
    running: int
    init: str

    @property
    def count(self) -> int:
        """Number of parameters of one network."""
        return sum(parameter.count for parameter in self.parameters)

    @property
    def output_value(self) -> int:
        """The value the loss reads."""
        return len(self.widths) - 1

    @property
    def outputs(self) -> int:
        """The number of outputs."""
        return self.widths[self.output_value]

    @property
    def head(self) -> Head:
        """What the loss makes of the outputs."""
        return Head(self.task, self.classes, self.loss, self.output, self.outputs, self.targets)

    @property
    def takes_logits(self) -> bool:
        """Whether the loss applies sigmoid or softmax itself."""
        return self.head.takes_logits

    @property
    def middle(self) -> float:
        """From here on a single output says "yes": the middle of its range, 0 for a logit."""
        return self.head.middle

    def weight(self, layer: int) -> Parameter:
        """The weights of a layer."""
        return next(p for p in self.parameters if p.layer == layer and p.kind == "weight")


@dataclass(slots=True)
class _Builder:
    widths: list[int]
    ops: list[Op] = field(default_factory=list[Op])
    parameters: list[Parameter] = field(default_factory=list[Parameter])
    offset: int = 0
    running: int = 0
    streams: int = 0

    def parameter(self, name: str, kind: ParameterKind, layer: int, *shape: int) -> int:
        here = self.offset
        self.parameters.append(Parameter(name, kind, layer, here, shape))
        self.offset += int(np.prod(shape))
        return here

    def value(self, width: int) -> int:
        self.widths.append(width)
        return len(self.widths) - 1

    def dense(self, name: str, layer: int, source: int, outputs: int) -> int:
        weight = self.parameter(f"{name}.weight", "weight", layer, outputs, self.widths[source])
        bias = self.parameter(f"{name}.bias", "bias", layer, outputs)
        target = self.value(outputs)
        self.ops.append(Op("dense", source, target, layer, parameter=weight, bias=bias))
        return target

    def normalize(self, name: str, layer: int, source: int, kind: str) -> int:
        if kind == "none":
            return source
        units = self.widths[source]
        gamma = self.parameter(f"{name}.gamma", "gamma", layer, units)
        beta = self.parameter(f"{name}.beta", "beta", layer, units)
        target = self.value(units)
        if kind == "batch":
            op = Op("batch-norm", source, target, layer, parameter=gamma, bias=beta, running=self.running)
            self.running += 2 * units
        else:
            op = Op("layer-norm", source, target, layer, parameter=gamma, bias=beta)
        self.ops.append(op)
        return target

    def activate(self, name: str, layer: int, source: int, activation: str) -> int:
        slope = self.parameter(f"{name}.slope", "slope", layer, 1) if activation == "prelu" else -1
        target = self.value(self.widths[source])
        self.ops.append(Op("activation", source, target, layer, activation=activation, parameter=slope))
        return target

    def drop(self, layer: int, source: int) -> int:
        target = self.value(self.widths[source])
        self.ops.append(Op("dropout", source, target, layer, stream=self.streams))
        self.streams += 1
        return target


def head(experiment: Experiment, task: Literal["classes", "numbers"], classes: int, output: str = "") -> Head:
    """Loss, output function, number of outputs and target values of an experiment on such data, "auto" resolved.

    `output` is the function that the network itself ends with, if it is not the experiment's to say. Raises
    `ExperimentError` where loss and data do not go together.
    """
    return Head(task, classes, *_head(experiment, task, classes, output or experiment.network.output))


def _head(experiment: Experiment, task: str, classes: int, output: str) -> tuple[str, str, int, tuple[float, float]]:
    loss = experiment.training.loss
    numbers = task == "numbers"
    if experiment.training.optimizer == "perceptron":
        if numbers or classes != 2:
            raise ExperimentError("error-perceptron-classes", classes=classes if not numbers else "numbers")
        return "perceptron", "identity", 1, (-1.0, 1.0)
    if loss == "auto":
        loss = "squared" if numbers else "cross-entropy"
    if numbers and loss != "squared":
        raise ExperimentError("error-loss-needs-classes", loss=loss)
    if output == "auto":
        output = "identity" if numbers or loss == "cross-entropy" else "tanh"
    outputs = 1 if numbers or (classes == 2 and output != "softmax") else classes
    if loss == "cross-entropy":
        return ("binary-cross-entropy" if outputs == 1 else "softmax-cross-entropy"), output, outputs, (0.0, 1.0)
    if numbers:
        return "squared", output, outputs, (0.0, 0.0)
    if loss == "hinge":
        return "hinge", output, outputs, (-1.0, 1.0)
    return "squared", output, outputs, (0.0, 1.0) if output in ("sigmoid", "softmax") else (-1.0, 1.0)


@lru_cache(maxsize=256)  # of a server that plans for hundreds, too
def plan(experiment: Experiment, features: int, task: Literal["classes", "numbers"], classes: int) -> Plan:
    """The network of an experiment on data with so many features and classes (0 for numbers).

    Raises `ExperimentError` where network, loss and data do not go together.
    """
    network = experiment.network
    if network.layers:
        raise ExperimentError("error-layers-not-dense", key="network.layers")
    if experiment.data.augmentation:
        raise ExperimentError("error-augmentation-hidden", key="data.augmentation")
    loss, output, outputs, targets = _head(experiment, task, classes, network.output)
    build = _Builder([features])
    layers: list[LayerInfo] = []
    before: list[int] = []
    after: list[int] = []
    value = 0
    for number, units in enumerate(network.hidden):
        name, width = f"hidden{number + 1}", build.widths[value]
        entry = value
        value = build.normalize(name, number, build.dense(name, number, value, units), network.normalization)
        before.append(value)
        activation = network.activations[number]
        value = build.activate(name, number, value, activation)
        after.append(value)
        if network.dropout > 0:
            value = build.drop(number, value)
        skips = network.residual and number > 0 and width == units
        if skips:
            target = build.value(units)
            build.ops.append(Op("add", value, target, number, shortcut=entry))
            value = target
        layers.append(LayerInfo(name, "dense", activation, width, units, network.normalization, network.dropout, skips))
    last = len(network.hidden)
    layers.append(LayerInfo("output", "dense", output, build.widths[value], outputs))
    value = build.dense("output", last, value, outputs)
    before.append(value)
    if output == "softmax":
        target = build.value(outputs)
        build.ops.append(Op("softmax", value, target, last))
        value = target
    elif output != "identity":
        value = build.activate("output", last, value, OUTPUT_FUNCTIONS[output])
    after.append(value)
    return Plan(
        ops=tuple(build.ops),
        widths=tuple(build.widths),
        parameters=tuple(build.parameters),
        layers=tuple(layers),
        before=tuple(before),
        after=tuple(after),
        loss=loss,
        output=output,
        targets=targets,
        task=task,
        classes=classes,
        running=build.running,
        init=network.init,
    )


def initial_parameters(plan: Plan, seeds: Words) -> NDArray[np.float32]:
    """Initial parameters of one run a seed: (P, n)."""
    initializer, scale = parse_init(plan.init)
    parameters = np.zeros((len(seeds), plan.count), np.float32)
    if not len(seeds):
        return parameters
    for number, p in enumerate(plan.parameters):
        here = slice(p.offset, p.offset + p.count)
        if p.kind == "weight":
            outputs, inputs = p.shape
            parameters[:, here] = initializer.draw(seeds, Shape(number, outputs, inputs, scale)).reshape(
                len(seeds), p.count
            )
        elif p.kind == "bias":
            parameters[:, here] = initializer.bias
        elif p.kind == "gamma":
            parameters[:, here] = 1.0
        elif p.kind == "slope":
            parameters[:, here] = PRELU_START
    return parameters


def initial_running(plan: Plan, runs: int) -> NDArray[np.float32]:
    """Running statistics before the first batch: means 0, variances 1: (P, plan.running)."""
    running = np.zeros((runs, plan.running), np.float32)
    for op in plan.ops:
        if op.kind == "batch-norm":
            units = plan.widths[op.target]
            running[:, op.running + units : op.running + 2 * units] = 1.0
    return running
