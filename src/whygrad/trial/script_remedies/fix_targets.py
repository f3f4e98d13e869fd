"""Targets moved into the range that the loss knows: classes counted from 0, probabilities between 0 and 1, sides
-1 and 1.
"""

from __future__ import annotations

from typing import Any

from whygrad.instrument import functions as names
from whygrad.trial.rerun.intervention import Intervention, LossCall, ScriptRemedy, loss_place
from whygrad.trial.rerun.job import ScriptFacts


class Moved(Intervention):
    """Class numbers minus the lowest one (where that brings all into range), two values to those of the loss."""

    def start(self) -> None:
        """Nothing was seen yet."""
        self._high = float("-inf")

    def loss(self, call: LossCall) -> None:
        """Move."""
        target = call.target
        low, high = self.facts.target_low, self.facts.target_high
        if call.kind in ("cross-entropy", "nll") and not target.is_floating_point():
            classes = call.given.shape[1] if call.given.ndim > 1 else call.given.shape[0]
            counted = target != call.ignored
            if counted.any():
                self._high = max(self._high, float(target[counted].max()))
            high = max(high, self._high)
            if (high >= classes or low < 0) and low != 0:
                # Counted from 1, most of the time; the last class is then the number of classes.
                call.target = target - counted * int(low if low < 0 else max(1.0, high - classes + 1))
                self.used = True
        elif call.kind in ("binary", "binary-logits") and low < high and (low < 0 or high > 1):
            call.target = (target - low) / (high - low)
            self.used = True
        elif call.kind in names.SIDES and low < high and (low, high) != (-1, 1):
            call.target = 2 * (target - low) / (high - low) - 1
            self.used = True


def _snippet(_parameters: Any, facts: ScriptFacts) -> str:
    low, high = facts.target_low, facts.target_high
    loss = facts.program.loss
    if loss is not None and loss.kind.startswith("binary"):
        return f"{loss_place(facts)}+ target = (target - {low:g}) / {high - low:g}\n"
    if loss is not None and loss.kind in names.SIDES:
        return f"{loss_place(facts)}+ target = 2 * (target - {low:g}) / {high - low:g} - 1\n"
    return f"{loss_place(facts)}+ target = target - {low:g}\n"


REMEDY = ScriptRemedy("fix-targets", Moved, _snippet)
