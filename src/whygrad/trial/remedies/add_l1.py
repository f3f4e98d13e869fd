"""A price on every weight drives those that are not needed to 0 (Tibshirani 1996)."""

from whygrad.trial.edits import setting
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "add-l1",
    helps=("overfitting",),
    edits=(setting(l1=0.003),),
)
