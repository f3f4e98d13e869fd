"""The loss gets its input first, then the target."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "swap-arguments",
    helps=("output-loss-mismatch",),
)
