"""After evaluation, model.train() switches dropout and batch normalization back on."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "call-train",
    helps=("train-in-eval-mode",),
)
