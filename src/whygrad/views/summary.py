"""How a training ended in plain numbers: for tables, for JSON, for comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from whygrad.trial.statistics import bootstrap_means, interval
from whygrad.views.runs import last

if TYPE_CHECKING:
    from whygrad.trace import Trace

SCHEMA = "whygrad.training/1"
OUTCOMES = ("loss_train", "loss_test", "accuracy_train", "accuracy_test")


def ends(trace: Trace, channel: str) -> np.ndarray:
    """Each run's last finite value of a channel with one number a run: (P,)."""
    return last(trace[channel])


def outcomes(trace: Trace) -> tuple[str, ...]:
    """The channels that say how well a training ended, of those recorded and meaningful."""
    return tuple(name for name in OUTCOMES if trace.has(name) and np.isfinite(ends(trace, name)).any())


def mean_interval(values: np.ndarray) -> tuple[float, float, float]:
    """The mean over runs and its 95 % bootstrap interval; NaN if a run has no value (it turned non-finite at once)."""
    if not len(values) or not np.isfinite(values).all():
        return float("nan"), float("nan"), float("nan")
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
