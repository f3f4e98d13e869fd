"""Frozen layers may learn."""

from __future__ import annotations

from typing import Any

from whygrad.instrument.modules import parameters_of
from whygrad.trial.rerun.intervention import ScriptRemedy, shortened
from whygrad.trial.rerun.job import ScriptFacts
from whygrad.trial.script_remedies.pass_all_parameters import LOOKS_EVERY, Completed


class Thawed(Completed):
    """Sets `requires_grad` of every parameter of the model before each pass, and gives them to the optimizer: also what
    the one of an earlier training has, which makes no more updates.
    """

    rests = LOOKS_EVERY

    def start(self) -> None:
        """Nothing was seen yet."""
        super().start()
        self._thawed: set[int] = set()

    def model(self, module: Any, training: bool) -> None:
        """Unfreeze."""
        if not training:
            return
        for parameter in parameters_of(module):
            if not parameter.requires_grad and parameter.is_floating_point():
                parameter.requires_grad_(True)
                self._thawed.add(id(parameter))
                self.used = True

    def wanted(self, parameter: Any) -> bool:
        """Only what was frozen."""
        return id(parameter) in self._thawed


def _snippet(_parameters: Any, facts: ScriptFacts) -> str:
    frozen = [p.name for p in facts.program.parameters if p.used and not p.requires_grad]
    names = f"# frozen: {shortened(frozen, 6)}\n" if frozen else ""
    return f"{names}+ for parameter in model.parameters():\n+     parameter.requires_grad = True\n"


REMEDY = ScriptRemedy("unfreeze-parameters", Thawed, _snippet)
