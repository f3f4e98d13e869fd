"""A parameter with requires_grad = False keeps its value."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "unfreeze-parameters",
    helps=("frozen-parameters",),
)
