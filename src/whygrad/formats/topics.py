"""The JSON of the topics of `whygrad explain`."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict


class Activation(TypedDict):
    """An activation function."""

    name: str
    """Its name."""
    steepest: float | None
    """Its largest derivative."""
    range: str
    """Its range."""
    zero_centered: bool
    """Whether its range is symmetric about 0."""
    saturated: list[float | None]
    """Inputs below the first or above the second value are in the saturated range; null if there is none."""
    mean: float | None
    """Mean output for standard normal inputs."""
    zeros: float | None
    """Fraction of outputs that are exactly 0."""
    squared_gain: float | None
    """Mean square of the output for standard normal inputs."""
    training_time: float | None
    """Training time of an epoch relative to `linear`, measured on this machine."""


class Activations(TypedDict):
    """Activation functions."""

    schema: Literal["whygrad.activations/1"]
    """Name and version of this format."""
    activations: list[Activation]
    """The functions."""


class Counted(TypedDict):
    """A network with its accuracy."""

    kind: str
    """`conv` or `dense`."""
    size: int
    """Channels or units."""
    parameters: int
    """Number of parameters."""
    multiply_adds: int
    """Multiply-adds of one sample."""
    seeds: list[int]
    """The seeds."""
    accuracy_test: list[float | None]
    """Test accuracy of each seed."""
    accuracy_train: list[float | None]
    """Training accuracy of each seed."""


class Convolution(TypedDict):
    """Convolutional networks compared with dense ones."""

    schema: Literal["whygrad.convolution/1"]
    """Name and version of this format."""
    data: str
    """The dataset."""
    networks: list[Counted]
    """The networks."""


class Member(TypedDict):
    """A single-layer model."""

    name: str
    """Its name."""
    inputs: list[str]
    """Names of the inputs."""
    seeds: list[int]
    """The seeds."""
    weights: list[list[float]]
    """Weights of each seed."""
    bias: list[float]
    """Bias of each seed."""
    turn: float | None
    """Angle between the lines of the seeds, in degrees."""
    accuracy_train: list[float | None]
    """Training accuracy of each seed."""
    accuracy_test: list[float | None]
    """Test accuracy of each seed."""


class Family(TypedDict):
    """Single-layer models on the same data."""

    schema: Literal["whygrad.family/1"]
    """Name and version of this format."""
    data: str
    """The dataset."""
    members: list[Member]
    """The models."""


class FeatureRow(TypedDict):
    """A linear classifier on some image features."""

    features: list[str]
    """The features."""
    inputs: int
    """Number of inputs."""
    accuracy_train: list[float | None]
    """Training accuracy of each seed."""
    accuracy_test: list[float | None]
    """Test accuracy of each seed."""
    mean: float | None
    """Mean test accuracy."""
    interval: list[float | None]
    """Its 95 % interval."""
    more_than_pixels: float | None
    """Accuracy minus that of the pixels."""
    more_interval: list[float | None]
    """Its 95 % interval."""
    seconds_data: float | None
    """Seconds to compute the features."""
    seconds_training: float | None
    """Seconds of training."""


class Features(TypedDict):
    """Image features before a linear classifier."""

    schema: Literal["whygrad.features/1"]
    """Name and version of this format."""
    data: str
    """The dataset."""
    seeds: int
    """Number of seeds."""
    train_samples: int
    """Samples in the training set."""
    test_samples: int
    """Samples in the test set."""
    features: list[FeatureRow]
    """One for each choice of features."""


class Unit(TypedDict):
    """A unit with its weights."""

    name: str
    """The gate it computes."""
    weights: list[float]
    """Its weights."""
    bias: float
    """Its bias."""


class Output(TypedDict):
    """The output unit."""

    weights: list[float]
    """Its weights."""
    bias: float
    """Its bias."""


class Line(TypedDict):
    """The separating line with the largest margin."""

    weights: list[float]
    """Its normal."""
    bias: float
    """Its offset."""
    margin: float
    """Distance to the nearest corner."""


class Proof(TypedDict):
    """Why no line separates the corners: a point in the convex hulls of both classes."""

    shares: list[Any]
    """Weights of the corners in the two convex combinations."""
    common: list[float]
    """The common point."""


class Gate(TypedDict):
    """A logic gate as a network with weights set by hand."""

    name: str
    """Its name."""
    inputs: list[list[float]]
    """The corners."""
    hidden: list[Unit]
    """The hidden units."""
    output: Output
    """The output unit."""
    hidden_values: list[list[float]]
    """Values of the hidden units at each corner."""
    answers: list[float]
    """The output at each corner."""
    separable: bool
    """Whether one line separates the classes."""
    line: Line | None
    """That line; null if there is none."""
    proof: Proof | None
    """The proof that there is none; null if there is a line."""


class Lesson(TypedDict):
    """Training on a gate."""

    gate: str
    """The gate."""
    hidden: list[int]
    """Hidden units."""
    optimizer: str
    """The optimizer."""
    seeds: list[int]
    """The seeds."""
    learned: list[bool]
    """Whether each run learned it."""
    epoch: list[float | None]
    """The epoch at which it was learned; null if it was not."""
    best_accuracy: list[float | None]
    """The best accuracy of each run."""


class Gates(TypedDict):
    """Logic gates."""

    schema: Literal["whygrad.gates/1"]
    """Name and version of this format."""
    gates: list[Gate]
    """Weights set by hand."""
    lessons: list[Lesson]
    """Weights that were learned."""


class Mapped(TypedDict):
    """A network, tested for linearity."""

    name: str
    """Its name."""
    hidden: list[int]
    """Hidden units."""
    activation: str
    """The activation function."""
    layers: int
    """Layers with weights."""
    parameters: int
    """Number of parameters."""
    seeds: list[int]
    """The seeds."""
    additivity: list[float | None]
    """Relative violation of f(x + y) = f(x) + f(y)."""
    homogeneity: list[float | None]
    """Relative violation of f(a·x) = a·f(x)."""
    offset: list[float | None]
    """The output at 0, which is subtracted."""
    matrix: list[Any] | None
    """The matrix of the equivalent single layer; null for a nonlinear network."""
    bias: list[Any] | None
    """The bias of the equivalent layer."""
    difference: list[float | None] | None
    """Difference between the outputs of the equivalent layer and the network."""
    accuracy_test: list[float | None]
    """Test accuracy of each seed."""


class Linear(TypedDict):
    """Linear and nonlinear networks."""

    schema: Literal["whygrad.linear/1"]
    """Name and version of this format."""
    networks: list[Mapped]
    """The networks."""


class Part(TypedDict):
    """A part of the nerve cell and of the perceptron."""

    cell: str
    """The part of the cell."""
    perceptron: str
    """The part of the perceptron."""
    task: str
    """Its function."""


class Firing(TypedDict):
    """The perceptron at one corner."""

    inputs: list[float]
    """The inputs."""
    weights: list[float]
    """The weights."""
    bias: float
    """The bias."""
    products: list[float]
    """Weights times inputs."""
    sum: float
    """Their sum with the bias."""
    output: int
    """0 or 1."""


class Neuron(TypedDict):
    """The biological neuron compared with the perceptron."""

    schema: Literal["whygrad.neuron/1"]
    """Name and version of this format."""
    parts: list[Part]
    """The parts of both."""
    gate: str
    """The gate that the perceptron computes."""
    firings: list[Firing]
    """All inputs."""


class Templating(TypedDict):
    """A linear classifier of images."""

    mirrored: bool
    """Whether mirrored images were added to the training set."""
    accuracy_test: list[float | None]
    """Test accuracy of each seed."""
    accuracy_test_mirrored: list[float | None]
    """Accuracy of each seed on mirrored test images."""
    recall: list[float | None]
    """Recall of each class."""
    symmetry: list[float | None]
    """Correlation of each template with its mirror image."""
    confusion: list[list[int]]
    """Row: class, column: prediction."""
    templates: list[Any]
    """The weights as images, one for each class."""


class Templates(TypedDict):
    """The templates of a linear classifier."""

    schema: Literal["whygrad.templates/1"]
    """Name and version of this format."""
    data: str
    """The dataset."""
    seeds: int
    """Number of seeds."""
    labels: list[str]
    """The classes."""
    trainings: list[Templating]
    """Without and with mirrored images."""
