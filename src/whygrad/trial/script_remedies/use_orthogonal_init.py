"""Orthogonal weights, drawn when a layer is first used; biases at 0."""

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies import _weights

REMEDY = ScriptRemedy(
    "use-orthogonal-init",
    _weights.Drawn,
    _weights.snippet("orthogonal_(layer.weight)"),
    variants=({"init": "orthogonal"},),
)
