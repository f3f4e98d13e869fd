"""What an answer must reach: `accuracy_test >= 0.95`, `units <= 4`, `no dead-units`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from whygrad.diagnose import ORDER
from whygrad.errors import ExperimentError, InputError, nearest
from whygrad.experiment import Experiment
from whygrad.experiment.edit import find
from whygrad.experiment.values import shown
from whygrad.trial.metric import last_finite

if TYPE_CHECKING:
    from whygrad.trace import Trace

Array = NDArray[np.float64]

MEASURES: Mapping[str, Callable[[Trace], Array]] = {
    "accuracy_test": lambda trace: last_finite(trace["accuracy_test"]),
    "accuracy_train": lambda trace: last_finite(trace["accuracy_train"]),
    "accuracy_gap": lambda trace: last_finite(trace["accuracy_train"]) - last_finite(trace["accuracy_test"]),
    "loss_test": lambda trace: last_finite(trace["loss_test"]),
    "loss_train": lambda trace: last_finite(trace["loss_train"]),
    "loss_gap": lambda trace: last_finite(trace["loss_test"]) - last_finite(trace["loss_train"]),
}
"""What is measured of a trace: name -> its value at the end of each run, (P,)."""

SIZES = ("units", "layers", "parameters")
"""What is counted of a network: hidden units, hidden layers, and all weights and biases."""

_COMPARED = re.compile(r"([a-z][a-z0-9_.]{0,40})\s*(>=|<=)\s*([-+.0-9eE]{1,24})")
_ABSENT = re.compile(r"no\s+([a-z][a-z-]{1,60})")


@dataclass(frozen=True, slots=True)
class Goal:
    """One condition of an answer: a quantity at least or at most a value, or a problem that must not be found.

    - `kind`: "at-least", "at-most" or "absent"
    - `name`: a measure of the trace (`MEASURES`), a size of the network (`SIZES`), the dotted key of a setting that is
      a number, or, where the kind is "absent", the code of a problem
    - `value`: the bound; accuracies are fractions, losses and settings are as in an experiment. 0 if "absent"
    """

    kind: Literal["at-least", "at-most", "absent"]
    name: str
    value: float = 0.0

    @classmethod
    def parse(cls, source: str) -> Goal:
        """The goal that a text such as "accuracy_test >= 0.95" or "no dead-units" states.

        Raises `InputError` for a text that states none, with the known names.
        """
        source = source.strip()
        if found := _ABSENT.fullmatch(source):
            return cls("absent", _code(found[1]))
        found = _COMPARED.fullmatch(source)
        try:
            value = float(found[3]) if found else np.nan
        except ValueError:
            value = np.nan
        if found is None or not np.isfinite(value):
            raise InputError("course-error-goal", value=shown(source))
        return cls("at-least" if found[2] == ">=" else "at-most", _quantity(found[1]), value)

    def __str__(self) -> str:
        if self.kind == "absent":
            return f"no {self.name}"
        return f"{self.name} {'>=' if self.kind == 'at-least' else '<='} {self.value:g}"

    @property
    def is_measured(self) -> bool:
        """Whether a training decides it; otherwise the settings alone do."""
        return self.kind == "absent" or self.name in MEASURES

    def of_experiment(self, experiment: Experiment, parameters: Callable[[], int]) -> float:
        """The value of a goal that the settings decide; `parameters` counts the weights and biases."""
        if self.name == "units":
            return float(sum(experiment.network.hidden))
        if self.name == "layers":
            return float(len(experiment.network.hidden))
        if self.name == "parameters":
            return float(parameters())
        section, _, name = self.name.partition(".")
        return float(getattr(getattr(experiment, section), name))

    def of_trace(self, trace: Trace) -> Array:
        """The value of a measured goal in each run, (P,): of an absent problem 1 where it was found, otherwise 0."""
        if self.kind == "absent":
            return np.array([_found(trace.runs([run]), self.name) for run in range(len(trace.seeds))], dtype=float)
        if not trace.has(self.name.replace("_gap", "_test")):
            return np.full(len(trace.seeds), np.nan)
        return MEASURES[self.name](trace)

    def met(self, values: Array) -> NDArray[np.bool_]:
        """Where the values reach the goal; one that is not finite reaches none."""
        if self.kind == "at-least":
            return np.isfinite(values) & (values >= self.value)
        return np.isfinite(values) & (values <= self.value)


def _found(trace: Trace, code: str) -> bool:
    from whygrad.diagnose import diagnose

    return any(finding.code == code for finding in diagnose(trace).findings)


def _code(name: str) -> str:
    if name not in ORDER:
        raise InputError("course-error-code", name=name, near=nearest(name, ORDER) or ", ".join(ORDER))
    return name


def _quantity(name: str) -> str:
    """The name of a measure or size, or the dotted key of a setting that is a number."""
    if name in MEASURES or name in SIZES:
        return name
    try:
        option = find(name)
    except ExperimentError:
        option = None
    if option is None or option.kind not in ("whole", "number"):
        raise InputError("course-error-quantity", name=name, known=", ".join((*MEASURES, *SIZES)))
    return option.key
