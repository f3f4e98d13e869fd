"""tanh and Xavier's weights, in place of whatever the hidden layers apply."""

from whygrad.trial.outside import _activations as acts
from whygrad.trial.outside._weights import snippet
from whygrad.trial.rerun.treatment import Outside

OUTSIDE = Outside(
    "use-tanh-xavier",
    acts.Swapped,
    acts.snippet("nn.Tanh()", snippet("xavier_normal_(layer.weight)")),
    variants=({"activation": "tanh", "init": "xavier"},),
)
