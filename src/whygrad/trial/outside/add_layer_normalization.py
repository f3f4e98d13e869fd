"""Layer normalization in front of the hidden activations; of a convolution over its channels and places."""

from whygrad.trial.outside._activations import place
from whygrad.trial.outside._normalizing import Normalized
from whygrad.trial.rerun.treatment import Outside

OUTSIDE = Outside(
    "add-layer-normalization",
    Normalized,
    lambda _parameters, facts: (
        f"{place(facts)}+ nn.LayerNorm(units)  # nn.GroupNorm(1, channels) after a convolution\n"
    ),
    variants=({"kind": "layer"},),
)
