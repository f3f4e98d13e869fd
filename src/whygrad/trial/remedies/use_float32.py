"""float16 ends at 65504 and takes 1e-8 for 0: parameters and the optimizer's averages do not fit."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "use-float32",
    helps=("non-finite",),
)
