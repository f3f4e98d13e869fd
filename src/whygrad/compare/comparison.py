"""What came of a comparison: outcomes, ranks, cost and the Pareto front, as numbers and as JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from whygrad.compare.cost import Cost
from whygrad.compare.front import pareto_front
from whygrad.compare.outcomes import OUTCOMES, ends, mean_interval, outcomes
from whygrad.compare.ranking import Ranks, rank_intervals
from whygrad.compare.variants import Variant
from whygrad.errors import InputError
from whygrad.trace.meta import Status

if TYPE_CHECKING:
    from whygrad.trace import Trace

Sort = Literal["accuracy_test", "loss_test", "time", "parameters"]
SORTS: tuple[str, ...] = get_args(Sort)
SCHEMA = "whygrad.comparison/1"


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Variants of an experiment, one trace and one cost each.

    `seconds`: measured training time of each variant, all of its runs together; `None` if it was not measured.
    `sample_seed`: the seed of random variants; `None` for a grid. `complete`: whether all variants were trained.
    """

    variants: Sequence[Variant]
    traces: Sequence[Trace]
    costs: Sequence[Cost]
    seconds: Sequence[float] | None = None
    sample_seed: int | None = None
    complete: bool = True

    @property
    def keys(self) -> list[str]:
        """The varied keys, without their sections."""
        return [key.rpartition(".")[2] for key in self.variants[0].values]

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl-C ended a run, or left a variant out."""
        return not self.complete or any(Status.INTERRUPTED in trace.status for trace in self.traces)

    def channels(self) -> list[str]:
        """The outcomes that any of the trainings has, in the table's order."""
        known = {name for trace in self.traces for name in outcomes(trace)}
        return [name for name in OUTCOMES if name in known and name != "accuracy_train"]

    @property
    def decisive(self) -> str:
        """The outcome that ranks the variants: test accuracy of classes, test loss of numbers."""
        return "accuracy_test" if "accuracy_test" in self.channels() else "loss_test"

    def numbers(self, place: int, channel: str) -> tuple[float, float, float]:
        """Mean and ends of the 95 % interval of an outcome of one variant; NaN where there is none."""
        trace = self.traces[place]
        return mean_interval(ends(trace, channel)) if trace.has(channel) else (math.nan, math.nan, math.nan)

    def values(self, channel: str) -> NDArray[np.float64]:
        """An outcome of all runs, (R, P); NaN for a variant that has none, and for runs that Ctrl-C came before."""
        found = np.full((len(self.traces), max(len(one.seeds) for one in self.traces)), np.nan)
        for row, one in zip(found, self.traces, strict=True):
            if one.has(channel):
                row[: len(one.seeds)] = ends(one, channel)
        return found

    def check_sort(self, by: str) -> None:
        """Raise `InputError` if the variants cannot be ordered like this."""
        check_sort(by, [variant.values for variant in self.variants])
        if by in OUTCOMES and by not in self.channels():
            raise InputError("sort-no-outcome", name=by, known=", ".join(self.channels()))

    def ranks(self, channel: str | None = None) -> Ranks | None:
        """Ranks by an outcome, by default the decisive one; `None` where losses of different kinds would be ranked."""
        by = channel or self.decisive
        if by.startswith("loss") and _losses_differ([variant.values for variant in self.variants]):
            return None
        return rank_intervals(self.values(by), higher_is_better=by.startswith("accuracy"))

    def order(self, by: str | None = None) -> list[int]:
        """Positions of the variants in the order of the table: as trained, or the best first."""
        count = len(self.variants)
        if by is None:
            return list(range(count))
        self.check_sort(by)
        if by in OUTCOMES:
            ranks = self.ranks(by)
            assert ranks is not None
            return ranks.order
        if by == "parameters":
            return sorted(range(count), key=lambda place: self.costs[place].parameters)
        assert self.seconds is not None
        return sorted(range(count), key=self.seconds.__getitem__)

    def times(self) -> list[float]:
        """What stands for time on the Pareto front: measured seconds, else the multiply-adds of the training."""
        return list(self.seconds) if self.seconds is not None else [cost.training for cost in self.costs]

    def front(self) -> NDArray[np.bool_]:
        """Which variants no other one beats in the decisive outcome, time and parameters together: (R,)."""
        means = np.array([self.numbers(place, self.decisive)[0] for place in range(len(self.variants))])
        worse = -means if self.decisive.startswith("accuracy") else means
        return pareto_front(np.column_stack((worse, self.times(), [cost.parameters for cost in self.costs])))

    def to_json(self, by: str | None = None) -> dict[str, Any]:
        """The schema whygrad.comparison/1, in the order of `order(by)`."""
        ranks, front = self.ranks(), self.front()
        return {
            "schema": SCHEMA,
            "seeds": [int(seed) for seed in self.traces[0].seeds],
            "sample_seed": self.sample_seed,
            "ranked_by": None if ranks is None else self.decisive,
            "variants": [self._variant(place, ranks, bool(front[place])) for place in self.order(by)],
        }

    def _variant(self, place: int, ranks: Ranks | None, front: bool) -> dict[str, Any]:
        ranked = None
        if ranks is not None and ranks.rank[place]:
            ranked = {"rank": ranks.rank[place], "low": ranks.low[place], "high": ranks.high[place]}
        cost = self.costs[place]
        return {
            "values": self.variants[place].values,
            "status": [str(status) for status in self.traces[place].status],
            "outcomes": {
                name: dict(zip(("mean", "low", "high"), self.numbers(place, name), strict=True))
                for name in self.channels()
            },
            "rank": ranked,
            "front": front,
            "parameters": cost.parameters,
            "multiply_adds": cost.multiply_adds,
            "training_multiply_adds": cost.training,
            "seconds": None if self.seconds is None else self.seconds[place],
        }


def check_sort(by: str, values: Sequence[dict[str, Any]]) -> None:
    """Raise `InputError` for an unknown order, or for losses of different kinds, which cannot be ranked."""
    if by not in SORTS:
        raise InputError("sort-unknown", name=by, known=", ".join(SORTS))
    if by.startswith("loss") and _losses_differ(values):
        raise InputError("sort-losses")


def _losses_differ(values: Sequence[dict[str, Any]]) -> bool:
    return len({str(one.get("training.loss")) for one in values}) > 1
