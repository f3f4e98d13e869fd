"""Every sample is brought to mean 0 and deviation 1 over the layer's units (Ba, Kiros & Hinton 2016)."""

from whygrad.trial.edits import setting_hidden
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "add-layer-normalization",
    helps=("vanishing-gradient", "exploding-gradient", "saturated-units", "init-too-large"),
    edits=(setting_hidden(normalization="layer"),),
)
