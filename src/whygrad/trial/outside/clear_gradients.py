"""Gradients set to none after every update, so that no batch is counted twice."""

from __future__ import annotations

from typing import Any

from whygrad.trial.rerun.treatment import Outside, Treatment, step_place


class Cleared(Treatment):
    """Gradient accumulation done right is left alone: what is summed up between two updates stays."""

    def after_step(self, optimizer: Any) -> None:
        """Clear."""
        optimizer.zero_grad()
        self.used = True


OUTSIDE = Outside(
    "clear-gradients",
    Cleared,
    lambda _parameters, facts: f"{step_place(facts)}  optimizer.step()\n+ optimizer.zero_grad()\n",
)
