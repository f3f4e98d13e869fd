"""Weigh rare classes more in the loss, or show them more often."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "balance-classes",
    helps=("class-imbalance",),
)
