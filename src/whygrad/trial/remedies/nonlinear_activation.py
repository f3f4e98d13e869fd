"""Layers without a nonlinearity between them are one linear layer; tanh makes them more."""

from whygrad.trial.edits import setting_hidden
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "nonlinear-activation",
    helps=("linear-network",),
    edits=(
        setting_hidden(activation="tanh"),
        setting_hidden(activation="relu", init="he-uniform"),
    ),
)
