"""The JSON of explanations of depth: what passes through many layers, or through time."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict


class Passage(TypedDict):
    """Backpropagation through layers with one activation function and initialization."""

    activation: str
    """The activation function."""
    init: str
    """The weight initialization."""
    factor: float | None
    """Factor by which one layer changes the gradient."""
    product: list[float | None]
    """Product of the derivatives for each depth."""


class Depth(TypedDict):
    """The product of derivatives as a function of depth."""

    schema: Literal["whygrad.depth/1"]
    """Name and version of this format."""
    layers: int
    """Number of layers."""
    width: int
    """Number of units per layer."""
    passages: list[Passage]
    """One for each pair of activation function and initialization."""


class Profile(TypedDict):
    """The gradient layer by layer."""

    layers: list[str]
    """Names of the layers."""
    start: list[float | None]
    """RMS before training."""
    end: list[float | None]
    """RMS after training."""


class Deep(TypedDict):
    """A network of a given depth."""

    family: str
    """`vgg-style`, `plain` or `residual`."""
    depth: int
    """Layers with weights."""
    seeds: list[int]
    """The seeds."""
    loss_train: list[float | None]
    """Training loss of each seed."""
    loss_test: list[float | None]
    """Test loss of each seed."""
    accuracy_train: list[float | None]
    """Training accuracy of each seed."""
    accuracy_test: list[float | None]
    """Test accuracy of each seed."""
    gradient_rms: Profile
    """The gradient."""
    findings: list[str]
    """Codes of the findings."""


class PlainAndResidual(TypedDict):
    """Deep networks with and without residual connections."""

    schema: Literal["whygrad.plain-and-residual/1"]
    """Name and version of this format."""
    data: str
    """The dataset."""
    updates: int
    """Number of updates of each training."""
    networks: list[Deep]
    """The networks."""


class Pieces(TypedDict):
    """Linear regions of a ReLU network."""

    hidden: list[int]
    """Hidden units."""
    box: list[list[float]]
    """The part of the plane in which regions are counted."""
    seeds: list[int]
    """The seeds."""
    start: list[int]
    """Regions before training."""
    end: list[int]
    """Regions after training."""
    pieces: list[int]
    """Convex pieces after training."""
    most: float
    """The largest number of regions that any weights could give."""
    accuracy_test: list[float | None]
    """Test accuracy of each seed."""


class Regions(TypedDict):
    """ReLU networks as piecewise linear functions."""

    schema: Literal["whygrad.regions/1"]
    """Name and version of this format."""
    data: str
    """The dataset."""
    networks: list[Pieces]
    """The networks."""


class Cell(TypedDict):
    """A recurrent layer."""

    cell: str
    """Its kind."""
    clip: float | None
    """Largest norm of the gradient; 0: no clipping."""
    seeds: list[int]
    """The seeds."""
    steps: list[int]
    """Updates at each record."""
    gradient: list[Any]
    """Norm of the gradient at each time step, the last one first."""
    gradient_norm: list[list[float | None]]
    """Norm of the gradient of all parameters."""
    loss_train: list[list[float | None]]
    """Training loss."""
    loss_test: list[list[float | None]]
    """Test loss."""


class ThroughTime(TypedDict):
    """Gradients through time."""

    schema: Literal["whygrad.through-time/1"]
    """Name and version of this format."""
    data: str
    """The dataset."""
    cells: list[Cell]
    """The recurrent layers."""
