"""No updates after the one at which the loss of the script's own evaluation was lowest."""

from __future__ import annotations

from typing import Any

from whygrad.trial.rerun.intervention import Intervention, ScriptRemedy
from whygrad.trial.script_remedies._optimizing import parameters


class Stopped(Intervention):
    """Stops learning there; the script goes on to its end, so that its own evaluation is of these weights."""

    def before_step(self, optimizer: Any) -> None:
        """Stop."""
        if 0 < self.facts.best_step <= self.run.updates:
            self.used = True
            for parameter in parameters(optimizer):
                parameter.grad = None


REMEDY = ScriptRemedy(
    "fewer-epochs",
    Stopped,
    lambda _parameters, facts: f"# stop after about {facts.best_step} updates, where the validation loss was lowest\n",
    applies=lambda facts: 0 < facts.best_step < facts.steps,
)
