"""Shapes broadcast in the loss."""

from __future__ import annotations

from dataclasses import replace

from whygrad.diagnose.finding import Finding, Severity
from whygrad.diagnose.measurements.program import facts_of, has_program
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.diagnose.values import loss_values
from whygrad.trace.meta import Meta


def check(reading: Reading) -> Verdict:
    """Outputs and targets of different shapes: the loss compares every output with every target. Or losses of single
    samples and their weights: every loss is multiplied by the weights of all samples.
    """
    program = facts_of(reading)
    loss = program.stretched
    rows, quantity = loss.input_shape[0] if loss is not None and loss.input_shape else 0, "compared_samples"
    if loss is None and (loss := program.weighed_crosswise) is not None:
        rows, quantity = loss.weights_shape[0], "weights_of_a_sample"
    return Verdict(
        affected=reading.in_every_run(loss is not None),
        measures=(Measure(quantity, reading.constant(rows), 1.0),),
        step=reading.at_update_zero(),
        source=loss.place if loss is not None else "",
    )


def _values(_finding: Finding, meta: Meta) -> dict[str, str]:
    """Of the loss whose shapes were broadcast, which need not be the main one; else of losses and their weights."""
    program = meta.program
    loss = program.stretched if program is not None else None
    crosswise = program.weighed_crosswise if program is not None else None
    if loss is None and crosswise is not None:
        loss = replace(crosswise, input_shape=crosswise.losses_shape, target_shape=crosswise.weights_shape)
    return loss_values(loss)


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
    quantities={"compared_samples": "whole", "weights_of_a_sample": "whole"},
    reasons={"weights_of_a_sample": "weights"},
    values=_values,
)
