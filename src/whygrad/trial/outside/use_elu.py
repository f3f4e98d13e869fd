"""ELU in place of whatever the hidden layers apply."""

from whygrad.trial.outside import _activations as acts
from whygrad.trial.rerun.treatment import Outside

OUTSIDE = Outside("use-elu", acts.Swapped, acts.snippet("nn.ELU()"), variants=({"activation": "elu"},))
