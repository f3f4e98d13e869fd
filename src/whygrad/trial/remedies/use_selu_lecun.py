"""SELU with LeCun's weights normalizes itself from layer to layer (Klambauer et al. 2017)."""

from whygrad.trial.edits import setting_hidden
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "use-selu-lecun",
    helps=("vanishing-gradient",),
    edits=(setting_hidden(activation="selu", init="lecun-normal"),),
)
