"""How trainings ended: the last values of a channel, their mean over the runs and its interval."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.trace.meta import Status
from whygrad.trial.metric import last_finite
from whygrad.trial.statistics import bootstrap_means, interval

if TYPE_CHECKING:
    from whygrad.trace import Trace

OUTCOMES = ("loss_train", "loss_test", "accuracy_train", "accuracy_test")


def ends(trace: Trace, channel: str) -> NDArray[np.float64]:
    """The last value of a channel in each run, (P,). The loss of a run that ended in NaN is infinite."""
    series: Any = trace[channel]
    values = last_finite(series) if series.shape[1] else np.full(len(series), np.nan)
    if channel.startswith("loss"):
        broken = [status == Status.NON_FINITE for status in trace.status]
        return np.where(broken, np.inf, values)
    return values


def outcomes(trace: Trace) -> tuple[str, ...]:
    """The channels that say how well a training ended, of those recorded and meaningful."""
    names = OUTCOMES if trace.meta.task == "classes" else OUTCOMES[:2]
    return tuple(name for name in names if trace.has(name))


def mean_interval(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """The mean over runs and its 95 % bootstrap interval; without an interval if a run's value is not finite."""
    if not len(values) or not np.isfinite(values).all():
        return (math.inf if np.isposinf(values).any() else math.nan), math.nan, math.nan
    low, high = interval(bootstrap_means(values[None, :]), len(values))[0]
    return float(values.mean()), float(low), float(high)
