"""A price on large weights."""

from __future__ import annotations

from typing import Any

from whygrad.trial.rerun.intervention import Intervention, ScriptRemedy
from whygrad.trial.script_remedies._optimizing import parameters


class Decayed(Intervention):
    """Adds l2·w to the gradient of every weight, not of biases."""

    def before_step(self, optimizer: Any) -> None:
        """Add."""
        for parameter in parameters(optimizer):
            if parameter.ndim > 1 and not parameter.grad.is_sparse:
                parameter.grad.add_(parameter.detach(), alpha=float(self.parameters["l2"]))
                self.used = True


REMEDY = ScriptRemedy(
    "add-l2",
    Decayed,
    lambda parameters, _facts: f"- lr=LR\n+ lr=LR, weight_decay={parameters['l2']:g}\n",
    variants=({"l2": 1e-2}, {"l2": 1e-1}),
)
