"""Tanh is centered and steep at 0; Xavier's weights keep signals in that range (Glorot & Bengio 2010)."""

from whygrad.trial.edits import setting_hidden
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "use-tanh-xavier",
    helps=("vanishing-gradient", "dead-units", "no-gradient"),
    edits=(setting_hidden(activation="tanh", init="xavier-uniform"),),
)
