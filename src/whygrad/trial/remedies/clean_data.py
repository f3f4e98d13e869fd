"""A missing or infinite value in the data makes every weight it touches missing, too."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "clean-data",
    helps=("non-finite-data", "non-finite"),
)
