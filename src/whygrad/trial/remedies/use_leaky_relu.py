"""Leaky ReLU keeps a slope below 0, so that a unit that is off can come back (Maas et al. 2013)."""

from whygrad.trial.edits import setting_hidden
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "use-leaky-relu",
    helps=("dead-units", "no-gradient", "saturated-units"),
    edits=(setting_hidden(activation="leaky-relu", init="he-normal"),),
)
