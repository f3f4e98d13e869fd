"""No activation after the last layer."""

from __future__ import annotations

from typing import Any

from whygrad.trial.rerun.intervention import Call, Intervention, ScriptRemedy, at
from whygrad.trial.rerun.job import ScriptFacts


class Bare(Intervention):
    """What the last layer computes is the output, while training and evaluating."""

    def activation(self, call: Call) -> None:
        """Leave it out."""
        if call.last and not call.activated and call.name not in ("gt", "__gt__"):
            call.leave_out()
            self.used = True


def _snippet(_parameters: Any, facts: ScriptFacts) -> str:
    loss = facts.program.loss
    before = loss.before if loss is not None else "activation"
    place = at(loss.before_place) if loss is not None else ""
    return f"{place}- {before}(...)  # remove the activation after the last layer\n"


REMEDY = ScriptRemedy("identity-output", Bare, _snippet)
