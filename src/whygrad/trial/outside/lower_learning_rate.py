"""The learning rate divided, whatever a schedule makes of it."""

from whygrad.trial.outside._optimizing import RateFactor
from whygrad.trial.rerun.treatment import Outside

OUTSIDE = Outside(
    "lower-learning-rate",
    RateFactor,
    lambda parameters, _facts: f"- lr=LR\n+ lr=LR * {parameters['factor']:g}\n",
    variants=({"factor": 0.1}, {"factor": 0.01}),
)
