"""What a search looks for: a channel, of which samples, and whether more of it is better."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from whygrad.errors import InputError
from whygrad.trace.meta import Status
from whygrad.trial.metric import METRICS, last_finite

if TYPE_CHECKING:
    from whygrad.trace import Trace

EXPERIMENT_GOALS = ("accuracy_validation", "loss_validation", "accuracy_test", "loss_test", "loss_train")
SCRIPT_GOALS = ("loss_test", "accuracy_test", "loss_train")
_TAIL = 0.1  # share of a script's records whose mean is its training loss: single batches differ


@dataclass(frozen=True, slots=True)
class Goal:
    """`name` is as on the command line; `channel` is read from traces, where held-out samples are "test"."""

    name: str

    @classmethod
    def of(cls, name: str, known: tuple[str, ...]) -> Goal:
        """The goal of a name; raises `InputError` with the known ones."""
        if name not in known:
            raise InputError("search-unknown-goal", name=name, known=", ".join(known))
        return cls(name)

    @property
    def higher_is_better(self) -> bool:
        """Whether more is better."""
        return self.name.startswith("accuracy")

    @property
    def channel(self) -> str:
        """The channel of a trace that holds it."""
        return self.name.replace("_validation", "_test")

    @property
    def by_validation(self) -> bool:
        """Whether samples decide that are held out from the training set."""
        return self.name.endswith("_validation")

    @property
    def by_test(self) -> bool:
        """Whether the test set decides, which can then no longer tell how good the choice is."""
        return self.name.endswith("_test")

    @property
    def worst(self) -> float:
        """What the sampler is told of a trial without a result."""
        return -math.inf if self.higher_is_better else math.inf

    def of_experiment(self, trace: Trace) -> float:
        """The mean over the runs of an experiment; a loss is infinite, and an accuracy that of chance, in a failed run.

        A run has failed if it ended in NaN or infinity, or diverged.
        """
        if self.higher_is_better:
            return float(METRICS["accuracy_test"].values(trace).mean())
        values = last_finite(trace[self.channel])
        failed = [status in (Status.NON_FINITE, Status.DIVERGED) for status in trace.status]
        return float(np.where(failed | ~np.isfinite(values), np.inf, values).mean())

    def of_script(self, trace: Trace) -> float:
        """The last value of a held-out channel, or the mean training loss of the last tenth of the records.

        NaN where the trace has none. The worst value there is if the training ended in NaN.
        """
        if not trace.has(self.channel):
            return math.nan
        series = np.asarray(trace[self.channel], dtype=np.float64)[0]
        if Status.NON_FINITE in trace.status:
            return self.worst
        finite = series[np.isfinite(series)]
        if not len(finite):
            return math.nan
        if self.channel == "loss_train":
            return float(finite[-max(1, round(_TAIL * len(finite))) :].mean())
        return float(finite[-1])
