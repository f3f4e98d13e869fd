"""Xavier's weights, drawn when a layer is first used; biases at 0."""

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies import _weights

REMEDY = ScriptRemedy(
    "use-xavier-init",
    _weights.Drawn,
    _weights.snippet("xavier_normal_(layer.weight)"),
    variants=({"init": "xavier"},),
)
