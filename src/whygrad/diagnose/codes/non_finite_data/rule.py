"""Bad values in the data."""

from __future__ import annotations

from whygrad.diagnose.finding import Finding, Severity
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.trace.meta import Meta


def check(reading: Reading) -> Verdict:
    """NaN or infinite values among the inputs or targets."""
    count = reading.meta.data.non_finite
    return Verdict(
        affected=reading.in_every_run(count > 0),
        measures=(Measure("non_finite_values", reading.constant(count), 0),),
        step=reading.at_update_zero(),
    )


def _values(_finding: Finding, meta: Meta) -> dict[str, str]:
    return {"columns": ", ".join(meta.data.non_finite_columns)}


RULE = Rule(
    "non-finite-data",
    Severity.ERROR,
    (),
    check,
    ("clean-data",),
    parts=("inputs", "losses"),
    group="data",
    place=20,
    rank=10,
    explains=(link("non-finite", "learning-rate-too-high", "inputs-not-normalized", *SYMPTOMS),),
    quantities={"non_finite_values": "whole"},
    values=_values,
)
