"""Targets out of range."""

from __future__ import annotations

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.measurements.program import facts_of, has_program
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link


def check(reading: Reading) -> Verdict:
    """Targets that the loss has no meaning for: class numbers that are no class, probabilities outside 0 … 1."""
    loss = facts_of(reading).loss
    count = loss.out_of_range if loss is not None else 0
    return Verdict(
        affected=reading.in_every_run(count > 0),
        measures=(Measure("wrong_targets", reading.constant(count), 0.0),),
        step=reading.at_update_zero(),
        source=loss.place if loss is not None else "",
    )


RULE = Rule(
    "target-out-of-range",
    Severity.ERROR,
    (),
    check,
    ("fix-targets", "use-cross-entropy", "output-auto"),
    applies=has_program,
    parts=("losses",),
    group="output-and-loss",
    place=60,
    rank=20,
    explains=(
        link(
            "non-finite",
            "learning-rate-too-high",
            "exploding-gradient",
            "output-loss-mismatch",
            "output-range-mismatch",
            "saturated-units",
            "noisy-updates",
            *SYMPTOMS,
        ),
    ),
    quantities={"wrong_targets": "whole"},
)
