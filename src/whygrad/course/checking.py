"""An answer is checked: what must stay is compared, then the network is trained and measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.course.assignment import Assignment
from whygrad.course.goal import Goal
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment

FIRST_SEED = 1000
"""Of the runs of a check: other weights, other batches than those of a training that begins with seed 0."""

DATA_SEED = 1000
"""Of a check's data: generated points are other points, of other data the split into training and test set differs."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Change:
    """A setting that had to stay and did not: its dotted key, the value that it had to keep, the value that it has."""

    key: str
    kept: object
    given: object


@dataclass(frozen=True, slots=True)
class GoalResult:
    """How far a goal was reached: its value in each run (P,), or one value where the settings decide it."""

    goal: Goal
    values: tuple[float, ...]
    met: tuple[bool, ...]

    @property
    def median(self) -> float:
        """The median of the finite values; NaN if there is none."""
        finite = [value for value in self.values if np.isfinite(value)]
        return float(np.median(finite)) if finite else float("nan")

    @property
    def passed(self) -> bool:
        """Whether every run reaches it."""
        return all(self.met)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a check.

    - `changed`: settings that had to stay and did not
    - `goals`: how far each goal was reached; those that need a training are missing where none took place
    - `reached`: in how many of the runs every goal holds
    - `runs`: number of runs. 0 if a setting that had to stay was changed, or if the settings already miss a goal
    - `needed`: number of runs that are needed
    - `failed`: number of runs that diverged; they reach no goal
    """

    assignment: Assignment
    experiment: Experiment
    changed: tuple[Change, ...]
    goals: tuple[GoalResult, ...]
    reached: int
    runs: int
    needed: int
    failed: int = 0

    @property
    def passed(self) -> bool:
        """Whether the answer is right."""
        return not self.changed and self.runs > 0 and self.reached >= self.needed

    @property
    def reasons(self) -> list[str]:
        """The result in words, in the current language: what was changed, which goal was missed and by how much."""
        from whygrad.course.words import reasons

        return reasons(self)

    def __str__(self) -> str:
        return "\n".join(self.reasons)

    def to_json(self) -> dict[str, Any]:
        """The outcome as JSON, without its schema and the exercise's name."""
        return {
            "passed": self.passed,
            "reached": self.reached,
            "runs": self.runs,
            "needed": self.needed,
            "failed": self.failed,
            "changed": [{"key": one.key, "kept": one.kept, "given": one.given} for one in self.changed],
            "goals": [
                {"goal": str(one.goal), "values": list(one.values), "reached": sum(one.met), "median": one.median}
                for one in self.goals
            ],
            "reasons": self.reasons,
        }


def check(
    assignment: Assignment,
    experiment: Experiment,
    *,
    progress: Callable[[float], None] | None = None,
) -> Outcome | None:
    """Check an answer: compare the settings that must stay, train, and measure.

    The training uses seeds and data of its own, so that an answer that fits only the data at hand does not pass.
    `progress` is called with the completed fraction. Returns `None` if Ctrl-C ended the training. Raises
    `ExperimentError` or `DataError` for what cannot be trained, and for a network given as a list of layers.
    """
    from whygrad.engine import train
    from whygrad.trace import Status

    if assignment.start.network.layers:
        raise ExperimentError("course-error-layers", key="network.layers")
    changed = changes(assignment, experiment)
    if changed:
        return Outcome(assignment, experiment, changed, (), 0, 0, assignment.needed)
    settled = [_settled(goal, experiment) for goal in assignment.goals if not goal.is_measured]
    if not all(one.passed for one in settled):
        return Outcome(assignment, experiment, (), tuple(settled), 0, 0, assignment.needed)
    seeds = range(FIRST_SEED, FIRST_SEED + assignment.runs)
    trace = train(trained(assignment, experiment), seeds=seeds, progress=progress)
    if Status.INTERRUPTED in trace.status:
        return None
    failed = np.array([status in (Status.NON_FINITE, Status.DIVERGED) for status in trace.status])
    met = ~failed
    results: list[GoalResult] = []
    for goal in assignment.goals:
        if not goal.is_measured:
            results.append(settled.pop(0))
            continue
        values = np.where(failed, np.nan, goal.of_trace(trace))  # the last record may be from before it failed
        here = goal.met(values)
        met &= here
        results.append(GoalResult(goal, tuple(map(float, values)), tuple(map(bool, here))))
    return Outcome(
        assignment,
        experiment,
        (),
        tuple(results),
        int(met.sum()),
        assignment.runs,
        assignment.needed,
        int(failed.sum()),
    )


def changes(assignment: Assignment, experiment: Experiment) -> tuple[Change, ...]:
    """The settings that had to stay and did not."""
    pairs = (
        Change(key, assignment.value(assignment.start, key), assignment.value(experiment, key))
        for key in assignment.kept
    )
    return tuple(one for one in pairs if one.kept != one.given)


def trained(assignment: Assignment, experiment: Experiment) -> Experiment:
    """The experiment that a check trains: an answer with the data of the check."""
    own = experiment.replace(seed=DATA_SEED, every="auto")
    return own.at(assignment.start.folder) if assignment.start.folder is not None else own


def _settled(goal: Goal, experiment: Experiment) -> GoalResult:
    value = goal.of_experiment(experiment, lambda: _parameters(experiment))
    return GoalResult(goal, (value,), (bool(goal.met(np.array([value]))[0]),))


def _parameters(experiment: Experiment) -> int:
    from whygrad import data, nets

    dataset = data.load(experiment.data, experiment.folder)
    return nets.plan(experiment, dataset.x_train.shape[1], dataset.task, dataset.classes).count
