"""Units that may be missing cannot rely on each other (Srivastava et al. 2014)."""

from whygrad.trial.edits import setting_hidden
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "add-dropout",
    helps=("overfitting",),
    edits=(setting_hidden(dropout=0.3),),
)
