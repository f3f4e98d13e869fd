"""ReLU passes the gradient of active units unchanged; He's weights keep its size (He et al. 2015)."""

from whygrad.trial.edits import setting_hidden
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "use-relu-he",
    helps=("vanishing-gradient", "saturated-units", "no-gradient", "no-progress"),
    edits=(setting_hidden(activation="relu", init="he-normal"),),
)
