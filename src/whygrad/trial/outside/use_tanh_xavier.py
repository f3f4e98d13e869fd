"""tanh and Xavier's weights, in place of whatever the hidden layers apply."""

from whygrad.trial.outside import _activations as acts
from whygrad.trial.outside._weights import of_layers
from whygrad.trial.rerun.treatment import Outside

OUTSIDE = Outside(
    "use-tanh-xavier",
    acts.Swapped,
    acts.snippet("nn.Tanh()", of_layers("xavier_normal_(layer.weight)")),
    variants=({"activation": "tanh", "init": "xavier"},),
)
