"""Frozen layers may learn."""

from __future__ import annotations

from typing import Any

from whygrad.trial.outside.pass_all_parameters import Completed
from whygrad.trial.rerun.job import Facts
from whygrad.trial.rerun.treatment import Outside


class Thawed(Completed):
    """Sets `requires_grad` of every parameter of the model before each pass, and completes the optimizer."""

    def model(self, module: Any, training: bool) -> None:
        """Unfreeze."""
        if not training:
            return
        for parameter in module.parameters():
            if not parameter.requires_grad and parameter.is_floating_point():
                parameter.requires_grad_(True)
                self.used = True


def _snippet(_parameters: Any, facts: Facts) -> str:
    frozen = [p.name for p in facts.meta.program.parameters if p.used and not p.requires_grad]
    names = f"# frozen: {', '.join(frozen[:6])}{', …' if len(frozen) > 6 else ''}\n" if frozen else ""
    return f"{names}+ for parameter in model.parameters():\n+     parameter.requires_grad = True\n"


OUTSIDE = Outside("unfreeze-parameters", Thawed, _snippet)
