"""Shapes broadcast in the loss."""

from __future__ import annotations

from whygrad.diagnose.finding import Finding, Severity
from whygrad.diagnose.measurements.program import facts_of, has_program
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.diagnose.values import loss_values
from whygrad.trace.meta import Meta


def check(reading: Reading) -> Verdict:
    """Outputs and targets of different shapes: the loss compares every output with every target."""
    loss = facts_of(reading).stretched
    holds = loss is not None
    rows = loss.input_shape[0] if loss is not None and loss.input_shape else 0
    return Verdict(
        affected=reading.in_every_run(holds),
        measures=(Measure("compared_samples", reading.constant(rows), 1.0),),
        step=reading.at_update_zero(),
        source=loss.place if loss is not None else "",
    )


def _values(_finding: Finding, meta: Meta) -> dict[str, str]:
    """Of the loss whose shapes were broadcast, which need not be the main one."""
    return loss_values(meta.program.stretched if meta.program is not None else None)


RULE = Rule(
    "loss-shape-broadcast",
    Severity.ERROR,
    (),
    check,
    ("match-shapes",),
    applies=has_program,
    parts=("losses",),
    group="output-and-loss",
    place=50,
    rank=30,
    explains=(
        link(
            "labels-look-random",
            "noisy-updates",
            "dead-units",
            "saturated-units",
            "vanishing-gradient",
            "linear-network",
            "output-range-mismatch",
            "overfitting",
            *SYMPTOMS,
        ),
    ),
    quantities={"compared_samples": "whole"},
    values=_values,
)
