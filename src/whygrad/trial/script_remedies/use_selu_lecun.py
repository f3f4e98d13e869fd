"""SELU and LeCun's weights, in place of whatever the hidden layers apply."""

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies import _activations as acts
from whygrad.trial.script_remedies._weights import of_layers

REMEDY = ScriptRemedy(
    "use-selu-lecun",
    acts.Swapped,
    acts.snippet("nn.SELU()", of_layers("kaiming_normal_(layer.weight, nonlinearity='linear')")),
    variants=({"activation": "selu", "init": "lecun"},),
)
