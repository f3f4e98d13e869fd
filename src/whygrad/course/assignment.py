"""What an answer must keep and reach: the part of an exercise that a program can check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from whygrad.course.goal import Goal
from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.experiment.edit import find
from whygrad.experiment.options import OPTIONS, SECTIONS

ALWAYS_KEPT = (
    "data.name", "data.samples", "data.noise", "data.train_share", "data.target", "data.size", "network.layers",
    "training.epochs", "training.patience",
)  # fmt: skip
"""Settings that no answer may change: the data, and how long the network is trained."""

_OF_THE_LOSS = "training.loss"  # values of another loss function cannot be compared
_NEVER_KEPT = ("data.seed", "recording.every")  # a check draws its own data, and records as it needs


@dataclass(frozen=True)
class Assignment:
    """An experiment to begin with, what must stay of it, and what must be reached.

    - `start`: the experiment to begin with
    - `keep`: keys that must stay as they are in `start`; the name of a section keeps all of its keys
    - `goals`: the conditions, all of which must hold
    - `runs`, `needed`: number of runs of a check, and in how many of them every goal must hold

    Raises `InputError` for a key that no setting has, and where there is no goal.
    """

    start: Experiment
    keep: tuple[str, ...]
    goals: tuple[Goal, ...]
    runs: int = 16
    needed: int = 12

    def __post_init__(self) -> None:
        if not self.goals:
            raise InputError("course-error-no-goal")
        _ = self.kept

    @classmethod
    def of(
        cls, start: Experiment, keep: Iterable[str], goals: Iterable[str], *, runs: int = 16, needed: int = 12
    ) -> Assignment:
        """The assignment of texts, as an exercise's file and an address have them."""
        return cls(start, tuple(keep), tuple(Goal.parse(one) for one in goals), runs, needed)

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The dotted keys of all settings that must stay, in the order of the table of options."""
        keys: set[str] = set(ALWAYS_KEPT)
        if any(goal.name.startswith("loss_") for goal in self.goals):
            keys.add(_OF_THE_LOSS)
        for name in self.keep:
            keys |= (
                {option.key for option in OPTIONS if option.section == name} if name in SECTIONS else {find(name).key}
            )
        return tuple(option.key for option in OPTIONS if option.key in keys and option.key not in _NEVER_KEPT)

    def value(self, experiment: Experiment, key: str) -> object:
        """The value of a setting, in the form in which two experiments are compared."""
        section, _, name = key.partition(".")
        found = getattr(getattr(experiment, section), name)
        if key == "network.activation" and not isinstance(found, str) and len(set(found)) == 1:
            return found[0]  # the same one for every layer, of which there may be more or fewer than there were
        return found
