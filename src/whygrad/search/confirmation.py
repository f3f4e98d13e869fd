"""The best settings of a search on the test set, which had no part in the choice, beside the experiment as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whygrad.compare import ends, mean_interval
from whygrad.engine import train
from whygrad.trace.meta import Status

if TYPE_CHECKING:
    from whygrad.experiment import Experiment

Interval = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Means over the seeds with their 95 % intervals, on the test set, after training on the whole training set.

    `channel`: what was measured. `best`, `before`: of the best settings, and of the experiment as it was given.
    `difference`: best minus before, seed by seed. `hidden`: the hidden layers of the best settings.
    """

    channel: str
    seeds: int
    best: Interval
    before: Interval
    difference: Interval
    hidden: Sequence[int] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        parts = {"best": self.best, "before": self.before, "difference": self.difference}
        named = {name: dict(zip(("mean", "low", "high"), part, strict=True)) for name, part in parts.items()}
        return {"channel": self.channel, "seeds": self.seeds, **named}


def confirm(best: Experiment, before: Experiment, channel: str, seeds: int) -> Confirmed | None:
    """Train both with the same seeds, which the search did not use; `None` if Ctrl-C ended it.

    The seeds are `seeds` to `2 * seeds - 1`: those that chose would flatter what they chose.
    """
    numbers = list(range(seeds, 2 * seeds))
    try:
        traces = train([best, before], seeds=numbers)
    except KeyboardInterrupt:
        return None
    if len(traces) < 2 or any(Status.INTERRUPTED in trace.status for trace in traces):
        return None
    after, given = (ends(trace, channel) for trace in traces)
    return Confirmed(
        channel, seeds, mean_interval(after), mean_interval(given), mean_interval(after - given), best.network.hidden
    )
