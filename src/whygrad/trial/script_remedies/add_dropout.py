"""Dropout on what the hidden layers hand on."""

from __future__ import annotations

from whygrad.instrument import functions as names
from whygrad.trial.rerun.intervention import Intervention, LayerCall, ScriptRemedy
from whygrad.trial.script_remedies._activations import place


class Dropped(Intervention):
    """Drops a share of the inputs of every layer but those that read the data, while training."""

    def layer(self, call: LayerCall) -> None:
        """Drop."""
        import torch

        if call.outer or not torch.is_grad_enabled() or not torch.is_tensor(call.given):
            return
        weight_first = call.given is call.weights[0]  # in a product: nothing of it is an input
        if call.given.is_floating_point() and call.name in names.LAYERS and not weight_first:
            call.given = torch.nn.functional.dropout(call.given, float(self.parameters["share"]))
            self.used = True


REMEDY = ScriptRemedy(
    "add-dropout",
    Dropped,
    lambda parameters, facts: f"{place(facts)}+ nn.Dropout({parameters['share']:g})\n",
    variants=({"share": 0.3}, {"share": 0.5}),
)
