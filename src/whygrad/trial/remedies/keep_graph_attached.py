"""detach, item, NumPy and no_grad cut the path on which gradients flow."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "keep-graph-attached",
    helps=("no-gradient",),
)
