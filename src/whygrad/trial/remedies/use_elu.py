"""ELU is smooth and keeps a slope below 0 (Clevert et al. 2016)."""

from whygrad.trial.edits import setting_hidden
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "use-elu",
    helps=("dead-units",),
    edits=(setting_hidden(activation="elu", init="he-normal"),),
)
