"""Smaller steps stay where the gradient is still right."""

from whygrad.trial.edits import multiplying
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "lower-learning-rate",
    helps=(
        "learning-rate-too-high",
        "exploding-gradient",
        "dead-units",
        "non-finite",
        "noisy-updates",
        "inputs-not-normalized",
        "saturated-units",
        "no-progress",
    ),
    edits=(
        multiplying("learning_rate", 0.1),
        multiplying("learning_rate", 0.01),
    ),
)
