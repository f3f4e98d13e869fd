"""Layer normalization in front of the hidden activations; of a convolution over its channels and places."""

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies._activations import place
from whygrad.trial.script_remedies._normalizing import Normalized

REMEDY = ScriptRemedy(
    "add-layer-normalization",
    Normalized,
    lambda _parameters, facts: (
        f"{place(facts)}+ nn.LayerNorm(units)  # nn.GroupNorm(1, channels) after a convolution\n"
    ),
    variants=({"kind": "layer"},),
)
