"""No dropout, no weight decay."""

from __future__ import annotations

from typing import Any

from whygrad.trial.rerun.intervention import Call, Intervention, ScriptRemedy


class Unbound(Intervention):
    """Sets both to 0."""

    def dropout(self, call: Call) -> None:
        """Drop nothing."""
        call.leave_out()
        self.used = True

    def before_step(self, optimizer: Any) -> None:
        """No decay."""
        for group in optimizer.param_groups:
            if group.get("weight_decay"):
                group["weight_decay"] = 0.0
                self.used = True


REMEDY = ScriptRemedy(
    "remove-regularization", Unbound, lambda _parameters, _facts: "+ nn.Dropout(0.0)\n+ weight_decay=0.0\n"
)
