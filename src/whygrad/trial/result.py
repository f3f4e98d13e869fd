"""What a trial found out: plain values, traces beside them, writable as JSON."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.printing import printed
from whygrad.trace.meta import Status

if TYPE_CHECKING:
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace
    from whygrad.trial.metric import Metric

SCHEMA = "whygrad.trial/1"


class Outcome(StrEnum):
    """The verdict of a trial."""

    HELPS = "helps"  # at least one fix is significantly better than the baseline
    NOTHING_HELPS = "nothing-helps"  # fixes were tested, and none is significantly better
    NO_REMEDY = "no-remedy"  # no fix could be tested: an experiment is healthy, or its fixes need changes by hand
    TOO_FEW_SEEDS = "too-few-seeds"  # no difference is significant, and none could be with so few seeds
    INTERRUPTED = "interrupted"  # the baseline was interrupted
    OUT_OF_TIME = "out-of-time"  # the time was used up before anything could be compared


@dataclass(frozen=True, eq=False, slots=True)
class Result:
    """The result of one fix, of the baseline or of a random fix, over P seeds.

    code         the code of the fix; "baseline"; "random" for a random fix
    experiment   the experiment that was trained; None for a script
    changes      what was changed: dotted key -> (value before, value after)
    trace        the trace of all runs; None for a script
    values       (P,) the metric of each seed
    difference   mean improvement over the baseline, paired by seed; positive is better, whatever the metric
    interval     95 % bootstrap interval of the difference
    repaired     fraction of the seeds that are solved
    p_value      probability that the best of as many useless fixes looks as good; NaN for the baseline and random fixes
    helps        whether it is significantly better than the baseline: the interval excludes 0, `p_value` is at most
                 0.05, and the metric is better than chance
    rank         1 for the best and all tied with it; None if interrupted, for the baseline and for random fixes
    tied         whether it is as good as the best: both help or both do not, and the interval of their difference
                 contains 0 or the difference is negligible
    cost         cost of the training relative to the baseline: multiply-adds of an experiment, time of a script
    ends         how the runs of a script ended
    snippet      the lines to change in a script
    treatment    changes applied to a running script: codes of fixes with their parameters
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
        """The mean of the metric over the seeds; NaN without seeds."""
        return float(self.values.mean()) if len(self.values) else math.nan

    @property
    def status(self) -> dict[str, int]:
        """Number of runs by status."""
        return dict(Counter(str(status) for status in self._ends))

    @property
    def interrupted(self) -> bool:
        """Whether a run was stopped before its end, so that its value belongs to an earlier step."""
        return any(status == Status.INTERRUPTED for status in self._ends)

    @property
    def _ends(self) -> tuple[str, ...]:
        return self.ends if self.trace is None else tuple(self.trace.status)

    def to_json(self) -> dict[str, Any]:
        """Return the result as nested dictionaries and lists; NaN becomes None."""
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
    """A fix that could not be tested on a script: the script failed with it, or the fix found nothing to change.

    `error` is the message of the exception; "" if there was nothing to change.
    """

    code: str
    changes: dict[str, tuple[Any, Any]]
    error: str

    def to_json(self) -> dict[str, Any]:
        """Return the values as a dictionary."""
        changed = {key: {"from": before, "to": after} for key, (before, after) in self.changes.items()}
        return {"code": self.code, "changes": changed, "error": self.error or None}


@dataclass(frozen=True, eq=False, slots=True, repr=False)
class Trial:
    """The baseline and its fixes, compared over the same seeds. `print(trial)` and notebooks show a table.

    root         code of the root cause; None if nothing was found
    metric       the quantity that is compared
    seeds        the seeds of every training
    baseline     the training without a fix
    results      the fixes: those that help, then the others, each sorted by difference; interrupted ones last
    controls     random fixes, best first
    advice       codes of fixes that suit the findings but cannot be tested automatically
    repaired_at  value of the metric from which a run counts as solved; None if no fix improved it noticeably
    verdict      the conclusion
    failed       fixes that could not be tested on a script, and why
    left_out     codes of fixes that were not tested for lack of time, or dropped after one worse run
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
    stopped: bool = False  # whether Ctrl-C ended the trial before all seeds were measured

    def __repr__(self) -> str:
        best = f", best {self.best.code}" if self.best is not None else ""
        count = len(self.results)
        return f"<Trial of {self.root}: {self.verdict}, {count} remedies over {len(self.seeds)} seeds{best}>"

    def __str__(self) -> str:
        return printed(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What IPython shows (IPython.lib.pretty)."""
        printer.text(str(self))

    @property
    def best(self) -> Result | None:
        """The best-ranked fix, whether it helps or not."""
        return next((result for result in self.results if result.rank == 1), None)

    @property
    def best_control(self) -> Result | None:
        """The best random fix."""
        return self.controls[0] if self.controls else None

    @property
    def interrupted(self) -> bool:
        """Whether any training was stopped before its end."""
        return self.stopped or any(result.interrupted for result in (self.baseline, *self.results, *self.controls))

    def helps(self, result: Result) -> bool:
        """Return whether a fix is significantly better than the baseline (`Result.helps`)."""
        return result.helps

    @property
    def control_difference(self) -> float:
        """The mean difference of the random fixes; NaN without random fixes."""
        return _mean([control.difference for control in self.controls])

    @property
    def control_repaired(self) -> float:
        """The fraction of solved runs among those of all random fixes; NaN without random fixes."""
        return _mean([control.repaired for control in self.controls])

    def to_json(self) -> dict[str, Any]:
        """Return the trial as nested dictionaries (format "whygrad.trial/1")."""
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
