"""Subtracting (N,) from (N, 1) gives (N, N): every output is compared with every target."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "match-shapes",
    helps=("loss-shape-broadcast",),
)
