"""ReLU behind every layer but the last that has no activation of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.trial.rerun.intervention import Intervention, LayerCall, ScriptRemedy
from whygrad.trial.script_remedies._activations import place

if TYPE_CHECKING:
    from torch import Tensor


class Bent(Intervention):
    """Applies ReLU to the result itself; where the script goes on with an activation, ReLU of ReLU changes nothing."""

    def after_layer(self, call: LayerCall, result: Tensor) -> Tensor:
        """Bend."""
        if call.last:
            return result
        self.used = True
        return result.relu()


REMEDY = ScriptRemedy(
    "nonlinear-activation", Bent, lambda _parameters, facts: f"{place(facts)}+ nn.ReLU()\n",
)  # fmt: skip
