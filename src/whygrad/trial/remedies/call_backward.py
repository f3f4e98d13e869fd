"""The gradients come from loss.backward(); without it the optimizer changes nothing."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "call-backward",
    helps=("no-gradient",),
)
