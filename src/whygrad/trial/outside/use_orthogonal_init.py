"""Orthogonal weights, drawn when a layer is first used; biases at 0."""

from whygrad.trial.outside import _weights
from whygrad.trial.rerun.treatment import Outside

OUTSIDE = Outside(
    "use-orthogonal-init",
    _weights.Named,
    _weights.snippet("orthogonal_(layer.weight)"),
    variants=({"init": "orthogonal"},),
)
