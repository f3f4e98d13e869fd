"""The mean over eight times as many samples has an eighth of the variance."""

from whygrad.trial.edits import multiplying
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "larger-batch",
    helps=("noisy-updates",),
    edits=(multiplying("batch_size", 8),),
)
