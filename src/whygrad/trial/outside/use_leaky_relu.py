"""Leaky ReLU in place of whatever the hidden layers apply."""

from whygrad.trial.outside import _activations as acts
from whygrad.trial.rerun.treatment import Outside

OUTSIDE = Outside(
    "use-leaky-relu", acts.Swapped, acts.snippet("nn.LeakyReLU()"), variants=({"activation": "leaky_relu"},)
)
