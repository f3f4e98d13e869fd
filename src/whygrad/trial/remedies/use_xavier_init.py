"""Weights of variance 2/(inputs + outputs) keep the size of signals both ways (Glorot & Bengio 2010)."""

from whygrad.trial.edits import setting
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "use-xavier-init",
    helps=("init-too-small", "init-too-large", "symmetric-init", "saturated-units", "exploding-gradient"),
    edits=(setting(init="xavier-uniform"),),
)
