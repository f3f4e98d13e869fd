"""A sum around each layer lets the gradient pass unchanged (He et al. 2016)."""

from whygrad.trial.edits import setting_hidden
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "add-residual",
    helps=("vanishing-gradient",),
    edits=(setting_hidden(residual=True),),
)
