"""Every unit is brought to mean 0 and deviation 1 over the batch, whatever comes in (Ioffe & Szegedy 2015)."""

from whygrad.trial.edits import setting_hidden
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "add-batch-normalization",
    helps=(
        "vanishing-gradient",
        "exploding-gradient",
        "saturated-units",
        "dead-units",
        "init-too-small",
        "init-too-large",
        "inputs-not-normalized",
        "non-finite",
        "learning-rate-too-high",
    ),
    edits=(setting_hidden(normalization="batch"),),
)
