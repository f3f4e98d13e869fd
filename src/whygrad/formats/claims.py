"""The JSON of claims: the list, and what a run of one gave."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict


class ClaimSummary(TypedDict):
    """A claim and what is stored of it."""

    id: str
    """Such as "C09"."""
    topic: str
    """The part of the course that it belongs to."""
    statement: str
    """The claim, in the language in use."""
    verdict: Literal["supported", "refuted", "depends", "undecided"] | None
    """The stored verdict; null if the claim was never run."""
    depends_on: str | None
    """What the verdict turns on, if it is "depends"; otherwise null."""
    effect: float | None
    """The largest effect of all conditions, in the measure's unit; null if the claim was never run."""
    unit: str
    """Unit of the effect; of "log2" and "log10" the effect is an exponent."""
    date: str | None
    """Day of the stored run."""
    stale: bool
    """Whether the claim, its experiments or the engine changed since the stored run, or there is none."""


class Claims(TypedDict):
    """All claims with their stored verdicts."""

    schema: Literal["whygrad.claims/1"]
    """Name and version of this format."""
    claims: list[ClaimSummary]
    """The claims, by id."""


class ClaimRule(TypedDict):
    """When a claim counts as supported."""

    kind: Literal["larger", "smaller", "equal"]
    """How the claimed arm compares with the other one."""
    smallest_effect: float
    """The smallest difference that is of interest."""
    unit: str
    """Unit of the measure."""


class ClaimCondition(TypedDict):
    """Both arms under one condition."""

    name: str
    """The condition, in the language in use."""
    value: float | None
    """The value of what is varied; null if the condition is no number."""
    effect: float
    """Mean difference, claimed arm minus other arm."""
    interval: list[float]
    """95 % bootstrap interval of the effect."""
    decision_interval: list[float]
    """The interval that decides, corrected for the number of claims and conditions."""
    decision: Literal["supported", "refuted", "undecided"]
    """What this condition says of the claim."""
    claimed: list[float]
    """The measure of each run of the claimed arm."""
    other: list[float]
    """The measure of each run of the other arm, or the number that is compared with."""
    tuned: dict[str, float]
    """The value of the tuned setting that each arm got."""


class ClaimResult(TypedDict):
    """What a run of a claim gave."""

    schema: Literal["whygrad.claim/1"]
    """Name and version of this format."""
    id: str
    """Such as "C09"."""
    statement: str
    """The claim, in the language in use."""
    verdict: Literal["supported", "refuted", "depends", "undecided"]
    """The verdict."""
    rule: ClaimRule
    """When the claim counts as supported."""
    conditions: list[ClaimCondition]
    """The conditions under which it was tested."""
    control: ClaimCondition
    """The condition under which it must not hold."""
    seeds: list[int]
    """Seeds of the runs."""
    changes: list[str]
    """Settings that were changed for this run."""
    fingerprint: str
    """Of the claim, its experiments and the code that ran them."""
    made: dict[str, str]
    """Date, machine, versions and seconds of the run."""


class ClaimResults(TypedDict):
    """What runs of several claims gave."""

    schema: Literal["whygrad.claim-results/1"]
    """Name and version of this format."""
    claims: list[ClaimResult]
    """The results, in the order of the command line."""
