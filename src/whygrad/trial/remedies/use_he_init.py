"""Weights of variance 2/inputs keep the size of signals through ReLU and its kin (He et al. 2015)."""

from whygrad.trial.edits import RELU_LIKE, setting_hidden
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "use-he-init",
    helps=("init-too-small", "init-too-large", "symmetric-init", "dead-units", "exploding-gradient"),
    edits=(setting_hidden(activations=RELU_LIKE, init="he-normal"),),
)
