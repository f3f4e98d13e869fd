"""`search`: the settings of an experiment that train best."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from whygrad.compare import Dimension, dimensions
from whygrad.data import load
from whygrad.engine import train
from whygrad.errors import InputError, WhygradError
from whygrad.search.confirmation import confirm
from whygrad.search.goal import EXPERIMENT_GOALS, Goal
from whygrad.search.loop import Asked, Progress, run_trials
from whygrad.search.result import Search, Tried
from whygrad.search.study import Study, check_installed
from whygrad.search.validation import Validation
from whygrad.trace.meta import Status

if TYPE_CHECKING:
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace

_Result = float | WhygradError | None  # the goal's value, why there is none, or `None` after Ctrl-C
TRIALS, SEEDS, AT_ONCE = 32, 4, 4  # four trials of four seeds fill the lanes of a wide processor
MOST_TRIALS = 10_000


def search(
    experiment: Experiment,
    vary: Sequence[str],
    *,
    trials: int = TRIALS,
    sampler: str = "tpe",
    seed: int = 0,
    goal: str | None = None,
    seeds: int = SEEDS,
    changes: Sequence[str] = (),
    study: str | None = None,
    at_once: int = AT_ONCE,
    name: str = "",
    progress: Progress | None = None,
) -> Search:
    """Search for the settings of an experiment that train best, with Optuna.

    - `vary`: what may differ, as on the command line: "KEY=LO:HI", "KEY=LO:HI:log", "KEY=V1,V2"
    - `trials`: number of settings to try, including those that `study` already holds
    - `sampler`: "tpe" (tree-structured Parzen estimator) or "random"
    - `seed`: seed of the sampler. Equal seeds give equal trials
    - `goal`: "accuracy_validation", "loss_validation", "accuracy_test", "loss_test" or "loss_train". Default: accuracy
      of a classification and loss of a regression, on samples held out from the training set,
      a different fifth in each run
    - `seeds`: number of runs of each trial, whose mean counts
    - `changes`: further settings, "KEY=VALUE"
    - `study`: file that keeps the trials (Optuna's journal). A later search with the same file continues
    - `at_once`: number of trials that are chosen and trained together
    - `name`: name of the experiment, for the command that runs the best settings
    - `progress`: function that is called with the completed fraction, from 0 to 1

    With a goal on validation samples, the best settings are trained again on the whole training set with other seeds,
    and tested once. Ctrl-C keeps the trials so far. Raises `MissingExtraError` without Optuna, and `InputError` or
    `ExperimentError` for what cannot be searched.
    """
    check_installed()
    if not vary:
        raise InputError("vary-nothing")
    check_trials(trials)
    base = experiment.override(changes) if changes else experiment
    varied = dimensions(base, vary, changes)
    aim = _goal(goal, base, varied)
    subject = {"experiment": base.to_toml(), "vary": list(vary), "goal": aim.name, "seeds": seeds}
    kept = Study(varied, aim, sampler, seed, subject=subject, file=study)
    runner = _Runner(base, varied, aim, seeds)
    stopped = run_trials(kept, trials, at_once, runner.run, progress)
    found = Search("experiment", name, aim, sampler, seed, kept.tried(), changes=changes, interrupted=stopped)
    best = found.best
    if stopped or best is None or not aim.by_validation:
        return found
    confirmed = confirm(runner.variant(best.values), base, aim.channel, seeds)
    return Search(
        "experiment", name, aim, sampler, seed, found.trials, changes=changes, confirmed=confirmed,
        interrupted=confirmed is None,
    )  # fmt: skip


def check_trials(trials: int) -> None:
    """Raise `InputError` for more trials than a study may have."""
    if trials > MOST_TRIALS:
        raise InputError("search-too-many-trials", count=trials, most=MOST_TRIALS)


def _goal(name: str | None, base: Experiment, varied: Sequence[Dimension]) -> Goal:
    """The goal, by default one that needs no test set where there are samples enough."""
    classes = load(base.data, base.folder).task == "classes"
    data = "validation" if Validation().held_out(base) is not None else "test"
    goal = Goal.of(name or f"{'accuracy' if classes else 'loss'}_{data}", EXPERIMENT_GOALS)
    if goal.higher_is_better and not classes:
        raise InputError("search-no-accuracy", name=goal.name)
    if goal.by_validation and data == "test":
        raise InputError("search-no-validation", name=goal.name)
    if not goal.higher_is_better and any(one.key == "training.loss" for one in varied):
        raise InputError("search-losses", name=goal.name)
    return goal


class _Runner:
    """Trains the trials of a batch side by side."""

    def __init__(self, base: Experiment, varied: Sequence[Dimension], goal: Goal, seeds: int) -> None:
        self._base, self._varied, self._goal, self._seeds = base, varied, goal, seeds
        self._validation = Validation()

    def variant(self, values: dict[str, Any]) -> Experiment:
        """The experiment of a trial; depth and width come last, since they change hidden layers."""
        found = self._base
        for one in sorted(self._varied, key=lambda one: one.key in ("depth", "width")):
            found = one.apply(found, values[one.key])
        return found

    def run(self, asked: Asked) -> tuple[list[Tried], bool]:
        """Train all that can be, and say of the others why they cannot; whether Ctrl-C ended a training."""
        results: dict[int, Tried] = {}
        ready: list[tuple[int, dict[str, Any], Experiment]] = []
        for number, values in asked:
            try:
                variant = self.variant(values)
                self._decided(variant, 0)
                ready.append((number, values, variant))
            except WhygradError as error:
                results[number] = Tried(number, values, None, "refused", str(error))
        began = time.perf_counter()
        found = self._results([one for _, _, one in ready])
        seconds = (time.perf_counter() - began) / max(len(ready), 1)
        for (number, values, _), result in zip(ready, found, strict=True):
            results[number] = self._tried(number, values, result, seconds)
        told = [results[number] for number, _ in asked]
        return told, any(one.status == "interrupted" for one in told)

    def _results(self, variants: Sequence[Experiment]) -> list[_Result]:
        """What came of each; where one of them cannot be trained, all are trained alone to see which."""
        if not variants:
            return []
        try:
            return [*self._trained(variants)]
        except WhygradError:
            return [self._alone(one) for one in variants]

    def _trained(self, variants: Sequence[Experiment]) -> Sequence[float | None]:
        """The goal's mean over the runs of each, `None` where Ctrl-C came first.

        With validation samples each run has a seed and a held-out part of its own.
        """
        if not self._goal.by_validation:
            return self._values(train(variants, seeds=self._seeds), len(variants))
        runs = [
            self._values(train([self._decided(one, run) for one in variants], seeds=[run]), len(variants))
            for run in range(self._seeds)
        ]
        return [
            None if None in values else math.fsum(value or 0.0 for value in values) / self._seeds
            for values in zip(*runs, strict=True)
        ]

    def _values(self, traces: Sequence[Trace], count: int) -> list[float | None]:
        """The goal's value of each trace; of networks of layers there are fewer traces if Ctrl-C ended the training."""
        values = [
            None if Status.INTERRUPTED in trace.status or not len(trace.steps) else self._goal.of_experiment(trace)
            for trace in traces
        ]
        return values + [None] * (count - len(values))

    def _decided(self, variant: Experiment, run: int) -> Experiment:
        """The experiment whose test set decides."""
        if not self._goal.by_validation:
            return variant
        held = self._validation.held_out(variant, run)
        if held is None:
            raise InputError("search-no-validation", name=self._goal.name)
        return held

    def _alone(self, experiment: Experiment) -> _Result:
        try:
            return self._trained([experiment])[0]
        except WhygradError as error:
            return error

    def _tried(self, number: int, values: dict[str, Any], result: _Result, seconds: float) -> Tried:
        if isinstance(result, WhygradError):
            return Tried(number, values, None, "refused", str(result))
        if result is None:
            return Tried(number, values, None, "interrupted")
        if not math.isfinite(result):
            return Tried(number, values, None, "non-finite", "", seconds)
        return Tried(number, values, result, "finished", "", seconds)
