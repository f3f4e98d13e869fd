"""The JSON of a map."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict


class MapAxis(TypedDict):
    """An axis: a setting and its value at every pixel."""

    key: str
    """The setting, or "depth" or "width"."""
    scale: Literal["linear", "log", "list"]
    """How the values are spaced; "list" if they were listed."""
    values: list[Any]
    """The values, one for each pixel along the axis."""


class MapPixel(TypedDict):
    """A pixel."""

    value: float
    """The mean of the measure over the seeds."""
    settings: dict[str, Any]
    """The settings that the axes have there."""


class Map(TypedDict):
    """The plane of two settings, every pixel one trained network for each seed."""

    schema: Literal["whygrad.map/1"]
    """Name and version of this format."""
    experiment: dict[str, Any]
    """The settings that differ from the defaults."""
    x: MapAxis
    """The horizontal axis."""
    y: MapAxis
    """The vertical axis."""
    z: MapAxis | None
    """The third axis, one plane for each value; null if there is none."""
    measure: Literal["loss", "accuracy", "train-loss", "train-accuracy", "speed", "finding"]
    """What a pixel shows."""
    seeds: list[int]
    """The seeds of each pixel."""
    trained: float
    """The fraction of pixels that were trained: below 1 after Ctrl-C."""
    shares: dict[str, float]
    """The fraction of runs by how they ended; for findings the fraction of pixels by code."""
    best: MapPixel | None
    """The pixel with the best mean among those whose runs all finished; null if there is none."""
