"""The target in the output's shape."""

from __future__ import annotations

from typing import Any

from whygrad.trial.rerun.intervention import Intervention, LossCall, ScriptRemedy, at
from whygrad.trial.rerun.job import ScriptFacts

_KINDS = ("squared", "absolute", "huber", "binary", "binary-logits")


class Matched(Intervention):
    """Only where both have as many values."""

    def loss(self, call: LossCall) -> None:
        """Reshape."""
        given, target = call.given, call.target
        if call.kind in _KINDS and given.shape != target.shape and given.numel() == target.numel():
            call.target = target.reshape(given.shape)
            self.used = True


def _snippet(_parameters: Any, facts: ScriptFacts) -> str:
    loss = facts.program.stretched
    shapes = f"  # target {loss.target_shape}, output {loss.input_shape}" if loss is not None else ""
    place = at(loss.place) if loss is not None else ""
    return f"{place}- loss(output, target){shapes}\n+ loss(output, target.reshape(output.shape))\n"


REMEDY = ScriptRemedy("match-shapes", Matched, _snippet)
