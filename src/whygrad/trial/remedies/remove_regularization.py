"""A penalty or dropout that is too strong keeps a network from learning what it could."""

from whygrad.trial.edits import setting
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "remove-regularization",
    helps=("no-progress", "underfitting", "vanishing-gradient"),
    edits=(setting(l1=0, l2=0, dropout=0),),
)
