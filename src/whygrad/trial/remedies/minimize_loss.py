"""The loss itself is passed to backward(), and the optimizer minimizes."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "minimize-loss",
    helps=("no-progress",),
)
