"""A gradient longer than 1 is cut to length 1 and keeps its direction (Pascanu, Mikolov & Bengio 2013)."""

from whygrad.trial.edits import setting
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "clip-gradients",
    helps=("exploding-gradient", "non-finite", "learning-rate-too-high"),
    edits=(setting(clip=1.0),),
)
