"""Constant feature."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Finding, Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.trace.meta import Meta


def check(reading: Reading) -> Verdict:
    """Columns that say nothing; costly where training suffers."""
    columns = len(reading.meta.data.constant_columns) if reading.meta.program is None else _constant_columns(reading)
    return Verdict(
        affected=reading.in_every_run(columns > 0),
        measures=(Measure("constant_columns", reading.constant(columns), 0),),
        step=reading.at_update_zero(),
        decided=reading.judged,
        costly=reading.harmed,
        early=reading.prospect.early,
    )


def _constant_columns(reading: Reading) -> int:
    """Those of a program's inputs. A pixel that never changes is no fault, a huge number is; and so is it if half of
    the columns never changed among many more samples than there are columns: they held something once. Where most
    columns that do vary are as huge, the scale of all is at fault (`inputs-not-normalized`).
    """
    mean, std = reading.get("input_mean"), reading.get("input_std")
    if mean is None or std is None:
        return 0
    constant = std == 0
    many = _different_samples(reading) >= limit("samples-a-column") * constant.size
    if many and not reading.meta.data.pictures and constant.mean() >= limit("constant-most"):
        return int(constant.sum())
    varying = np.hypot(mean, std)[std > 0]
    if varying.size and np.median(varying) > limit("input-size"):
        return 0
    return int((constant & (abs(mean) > limit("input-size"))).sum())


def _different_samples(reading: Reading) -> float:
    """How many different samples a program was seen to train on: those that came again count once where the number of
    epochs is known.
    """
    program, seen = reading.meta.program, reading.meta.train_samples
    if program is None or not reading.epochs >= 1 or not program.steps.observed:
        return seen
    return min(seen, seen * reading.meta.total_steps / program.steps.observed / reading.epochs)


def _values(_finding: Finding, meta: Meta) -> dict[str, str]:
    names = meta.data.constant_columns  # a program's channels of pictures have none
    return {"columns": ", ".join(names), "named": "yes" if names else "no"}


RULE = Rule(
    "constant-feature",
    Severity.WARNING,
    ("loss_train",),
    check,
    ("drop-constant-columns", "scale-inputs"),
    facts=("chance_loss",),
    parts=("inputs",),
    group="data",
    place=30,
    rank=170,
    explains=(
        link(
            "inputs-not-normalized",
            "learning-rate-too-high",
            "saturated-units",
            "dead-units",
            "non-finite",
            "exploding-gradient",
            "vanishing-gradient",
            "noisy-updates",
            *SYMPTOMS,
        ),
    ),
    quantities={"constant_columns": "whole"},
    values=_values,
)
