"""Every backward pass adds to the gradients until they are set to zero, which is to happen after the step."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "clear-gradients",
    helps=("gradients-accumulate", "no-gradient"),
)
