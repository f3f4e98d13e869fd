"""An optimizer changes only the parameters it was given."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "pass-all-parameters",
    helps=("not-optimized",),
)
