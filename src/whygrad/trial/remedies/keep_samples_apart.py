"""Reshaping across the batch dimension mixes samples; transpose instead."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "keep-samples-apart",
    helps=("batch-mixing",),
)
