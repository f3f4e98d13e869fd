"""ReLU and He's weights, in place of whatever the hidden layers apply."""

from whygrad.trial.outside import _activations as acts
from whygrad.trial.outside._weights import of_layers
from whygrad.trial.rerun.treatment import Outside

OUTSIDE = Outside(
    "use-relu-he",
    acts.Swapped,
    acts.snippet("nn.ReLU()", of_layers("kaiming_normal_(layer.weight, nonlinearity='relu')")),
    variants=({"activation": "relu", "init": "he"},),
)
