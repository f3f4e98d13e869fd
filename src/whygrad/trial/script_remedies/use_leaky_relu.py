"""Leaky ReLU in place of whatever the hidden layers apply."""

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies import _activations as acts

REMEDY = ScriptRemedy(
    "use-leaky-relu", acts.Swapped, acts.snippet("nn.LeakyReLU()"), variants=({"activation": "leaky_relu"},)
)
