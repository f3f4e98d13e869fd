"""Batches of one class each pull the network to and fro."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "shuffle-data",
    helps=("not-shuffled",),
)
