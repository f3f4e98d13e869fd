"""ELU in place of whatever the hidden layers apply."""

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies import _activations as acts

REMEDY = ScriptRemedy("use-elu", acts.Swapped, acts.snippet("nn.ELU()"), variants=({"activation": "elu"},))
