"""What came of a search, as values and as JSON."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from whygrad.experiment.values import shown
from whygrad.search.goal import Goal

if TYPE_CHECKING:
    from whygrad.search.confirmation import Confirmed

SCHEMA = "whygrad.search/1"
Ending = Literal["finished", "non-finite", "crashed", "no-result", "refused", "interrupted"]


@dataclass(frozen=True, slots=True)
class Tried:
    """One trial: its values, and the goal's value; `None` if there is none, for which `status` and `reason` say why.

    "non-finite": the loss became NaN or infinite. "crashed": the script ended by an error. "no-result": it recorded
    nothing of the goal. "refused": the experiment cannot have these values.
    """

    number: int
    values: dict[str, Any]
    value: float | None
    status: Ending = "finished"
    reason: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """The trials of a search, in the order in which they were asked for.

    `kind` is "experiment" or "script", `name` what was searched. `confirmed`: the best settings on the test set, `None`
    for a script, where the test set decided, and where there is no best trial.
    """

    kind: Literal["experiment", "script"]
    name: str
    goal: Goal
    sampler: str
    seed: int
    trials: Sequence[Tried]
    arguments: Sequence[str] = ()
    changes: Sequence[str] = ()
    confirmed: Confirmed | None = None
    interrupted: bool = False

    @property
    def best(self) -> Tried | None:
        """The trial with the best value, the first one if several have it; `None` if no trial has a value."""
        known = [one for one in self.trials if one.value is not None]
        sign = -1.0 if self.goal.higher_is_better else 1.0
        return min(known, key=lambda one: (sign * (one.value or 0.0), one.number), default=None)

    @property
    def order(self) -> list[Tried]:
        """From the best to the worst, those without a value last."""
        sign = -1.0 if self.goal.higher_is_better else 1.0
        return sorted(
            self.trials, key=lambda one: (one.value is None, sign * (one.value or 0.0), one.number)
        )  # fmt: skip

    @property
    def failures(self) -> dict[str, int]:
        """How many trials ended without a value, by their status."""
        return dict(Counter(str(one.status) for one in self.trials if one.value is None))

    def command(self) -> str | None:
        """The command line that runs the best settings; `None` if there are none."""
        best = self.best
        if best is None:
            return None
        if self.kind == "script":
            from whygrad.search.arguments import words

            return shlex.join(["python", self.name, *words(best.values), *self.arguments])
        settings = [*self.changes, *(f"{key}={spelled(value)}" for key, value in self._settings(best).items())]
        return shlex.join(["whygrad", "train", self.name, *(word for one in settings for word in ("--set", one))])

    def _settings(self, best: Tried) -> dict[str, Any]:
        """As `--set` takes them: hidden layers instead of depth and width."""
        settings = {key.rpartition(".")[2]: value for key, value in best.values.items()}
        if self.confirmed is not None and ({"depth", "width"} & set(settings)):
            settings = {key: value for key, value in settings.items() if key not in ("depth", "width")}
            settings["hidden"] = list(self.confirmed.hidden)
        return settings

    def to_json(self) -> dict[str, Any]:
        """The schema whygrad.search/1."""
        best = self.best
        return {
            "schema": SCHEMA,
            "subject": {"kind": self.kind, "name": self.name},
            "goal": self.goal.name,
            "chosen_by": "validation" if self.goal.by_validation else "test" if self.goal.by_test else "train",
            "sampler": self.sampler,
            "seed": self.seed,
            "trials": [
                {"number": one.number, "values": one.values, "value": one.value, "status": one.status,
                 "reason": one.reason, "seconds": one.seconds}
                for one in self.trials
            ],
            "best": None if best is None else {"number": best.number, "values": best.values, "value": best.value},
            "command": self.command(),
            "confirmed": None if self.confirmed is None else self.confirmed.to_json(),
            "interrupted": self.interrupted,
        }  # fmt: skip


def spelled(value: Any) -> str:
    """A setting's value as `--set` takes it."""
    return value if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else shown(value)
