"""Batch normalization in front of the activation of every layer but the last."""

from whygrad.trial.outside._activations import place
from whygrad.trial.outside._normalizing import Normalized
from whygrad.trial.rerun.treatment import Outside

OUTSIDE = Outside(
    "add-batch-normalization",
    Normalized,
    lambda _parameters, facts: (
        f"{place(facts)}+ nn.BatchNorm1d(units)  # nn.BatchNorm2d(channels) after a convolution\n"
    ),
    variants=({"kind": "batch"},),
)
