"""How a training ended in plain numbers: for tables, for JSON, for comparisons."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from whygrad.trace.meta import Status
from whygrad.trial.statistics import bootstrap_means, interval
from whygrad.views.runs import last

if TYPE_CHECKING:
    from whygrad.trace import Trace

SCHEMA = "whygrad.training/1"
OUTCOMES = ("loss_train", "loss_test", "accuracy_train", "accuracy_test")


def ends(trace: Trace, channel: str) -> np.ndarray:
    """Each run's last value of a channel with one number a run: (P,). A run that ended in NaN has an infinite loss."""
    values = last(trace[channel])
    if channel.startswith("loss"):
        broken = [status == Status.NON_FINITE for status in trace.status]
        return np.where(broken, np.inf, values)
    return values


def outcomes(trace: Trace) -> tuple[str, ...]:
    """The channels that say how well a training ended, of those recorded and meaningful."""
    names = OUTCOMES if trace.meta.task == "classes" else OUTCOMES[:2]
    return tuple(name for name in names if trace.has(name))


def mean_interval(values: np.ndarray) -> tuple[float, float, float]:
    """The mean over runs and its 95 % bootstrap interval; without an interval if a run's value is not finite."""
    if not len(values) or not np.isfinite(values).all():
        return (math.inf if np.isposinf(values).any() else math.nan), math.nan, math.nan
    low, high = interval(bootstrap_means(values[None, :]), len(values))[0]
    return float(values.mean()), float(low), float(high)


def as_json(trace: Trace) -> dict[str, Any]:
    """The schema whygrad.training/1: how every run ended, and its last numbers."""
    return {
        "schema": SCHEMA,
        "subject": {"kind": trace.meta.kind, "name": trace.meta.name, "steps": trace.meta.total_steps,
                    "framework": trace.meta.framework},
        "experiment": trace.meta.experiment,
        "seeds": [int(seed) for seed in trace.seeds],
        "status": [str(status) for status in trace.status],
        "records": len(trace.steps),
        "outcomes": {name: [float(value) for value in ends(trace, name)] for name in outcomes(trace)},
    }  # fmt: skip
