"""Dropout on what the hidden layers hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.trial.rerun.intervention import Intervention, LayerCall, ScriptRemedy
from whygrad.trial.script_remedies._activations import place

if TYPE_CHECKING:
    pass


class Dropped(Intervention):
    """Drops a share of the inputs of every layer but those that read the data, while training."""

    def layer(self, call: LayerCall) -> None:
        """Drop."""
        import torch

        if call.outer or not torch.is_grad_enabled() or not torch.is_tensor(call.given):
            return
        if call.given.is_floating_point() and call.name in ("linear", "conv1d", "conv2d", "conv3d", "matmul"):
            call.given = torch.nn.functional.dropout(call.given, float(self.parameters["share"]))
            self.used = True


REMEDY = ScriptRemedy(
    "add-dropout",
    Dropped,
    lambda parameters, facts: f"{place(facts)}+ nn.Dropout({parameters['share']:g})\n",
    variants=({"share": 0.3}, {"share": 0.5}),
)
