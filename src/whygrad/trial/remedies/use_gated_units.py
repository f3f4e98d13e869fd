"""Gates learn to hold a state, and the gradient passes what is held unchanged (Hochreiter & Schmidhuber 1997)."""

from whygrad.trial.edits import replacing_layers
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "use-gated-units",
    helps=("vanishing-gradient", "exploding-gradient"),
    edits=(replacing_layers("rnn", "gru"), replacing_layers("rnn", "lstm")),
)
