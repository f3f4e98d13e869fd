"""The JSON of trainings, of a comparison of them, and of the installation."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict

from whygrad.formats.diagnosis import Subject


class Training(TypedDict):
    """How every run ended, with its final values."""

    schema: Literal["whygrad.training/1"]
    """Name and version of this format."""
    subject: Subject
    """What was trained."""
    experiment: dict[str, Any] | None
    """All keys of the experiment, section by section."""
    seeds: list[int]
    """The seed of each run."""
    status: list[Literal["finished", "non-finite", "diverged", "interrupted"]]
    """How each run ended."""
    records: int
    """The number of records in the trace."""
    outcomes: dict[str, list[float | None]]
    """Channel -> its last value in each run."""


class Mean(TypedDict):
    """A mean over the runs."""

    mean: float | None
    """The mean."""
    low: float | None
    """Lower end of its 95 % bootstrap interval."""
    high: float | None
    """Upper end of the interval."""


class Rank(TypedDict):
    """A rank with its uncertainty."""

    rank: int
    """The rank by mean, 1 the best; equal means share a rank."""
    low: int
    """Lower end of its 95 % interval."""
    high: int
    """Upper end of the interval."""


class Variant(TypedDict):
    """One variant of an experiment."""

    values: dict[str, Any]
    """Dotted key -> value."""
    status: list[Literal["finished", "non-finite", "diverged", "interrupted"]]
    """How each run ended."""
    outcomes: dict[str, Mean]
    """Channel -> its mean over the runs at the end."""
    rank: Rank | None
    """Its rank by the outcome in `ranked_by`; null if a run did not end in a number."""
    front: bool
    """Whether it is on the Pareto front: none is as good in outcome, time and parameters, and better in one of them."""
    parameters: int
    """Trainable parameters."""
    multiply_adds: int
    """Multiply-adds of the forward pass of one sample."""
    training_multiply_adds: float
    """Multiply-adds of all forward passes of one run."""
    seconds: float | None
    """Measured seconds of all runs together, which differ from machine to machine; null without `--time`."""


class Comparison(TypedDict):
    """Variants of an experiment, side by side."""

    schema: Literal["whygrad.comparison/1"]
    """Name and version of this format."""
    seeds: list[int]
    """The seeds of each variant."""
    sample_seed: int | None
    """The seed of the random variants; null for all combinations."""
    ranked_by: str | None
    """The channel that ranks the variants; null if they use different losses."""
    variants: list[Variant]
    """Every combination of the varied keys, the last key varying fastest, or random ones; in the order of `--sort`."""


class Package(TypedDict):
    """Something installed."""

    version: str
    """Its version."""
    path: str
    """Where it is installed."""


class System(TypedDict):
    """The machine."""

    name: str
    """Operating system and its version."""
    machine: str
    """Architecture of the processor."""
    cores: int
    """Cores of the processor."""


class Kernel(TypedDict):
    """The kernel that trains small networks."""

    instruction_sets: list[str]
    """Instruction sets that it can use on this processor."""
    error: str | None
    """Why it cannot be loaded; null if it can."""


class Torch(TypedDict):
    """PyTorch."""

    version: str | None
    """Its version; null if it is not installed."""
    devices: list[str]
    """GPUs that PyTorch can use."""
    error: str | None
    """Why it cannot be imported; null if it can."""


class Doctor(TypedDict):
    """Versions and parts of an installation."""

    schema: Literal["whygrad.doctor/1"]
    """Name and version of this format."""
    whygrad: Package
    """whygrad itself."""
    python: Package
    """The Python that runs it."""
    system: System
    """The machine."""
    language: Literal["en", "ko"]
    """The language in use."""
    cache: str
    """The folder for downloads."""
    kernel: Kernel
    """The kernel."""
    torch: Torch
    """PyTorch."""
    packages: dict[str, str | None]
    """Required package -> version; null if it is missing."""
    extras: dict[str, dict[str, str | None]]
    """Extra -> its packages."""
    problems: list[str]
    """Problems of the installation."""
