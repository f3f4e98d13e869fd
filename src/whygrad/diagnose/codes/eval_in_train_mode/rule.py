"""Evaluated in training mode."""

from __future__ import annotations

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.program import facts_of, has_program
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import Measure, Rule, Verdict, link


def check(reading: Reading) -> Verdict:
    """Evaluated in training mode: dropout drops, batch normalization takes (and changes) the batch's statistics. That
    spoils no number where none tells how much was learned, as between two networks that are trained on each other.
    """
    program = facts_of(reading)
    modes = program.modes
    measured = not program.elusive or "accuracy_test" in reading.channels
    threshold = limit("wrong-mode")
    return Verdict(
        affected=reading.in_every_run(modes.sensitive > 0 and modes.eval_in_train > threshold),
        measures=(Measure("eval_in_train", reading.constant(modes.eval_in_train), threshold),),
        costly=reading.in_every_run(measured),
        decided=reading.in_every_run(modes.eval_passes > 0 or modes.sensitive == 0),
        source=modes.eval_place,
    )


RULE = Rule(
    "eval-in-train-mode",
    Severity.WARNING,
    (),
    check,
    ("call-eval",),
    applies=has_program,
    parts=("evaluations", "samples"),
    method="eval",
    group="generalization",
    place=30,
    # Only what is measured of new samples gets worse: what keeps the training from learning comes first.
    rank=315,
    explains=(link("overfitting"),),
    quantities={"eval_in_train": "share"},
)
