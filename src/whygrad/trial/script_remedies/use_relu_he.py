"""ReLU and He's weights, in place of whatever the hidden layers apply."""

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies import _activations as acts
from whygrad.trial.script_remedies._weights import of_layers

REMEDY = ScriptRemedy(
    "use-relu-he",
    acts.Swapped,
    acts.snippet("nn.ReLU()", of_layers("kaiming_normal_(layer.weight, nonlinearity='relu')")),
    variants=({"activation": "relu", "init": "he"},),
)
