"""The learning rate multiplied, whatever a schedule makes of it."""

from whygrad.trial.outside._optimizing import RateFactor
from whygrad.trial.rerun.treatment import Outside

OUTSIDE = Outside(
    "raise-learning-rate",
    RateFactor,
    lambda parameters, _facts: f"- lr=LR\n+ lr=LR * {parameters['factor']:g}\n",
    variants=({"factor": 10.0}, {"factor": 100.0}, {"factor": 1000.0}),
)
