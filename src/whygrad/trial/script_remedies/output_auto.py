"""No softmax or sigmoid twice: the loss that applies one itself gets what the other was given."""

from __future__ import annotations

from typing import Any

from whygrad.instrument.functions import NEGATIVE
from whygrad.trial.rerun.intervention import Call, Intervention, LossCall, ScriptRemedy, at
from whygrad.trial.rerun.job import ScriptFacts

_LOGITS = ("cross-entropy", "binary-logits")
_SQUASHING = ("softmax", "sigmoid", "log-softmax")
# What squashes, and what it must not be given because that is squashed already; a loss by hand calls one of them.
_AGAIN = {
    **dict.fromkeys(("softmax", "log_softmax"), _SQUASHING),
    **dict.fromkeys(("sigmoid", "log_sigmoid", "logsigmoid"), (*_SQUASHING, f"{NEGATIVE}sigmoid")),
    "softplus": (f"{NEGATIVE}sigmoid",),
}


class Once(Intervention):
    """The network's own squashing stays where nothing squashes again, so that what it answers means the same.

    A softmax over a single unit, which is always 1, becomes a sigmoid.
    """

    def activation(self, call: Call) -> None:
        """Apply to what was there before the first squashing; a single unit's softmax is a sigmoid."""
        import torch

        if call.name == "softmax":
            axis = call.kwargs.get("dim", call.args[1] if len(call.args) > 1 else -1)
            if call.given.shape[axis if isinstance(axis, int) else -1] == 1:
                call.function, call.args, call.kwargs = torch.sigmoid, [call.given], {}
                self.used = True
                return
        if call.before in _AGAIN.get(call.name, ()) and call.raw is not None:
            call.given = call.raw()
            self.used = True

    def loss(self, call: LossCall) -> None:
        """Logits to the losses that want them."""
        if call.kind in _LOGITS and call.before in ("softmax", "sigmoid") and call.raw is not None:
            call.given = call.raw()
            self.used = True


def _snippet(_parameters: Any, facts: ScriptFacts) -> str:
    loss = facts.program.loss
    again = next((one for one in facts.program.usual_outside if one.twice), None)
    if again is not None:
        return f"{at(again.before_place)}- {again.before}(...)  # the loss already applies it\n"
    if loss is None:
        return "- nn.Softmax(dim=1)\n"
    name = {"softmax": "softmax", "sigmoid": "sigmoid"}.get(loss.before, loss.before)
    if loss.before_axis == 1:
        return f"{at(loss.before_place)}- {name}(...)  # over one unit: always 1\n+ torch.sigmoid(...)\n"
    return f"{at(loss.before_place)}- {name}(...)  # {loss.function} already applies it\n"


REMEDY = ScriptRemedy("output-auto", Once, _snippet)
