"""NaN or infinity."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Finding, Severity
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.trace.meta import Meta

# What the first NaN or infinity appeared in; "value" where that is not known.
_WHERE = ("input", "activation", "loss", "gradient", "weight", "value")


def check(reading: Reading) -> Verdict:
    """A NaN or an infinity appeared; the quantity is named after what it appeared in first (most runs decide)."""
    found = [what for what in reading.non_finite_what if what]
    what = max(sorted(set(found)), key=found.count) if found else "value"
    layers = np.arange(reading.depth)[None] == reading.non_finite_layer[:, None]
    step = reading.non_finite_step
    return Verdict(
        affected=step >= 0,
        measures=(Measure(f"non_finite_{what}", np.where(step >= 0, step, np.nan).astype(np.float64), None, step),),
        step=step,
        layers=layers,
    )


def _values(finding: Finding, meta: Meta) -> dict[str, str]:
    """What it appeared in first, whether layers are known, and the variant of the sentence about numbers of 16 bits."""
    program = meta.program
    half = program is not None and any(one.type == "float16" for one in program.parameters)
    shown = {one.quantity for one in finding.evidence}
    return {
        "what": next((what for what in _WHERE if f"non_finite_{what}" in shown), "value"),
        "where": "layers" if finding.where.layers else "network",
        "reason": "half" if half else "other",
    }


RULE = Rule(
    "non-finite",
    Severity.ERROR,
    (),
    check,
    (
        "lower-learning-rate",
        "clip-gradients",
        "scale-inputs",
        "add-batch-normalization",
        "use-adam",
        "scale-targets",
        "use-float32",
    ),
    parts=("weights", "layers", "gradients", "losses"),
    group="gradient-flow",
    place=60,
    rank=290,
    traits=("follows-from-any-cause",),
    explains=(link(*SYMPTOMS),),
    values=_values,
    quantities={f"non_finite_{what}": "whole" for what in _WHERE},
)
