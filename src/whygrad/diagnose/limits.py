"""Every threshold of the rules: its value, unit, where it comes from, and how often it alarms on healthy runs.

A limit is relative: a layer against its neighbors, a loss against its value at chance, a step against the weight it
changes. "measured" means: chosen on the seeds 100-199 of the presets, between the values that healthy and ill ones
show; `benchmarks/confusion.py` then counts the false alarms on the healthy presets' seeds 500-599, which were not used
to choose, and writes them to `false_alarms.json` beside this file. What is held against a limit and where its value
comes from are messages: `limit-NAME` and `limit-NAME-origin`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from whygrad.i18n import text

Unit = Literal["ratio", "share", "updates", "records", "samples", "standard errors"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A threshold: `codes` are the findings that are held against it. Its sentences stand in the catalogs."""

    name: str
    value: float
    unit: Unit
    codes: tuple[str, ...]

    @property
    def meaning(self) -> str:
        """What is held against it, in the language in use."""
        return text(f"limit-{self.name}")

    @property
    def origin(self) -> str:
        """Where its value comes from, in the language in use."""
        return text(f"limit-{self.name}-origin")

    def false_alarm_rate(self) -> float:
        """Share of healthy runs that showed, as warning or error, one of the codes (the worst of them); NaN if not
        measured.
        """
        return max((false_alarms().rate(code) for code in self.codes), default=float("nan"))


_COST = (
    "vanishing-gradient",
    "dead-units",
    "saturated-units",
    "init-too-small",
    "init-too-large",
    "inputs-not-normalized",
)
_JUDGED = (
    *_COST,
    "no-progress",
    "underfitting",
    "learning-rate-too-low",
    "learning-rate-too-high",
    "noisy-updates",
    "linear-network",
)
_SLOW = ("no-progress", "learning-rate-too-low", "underfitting", "init-too-small", "linear-network", "noisy-updates")

_LIMITS = (
    # how a training went
    Limit("affected-runs", 0.25, "share", ()),
    Limit("records", 4, "records", _JUDGED),
    Limit("updates", 50, "updates", _JUDGED),
    Limit("progress-none", 0.1, "share", _JUDGED),
    Limit("progress-poor", 0.5, "share", _JUDGED),
    Limit("progress-done", 0.9, "share", _JUDGED),
    Limit("progress-lost", 0.25, "share", ("learning-rate-too-high",)),
    Limit("waited", 0.5, "share", _COST),
    Limit("times-longer", 10, "ratio", _SLOW),
    Limit("trend-errors", 2, "standard errors", _SLOW),
    Limit("speed-up", 2, "ratio", _SLOW),
    Limit("samples-begun", 10_000, "samples", _SLOW),
    Limit("few-samples", 8, "samples", _JUDGED),
    # gradient flow
    Limit("gradient-vanishing", 1e-3, "ratio", ("vanishing-gradient",)),
    Limit("weights-shrunk", 0.1, "ratio", ("vanishing-gradient", "dead-units", "noisy-updates")),
    Limit("gradient-exploding", 100, "ratio", ("exploding-gradient",)),
    Limit("signal-growth", 30, "ratio", ("exploding-gradient",)),
    Limit("gradient-growth", 1000, "ratio", ("exploding-gradient",)),
    Limit("overshooting", 0.5, "ratio", ("exploding-gradient",)),
    Limit("dead-share", 0.5, "share", ("dead-units",)),
    Limit("signal-faint", 0.1, "ratio", ("dead-units",)),
    Limit("saturated-share", 0.5, "share", ("saturated-units",)),
    Limit("saturated-most", 0.8, "share", ("saturated-units", "inputs-not-normalized")),
    Limit("early", 0.1, "share", ("saturated-units", "noisy-updates", "symmetric-init")),
    Limit("no-gradient-records", 0.9, "share", ("no-gradient",)),
    # initialization
    Limit("init-small", 0.3, "ratio", ("init-too-small",)),
    Limit("init-large", 2, "ratio", ("init-too-large",)),
    Limit("init-far", 2, "ratio", ("init-too-small", "init-too-large")),
    Limit("init-loss", 5, "ratio", ("init-too-large",)),
    Limit("symmetric-units", 1e-5, "ratio", ("symmetric-init",)),
    # optimization
    Limit("harmful-steps", 0.5, "share", ("learning-rate-too-high",)),
    Limit("harmful-steps-surge", 0.1, "share", ("learning-rate-too-high",)),
    Limit("loss-surge", 2, "ratio", ("learning-rate-too-high", "exploding-gradient")),
    Limit("useless-step", 0.05, "ratio", ("learning-rate-too-high",)),
    Limit("useless-steps", 0.5, "share", ("learning-rate-too-high",)),
    Limit("surge-records", 3, "records", ("learning-rate-too-high",)),
    Limit("loss-rise", 1.3, "ratio", ("learning-rate-too-high",)),
    Limit("weights-thrown", 2, "ratio", ("learning-rate-too-high",)),
    Limit("first-updates", 16, "updates", ("learning-rate-too-high",)),
    Limit("step-length", 0.02, "ratio", ("learning-rate-too-high",)),
    Limit("gradients-opposed", 0.7, "ratio", ("learning-rate-too-high",)),
    Limit("distance-traveled", 1.5, "ratio", ("learning-rate-too-low",)),
    Limit("distance-none", 0.1, "ratio", ("learning-rate-too-low",)),
    Limit("at-rest", 0.01, "ratio", ("learning-rate-too-low",)),
    Limit("promise-kept", 0.5, "ratio", ("learning-rate-too-low",)),
    Limit("rate-faded", 1e-3, "ratio", ("learning-rate-too-low",)),
    Limit("rate-reached", 0.1, "ratio", ("learning-rate-too-low",)),
    Limit("long-step", 0.01, "ratio", ("learning-rate-too-low",)),
    Limit("still-falling", 0.25, "share", ("learning-rate-too-low",)),
    Limit("trend", 20, "records", ("noisy-updates",)),
    Limit("unrest", 0.3, "share", ("noisy-updates",)),
    Limit("gain-lost", 0.2, "share", ("noisy-updates",)),
    Limit("gradient-agreement", 3, "ratio", ("noisy-updates",)),
    # data
    Limit("input-size", 5, "ratio", ("inputs-not-normalized",)),
    Limit("input-scales", 20, "ratio", ("inputs-not-normalized",)),
    Limit("input-hidden", 1000, "ratio", ("inputs-not-normalized",)),
    Limit("constant-most", 0.5, "share", ("constant-feature",)),
    Limit("samples-a-column", 10, "ratio", ("constant-feature",)),
    Limit("class-ratio", 5, "ratio", ("class-imbalance",)),
    Limit("class-ratio-alone", 10, "ratio", ("class-imbalance",)),
    Limit("majority", 0.5, "share", ("class-imbalance",)),
    Limit("minority-skill", 0.5, "share", ("class-imbalance",)),
    Limit("label-neighbors", 2, "standard errors", ("labels-look-random",)),
    Limit("label-columns", 2, "standard errors", ("labels-look-random",)),
    Limit("label-errors", 3, "standard errors", ("labels-look-random", "underfitting")),
    Limit("test-progress", 0.05, "share", ("labels-look-random",)),
    Limit("label-samples", 20, "samples", ("labels-look-random",)),
    # output and loss
    Limit("target-beyond", 0.25, "ratio", ("output-range-mismatch",)),
    Limit("skill-short", 0.7, "share", ("linear-network", "underfitting", "learning-rate-too-high")),
    Limit("probability-sum", 0.1, "ratio", ("output-loss-mismatch",)),
    Limit("same-target", 0.5, "share", ("output-loss-mismatch",)),
    Limit("target-order", 0.5, "ratio", ("output-loss-mismatch",)),
    # programs
    Limit("stale-gradients", 0.5, "share", ("gradients-accumulate", "no-gradient")),
    Limit("uphill-updates", 0.5, "share", ("no-progress", "learning-rate-too-high", "noisy-updates")),
    Limit("as-drawn", 0.5, "share", ("not-optimized", "frozen-parameters")),
    Limit("frozen-between", 0.5, "share", ("frozen-parameters",)),
    Limit("wrong-mode", 0.5, "share", ("eval-in-train-mode", "train-in-eval-mode")),
    Limit("order-alike", 0.5, "share", ("not-shuffled",)),
    Limit("order-pairs", 50, "samples", ("not-shuffled",)),
    Limit("order-apart", 0.2, "share", ("not-shuffled",)),
    Limit("order-unlike", 0.1, "share", ("not-shuffled",)),
    Limit("order-between", 0.9, "share", ("not-shuffled",)),
    Limit("mixing", 1e-3, "ratio", ("batch-mixing", "linear-network")),
    Limit("straight", 1e-5, "ratio", ("linear-network",)),
    # generalization
    Limit("test-gap", 0.25, "share", ("overfitting",)),
    Limit("test-gap-most", 0.5, "share", ("overfitting",)),
    Limit("test-gap-by-heart", 0.35, "share", ("overfitting",)),
    Limit("test-errors", 2, "standard errors", ("overfitting",)),
    Limit("test-answers", 0.1, "share", ("overfitting",)),
    Limit("test-answers-most", 0.25, "share", ("overfitting",)),
    Limit("test-rise", 0.1, "share", ("overfitting",)),
    Limit("one-batch-learned", 0.7, "share", ("no-progress", "underfitting")),
    Limit("one-batch-nothing", 0.25, "share", ("no-progress", "underfitting")),
    Limit("dropout-most", 0.8, "share", ("underfitting",)),
    Limit("settled", 0.03, "share", ("underfitting",)),
)  # fmt: skip

LIMITS: dict[str, Limit] = {entry.name: entry for entry in _LIMITS}


def limit(name: str) -> float:
    """The value of a limit."""
    return LIMITS[name].value


def limits_of(code: str) -> list[Limit]:
    """The thresholds of a finding: first its own, then those that it shares with the most other findings last."""
    return sorted((one for one in LIMITS.values() if code in one.codes), key=lambda one: len(one.codes))


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """How often the codes were shown (as warning or error) by `runs` healthy runs."""

    runs: int
    counts: dict[str, int]

    def rate(self, code: str) -> float:
        """Share of the healthy runs that showed the code; NaN if it was not measured."""
        return self.counts.get(code, 0) / self.runs if self.runs else float("nan")


@cache
def false_alarms() -> FalseAlarms:
    """What `benchmarks/confusion.py --write` measured last."""
    file = resources.files("whygrad.diagnose").joinpath("false_alarms.json")
    if not file.is_file():
        return FalseAlarms(0, {})
    value = json.loads(file.read_text(encoding="utf-8"))
    return FalseAlarms(value["runs"], value["counts"])
