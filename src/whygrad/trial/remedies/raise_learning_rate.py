"""Larger steps get somewhere in the epochs there are."""

from whygrad.trial.edits import multiplying
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "raise-learning-rate",
    helps=("learning-rate-too-low", "no-progress"),
    edits=(
        multiplying("learning_rate", 10),
        multiplying("learning_rate", 100),
    ),
)
