"""Labels that do not go with the inputs cannot be learned: look at some by eye."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "check-labels",
    helps=("labels-look-random",),
)
