"""Dropout and batch normalization behave differently in evaluation: call model.eval() before it."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "call-eval",
    helps=("eval-in-train-mode",),
)
