"""Gradients not cleared (missing zero_grad)."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.program import facts_of, has_program, share_of
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link


def check(reading: Reading) -> Verdict:
    """Updates use gradients that earlier updates had used already.

    Gradients summed over several backward passes and then cleared are not meant: they are fresh at every update.
    """
    steps = facts_of(reading).steps
    share = share_of(steps.stale, steps.observed)
    threshold = limit("stale-gradients")
    return Verdict(
        affected=reading.in_every_run(share > threshold),
        measures=(Measure("stale_gradients", reading.constant(share), threshold),),
        step=np.ones(reading.runs, np.int64),
        decided=reading.in_every_run(steps.observed > 1),
        source=steps.step_place,
    )


RULE = Rule(
    "gradients-accumulate",
    Severity.ERROR,
    (),
    check,
    ("clear-gradients",),
    applies=has_program,
    parts=("gradients",),
    method="zero_grad",
    group="optimization",
    place=40,
    rank=60,
    explains=(
        link(
            "learning-rate-too-high",
            "exploding-gradient",
            "saturated-units",
            "dead-units",
            "no-gradient",
            "vanishing-gradient",
            "non-finite",
            "noisy-updates",
            "overfitting",
            *SYMPTOMS,
        ),
    ),
    quantities={"stale_gradients": "share"},
)
