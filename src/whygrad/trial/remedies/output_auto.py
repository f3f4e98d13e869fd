"""The output that belongs to the loss: none of its own where the loss takes logits."""

from whygrad.trial.edits import setting
from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "output-auto",
    helps=(
        "softmax-before-cross-entropy",
        "sigmoid-before-logit-loss",
        "output-loss-mismatch",
        "output-range-mismatch",
        "target-out-of-range",
    ),
    edits=(setting(output="auto"),),
)
