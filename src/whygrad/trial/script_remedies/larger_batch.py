"""Gradients of several batches averaged into one update."""

from __future__ import annotations

from typing import Any

from whygrad.trial.rerun.intervention import Intervention, ScriptRemedy
from whygrad.trial.script_remedies._optimizing import parameters


class Gathered(Intervention):
    """Every `times`-th update uses the mean gradient since the one before it; the others do nothing."""

    def start(self) -> None:
        """No batch was seen yet."""
        self._sums: dict[int, Any] = {}  # of gradients, by the parameter
        self._counts: dict[int, int] = {}  # of batches, by the optimizer

    def before_step(self, optimizer: Any) -> None:
        """Gather, or hand over."""
        sums, counts = self._sums, self._counts
        times = int(self.parameters["times"])
        count = counts[id(optimizer)] = counts.get(id(optimizer), 0) + 1
        self.used = True
        for parameter in parameters(optimizer):
            mean = parameter.grad.detach() / times
            key = id(parameter)
            sums[key] = mean if key not in sums else sums[key] + mean
            parameter.grad = sums.pop(key) if count % times == 0 else None


REMEDY = ScriptRemedy(
    "larger-batch",
    Gathered,
    lambda parameters, _facts: f"- batch_size=B\n+ batch_size=B * {parameters['times']}\n",
    variants=({"times": 8},),
)
