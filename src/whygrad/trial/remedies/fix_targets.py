"""Class numbers begin at 0, probabilities lie between 0 and 1."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "fix-targets",
    helps=("target-out-of-range",),
)
