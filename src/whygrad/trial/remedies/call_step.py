"""The weights change in optimizer.step(); without it the gradients are for nothing."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "call-step",
    helps=("no-progress",),
)
