"""He's weights, drawn when a layer is first used; biases at 0."""

from whygrad.trial.outside import _weights
from whygrad.trial.rerun.treatment import Outside

OUTSIDE = Outside(
    "use-he-init",
    _weights.Named,
    _weights.snippet("kaiming_normal_(layer.weight, nonlinearity='relu')"),
    variants=({"init": "he"},),
)
