"""The JSON of networks: their layers, outputs and scores."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict


class Listed(TypedDict):
    """A built-in model."""

    name: str
    """Its name."""
    origin: str
    """The publication."""
    input: list[int]
    """Shape of a sample."""
    output: list[int]
    """Shape of its output."""
    parameters: int
    """Number of parameters."""
    multiply_adds: int
    """Multiply-adds of the forward pass of one sample."""
    memory_bytes: int
    """Bytes of all outputs for one sample."""


class Networks(TypedDict):
    """All built-in models."""

    schema: Literal["whygrad.networks/1"]
    """Name and version of this format."""
    networks: list[Listed]
    """The models."""


class Layer(TypedDict):
    """A layer."""

    name: str
    """Its name or path."""
    kind: str
    """Its kind, such as `conv`."""
    layer: str
    """The layer as an experiment file writes it."""
    depth: int
    """How many residual blocks it lies in."""
    output: list[int]
    """Shape of its output."""
    receptive_field: list[int] | None
    """Height and width in pixels; null where there is none."""
    parameters: int
    """Number of parameters."""
    multiply_adds: int
    """Multiply-adds of one sample."""
    memory_bytes: int
    """Bytes of its output."""
    formulas: dict[str, list[str]]
    """Formula -> the calculation with its numbers."""


class Network(TypedDict):
    """A network layer by layer."""

    schema: Literal["whygrad.network/1"]
    """Name and version of this format."""
    name: str
    """Its name."""
    origin: str
    """The publication or file."""
    input: list[int]
    """Shape of a sample."""
    output: list[int]
    """Shape of its output."""
    parameters: int
    """Number of parameters."""
    multiply_adds: int
    """Multiply-adds of the forward pass of one sample."""
    memory_bytes: int
    """Bytes of all outputs for one sample."""
    layers: list[Layer]
    """The layers."""
    notes: list[str]
    """Sentences about what could not be counted."""


class Shortened(TypedDict):
    """Result of the formula without padding, output channels and bias."""

    output: list[float]
    """Height and width."""
    parameters: int
    """Number of parameters."""


# Its keys are written out again: pydantic reads the texts below keys from a class itself, not from those it extends.
class SizedLayer(TypedDict):
    """A layer, with the result of the shortened formula."""

    name: str
    """Its path."""
    kind: str
    """Its kind."""
    layer: str
    """The layer as an experiment file writes it."""
    depth: int
    """How many residual blocks it lies in."""
    output: list[int]
    """Shape of its output."""
    receptive_field: list[int] | None
    """Height and width in pixels."""
    parameters: int
    """Number of parameters."""
    multiply_adds: int
    """Multiply-adds of one sample."""
    memory_bytes: int
    """Bytes of its output."""
    formulas: dict[str, list[str]]
    """Formula -> the calculation with its numbers."""
    shortened: Shortened | None
    """Result of the shortened formula; null if it is the same."""


class Size(TypedDict):
    """Sizes of layers."""

    schema: Literal["whygrad.size/1"]
    """Name and version of this format."""
    name: str
    """Always `layers`."""
    origin: str
    """The layers as they were given."""
    input: list[int]
    """Shape of a sample."""
    output: list[int]
    """Shape of the output."""
    parameters: int
    """Number of parameters."""
    multiply_adds: int
    """Multiply-adds of the forward pass of one sample."""
    memory_bytes: int
    """Bytes of all outputs for one sample."""
    layers: list[SizedLayer]
    """The layers."""
    notes: list[str]
    """Sentences about what could not be counted."""


LookedAt = TypedDict(
    "LookedAt",
    {
        "name": Annotated[str, Field(description="Its file or label.")],
        "class": Annotated[int | None, Field(description="Index of its class; null if it is not known.")],
        "answer": Annotated[int, Field(description="Index of the predicted class.")],
        "explained": Annotated[int, Field(description="Index of the class that the maps explain.")],
    },
)
"""An image that was analyzed."""


class LayerNumbers(TypedDict):
    """Weights and outputs of a layer."""

    name: str
    """Its name."""
    kind: str
    """Its kind."""
    output: list[int]
    """Shape of its output."""
    parameters: int
    """Number of parameters."""
    weight_norm: float | None
    """Norm of the weights."""
    weight_mean: float | None
    """Mean of the weights."""
    weight_std: float | None
    """Standard deviation of the weights."""
    mean: float | None
    """Mean of the outputs."""
    std: float | None
    """Standard deviation of the outputs."""
    zeros: float | None
    """Fraction of outputs that are exactly 0."""


class ExcitedChannel(TypedDict):
    """Images with the highest activation of a channel."""

    channel: int
    """Its index."""
    start: float | None
    """Activation of the initial image of the search."""
    end: float | None
    """Activation of the final image of the search."""
    pictures: list[int]
    """Indices of the images with the highest activations."""
    values: list[float | None]
    """Those activations."""
    mean: float | None
    """Mean activation over all images."""


class Excitement(TypedDict):
    """Images with the highest activations of the channels of a layer."""

    layer: str
    """Its name."""
    channels: list[ExcitedChannel]
    """The channels."""


class Occlusion(TypedDict):
    """Decrease of the probability when a patch of the image is covered."""

    patch: list[int]
    """Height and width of the patch."""
    rows: list[int]
    """Rows of the patches."""
    columns: list[int]
    """Columns of the patches."""
    drops: list[Any]
    """Decrease of the probability for each image and patch."""


class Saliency(TypedDict):
    """Derivatives of the score with respect to the pixels."""

    method: str
    """How they are computed."""
    values: list[Any]
    """One map for each image."""


class GradCam(TypedDict):
    """Grad-CAM maps."""

    layer: str
    """The layer they are taken from."""
    maps: list[Any]
    """One map for each image."""


class Inside(TypedDict):
    """Filters, feature maps and attributions of an image classifier."""

    schema: Literal["whygrad.inside/1"]
    """Name and version of this format."""
    model: str
    """The model."""
    input: list[int]
    """Shape of a sample."""
    labels: list[str]
    """The classes."""
    notes: list[str]
    """Remarks about the model."""
    skipped: dict[str, str]
    """What could not be done, and why."""
    pictures: list[LookedAt]
    """The images that were analyzed."""
    layers: list[LayerNumbers]
    """The layers."""
    exciting: NotRequired[Excitement]
    """Images with the highest activations of the channels of one layer."""
    occlusion: NotRequired[Occlusion]
    """How covering parts of the image changes the prediction."""
    saliency: NotRequired[Saliency]
    """Which pixels the prediction depends on."""
    grad_cam: NotRequired[GradCam]
    """Which regions the prediction depends on."""


class Guess(TypedDict):
    """A class with its probability."""

    label: str
    """The class."""
    probability: float
    """Its probability."""


class Prediction(TypedDict):
    """The prediction for an input: a class, or a number."""

    input: str
    """The file, or the file and its line."""
    label: NotRequired[str]
    """The most probable class."""
    probability: NotRequired[float]
    """Its probability."""
    top: NotRequired[list[Guess]]
    """The most probable classes."""
    value: NotRequired[float | None]
    """The predicted number."""


class Predictions(TypedDict):
    """Predictions of a trained model."""

    schema: Literal["whygrad.predictions/1"]
    """Name and version of this format."""
    model: str
    """The model."""
    predictions: list[Prediction]
    """One for each input."""


class Share(TypedDict):
    """A fraction of samples."""

    value: float | None
    """The fraction."""
    interval: list[float]
    """Its 95 % interval."""


class Confidence(TypedDict):
    """Samples whose prediction has about the same probability."""

    confidence: float | None
    """Their mean probability."""
    right: float | None
    """Fraction of them that is correct."""
    count: int
    """Their number."""


class ClassScore(TypedDict):
    """The scores of a class."""

    label: str
    """The class."""
    precision: float | None
    """Correct predictions / predictions of the class."""
    recall: float | None
    """Correct predictions / samples of the class."""
    f1: float | None
    """Harmonic mean of both."""
    count: int
    """Samples of the class."""


class Evaluation(TypedDict):
    """Scores of a trained classifier; the file `scores.json` in the folder of a trained model."""

    schema: Literal["whygrad.evaluation/1"]
    """Name and version of this format."""
    samples: int
    """Number of evaluated samples."""
    labels: list[str]
    """The classes."""
    top1: Share
    """Accuracy."""
    top5: NotRequired[Share]
    """Fraction whose class is among the five most probable."""
    calibration_error: float | None
    """Mean difference between probability and accuracy."""
    calibration: list[Confidence]
    """The samples by probability."""
    classes: list[ClassScore]
    """The classes."""
    confusion: NotRequired[list[list[int]]]
    """Row: class, column: prediction."""
    mistakes: NotRequired[list[Any]]
    """The most confident wrong predictions."""


class Recognition(TypedDict):
    """Predictions of a network with published weights for images, or its scores on a folder of images."""

    schema: Literal["whygrad.recognition/1"]
    """Name and version of this format."""
    network: str
    """The network."""
    pictures: NotRequired[list[dict[str, Any]]]
    """For images: file, notes and predictions."""
    top1: NotRequired[dict[str, Any]]
    """For a folder: accuracy with count and interval."""
    top5: NotRequired[dict[str, Any]]
    """For a folder: fraction whose class is among the five most probable."""
    confusion: NotRequired[list[dict[str, Any]]]
    """For a folder: class, prediction and count."""
    worst: NotRequired[list[dict[str, Any]]]
    """For a folder: the most confident wrong predictions."""
    skipped: NotRequired[list[str]]
    """Files that are not images."""
    interrupted: NotRequired[bool]
    """Whether it was stopped before the end."""
