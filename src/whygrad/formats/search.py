"""The JSON of a search."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict

from whygrad.formats.training import Mean


class Searched(TypedDict):
    """What was searched."""

    kind: Literal["experiment", "script"]
    """An experiment, or a script of the user."""
    name: str
    """Its name, or its path."""


class Tried(TypedDict):
    """One trial."""

    number: int
    """Its number in the study."""
    values: dict[str, Any]
    """Dotted key, or argument -> value."""
    value: float | None
    """The value of the goal, of an experiment its mean over the seeds; null if there is none."""
    status: Literal["finished", "non-finite", "crashed", "no-result", "refused", "interrupted"]
    """How it ended: diverged, NaN or infinite; an error; no record of the goal; settings that do not fit together."""
    reason: str
    """The error of a trial that crashed or was refused."""
    seconds: float
    """Measured seconds; of trials that are trained side by side an equal part."""


class Best(TypedDict):
    """The best trial."""

    number: int
    """Its number in the study."""
    values: dict[str, Any]
    """Dotted key, or argument -> value."""
    value: float
    """The value of the goal."""


class Confirmed(TypedDict):
    """The best settings on the test set, trained with seeds that the search did not use."""

    channel: str
    """What was measured."""
    seeds: int
    """The number of runs."""
    best: Mean
    """Of the best settings."""
    before: Mean
    """Of the experiment as it was given."""
    difference: Mean
    """Best minus before, seed by seed."""


class Search(TypedDict):
    """Settings or arguments that were tried one after another, and the best of them."""

    schema: Literal["whygrad.search/1"]
    """Name and version of this format."""
    subject: Searched
    """What was searched."""
    goal: str
    """What counts: a channel, of validation samples, of the test set or of the training set."""
    chosen_by: Literal["validation", "test", "train"]
    """Which samples chose the best trial; for a script, "test" is whatever it evaluates."""
    sampler: Literal["tpe", "random"]
    """How settings were chosen."""
    seed: int
    """The seed of the sampler."""
    trials: list[Tried]
    """All trials, in the order in which they were begun."""
    best: Best | None
    """The best trial; null if no trial has a value."""
    command: str | None
    """The command that runs the best settings."""
    confirmed: Confirmed | None
    """The best settings on the test set; null for a script, and where the test set chose."""
    interrupted: bool
    """Whether Ctrl-C ended the search."""
