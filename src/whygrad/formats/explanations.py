"""The JSON of explanations: all codes, one finding, one fix."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from whygrad.formats.diagnosis import Advice


class Code(TypedDict):
    """A finding code."""

    code: str
    """The code."""
    title: str
    """Its title."""
    group: str
    """The group it belongs to."""
    severity: Literal["error", "warning", "info"]
    """The highest severity it can have."""


class Codes(TypedDict):
    """All finding codes."""

    schema: Literal["whygrad.codes/1"]
    """Name and version of this format."""
    codes: list[Code]
    """The codes, group by group."""


class Threshold(TypedDict):
    """A threshold of a finding."""

    name: str
    """Its name."""
    meaning: str
    """What is compared with it."""
    value: float
    """Its value."""
    unit: str
    """`ratio`, `share`, `updates`, `records`, `samples` or `standard errors`."""
    origin: str
    """Where the value comes from."""


class Explanation(TypedDict):
    """What a finding or a fix means. A fix has `helps`; a finding has the other optional keys."""

    schema: Literal["whygrad.explanation/1"]
    """Name and version of this format."""
    code: str
    """The code."""
    title: str
    """Its title."""
    message: str
    """What it is, in a few sentences."""
    helps: NotRequired[list[str]]
    """For a fix: codes of the findings that it may solve."""
    group: NotRequired[str | None]
    """The group of the finding."""
    severity: NotRequired[Literal["error", "warning", "info"]]
    """The highest severity of the finding."""
    page: NotRequired[dict[str, str] | None]
    """The sections of its page as Markdown, and `script`, a program that has the problem."""
    causes: NotRequired[list[str]]
    """Codes of findings that may explain it."""
    consequences: NotRequired[list[str]]
    """Codes of findings that it may explain."""
    presets: NotRequired[list[str]]
    """Presets that show it."""
    limits: NotRequired[list[Threshold]]
    """Its thresholds."""
    remedies: NotRequired[list[Advice]]
    """Fixes that it suggests."""
