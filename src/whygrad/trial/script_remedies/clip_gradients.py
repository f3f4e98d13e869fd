"""Gradients cut to a norm."""

from __future__ import annotations

from typing import Any

from whygrad.trial.rerun.intervention import Intervention, ScriptRemedy, step_place
from whygrad.trial.script_remedies._optimizing import parameters


class Clipped(Intervention):
    """The gradient of everything that one optimizer trains, cut to the norm `norm`."""

    def before_step(self, optimizer: Any) -> None:
        """Cut."""
        import torch

        torch.nn.utils.clip_grad_norm_(list(parameters(optimizer)), float(self.parameters["norm"]))
        self.used = True


REMEDY = ScriptRemedy(
    "clip-gradients",
    Clipped,
    lambda parameters, facts: (
        f"{step_place(facts)}+ nn.utils.clip_grad_norm_(model.parameters(), {parameters['norm']:g})\n"
        "  optimizer.step()\n"
    ),
    variants=({"norm": 1.0},),
)
