"""Orthogonal weights keep the length of every signal exactly (Saxe, McClelland & Ganguli 2014)."""

from whygrad.trial.edits import setting
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "use-orthogonal-init",
    helps=("init-too-small", "init-too-large", "symmetric-init", "exploding-gradient", "vanishing-gradient"),
    edits=(setting(init="orthogonal"),),
)
