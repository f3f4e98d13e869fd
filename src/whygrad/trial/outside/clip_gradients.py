"""Gradients cut to a norm."""

from __future__ import annotations

from typing import Any

from whygrad.trial.outside._optimizing import parameters
from whygrad.trial.rerun.treatment import Outside, Treatment, step_place


class Clipped(Treatment):
    """The gradient of everything that one optimizer trains, cut to the norm `norm`."""

    def before_step(self, optimizer: Any) -> None:
        """Cut."""
        import torch

        torch.nn.utils.clip_grad_norm_(list(parameters(optimizer)), float(self.parameters["norm"]))
        self.used = True


OUTSIDE = Outside(
    "clip-gradients",
    Clipped,
    lambda parameters, facts: (
        f"{step_place(facts)}+ nn.utils.clip_grad_norm_(model.parameters(), {parameters['norm']:g})\n"
        "  optimizer.step()\n"
    ),
    variants=({"norm": 1.0},),
)
