"""Each layer's input added to what comes out of its activation, where both have the same shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.trial.outside._activations import place
from whygrad.trial.rerun.treatment import LayerCall, Outside, Treatment

if TYPE_CHECKING:
    from torch import Tensor


class Bridged(Treatment):
    """Adds the input in front of the activation: the script's own activation follows."""

    def after_layer(self, call: LayerCall, result: Tensor) -> Tensor:
        """Add."""
        given = call.given
        if call.last or call.outer or given.shape != result.shape:
            return result
        self.used = True
        return result + given


OUTSIDE = Outside(
    "add-residual", Bridged, lambda _parameters, facts: f"{place(facts)}- x = layer(x)\n+ x = x + layer(x)\n"
)
