"""Four times the epochs: what still falls has not arrived."""

from whygrad.trial.edits import multiplying
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "longer-training",
    helps=("learning-rate-too-low", "underfitting", "class-imbalance"),
    edits=(multiplying("epochs", 4),),
)
