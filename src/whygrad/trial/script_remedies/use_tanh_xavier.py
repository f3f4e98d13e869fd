"""tanh and Xavier's weights, in place of whatever the hidden layers apply."""

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies import _activations as acts
from whygrad.trial.script_remedies._weights import of_layers

REMEDY = ScriptRemedy(
    "use-tanh-xavier",
    acts.Swapped,
    acts.snippet("nn.Tanh()", of_layers("xavier_normal_(layer.weight)")),
    variants=({"activation": "tanh", "init": "xavier"},),
)
