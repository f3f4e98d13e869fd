"""The learning rate grows from 0 over the first tenth, past the steepest part (Goyal et al. 2017)."""

from whygrad.trial.edits import setting
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "add-warmup",
    helps=("learning-rate-too-high",),
    edits=(setting(warmup=0.1),),
)
