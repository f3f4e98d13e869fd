"""A claim's arms are trained, or computed, and measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.definition import Condition, Definition
from whygrad.claims.measures import measure
from whygrad.claims.outcome import Compared
from whygrad.claims.tuning import FIRST_SEED, on_validation_data

if TYPE_CHECKING:
    from types import ModuleType

    from whygrad.engine.train import Engine
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace

Array = NDArray[np.float64]
Progress = Callable[[float], None]
Arm = Literal["claimed", "other"]
OWN = "own"


class Running:
    """One run of a claim: its definition, the seeds, and settings that replace those of the claim."""

    def __init__(
        self,
        definition: Definition,
        package: str,
        seeds: Sequence[int],
        changes: Sequence[str],
        progress: Progress,
        engine: Engine = "auto",
    ) -> None:
        self._definition, self._package = definition, package
        self._engine: Engine = engine
        self._seeds, self._changes, self._progress = list(seeds), changes, progress
        self._done = 0.0
        conditions = [*definition.conditions, definition.control]
        self._parts = len(conditions) * (1 if definition.tuning is None else 2)

    def compared(self, condition: Condition) -> Compared:
        """Both arms under a condition; `KeyboardInterrupt` if Ctrl-C ended a training, whose numbers say nothing."""
        definition = self._definition
        arms: list[Arm] = ["claimed"] if definition.other is None else ["claimed", "other"]
        own = own_module(self._package) if definition.measure.name == OWN else None
        tuned: dict[str, float] = {}
        if own is not None and hasattr(own, "values"):
            values = {arm: self._computed(own, condition, arm) for arm in arms}
            self._advance(1.0)
        else:
            experiments: dict[Arm, Experiment] = {arm: self.experiment(condition, arm) for arm in arms}
            if definition.tuning is not None:
                tuned, key = self._tuned(experiments), definition.tuning.key
                experiments = {arm: one.replace(**{key: tuned[arm]}) for arm, one in experiments.items()}
            traces = self._trained(list(experiments.values()), self._seeds)
            values = {arm: self._measured(trace) for arm, trace in zip(arms, traces, strict=True)}
        if definition.other is None:
            values["other"] = np.full(len(values["claimed"]), definition.rule.reference or 0.0)
        return Compared(condition, values["claimed"], values["other"], tuned)

    def experiment(self, condition: Condition, arm: Arm) -> Experiment:
        """The experiment of an arm, before tuning."""
        from whygrad.experiment import Experiment

        settings = self._definition.settings(condition, arm)
        return Experiment().replace(**settings).override(self._changes)

    def _computed(self, own: ModuleType, condition: Condition, arm: Arm) -> Array:
        return np.asarray(own.values(self._definition.settings(condition, arm), self._seeds), dtype=np.float64)

    def _measured(self, trace: Trace) -> Array:
        chosen = self._definition.measure
        if chosen.name == OWN:
            return np.asarray(own_module(self._package).of_trace(trace, **chosen.arguments), dtype=np.float64)
        return measure(chosen.name)(trace, **chosen.arguments)

    def _trained(self, experiments: list[Experiment], seeds: Sequence[int]) -> list[Trace]:
        from whygrad.engine import train
        from whygrad.trace import Status

        begun = self._done

        def advance(part: float) -> None:
            self._progress((begun + part) / self._parts)

        traces = train(experiments, seeds, engine=self._engine, progress=advance)
        self._advance(1.0)
        if len(traces) < len(experiments) or any(Status.INTERRUPTED in trace.status for trace in traces):
            raise KeyboardInterrupt
        return traces

    def _tuned(self, experiments: dict[Arm, Experiment]) -> dict[str, float]:
        """Each arm's best value of the tuned setting, by the claim's own measure on validation data."""
        tuning = self._definition.tuning
        assert tuning is not None
        tried = {arm: on_validation_data(one) for arm, one in experiments.items()}
        grid = [(arm, value) for arm in tried for value in tuning.values]
        seeds = range(FIRST_SEED, FIRST_SEED + tuning.seeds)
        traces = self._trained([tried[arm].replace(**{tuning.key: value}) for arm, value in grid], seeds)
        sign = {"higher": 1.0, "lower": -1.0}[tuning.best]
        best: dict[str, float] = {}
        for arm in tried:
            scores = {
                value: sign * float(measure(tuning.measure)(trace, **tuning.arguments).mean())
                for (whose, value), trace in zip(grid, traces, strict=True)
                if whose == arm
            }
            best[arm] = max(scores, key=lambda value: scores[value])
        return best

    def _advance(self, part: float) -> None:
        self._done += part
        self._progress(min(1.0, self._done / self._parts))


def own_module(package: str) -> ModuleType:
    """`measure.py` of a claim's folder: `of_trace(trace, **arguments)` or `values(settings, seeds)`, each -> (P,)."""
    return import_module(f"whygrad.claims.{package}.measure")
