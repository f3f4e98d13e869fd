"""Batch normalization in front of the activation of every layer but the last."""

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies._activations import place
from whygrad.trial.script_remedies._normalizing import Normalized

REMEDY = ScriptRemedy(
    "add-batch-normalization",
    Normalized,
    lambda _parameters, facts: (
        f"{place(facts)}+ nn.BatchNorm1d(units)  # nn.BatchNorm2d(channels) after a convolution\n"
    ),
    variants=({"kind": "batch"},),
)
