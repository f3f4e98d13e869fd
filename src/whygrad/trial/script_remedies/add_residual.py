"""Each layer's input added to what comes out of its activation, where both have the same shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.trial.rerun.intervention import Intervention, LayerCall, ScriptRemedy
from whygrad.trial.script_remedies._activations import place

if TYPE_CHECKING:
    from torch import Tensor


class Bridged(Intervention):
    """Adds the input in front of the activation: the script's own activation follows."""

    def after_layer(self, call: LayerCall, result: Tensor) -> Tensor:
        """Add."""
        given = call.given
        if call.last or call.outer or given.shape != result.shape:
            return result
        self.used = True
        return result + given


REMEDY = ScriptRemedy(
    "add-residual", Bridged, lambda _parameters, facts: f"{place(facts)}- x = layer(x)\n+ x = x + layer(x)\n"
)
