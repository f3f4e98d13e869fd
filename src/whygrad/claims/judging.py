"""The verdict: how differences between two arms, seed by seed, become supported, refuted, depends or undecided.

The rule of a claim is fixed before the run. The letters: P seeds, d the P differences "claimed - other".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from whygrad.trial.statistics import LEVEL, bootstrap_means, interval, t_quantile

Verdict = Literal["supported", "refuted", "depends", "undecided"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
Decision = Literal["supported", "refuted", "undecided"]

CLAIMS = 55
"""Number of claims that are reported together: the error probability of 5 % is divided by it (Bonferroni)."""

Array = NDArray[np.float64]


class Rule(BaseModel):
    """When a claim counts as supported, in the unit of its measure.

    larger   d lies above `smallest_effect`
    smaller  d lies below -`smallest_effect`
    equal    d lies between -`smallest_effect` and `smallest_effect`

    `reference` stands in for the other arm where there is none. `exact`: the measure is computed, not estimated from
    seeds, so that one value decides.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["larger", "smaller", "equal"]
    smallest_effect: float = Field(ge=0)
    reference: float | None = None
    exact: bool = False


def decision_interval(differences: Any, comparisons: int) -> tuple[float, float]:
    """Student's t interval of the mean of d at the level 1 - 0.05 / (55 x comparisons): all intervals of all claims
    together cover their means with a probability of at least 95 %.

    Formula: mean(d) ± t(1 - alpha/2; P - 1) · s / sqrt(P). Source: Dunn (1961), "Multiple Comparisons Among Means",
    doi:10.1080/01621459.1961.10482090.
    """
    d = np.asarray(differences, dtype=np.float64)
    if len(d) < 2:
        return (math.nan, math.nan)
    alpha = (1 - LEVEL) / (CLAIMS * comparisons)
    half = t_quantile(1 - alpha / 2, len(d) - 1) * float(d.std(ddof=1)) / math.sqrt(len(d))
    return (float(d.mean()) - half, float(d.mean()) + half)


def shown_interval(differences: Any) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean of d, for reading (`whygrad.trial.statistics.interval`)."""
    d = np.asarray(differences, dtype=np.float64)
    low, high = interval(bootstrap_means(d[None]), len(d))[0]
    return (float(low), float(high))


def decide(differences: Any, rule: Rule, comparisons: int) -> Decision:
    """What the differences (P,) say under one condition.

    With a smallest effect of δ and "larger": supported if the interval lies at or above δ, refuted if it lies below,
    undecided if δ is inside. For "equal" the interval must lie inside (-δ, δ), or outside of it (two one-sided tests;
    Schuirmann 1987, doi:10.1007/BF01068419).
    """
    d = np.asarray(differences, dtype=np.float64)
    if not np.isfinite(d).all() or not len(d):
        return "undecided"
    low, high = (float(d.min()), float(d.max())) if rule.exact else decision_interval(d, comparisons)
    if math.isnan(low):
        return "undecided"
    delta = rule.smallest_effect
    if rule.kind == "equal":
        if -delta <= low and high <= delta:
            return "supported"
        return "refuted" if low > delta or high < -delta else "undecided"
    if rule.kind == "smaller":
        low, high = -high, -low
    return "supported" if low >= delta else "refuted" if high < delta else "undecided"


def verdict(conditions: Sequence[Decision], control: Decision) -> Verdict:
    """The verdict on a claim: what all conditions say; "depends" if some support it and others refute it.

    Where the control is supported too, the measure does not tell the claim from its opposite: undecided.
    """
    if control == "supported":
        return "undecided"
    decisions = set(conditions)
    if {"supported", "refuted"} <= decisions:
        return "depends"
    return decisions.pop() if len(decisions) == 1 else "undecided"
