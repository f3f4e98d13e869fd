"""Gradients set to none after every update, so that no batch is counted twice, and at no other time."""

from __future__ import annotations

from typing import Any

from whygrad.diagnose.limits import limit
from whygrad.trial.rerun.intervention import Intervention, ScriptRemedy, step_place
from whygrad.trial.rerun.job import ScriptFacts


class Cleared(Intervention):
    """Gradient accumulation done right is left alone: what is summed up between two updates stays.

    A script that clears between backward and step no longer clears at all.
    """

    def start(self) -> None:
        """Take the script's own clearing away where it comes too late."""
        from torch.nn import Module
        from torch.optim import Optimizer

        self._clear: Any = Optimizer.zero_grad
        if _too_late(self.facts):
            Module.zero_grad = Optimizer.zero_grad = _nothing

    def after_step(self, optimizer: Any) -> None:
        """Clear."""
        self._clear(optimizer)
        self.used = True


def _nothing(*_args: Any, **_kwargs: Any) -> None:
    pass


def _too_late(facts: ScriptFacts) -> bool:
    steps = facts.program.steps
    return steps.cleared > limit("stale-gradients") * steps.observed


def _snippet(_parameters: Any, facts: ScriptFacts) -> str:
    clear = "optimizer.zero_grad()\n"
    lines = f"+ {clear}  loss.backward()\n- {clear}" if _too_late(facts) else ""
    return f"{step_place(facts)}{lines}  optimizer.step()\n" + ("" if lines else f"+ {clear}")


REMEDY = ScriptRemedy("clear-gradients", Cleared, _snippet)
