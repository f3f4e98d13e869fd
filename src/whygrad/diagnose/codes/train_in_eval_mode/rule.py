"""Trained in evaluation mode."""

from __future__ import annotations

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.program import facts_of, has_program
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link


def check(reading: Reading) -> Verdict:
    """Trained in evaluation mode: nothing is dropped, and batch normalization normalizes by statistics never gathered.

    With a frozen part that may be meant; then only harm counts.
    """
    program = facts_of(reading)
    modes = program.modes
    threshold = limit("wrong-mode")
    frozen = any(p.used and not p.requires_grad for p in program.parameters)
    return Verdict(
        affected=reading.in_every_run(modes.sensitive > 0 and modes.train_in_eval > threshold),
        measures=(Measure("train_in_eval", reading.constant(modes.train_in_eval), threshold),),
        decided=reading.in_every_run(modes.train_passes > 0 or modes.sensitive == 0),
        costly=reading.in_every_run(not frozen) | reading.harmed,
        source=modes.train_place,
    )


RULE = Rule(
    "train-in-eval-mode",
    Severity.WARNING,
    ("loss_train",),
    check,
    ("call-train",),
    applies=has_program,
    method="train",
    group="generalization",
    place=40,
    rank=70,
    explains=(
        link(
            "learning-rate-too-high",
            "exploding-gradient",
            "saturated-units",
            "dead-units",
            "vanishing-gradient",
            "non-finite",
            "noisy-updates",
            "overfitting",
            *SYMPTOMS,
        ),
    ),
    quantities={"train_in_eval": "share"},
)
