"""A learning rate that falls to 0 lets the noise of the last updates die out (Loshchilov & Hutter 2017)."""

from whygrad.trial.edits import setting
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "cosine-schedule",
    helps=("noisy-updates", "learning-rate-too-high"),
    edits=(setting(schedule="cosine"),),
)
