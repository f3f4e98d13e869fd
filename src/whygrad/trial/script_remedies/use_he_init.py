"""He's weights, drawn when a layer is first used; biases at 0."""

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies import _weights

REMEDY = ScriptRemedy(
    "use-he-init",
    _weights.Drawn,
    _weights.snippet("kaiming_normal_(layer.weight, nonlinearity='relu')"),
    variants=({"init": "he"},),
)
