"""What a trial found out: plain values, traces beside them, writable as JSON."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.trace.meta import Status

if TYPE_CHECKING:
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace
    from whygrad.trial.metric import Metric

SCHEMA = "whygrad.trial/1"


class Outcome(StrEnum):
    """What a trial says in the end."""

    HELPS = "helps"  # at least one remedy clearly beats the baseline
    NOTHING_HELPS = "nothing-helps"  # remedies were tried and none clearly does
    NO_REMEDY = "no-remedy"  # there was nothing to try: the network is healthy, or only advice can help
    TOO_FEW_SEEDS = "too-few-seeds"  # nothing is clear, and with so few seeds nothing could be
    INTERRUPTED = "interrupted"  # the baseline was not trained to its end
    OUT_OF_TIME = "out-of-time"  # the budget was over before anything could be compared


@dataclass(frozen=True, eq=False, slots=True)
class Result:
    """One experiment of a trial over all seeds, `P` of them.

    code         the remedy's code; "baseline"; "random" for a random remedy
    changes      what was edited: dotted key -> (value before, value after)
    values       (P,) the metric of every seed
    difference   mean improvement over the baseline, seed by seed; positive is better whatever the metric
    interval     its 95 % bootstrap interval
    p_value      how often the clearest of as many useless remedies would look as good (statistics.adjusted_p); NaN for
                 the baseline and random remedies
    helps        whether it clearly beats the baseline: the interval excludes 0, useless remedies look as good in at
                 most 1 of 20 trials, and the metric is better than chance
    repaired     share of the seeds whose run counts as repaired (metric.repaired_from)
    rank         1 for the best and all that are tied with it; None if it was interrupted, and for baseline and controls
    tied         whether it cannot be told from the best-ranked remedy: it helps as that does, and the interval of their
                 difference contains 0 or the difference is smaller than is worth having
    cost         multiply-adds of the training, relative to the baseline's (of a script: its time)

    A script's re-runs have neither `experiment` nor `trace`; how they ended stands in `ends`, and what to change in the
    script in `snippet`; `treatment` is what was applied from outside, remedies' codes with their parameters.
    """

    code: str
    experiment: Experiment | None
    changes: dict[str, tuple[Any, Any]]
    trace: Trace | None
    values: NDArray[np.float64]
    difference: float = 0.0
    interval: tuple[float, float] = (0.0, 0.0)
    repaired: float = 0.0
    p_value: float = math.nan
    helps: bool = False
    rank: int | None = None
    tied: bool = False
    cost: float = 1.0
    ends: tuple[Status, ...] = ()
    snippet: str = ""
    treatment: tuple[tuple[str, dict[str, Any]], ...] = ()

    @property
    def mean(self) -> float:
        """The metric's mean over the seeds; NaN if there are none."""
        return float(self.values.mean()) if len(self.values) else math.nan

    @property
    def status(self) -> dict[str, int]:
        """How many runs ended how."""
        return dict(Counter(str(status) for status in self._ends))

    @property
    def interrupted(self) -> bool:
        """Whether some run was stopped before its end, so that its value is that of an earlier moment."""
        return any(status == Status.INTERRUPTED for status in self._ends)

    @property
    def _ends(self) -> tuple[str, ...]:
        return self.ends if self.trace is None else tuple(self.trace.status)

    def to_json(self) -> dict[str, Any]:
        """As nested plain values; NaN as null."""
        return {
            "code": self.code,
            "changes": {key: {"from": before, "to": after} for key, (before, after) in self.changes.items()},
            "values": [_number(value) for value in self.values],
            "mean": _number(self.mean),
            "difference": _number(self.difference),
            "interval": [_number(end) for end in self.interval],
            "p_value": _number(self.p_value),
            "helps": self.helps,
            "repaired": _number(self.repaired),
            "rank": self.rank,
            "tied": self.tied,
            "cost": _number(self.cost),
            "status": self.status,
            "interrupted": self.interrupted,
        } | ({"snippet": self.snippet} if self.snippet else {})


@dataclass(frozen=True, slots=True)
class Failed:
    """A remedy under which a script broke off although it does not by itself, or that found nothing to act on.

    `error` is what Python said; "" if there was nothing to act on.
    """

    code: str
    changes: dict[str, tuple[Any, Any]]
    error: str

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        changed = {key: {"from": before, "to": after} for key, (before, after) in self.changes.items()}
        return {"code": self.code, "changes": changed, "error": self.error or None}


@dataclass(frozen=True, eq=False, slots=True, repr=False)
class Trial:
    """The baseline and its remedies over the same seeds; `print(trial)` and a notebook show them in a table.

    root         code of the root cause, None if nothing was found
    results      the remedies: those that clearly help, then the others, each by their difference; then interrupted ones
    controls     random remedies, best first
    advice       codes of remedies that suit the findings but cannot be tried in an experiment
    repaired_at  value of the metric from which a run counts as repaired, None if nothing was gained by anything
    failed       remedies that could not be measured on a script, and why
    left_out     codes of remedies for which there was no time, or that looked worse than others in one run
    """

    root: str | None
    metric: Metric
    seeds: tuple[int, ...]
    baseline: Result
    results: tuple[Result, ...]
    controls: tuple[Result, ...]
    advice: tuple[str, ...]
    repaired_at: float | None
    verdict: Outcome
    failed: tuple[Failed, ...] = ()
    left_out: tuple[str, ...] = ()
    stopped: bool = False  # Ctrl-C ended it before all seeds were measured

    def __repr__(self) -> str:
        best = f", best {self.best.code}" if self.best is not None else ""
        count = len(self.results)
        return f"<Trial of {self.root}: {self.verdict}, {count} remedies over {len(self.seeds)} seeds{best}>"

    def __str__(self) -> str:
        # The views come after the trial in the order of packages: who asks for one has it.
        views = import_module("whygrad.views.terminal")
        return views.plain(views.trial(self))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What IPython shows (IPython.lib.pretty)."""
        printer.text(str(self))

    @property
    def best(self) -> Result | None:
        """The best-ranked remedy, whether it helps or not."""
        return next((result for result in self.results if result.rank == 1), None)

    @property
    def best_control(self) -> Result | None:
        """The best random remedy."""
        return self.controls[0] if self.controls else None

    @property
    def interrupted(self) -> bool:
        """Whether anything was stopped before its end."""
        return self.stopped or any(result.interrupted for result in (self.baseline, *self.results, *self.controls))

    def helps(self, result: Result) -> bool:
        """Whether a remedy clearly beats the baseline (`Result.helps`)."""
        return result.helps

    @property
    def control_difference(self) -> float:
        """The mean difference of the random remedies; NaN without any."""
        return _mean([control.difference for control in self.controls])

    @property
    def control_repaired(self) -> float:
        """The share of repaired runs among those of all random remedies; NaN without any."""
        return _mean([control.repaired for control in self.controls])

    def to_json(self) -> dict[str, Any]:
        """As nested plain values: the schema whygrad.trial/1, described in docs/reference/json-fields.md."""
        best = self.best_control
        return (
            {
                "schema": SCHEMA,
                "verdict": str(self.verdict),
                "root": self.root,
                "metric": {"name": self.metric.name, "higher_is_better": self.metric.higher_is_better},
                "repaired_at": self.repaired_at,
                "seeds": list(self.seeds),
                "interrupted": self.interrupted,
                "baseline": self.baseline.to_json(),
                "remedies": [result.to_json() for result in self.results],
                "controls": {
                    "count": len(self.controls),
                    "difference": _number(self.control_difference),
                    "repaired": _number(self.control_repaired),
                    "best": best.to_json() if best is not None else None,
                },
                "advice": list(self.advice),
            }
            | ({"failed": [one.to_json() for one in self.failed]} if self.failed else {})
            | ({"left_out": list(self.left_out)} if self.left_out else {})
        )


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else math.nan


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
