"""A price on large weights makes the function smoother (Krogh & Hertz 1992)."""

from whygrad.trial.edits import setting
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "add-l2",
    helps=("overfitting",),
    edits=(
        setting(l2=0.003),
        setting(l2=0.03),
    ),
)
