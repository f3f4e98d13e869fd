"""Every backward pass adds to the gradients until they are set to zero."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "clear-gradients",
    helps=("gradients-accumulate",),
)
